/* Designators and members are not variables; compound literals and VLAs are expressions. */
struct P { int x, y; struct { int z; } in; };
int f(int x, int y) {
  struct P p = { .y = y, .x = x, .in.z = x }, *q = &(struct P){ y, .x = x };
  //                  ^ reads: 3
  //                          ^          ^                              ^ reads: 3
  //                                                            ^ binds: 3
  int a[] = { [1] = y, [0 ... 0] = x }, x2 = (int){ x } + (struct P){ .x = y }.x;
  //                ^                                                      ^ reads: 3
  //                               ^                ^ reads: 3
  return p.x + q->in.z + a[y] + x2 + __builtin_offsetof(struct P, y);
  //     ^ binds: 4
  //           ^ reads: 4
  //                     ^ binds: 8
  //                       ^ reads: 3
  //                            ^ reads: 8
}
