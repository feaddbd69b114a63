// A block's let shadows from the start of the block, before its declaration (temporal dead zone).
let a = 1, b = 2;
function f(c = b, d = () => b) {
//             ^            ^ binds: 2
  { a; let a = 3; }                // the inner a: a ReferenceError, but not the outer
  //^ binds: 5:12
  var b = 4;                       // the body's b; the defaults above see the outer one
  switch (c) { case 0: let a = 5; case 1: return a + b; }   // one scope for all cases
  //      ^ reads: 3
  //                                             ^ reads: 8:28
  //                                                 ^ reads: 7:7
  return a + d();
  //     ^ binds: 2
  //         ^ reads: 3
}
