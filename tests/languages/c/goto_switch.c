/* Jumps into and out of blocks decide what reaches; a switch can jump past an initializer. */
int f(int n) {
  int x = 0, y;
  switch (n) { int z; case 0: z = 1; x = z; /* falls through */ case 1: z = x; y = z; break; default: goto in; }
  //      ^ reads: 2
  //                          ^          ^                              ^          ^ binds: 4:20
  //                                 ^ binds: 3
  //                                                                        ^ reads: 3, 4:38; binds: 3
  //                                                                           ^ binds: 3
  //                                                                                                       ^ binds: 11
  do { x++; in: if (n--) continue; y = x; } while (n > 0);
  //   ^ reads: 3, 4:38, 11:8; binds: 3
  //                ^ reads: 2, 11:21; binds: 2
  //                               ^ binds: 3
  //                                   ^ reads: 3, 11:8; binds: 3
  //                                               ^ reads: 11:21; binds: 2
  if (n) goto out;
  //  ^ reads: 11:21; binds: 2
  //          ^ binds: 24
  { int x = y; y = x; }
  //        ^ reads: 4, 11; binds: 3
  //           ^ binds: 3
  //               ^ reads: 20:9
out:
  return x + y;
  //     ^ reads: 3, 11:8; binds: 3
  //         ^ reads: 4, 11, 20:16; binds: 3
}
