// Type parameters shadow, have defaults that see earlier ones, and end with their declaration.
class T<T, U = T> { f<T>(x: T, y: U): T { const z = <U,>(u: U): [T, U] => [x, u]; return z(y)[0]; } }
//                          ^         ^                          ^ role: -
//                                                          ^       ^ role: -
//                                                                         ^ binds: 2:26
//                                                                            ^ reads: 2:58
//                                                                                       ^ reads: 2:49
//                                                                                         ^ reads: 2:32
function g<T extends { [K in keyof T]: T[K] }>(t: T): T { type L = T; let l: L = t; return l; }
//                                 ^   ^          ^   ^            ^ role: -
//                                       ^ role: -
//                                                                           ^ role: -
//                                                                               ^ reads: 9:48
//                                                                                         ^ reads: 9:75
let v: T<number>;                                    // the class
