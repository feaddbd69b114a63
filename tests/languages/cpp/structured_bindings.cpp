// Structured bindings, range-for with initializer, references to them in lambdas.
struct P { int x, y; };
int f(P p, P (&ps)[2]) {
  auto [x, y] = p;
  //            ^ binds: 3
  for (auto n = x; auto& [x, z] : ps) { x += y + z + n; }
  //                              ^ binds: 3
  //                                    ^ binds: 6:27
  //                                         ^ binds: 4
  //                                             ^ binds: 6:30
  //                                                 ^ binds: 6:13
  const auto& [a, b] = ps[x];
  //                   ^ binds: 3
  //                      ^ binds: 4
  return x + a + b;
  //     ^ binds: 4
  //         ^ binds: 12
  //             ^ binds: 12
}
