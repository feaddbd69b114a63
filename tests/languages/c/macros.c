/* Macro bodies use and declare names at the place of expansion. */
#define SWAP(t, a, b) do { t tmp = a; a = b; b = tmp; } while (0)
#define DECL(n) int n##_count = 0, n
#define EACH(i, n) for (int i = 0; i < (n); i++)
#define SELF x
int f(int x, int tmp) {
  DECL(v) = x;
  //        ^ reads: 6
  SWAP(int, x, v);
  //        ^ binds: 6
  //           ^ binds: 7; skip: what a macro declares is seen only where it is expanded
  EACH(i, x) v_count += i;
  //      ^ binds: 6
  //                    ^ binds: 12:8; skip: what a macro declares is seen only where it is expanded
#undef SELF
#define SELF tmp
  return SELF + v + v_count;
  //            ^ binds: 7; skip: what a macro declares is seen only where it is expanded
}
