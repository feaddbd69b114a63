// What reaches where: jumps, dead code, literal conditions, switch, short circuits, generators, compound targets.
function dead(p) {
  let x = 1, y;
  if (p) {
  //  ^ reads: 2
    x = 2;
    // <- binds: 3
    return x;
    //     ^ reads: 6; binds: 3
    x = 3;
    // <- binds: 3
  } else if (x) throw x;
  //         ^        ^ reads: 3
  else y = x;
  //   ^ binds: 3
  //       ^ reads: 3
  return x + y;
  //     ^ reads: 3
  //         ^ reads: 14; binds: 3
}
function literal(p) {
  let x = 1;
  while (true) {
    if (p(x)) break;
    //  ^ reads: 21
    //    ^ reads: 22, 27; binds: 22
    x = 2;
    // <- binds: 22
  }
  for (;;) {
    x = x + 1;
    // <- binds: 22
    //  ^ reads: 22, 27, 31:5; binds: 22
    if (x) break;
    //  ^ reads: 31:5; binds: 22
  }
  do { x = 4; } while (false);
  //   ^ binds: 22
  return x;
  //     ^ reads: 37; binds: 22
}
function nested(p) {
  let y, z, w;
  outer: for (const x of p) {
  //                     ^ reads: 42
    try {
      y = x;
      // <- binds: 43
      //  ^ reads: 44
      if (p()) continue outer;
      //  ^ reads: 42
      else if (y) break outer;
      //       ^ reads: 47; binds: 43
      y = p(y);
      // <- binds: 43
      //  ^ reads: 42
      //    ^ reads: 47; binds: 43
    } catch (e) {
      y = e;
      // <- binds: 43
      //  ^ reads: 58
    } finally {
      w = y;
      // <- binds: 43
      //  ^ reads: 43, 47, 54:7, 59; binds: 43
    }
    z = p(y, z, w);
    // <- binds: 43
    //  ^ reads: 42
    //    ^ reads: 54:7, 59; binds: 43
    //       ^ reads: 43, 67:5; binds: 43
    //          ^ reads: 63; binds: 43
  }
  return [y, z, w];
  //      ^ reads: 43, 47, 54:7, 59; binds: 43
  //         ^ reads: 43, 67:5; binds: 43
  //            ^ reads: 43, 63; binds: 43
}
function cases(p, x) {
  switch (p) {
  //      ^ reads: 79
    case 1: x = 1;
    //      ^ binds: 79
    case 2: x += 2; break;
    //      ^ reads: 79, 82; binds: 79
    case x: { x = 3; return x; }
    //   ^ reads: 79
    //        ^ binds: 79
    //                      ^ reads: 86:15; binds: 79
    default: x = 4;
    //       ^ binds: 79
    case 5: p(x);
    //      ^ reads: 79
    //        ^ reads: 79, 90; binds: 79
  }
  return x;
  //     ^ reads: 79, 84, 90; binds: 79
}
function* chosen(a, b, { c = a, ...d } = b) {
//                           ^ reads: 99:18
//                                       ^ reads: 99:21
  let x = 0;
  a ||= x = 1;
  // <- binds: 99:18
  //    ^ binds: 102
  b ??= a && (x = 2);
  // <- binds: 99:21
  //    ^ reads: 99:18, 103; binds: 99:18
  //          ^ binds: 102
  const y = a ? (x = 3) : x;
  //        ^ reads: 99:18, 103; binds: 99:18
  //             ^ binds: 102
  //                      ^ reads: 102, 103, 106; binds: 102
  x = yield (x, y);
  // <- binds: 102
  //         ^ reads: 102, 103, 106, 110:18; binds: 102
  //            ^ reads: 110
  for (let i = 0, n = x; i < n; i++, x--) { if (x) continue; a = i; }
  //                  ^ reads: 114:3; binds: 102
  //                     ^      ^                                ^ reads: 118:12, 118:33; binds: 118:12
  //                         ^ reads: 118:19
  //                                 ^          ^ reads: 114:3, 118:38; binds: 102
  //                                                         ^ binds: 99:18
  [a, b.q, x = c] = [x, a, d];
   // <- binds: 99:18
  //  ^ reads: 99:21, 106; binds: 99:21
  //       ^ binds: 102
  //           ^ reads: 99
  //                 ^ reads: 114:3, 118:38; binds: 102
  //                    ^ reads: 99:18, 103, 118; binds: 99:18
  //                       ^ reads: 99
  return a + x;
  //     ^ reads: 124:4; binds: 99:18
  //         ^ reads: 124:12; binds: 102
}
async function later(p) {
  let x = await p, f = () => x;
  //            ^ reads: 136
  //                         ^ binds: 137:7
  for await (x of p) f(x);
  //         ^ binds: 137:7
  //              ^ reads: 136
  //                 ^ reads: 137
  //                   ^ reads: 140:14; binds: 137:7
  x++;
  // <- reads: 137:7, 140:14; binds: 137:7
  return f() + x;
  //     ^ reads: 137
  //           ^ reads: 145; binds: 137:7
}
