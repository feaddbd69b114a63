#ifdef HAVE_A
int a_one = 1;
#elifdef HAVE_B
int b_one = 2;
#else
int c_one = 3;
#endif
#ifndef GUARD
int guarded;
#endif
#if LEVEL > 2
int high;
#elif LEVEL > 1
int middle;
#else
int low;
#endif
enum colour {
#ifdef MORE
    RED,
#elif defined(LESS)
    GREEN,
#elifdef SOME
    BLUE,
#else
    GREY,
#endif
#if X
    BLACK,
#endif
};
extern "C" {
int linked(void);
}
union either { int i; float f; };
// <- item: class to 35
[[gnu::const]] int pure(int x);
//                       ^ role: -
int late [[gnu::unused]] = 1;
__declspec(dllexport) int shared;
int count(int, int[static 3], char (*[[gnu::unused]] p)(int q)) __attribute__((noreturn));

int tell(int n, ...) {
    char end = '\n';
    void *none = NULL, *other = nullptr;
    [[fallthrough]];
    __try { n = 1; } __except (1) { n = 2; } 
    __try { n = 3; __leave; } __finally { n = 4; }
    // <- item: branch to 48 in 43
    if (!n) return sizeof(int[n]);
    while (true) { n = 5; break; }
    while (TRUE) { n = 6; break; }
    while (false) n = 7;
    while (FALSE) n = 8;
    while (NULL) n = 9;
    while (nullptr) n = 10;
    use(n, end, none, other);
    //  ^ reads: 52:20
    switch (n) {
    case 1: n = 1; abort();
    case 2: n = 2; exit(1);
    case 3: n = 3; _exit(1);
    case 4: n = 4; _Exit(1);
    case 5: n = 5; quick_exit(1);
    case 6: n = 6; longjmp(jump, 1);
    case 7: n = 7; _longjmp(jump, 1);
    case 8: n = 8; siglongjmp(jump, 1);
    case 9: n = 9; pthread_exit(0);
    case 10: n = 10; thrd_exit(0);
    case 11: n = 11; err(1, "");
    case 12: n = 12; errx(1, "");
    case 13: n = 13; verr(1, "", 0);
    case 14: n = 14; verrx(1, "", 0);
    case 15: n = 15; __assert_fail("", "", 1, "");
    case 16: n = 16; __builtin_unreachable();
    case 17: n = 17; __builtin_trap();
    case 18: n = 18; __builtin_longjmp(jump, 1);
    }
    return n;
    //     ^ reads: 52:20
}

#define PERHAPS(c) if (c) n = 1; else for (;;) while (n && c || n) n = n ? 1 : 2
#define OTHERWISE default:

void spread(int n) {
    switch (n) {
        OTHERWISE
        PERHAPS(n > 1);
        use(n);
    }
}
