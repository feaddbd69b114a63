// Short circuits, conditional chains, finally and labelled jumps decide what reaches.
function f(a, b) {
  let x = 0;
  a && (x = 1) || (b ??= (x = 2));
  // <- reads: 2
  //    ^                 ^ binds: 3
  //               ^ binds: 2
  outer: for (;;) {
    try { if (b) break outer; x = 3; if (a) continue; x = 4; } finally { b = x; }
    //        ^ reads: 2, 4, 9:74; binds: 2
    //                        ^                       ^ binds: 3
    //                                   ^ reads: 2
    //                                                                   ^ binds: 2
    //                                                                       ^ reads: 3, 4:9, 4:27, 9:31, 9:55, 15:13; binds: 3
    if (a?.[x = 5]) return x;
    //  ^ reads: 2
    //      ^ binds: 3
    //                     ^ reads: 15:13; binds: 3
  }
  do { var y = x; } while ((x = y) && y--);
  //           ^ reads: 3, 4:9, 4:27, 9:31, 9:55, 15:13, 20:29
  //           ^ binds: 3
  //                        ^ binds: 3
  //                            ^     ^ reads: 20:12
  return x + y;
  //     ^ reads: 20:29; binds: 3
  //         ^ reads: 20:12, 20:39; binds: 20:12
}
