/* Only one branch of #if is compiled; both may open or close the same block. */
#if defined(A) && A
static int g(int a) { return a; }
#else
static long g(long b) { return b; }
//                             ^ reads: 5:20
#endif
int f(int x) {
#ifdef B
  if (x) {
#else
  while (x) {
  //     ^ reads: 8, 15:5; binds: 8
#endif
    x = g(x);
    // <- binds: 8
    //  ^ binds: 5
    //    ^ reads: 8, 15:5; binds: 8
  }
  return x;
  //     ^ reads: 8, 15:5; binds: 8
}
