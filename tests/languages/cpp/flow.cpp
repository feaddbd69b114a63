// What reaches where: conditions that declare, exceptions, ranges, captures, references left alone.
int g(int);
int conditions(int x) {
  int r = 0;
  if (int y = g(x); y > 1 && (r = y)) { r += y; } else if (auto z = r) { return z; }
  //          ^ binds: 2
  //            ^ reads: 3
  //                ^             ^          ^ reads: 5:11
  //                                    ^ reads: 5:31
  //                                                                ^ reads: 4, 5:31
  //                                                                            ^ reads: 5:65
  while (int w = g(r)) { r = w; if (w == 2) break; }
  //             ^ binds: 2
  //               ^ reads: 4, 5:31, 5:41, 12:26
  //                         ^      ^ reads: 12:14
  switch (int s = r; s) { case 1: r = 3; case 2: x = r; break; default: throw r; }
  //              ^                                                           ^ reads: 4, 5:31, 5:41, 12:26
  //                 ^ reads: 16:15
  //                                                 ^ reads: 4, 5:31, 5:41, 12:26, 16:35
  return r + x;
  //     ^ reads: 4, 5:31, 5:41, 12:26, 16:35
  //         ^ reads: 16
}
int exceptions(int x) {
  int a = 1;
  try { a = g(x); x = 2; a = 3; } catch (const int& e) { a += e; } catch (...) { return a; }
  //        ^ binds: 2
  //          ^ reads: 24
  //                                                     ^                              ^ reads: 25, 26:9
  //                                                          ^ reads: 26:53
  return a + x;
  //     ^ reads: 26:26, 26:58
  //         ^ reads: 24, 26:19
}
int ranges(int (&xs)[3]) {
  int last = 0;
  for (int x : xs) { if (not x or last == 3) continue; last = x; }
  //           ^ reads: 35
  //                         ^                                ^ reads: 37:12
  //                              ^ reads: 36, 37:56
  for (auto& [k, v] : pairs(xs)) { last = k; k = v; }
  //                  ^ binds: -
  //                        ^ reads: 35
  //                                      ^ reads: 41:15
  //                                             ^ reads: 41:18
  return last;
  //     ^ reads: 36, 37:56, 41
}
int lambdas(int n) {
  int count = 0, total{n};
  //                   ^ reads: 49
  auto add = [&, start = count](int by) mutable { count += by; start = n; return start; };
  //                     ^ reads: 50
  //                                              ^ captures: 50
  //                                                       ^ reads: 52:37
  //                                                                   ^ captures: 49
  //                                                                             ^ reads: 52:64
  auto twice = [total](auto f) -> int { return f(total) + f(total); };
  //            ^ reads: 50
  //                                           ^          ^ reads: 58:29
  //                                             ^          ^ captures: 50
  count = 5;
  return add(twice(add)) + count;
  //     ^         ^ reads: 52
  //         ^ reads: 58
  //                       ^ reads: 62
}
int structured() {
  auto [a, b] = pair();
  //            ^ binds: -
  int c{a}, d = b;
  //    ^ reads: 69
  //            ^ reads: 69
  int e = (a = 2);
  const auto& [f, h] = both(c, d);
  //                   ^ binds: -
  //                        ^ reads: 71
  //                           ^ reads: 71
  goto end;
  //   ^ binds: 82
  e = 9;
end:
  delete c; u(new (d) int[f]);
  //     ^ reads: 71
  //        ^ binds: -
  //               ^ reads: 71
  //                      ^ reads: 75
  return e + a + (h ? f : c = h);
  //     ^ reads: 74
  //         ^ reads: 74
  //              ^           ^ reads: 75
}
