// Items are visible in their whole block, before their declaration; a local hides a function.
pub fn g(x: i32) -> i32 { let r = h(x) + K; const K: i32 = 2; fn h(x: i32) -> i32 { x + K } r }
//                                  ^ binds: 2:10
//                                                                                  ^ binds: 2:68
//                                                                                          ^ binds: 2:31
pub fn f(g: fn(i32) -> i32) -> i32 { let f = g; f(self::g(1)) + { use self::g as f2; f2(2) } }
//                                           ^ binds: 6:10
//                                              ^ binds: 6:42
pub mod m { pub fn k(x: i32) -> i32 { super::g(x) } static X: i32 = 1; pub fn x() -> i32 { let x = X; x } }
//                                             ^ binds: 9:22
//                                                                                                    ^ binds: 9:96
