// infer binds in the true branch; mapped-type keys and function-type parameters are scopes.
type Elem<T> = T extends (infer U)[] ? U : T extends Promise<infer U> ? U : never;
type Map2<T> = { [K in keyof T as `x${string & K}`]: T[K] };
type Cb<T> = <U extends T>(x: U, ...rest: T[]) => x is U & T;
//                            ^                        ^ role: -
//                                                ^ binds: 4:28
type U = Elem<string[]>;                             // the alias, not the infer
