/* _Generic, typeof, sizeof, asm operands and statement expressions all use names. */
extern int y0;
int f(int x, double d) {
  __typeof__(x) y = _Generic(d, double: x, default: ((void)y0, 0)), z;
  //         ^ binds: 3
  //                         ^ binds: 3
  //                                    ^ reads: 3
  //                                                       ^ binds: 2
  __asm__("mov %1, %0" : "=r"(z) : "r"(y));
  //                          ^ binds: 4
  //                                   ^ reads: 4
  return ({ int y = z; y + x; }) + (int)sizeof(d) + y + ({ struct { int x; } s = { x }; s.x; });
  //                ^ binds: 4
  //                   ^ reads: 12:17
  //                       ^                                                       ^ reads: 3
  //                                           ^ binds: 3
  //                                                ^ reads: 4
  //                                                                                    ^ binds: 12:78
}
