// Items and token classes of what TypeScript adds: types, interfaces, enums, namespaces, modifiers, signatures.
import type { A } from "a";
// <- item: import to 2
import fs = require("fs");
// <- item: import to 4
export interface I<T> extends J { readonly a: T; b?(x: T): void; [k: string]: T; new (x: T): I<T> }
// <- item: class to 6
//                                ^                              ^               ^ item: declaration to 6 in 6
//                                               ^ item: function to 6 in 6
// <- token: keyword
//     ^              ^           ^                        ^         ^           ^ token: keyword
//               ^ ^          ^            ^  ^  ^  ^  ^          ^           ^       ^  ^   ^ ^ token: identifier
//                ^ ^                             ^                                           ^ ^ token: operator
//                              ^           ^  ^   ^ ^  ^^     ^ ^ ^       ^^  ^     ^ ^  ^^      ^ token: punctuation
type U<T> = { [K in keyof T]?: T[K] } | `a${string}` | null;
// <- item: declaration to 15
// <- token: keyword
//               ^  ^       ^               ^ token: keyword
//   ^ ^       ^          ^    ^ ^ token: identifier
//    ^ ^ ^                           ^              ^ token: operator
//          ^ ^            ^    ^ ^ ^     ^       ^        ^ token: punctuation
//                                      ^^         ^   ^ token: literal
export abstract class C<T> extends B<T> implements I<T> {
// <- item: class to 55
  private static x!: number = 1;
  // <- item: declaration to 25 in 23
  // <- token: keyword
  //      ^          ^ token: keyword
  //             ^ token: identifier
  //              ^         ^ token: operator
  //               ^           ^ token: punctuation
  //                          ^ token: literal
  constructor(private readonly y: T, public z?: T) { super(); }
  // <- item: function to 33 in 23
  //                                                 ^ item: call to 33 in 33
  @log() static n(@inj x: T): x is T { return !x; }
  // <- item: function to 36 in 23
  //                                   ^ item: jump to 36 in 36
  // <- token: punctuation
  //  ^^         ^^     ^  ^^        ^          ^ ^ token: punctuation
   // <- token: identifier
  //            ^  ^   ^  ^   ^    ^           ^ token: identifier
  //     ^                      ^      ^ token: keyword
  //                                          ^ token: operator
  abstract m(x: T): asserts x is T;
  // <- item: function to 45 in 23
  // <- token: keyword
  //                ^         ^ token: keyword
  //       ^ ^  ^           ^    ^ token: identifier
  //        ^ ^  ^^               ^ token: punctuation
  declare w: T; get v(): T { return this.y!; }
  // <- item: declaration to 51 in 23
  //            ^ item: function to 51 in 23
  //                         ^ item: jump to 51 in 51
}
const enum E { P = 1 << 2, Q }
// <- item: class to 56
declare module "m" { export function f(x: number): void; let g: any; }
// <- item: class to 58
//                   ^ item: function to 58 in 58
//                                                       ^ item: declaration to 58 in 58
namespace N.M { export const h = 1; if (h) f<T>(h as unknown as T); }
// <- item: class to 62
//              ^ item: declaration to 62 in 62
//                                  ^ item: branch to 62 in 62
//                                         ^ item: call to 62 in 62
// <- token: keyword
//              ^      ^            ^             ^  ^       ^ token: keyword
//        ^ ^                ^          ^  ^ ^  ^               ^ token: identifier
//         ^  ^                   ^    ^ ^     ^                 ^^ ^ token: punctuation
//                             ^            ^ ^ token: operator
//                               ^ token: literal
function over(x: string): void;
// <- item: function to 73
function over(x: any) { for (const k of <any[]>x) k(); return x satisfies unknown; }
// <- item: function to 75
//                      ^ item: loop to 75 in 75
//                                                ^ item: call to 75 in 75
//                                                     ^ item: jump to 75 in 75
declare global { var q: unique symbol; }
// <- item: other to 80
//               ^ item: declaration to 80 in 80
export = C;
// <- item: declaration to 83
