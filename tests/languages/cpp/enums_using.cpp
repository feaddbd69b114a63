// Unscoped enumerators leak, scoped ones do not; the declared name is in scope in its own initializer.
enum E { A, B = A + 1 }; enum class F { A, B = A };
//              ^ binds: 2:10
//                                             ^ binds: 2:41; skip: the constants of a scoped enumeration are no names
int f(int A) { int B = A + static_cast<int>(F::B), C = sizeof C; enum { C2 = 3, D = C2 }; E e = ::A; return B + C + D + e; }
//                     ^ binds: 5:11
//                                             ^ binds: 2:44; skip: the constants of a scoped enumeration are no names
//                                                            ^                                                 ^ binds: 5:52
//                                                                                  ^ binds: 5:73
//                                                                                                ^ binds: 2:10
//                                                                                                          ^ binds: 5:20
//                                                                                                                  ^ binds: 5:81
//                                                                                                                      ^ binds: 5:93
