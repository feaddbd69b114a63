// Keys are not names, targets are, defaults are uses; a later default may use an earlier target.
let k = "key", d = 0, rest;
function f({ a, b: c = a, [k]: e, d: { d: g } = {}, ...rest }, [h = c, , ...[i]] = []) {
//                     ^ reads: 3:14
//                         ^ binds: 2
//                                                                  ^ reads: 3:20
  ({ a, b: c, x: k.y, ...rest } = g);                // writes a, c, k.y, rest
  // ^ binds: 3:14
  //       ^ binds: 3:20
  //             ^ binds: 2
  //                     ^ binds: 3
  //                              ^ reads: 3
  [c, a] = [a, c];
   // <- binds: 3:20
  //  ^ binds: 3:14
  //        ^ reads: 7:6; binds: 3:14
  //           ^ reads: 7:12; binds: 3:20
  for ({ a, c: h } of i) e(a, h);
  //     ^ binds: 3:14
  //           ^ binds: 3
  //                  ^ reads: 3
  //                     ^ reads: 3
  //                       ^ reads: 18:10; binds: 3:14
  //                          ^ reads: 18:16; binds: 3
  return { a, c, d, [e]: h, rest };                  // shorthand: names; d is the module's
  //       ^ reads: 13:7, 18:10; binds: 3:14
  //          ^ reads: 13:4; binds: 3:20
  //             ^ binds: 2
  //                 ^ reads: 3
  //                     ^ reads: 3, 18:16; binds: 3
  //                        ^ reads: 7:26; binds: 3
}
