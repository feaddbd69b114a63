// Overloads are declarations of one name; parameters of signatures without a body bind nothing.
function f(a: string): string;
function f(a: number, b?: number): number;
function f(a: any, b: any = a) { return b ?? f(a); }
//                          ^                  ^ reads: 4:12
//                                      ^ reads: 4:20
//                                           ^ binds: 2, 3, 4:10
abstract class A { abstract m(f: number): typeof f; g(): void { f("x"); } }
//                                               ^ reads: 8:31
//                                                              ^ binds: 2, 3, 4:10
declare function ext(f: typeof g): asserts f;
//                             ^ binds: 14
//                                         ^ binds: 11:22
declare const g: unique symbol;
