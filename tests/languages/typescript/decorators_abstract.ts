// Decorators and computed names are evaluated outside the class; accessors and index signatures.
const key = "k"; declare function dec(...a: any[]): any;
@dec(key)
 // <- reads: 2
//   ^ reads: 2
class D { [key: string]: any; @dec(key) [key] = key; set x(key: string) { this.y = key; } static s = D; }
//                             ^ reads: 2
//                                 ^     ^      ^ binds: 2
//                                                                                 ^ reads: 6:60
//                                                                                                   ^ reads: 6:7
declare global { interface Window { D: typeof D } }
//                                            ^ reads: 6:7
