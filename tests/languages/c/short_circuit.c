/* Assignments inside conditions, comma, ?: and && decide the reaching definitions. */
int g(int *);
int f(int a, int b) {
  int x, y = 0;
  if ((x = a) && (y = b, x++) || (y = x)) b = x, a = y;
  //   ^ binds: 4
  //       ^ reads: 3
  //              ^               ^                  ^ binds: 4
  //                  ^ reads: 3
  //                     ^ reads: 5:8; binds: 4
  //                                  ^       ^ reads: 5:8, 5:26; binds: 4
  //                                      ^ binds: 3
  //                                             ^ binds: 3
  for (x = 0, y = b; x < y ? (x += 2) : (y = x, 0); x++, --y) if (g(&y)) continue; else break;
  //   ^ binds: 4
  //          ^          ^               ^                 ^         ^ binds: 4
  //              ^ reads: 3, 5:43; binds: 3
  //                 ^        ^              ^ reads: 14:8, 14:53; binds: 4
  //                                                ^ reads: 14:8, 14:31, 14:53; binds: 4
  //                                                              ^ binds: 2
  a = b ? (x = 1) : (y = 2);
  // <- binds: 3
  //  ^ reads: 3, 5:43; binds: 3
  //       ^ binds: 4
  //                 ^ binds: 4
  return x + y + a;
  //     ^ reads: 14:8, 14:31, 14:53, 21; binds: 4
  //         ^ binds: 4
  //             ^ reads: 21; binds: 3
}
