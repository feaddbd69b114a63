// What is rare: signatures of calls, tuples with names, constructors as types, mapped types, what names no value.
export as namespace Rest;
import * as ns from "ns";
type Named = [first: string, second?: number, ...rest: ns.Deep.Type[]];
type Build = new (x: number) => typeof ns;
//                                     ^ reads: 3:13
type Mapped<T> = { -readonly [K in keyof T]-?: T[K] } & { [K in keyof T]+?: T[K] } & { [K in keyof T]?: T[K] };
interface Callable { (x: number): typeof ns; new (y: string): Callable; }
//                                       ^ reads: 3:13
class Child extends Object { override toString(this: this) { return "child"; } }
//                  ^ binds: -
const made = class Inner { self = Inner; };
//                                ^ captures: 12:20
function outer(a: number) {
  function inner<T extends typeof a>(x: T): T;
  //                              ^ reads: 14
  function inner(x: any) { return x + a; }
  //                              ^ reads: 17:18
  //                                  ^ captures: 14
  return inner(a);
  //     ^ reads: 17
  //           ^ reads: 14
}
let star: *;
