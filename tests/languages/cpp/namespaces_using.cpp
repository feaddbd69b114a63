// using brings names in; an inner declaration hides all overloads; argument-dependent lookup.
namespace a { int v; struct T {}; void f(T); namespace b { int v = a::v; } }
//                                                                    ^ binds: 2:19
void f(int);
int g(int v) { { using a::b::v; v += 1; } { using namespace a; T t; f(t); f(v); } int w = ::a::v + v; { extern void f(char); f('c'); } return w; }
//                           ^ role: define
//                              ^ binds: 2:64; skip: a using declaration is a definition of its own
//                                                                  ^ binds: 2; skip: argument-dependent lookup needs types
//                                                                    ^ binds: 5:66
//                                                                        ^ binds: 4
//                                                                          ^                      ^ binds: 5:11
//                                                                                             ^ binds: 2:19
//                                                                                                                           ^ binds: 5:117
//                                                                                                                                            ^ binds: 5:87
