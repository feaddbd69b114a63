/* Items and token classes: what starts where, and where it ends. */
#include <stdio.h>
// <- item: import to 2
struct s { int a; };
// <- item: class to 4
//         ^ item: declaration to 4 in 4
static int f(int x) { // a comment
// <- item: function to 35
//     ^ item: -; token: keyword
//           ^ item: -
//                    ^ token: comment
  int y = 0, z;
  // <- item: declaration to 12 in 7
  //    ^ token: operator
  //      ^ token: literal
  //       ^ token: punctuation
  if (x) y = 1; else { y = 2; }
  // <- item: branch to 17 in 7
  //     ^ item: assignment to 17 in 17
  //                   ^ item: assignment to 17 in 17
  switch (x) { case 1: y = 3; break; default: f(y); }
  // <- item: branch to 21 in 7
  //           ^ item: -; token: keyword
  //                   ^ item: assignment to 21 in 21
  //                          ^ item: jump to 21 in 21
  //                                          ^ item: call to 21 in 21
  while (x) x--;
  // <- item: loop to 27 in 7
  //        ^ item: assignment to 27 in 27
out:
// <- item: jump to 32 in 7
  return y + z;
  // <- item: -; token: keyword
  //       ^ token: operator
}
