// Fields, static blocks and computed keys: keys are evaluated outside, initializers as methods.
let k = "k", v = 1;
class C extends (v, Object) {
//               ^ reads: 2
//                  ^ binds: -
  [k] = v;
   // <- reads: 2:5
  //    ^ binds: 2:14
  #v = k;
  //   ^ binds: 2:5
  static { let v = 2; C.z = v; var w = v; }
  //                  ^ binds: 3
  //                        ^          ^ reads: 11:16
  static [v] = this.z ?? C;
  //      ^ reads: 2
  //                     ^ reads: 3
  m(v = this.#v) { return (() => v + this.#v)(); }
  //                             ^ binds: 17:5
}
typeof w;                                            // not declared here
//     ^ binds: -
