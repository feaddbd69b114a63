// The name of a function expression is visible only inside it, and any local hides it.
const f = function g(n) { return n ? g(n - 1) : f; };
//                               ^     ^ reads: 2:22
//                                   ^ binds: 2:20
//                                              ^ binds: 2:7
const h = function g() { var g = 1; return g; };
//                                         ^ reads: 6:30
class A { static B = class A { m() { return A; } }; n() { return A; } }
//                                          ^ binds: 8:28
//                                                               ^ binds: 8:7
const o = { f() { return f; }, get g() { return h; } };   // method names bind nothing
//                       ^ binds: 2:7
//                                              ^ binds: 6
try { g; } catch (g) { g; { var f2 = g; } }
//    ^ binds: -
//                     ^             ^ reads: 14:19
