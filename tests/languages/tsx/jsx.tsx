// Capitalized and dotted tags are uses, lower-case tags and attributes are not.
declare const React: any, App: any, ns: any, app: any, value: string;
function C<T extends object>(props: T) {
//                                  ^ role: -
  const div = 1;
  return <App key={div} value={value} {...props}><ns.Item app={app} /><div>{value}</div></App>;
  //      ^                                                                               ^ binds: 2
  //               ^ reads: 5
  //                           ^                                            ^ binds: 2
  //                                      ^ reads: 3
  //                                              ^ binds: 2
  //                                                           ^ binds: 2
  //          ^         ^                                              ^            ^ role: -
}
