// Conditions and init statements declare names that the else branch also sees.
int g(int);
int f(int x) {
  if (int x = g(1); int y = x) { int z = x + y; return z; } else { return x - y; }
  //          ^ binds: 2
  //                        ^            ^                                ^ binds: 4:11
  //                                         ^                                ^ binds: 4:25
  //                                                   ^ binds: 4:38
  switch (int x = 2; int k = x) { case 1: { int x = k; return x; } default: break; }
  //                         ^ binds: 9:15
  //                                                ^ binds: 9:26
  //                                                          ^ binds: 9:49
  while (int y = x--) { if (y) continue; }
  //             ^ binds: 3
  //                        ^ binds: 13:14
  for (int i = x, k = i; i < k; ++i) { int x = i; g(x); }
  //           ^ binds: 3
  //                  ^  ^        ^            ^ binds: 16:12
  //                         ^ binds: 16:19
  //                                              ^ binds: 2
  //                                                ^ binds: 16:44
  return x;
  //     ^ binds: 3
}
