// Out-of-class definitions are in class scope from the declarator on; friends are not found by name.
struct C { typedef int T; static T s; T m(T); friend int fr(C c) { return s + c.x; } int x; explicit operator int() const; };
//                                                                        ^ binds: 2:36, 5
//                                                                            ^ binds: 2:63
C::T C::s = 1;
C::T C::m(T s) { return s + x + C::s; }
//                      ^ binds: 6:13
//                                 ^ binds: 2:36, 5
C::operator int() const { return x; }
