function f(e) {
  try { x(); } catch (e) { var e = 1; e; }  // the var is f's e, the initializer writes the catch's e
  //    ^ binds: -
  //                                  ^ binds: 2:23
  try { y(); } catch { e; }                 // the parameter
  //    ^ binds: -
  //                   ^ reads: 1, 2:32?
  try { z(); } catch ({ message: m, ...e }) { m + e; }
  //    ^ binds: -
  //                                          ^ reads: 8:34
  //                                              ^ reads: 8:40
  return e;
  //     ^ reads: 1, 2:32?
}
