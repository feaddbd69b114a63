/* Writes through pointers and by callees: no direct assignment, yet the value changes. */
#include <setjmp.h>
extern void fill(int *, int **);
static jmp_buf env;
int f(int n) {
  volatile int v = n; int x, *p = &x, **pp = &p;
  //               ^ reads: 5
  //                               ^ binds: 6:27
  //                                          ^ binds: 6:31
  fill(p, pp);
  // <- binds: 3
  //   ^ binds: 6:31
  //      ^ reads: 6
  if (setjmp(env)) return v + x;
  //         ^ binds: 4
  //                      ^ reads: 6
  //                          ^ binds: 6:27
  v = *p; **pp = 3; (*p)++;
  // <- binds: 6
  //   ^              ^ binds: 6:31
  //        ^ reads: 6
  return x + v;
  //     ^ binds: 6:27
  //         ^ reads: 18; binds: 6
}
