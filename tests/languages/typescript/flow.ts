// What reaches where, through assertions, annotations and the parts of a function that are never run.
type Row = { id: number; next?: Row };
function walk(rows: Row[], found: Map<number, Row>, limit = rows.length): Row | undefined {
//                                                          ^ reads: 3:15
  let current: Row | undefined, count: number = 0;
  outer: for (const { id, next = rows[0] } of rows) {
  //                             ^            ^ reads: 3:15
    current = next as Row;
    // <- binds: 5
    //        ^ reads: 6
    while (current!) {
    //     ^ reads: 8, 19:7; binds: 5
      if (found.has(current.id)) continue outer;
      //  ^ reads: 3
      //            ^ reads: 8, 19:7; binds: 5
      if (++count > limit) break outer;
      //    ^ reads: 5, 16, 26; binds: 5
      //            ^ reads: 3
      current = (<Row>current).next satisfies Row | undefined;
      // <- binds: 5
      //              ^ reads: 8, 19:7; binds: 5
    }
    (count as number) = id;
     // <- role: define; binds: 5
    //                  ^ reads: 6
    count! += limit;
    // <- reads: 23; role: update
    //        ^ reads: 3
  }
  const seen = (row: Row): row is Row => row === current && count > 0;
  //                       ^ binds: 30:17
  //                                     ^ reads: 30:17
  //                                             ^ binds: 5
  //                                                        ^ binds: 5
  return seen(current!) ? current : undefined;
  //     ^ reads: 30
  //          ^           ^ reads: 5, 8, 19:7; binds: 5
  //                                ^ role: -
}
abstract class Store<K, V = K> {
  static made = 0;
  private readonly held = new Map<K, V>();
  //                          ^ binds: -
  constructor(protected limit: number, private make: (key: K) => V = (key) => { throw key; }) {
  //                                                                                  ^ reads: 44:71
    limit = limit || 1;
    // <- binds: 44
    //      ^ reads: 44
    this.limit = limit;
    //           ^ reads: 46:5; binds: 44
  }
  get(key: K): V;
  get(key: K, other?: V): V {
    let value = this.held.get(key);
    //                        ^ reads: 53
    try {
      value ??= this.make(key);
      // <- binds: 54
      //                  ^ reads: 53
    } catch (error: unknown) {
      if (other === undefined) throw error;
      //  ^ reads: 53
      //            ^ role: -
      //                             ^ reads: 60
      value = other;
      // <- binds: 54
      //      ^ reads: 53
    } finally {
      key = undefined as any;
      // <- binds: 53
      //    ^ role: -
    }
    return value!;
    //     ^ reads: 54, 57, 65; binds: 54
  }
  abstract put(key: K, value: V): asserts value is NonNullable<V>;
  //                                      ^ binds: 76:24
}
enum Mode { Off, On = 1, Both = On | 2 }
//                              ^ reads: 79:18
namespace Tools {
  export let depth = 0;
  var hidden = Mode.On;
  //           ^ reads: 79
  export function enter(mode: Mode = hidden) {
  //                                 ^ binds: 83
    switch (mode) {
    //      ^ reads: 85
      case Mode.On: depth++;
      //   ^ binds: 79
      //            ^ binds: 82
      case Mode.Off: hidden = mode; break;
      //   ^ binds: 79
      //             ^ binds: 83
      //                      ^ reads: 85
      default: return hidden;
      //              ^ binds: 83
    }
    return depth;
    //     ^ binds: 82
  }
}
async function* pairs<T>(of: AsyncIterable<T>, [first, ...rest]: T[] = []) {
//                                         ^                     ^ role: -
  for await (const one of of) yield [first, one] as const;
  //                      ^ reads: 103
  //                                 ^ reads: 103
  //                                        ^ reads: 105:20
  for (first of rest) yield first;
  //   ^ binds: 103
  //            ^ reads: 103
  //                        ^ reads: 109:8; binds: 103
  return first;
  //     ^ reads: 103, 109:8; binds: 103
}
var early = late, late: typeof early;
//          ^ reads: 116:19
//                             ^ reads: 116:5
late = ((x: number): number => x)(early!);
// <- binds: 116:19
//                             ^ reads: 119:10
//                                ^ reads: 116:5
export { late as default, walk };
//       ^ reads: 119; binds: 116:19
//                        ^ reads: 3
export type { Store };
//            ^ reads: 40
