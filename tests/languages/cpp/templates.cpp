// Template parameters, packs, dependent names, if constexpr, concepts-free C++17.
template <class T, int N = sizeof(T), class... Ts> struct S {
  T v; static constexpr int M = N;
  //                            ^ binds: 2
  template <class U> T f(U u, Ts... ts) { if constexpr (N > 1) return v + (ts + ... + u); else return T(u); }
  //                     ^ binds: 5:19
  //                                                    ^ binds: 2
  //                                                                       ^ binds: 5:37
  //                                                                                  ^                 ^ binds: 5:28
};
template <class T> auto g(T t) { using U = typename T::type; U u = t.value; return u + T::M; }
//                        ^                         ^                                  ^ binds: 11:17
//                                                           ^ binds: 11:40
//                                                                 ^ binds: 11:29
//                                                                                 ^ binds: 11:64
int h(int N) { S<int, 3> s{N}; return s.f(N) + S<int>::M; }
//                         ^              ^ binds: 16:11
//                                    ^ binds: 16:26
//                                                     ^ binds: 3
