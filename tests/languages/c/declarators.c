/* The declared name hides in the middle; its scope begins right after its declarator. */
int (*(*fp)(int (*cb)(int), int n))[3];
int x = 1;
int f(int x, int a[x], int (*g)(int x)) {
//                 ^ reads: 4:11
  int x2 = x, *p = &x2, (*q)[2] = 0, r[x2], n = sizeof n, y = y;
  //       ^ reads: 4:11
  //                ^                  ^ binds: 6:7
  //                                                   ^ binds: 6:45
  //                                                          ^ reads: -; binds: 6:59
  for (int x = x2; x < n; x++) { int x = a[0]; r[0] = x; }
  //           ^ binds: 6:7
  //               ^      ^ reads: 11:12, 11:27; binds: 11:12
  //                   ^ reads: 6:45
  //                                     ^ reads: 4
  //                                           ^ binds: 6
  //                                                  ^ reads: 11:38
  int f2(int k), k = f2(x);
  //                 ^ binds: 18:7
  //                    ^ reads: 4:11
  { extern int x; k += x; }
  //              ^ reads: 18:18
  //                   ^ binds: 3, 21:16; skip: extern in a block links to the module's variable, whatever hides it
  return g(k) + *p + (*q)[0] + r[0];
  //     ^ reads: 4
  //       ^ reads: 21; binds: 18:18
  //             ^ reads: 6
  //                   ^ reads: 6
  //                           ^ binds: 6
}
