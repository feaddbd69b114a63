// Items and token classes of TSX: elements are expressions, their lower-case tags name nothing.
const App = (props: { a: number; div: string }): JSX.Element => {
//                                               ^ role: -
  const div = props.div as string, rows: number[] = [props.a];
  //          ^                                      ^ reads: 2
  let last = 0;
  return <div key={div} className="x" {...props}>{rows.map((row) => { last = row; return <ns.Item row={row} on={() => last!}>{div}</ns.Item>; })} <>{last}</></div>;
  //               ^ reads: 4:9
  //                                      ^ reads: 2
  //                                              ^ reads: 4
  //                                                                  ^                                               ^                              ^ binds: 6
  //                                                                         ^                         ^ reads: 7:61
  //                                                                                      ^                                         ^ binds: -
  //                                                                                                                          ^ binds: 4:9
};
function Generic<T extends object,>(x: T) { return x && <App a={1} div={"b"}>some text</App>; }
//                                     ^ role: -
//                                                 ^ reads: 16:37
//                                                       ^                              ^ binds: 2
const b: typeof App = <Generic<number> x={2}></Generic>;
//              ^ reads: 2
//                     ^                       ^ reads: 16
