// What macros of the file do to the control flow, and where the preprocessor parts a statement.
#define GET(label, target) case label: target = next()
#define FAIL(code) do { status = code; goto out; } while (0)
#define dispatch(x) switch (x)
#define on(x) case x:
#define leave break

int hidden_case(int state, int status) {
    int got = 0;
    switch (state) {
        GET(1, other);
        got = status;
//            ^ reads: 8
        if (got > 2) FAIL(7);
//          ^ reads: 12
        got = 5;
    }
    return got;
//         ^ reads: 9, 16
out:
    return got;
//         ^ reads: 12
}

int hidden_switch(int op, int a) {
    for (;;) {
        dispatch (op) {
            on(ONE) {
                int b = a;
//                      ^ reads: 25, 31
                a = b;
                leave;
            }
            on(TWO) {
                a = 2;
                goto out;
            }
            on(THREE) {
                use(a);
//                  ^ reads: 25, 31
                return a;
            }
        }
    }
out:
    return a;
//         ^ reads: 35
}

int parted(int a, int b) {
    if (a)
#if defined(X)
        return 1;
#else
        return 2;
#endif
    use(b);
//      ^ reads: 50
#ifdef Y
    if (a > 1)
#else
    if (a > 2)
#endif
        b = 3;
    return b;
//         ^ reads: 50, 64
}

int entered(int s, int x) {
    switch (s) {
    case 0:
        x = 1;
        if (x > 2)
    case 1:
        {
            x = 3;
        }
        use(x);
//          ^ reads: 72, 76
        x = 4;
        break;
    }
    return x;
//         ^ reads: 69, 80
}

int rows(struct list *all, int n) {
    EACH(row, all) {
        use(n);
//          ^ reads: 87, 91:9
        n = n + 1;
//          ^ reads: 87, 91:9
    }
    return n;
//         ^ reads: 87, 91:9
}
