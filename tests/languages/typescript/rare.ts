abstract class Old { go(): void {} }
class New extends Old { override go(): void {} }
type Part<T> = { -readonly [K in keyof T]-?: T[K] };
type Whole<T> = { [K in keyof T]+?: T[K] };
interface Caller { (size: number): string }
type Maker = new (size: number) => Old;
type Any = Array<*>;
const Named = class Inner { make(): Inner { return new Inner(); } };
//                                                     ^ binds: 8:21
function wrap(limit: number) {
  function over(a: number): number;
  function over<T>(a: T, b?: T): T;
  function over(a: any): any { return a + limit; }
  //                                      ^ binds: 10
  return over(limit);
  //     ^ binds: 13
}
type Row = [first: number, second?: string];
//          ^ role: -
export as namespace Things;
let deep: A.B.C = 1;
print(deep);
//    ^ reads: 21
