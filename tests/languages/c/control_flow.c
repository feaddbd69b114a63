/* What reaches where: jumps, dead code, literal conditions, switch, short circuits, compound targets. */
int p(int);
int dead(int a) {
  int x = 1, y;
  if (a) {
  //  ^ reads: 3
    x = 2;
    // <- binds: 4
    return x;
    //     ^ reads: 7; binds: 4
  } else if (x)
  //         ^ reads: 4
    y = x;
    // <- binds: 4
    //  ^ reads: 4
  return x + y;
  //     ^ reads: 4
  //         ^ reads: 13; binds: 4
}
int literal(int a) {
  int x = 1;
  while (1) {
    if (p(x)) break;
    //  ^ binds: 2
    //    ^ reads: 21, 26; binds: 21
    x = 2;
    // <- binds: 21
  }
  for (;;) {
    x = x + 1;
    // <- binds: 21
    //  ^ reads: 21, 26, 30:5; binds: 21
    if (x > a) break;
    //  ^ reads: 30:5; binds: 21
    //      ^ reads: 20
  }
  do {
    x = 4;
    // <- binds: 21
  } while (0);
  if (0) x = 5;
  //     ^ binds: 21
  return x;
  //     ^ reads: 38; binds: 21
}
int cases(int a, int x) {
  switch (a) {
  //      ^ reads: 46
  case 1:
    x = 1;
    // <- binds: 46
  case 2:
    x += 2;
    // <- reads: 46, 50; binds: 46
    break;
  case 3: {
    x = 3;
    // <- binds: 46
    return x;
    //     ^ reads: 57; binds: 46
  }
  default:
    x = 4;
    // <- binds: 46
  case 5:
    p(x);
    // <- binds: 2
    //^ reads: 46, 63; binds: 46
  }
  return x;
  //     ^ reads: 46, 53, 63; binds: 46
}
int jumps(int n) {
  int x = 0, i;
retry:
  x = x + n;
  // <- binds: 74
  //  ^ reads: 74, 97; binds: 74
  //      ^ reads: 73, 91; binds: 73
  for (i = 0; i < n; i++) {
  //   ^ binds: 74
  //          ^      ^ reads: 80:8, 80:22; binds: 74
  //              ^ reads: 73, 91; binds: 73
    if (p(i)) continue;
    //  ^ binds: 2
    //    ^ reads: 80:8, 80:22; binds: 74
    if (p(x)) goto out;
    //  ^ binds: 2
    //    ^ reads: 76:3; binds: 74
    //             ^ binds: 106
    n = x;
    // <- binds: 73
    //  ^ reads: 76:3; binds: 74
  }
  if (x < 10) {
  //  ^ reads: 76:3; binds: 74
    x = n;
    // <- binds: 74
    //  ^ reads: 73, 91; binds: 73
    goto retry;
    //   ^ binds: 75
  }
  x = i;
  // <- binds: 74
  //  ^ reads: 80:8, 80:22; binds: 74
out:
  return x + n + i;
  //     ^ reads: 76:3, 103; binds: 74
  //         ^ reads: 73, 91; binds: 73
  //             ^ reads: 80:8, 80:22; binds: 74
}
int chosen(int a, int b) {
  int x = 0, y = (x = a, x++), z;
  //              ^ binds: 113:7
  //                  ^ reads: 112
  //                     ^ reads: 113:19; binds: 113:7
  z = a && (x = y) || x;
  // <- binds: 113
  //  ^ reads: 112
  //        ^ binds: 113:7
  //            ^ reads: 113
  //                  ^ reads: 113:26, 117:13; binds: 113:7
  y = (x += z) ? (a = x) : b;
  // <- binds: 113
  //   ^ reads: 113:26, 117:13; binds: 113:7
  //        ^ reads: 117; binds: 113
  //              ^ binds: 112
  //                  ^ reads: 123:8; binds: 113:7
  //                       ^ reads: 112
  while ((b = p(x)) > 0 && (a = b)) x -= a;
  //      ^ binds: 112
  //          ^ binds: 2
  //            ^                   ^ reads: 123:8, 130:37; binds: 113:7
  //                        ^ binds: 112
  //                            ^ reads: 130:11; binds: 112
  //                                     ^ reads: 130:29; binds: 112
  return x + y + z + a + b;
  //     ^ reads: 123:8, 130:37; binds: 113:7
  //         ^ reads: 123; binds: 113
  //             ^ reads: 117; binds: 113
  //                 ^ reads: 112, 123, 130:29; binds: 112
  //                     ^ reads: 130:11; binds: 112
}
