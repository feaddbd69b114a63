// Labels live in their own name space; arguments aliases parameters in sloppy mode.
function a(x) {
  x: for (const y of x) { if (y) continue x; else break x; }
  //                 ^ reads: 2
  //                          ^ reads: 3:17
  arguments[0] = 1;
  // <- binds: -
  const inner = () => arguments;                     // a's arguments
  //                  ^ binds: -
  return x + inner().length;
  //     ^ reads: 2
  //         ^ reads: 8
}
