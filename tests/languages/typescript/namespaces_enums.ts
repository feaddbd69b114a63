// Merged declarations: one name, several declarations; members are in scope unqualified.
namespace N { export const a = 1; const hidden = a; }
//                                               ^ reads: 2:28
namespace N { export const b = a + 1; }              // a: exported by the other block
//                             ^ reads: 2:28
enum E { A = 1, B = A << 1 }
//                  ^ reads: 6:10
enum E { C = 10 }
function N2() {} namespace N2 { export let p = N2; }
//                                             ^ reads: 9:10, 9:28; skip: of declarations that merge, the last one stands for all
import alias = N.b;
//             ^ reads: 2, 4; skip: of declarations that merge, the last one stands for all
let u: E = E.B + alias;
//         ^ reads: 6, 8; skip: of declarations that merge, the last one stands for all
//               ^ reads: 11
