// Items and token classes of TSX: elements are expressions, their lower-case tags name nothing.
const App = (props: { a: number; div: string }): JSX.Element => {
// <- item: declaration to 23
  const div = props.div as string, rows: number[] = [props.a];
  // <- item: declaration to 4 in 2
  // <- token: keyword
  //                    ^  ^             ^ token: keyword
  //    ^     ^     ^              ^                 ^     ^ token: identifier
  //        ^                                     ^ token: operator
  //               ^             ^     ^       ^^   ^     ^ ^^ token: punctuation
  let last = 0;
  // <- item: declaration to 11 in 2
  return <div key={div} className="x" {...props}>{rows.map((row) => { last = row; return <ns.Item row={row} on={() => last!}>{div}</ns.Item>; })} <>{last}</></div>;
  // <- item: jump to 13 in 2
  //                                                                  ^ item: assignment to 13 in 13
  //                                                                              ^ item: jump to 13 in 13
  // <- token: keyword
  //                                                                              ^ token: keyword
  //     ^       ^               ^     ^        ^                ^         ^             ^           ^        ^    ^      ^ ^              ^      ^^        ^     ^ token: operator
  //      ^   ^    ^    ^                 ^       ^    ^    ^         ^      ^            ^  ^    ^    ^    ^         ^       ^     ^  ^             ^         ^ token: identifier
  //              ^   ^               ^        ^ ^    ^   ^^   ^    ^           ^           ^         ^   ^    ^^^         ^ ^   ^^   ^     ^ ^^^   ^    ^^  ^     ^ token: punctuation
  //                              ^^^                                                                                                            ^ token: literal
};
function Generic<T extends object,>(x: T) { return x && <App a={1} div={"b"}>some text</App>; }
// <- item: function to 24
//                                          ^ item: jump to 24 in 24
// <- token: keyword
//                 ^       ^                ^ token: keyword
//       ^       ^                  ^  ^           ^     ^   ^     ^                    ^ token: identifier
//              ^                 ^                  ^  ^     ^       ^     ^              ^ token: operator
//                               ^ ^ ^  ^ ^                    ^ ^     ^   ^          ^     ^ ^ token: punctuation
//                                                              ^       ^^^  ^ token: literal
const b: typeof App = <Generic<number> x={2}></Generic>;
// <- item: declaration to 33
