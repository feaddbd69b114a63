// Parameter properties are parameters and fields; `this` types, predicates and asserts use parameters.
class P {
  constructor(private a: number, public b = a, readonly c = () => a) { this.a = a + b; }
  //                                        ^                                   ^ reads: 3:23
  //                                                              ^ binds: 3:23
  //                                                                                ^ reads: 3:41
  is(x: unknown): x is P { return x instanceof P; }
  //              ^ binds: 7:6
  //                              ^ reads: 7:6
  //                                           ^ binds: 2
  must(x: unknown, self: this): asserts x is string { if (!x) throw self; }
  //                                    ^ binds: 11:8
  //                                                       ^ reads: 11:8
  //                                                                ^ reads: 11:20
  m(this: P, k: keyof this): this[typeof k] { return this[k]; }
  //                                     ^                ^ reads: 15:14
}
