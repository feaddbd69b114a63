// Captures, init captures, generic and recursive lambdas.
int n = 0;
int f(int a, int b) {
  auto h = [a, &b, c = a + n, n = b](auto x, int a2 = 0) mutable { int b2 = b; c += x + a + n; b = c; return b2 + a2; };
  //        ^          ^                                                                ^ binds: 3
  //            ^                 ^                                         ^                  ^ binds: 3
  //                       ^ binds: 2
  //                                                                           ^                   ^ binds: 4:20
  //                                                                                ^ binds: 4:43
  //                                                                                        ^ binds: 4:31
  //                                                                                                         ^ binds: 4:72
  //                                                                                                              ^ binds: 4:50
  auto r = [&](auto self, int a) -> int { return a ? self(self, a - 1) : b; };
  //                                             ^              ^ binds: 13:31
  //                                                 ^    ^ binds: 13:21
  //                                                                     ^ binds: 3
  return h(1) + r(r, a) + [=, a = b] { return a + b; }();
  //     ^ binds: 4
  //            ^ ^ binds: 13
  //                 ^ binds: 3
  //                              ^               ^ binds: 3
  //                                          ^ binds: 17:31
}
