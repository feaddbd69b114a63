// Items and token classes: what starts where, and where it ends.
import a, { b } from "a";
// <- item: import to 2; token: keyword
//        ^ token: punctuation
//                   ^^^ token: literal
export function f(x, y = 1) { // a comment
// <- item: function to 39
//     ^ item: -; token: keyword
//                     ^ token: operator
//                       ^ token: literal
//                            ^ token: comment
  if (x) return y;
  // <- item: branch to 15 in 6
  //     ^ item: jump to 12 in 12
  else if (y) { b(); }
  // <- item: -
  //   ^ item: -; token: keyword
  //            ^ item: call to 15 in 12
  for (const k of x) { k(); }
  // <- item: loop to 19 in 6
  //   ^ item: -
  //              ^ item: -; token: identifier
  //                   ^ item: call to 19 in 19
  const h = (z) => { return `${x} ${z}`; };
  // <- item: declaration to 24 in 6
  //        ^ item: -
  //                 ^ item: jump to 24 in 24
  //                           ^ token: identifier
  label: while (x) break label;
  // <- item: loop to 29 in 6
  //     ^ item: -
  //               ^ item: jump to 29 in 29
  switch (y) { case 1: b(); default: x = /re/; }
  // <- item: branch to 33 in 6
  //           ^ item: -
  //                   ^ item: call to 33 in 33
  //                                 ^ item: assignment to 33 in 33
  //                                     ^ token: literal
}
class C extends a {
// <- item: class to 47
  n = 1;
  // <- item: declaration to 42 in 40
  m() { return this.n; }
  // <- item: function to 44 in 40
  //    ^ item: jump to 44 in 44
}
