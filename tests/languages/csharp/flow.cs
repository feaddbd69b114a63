// What reaches where: top-level statements, patterns, out variables, switches, exceptions, closures.
using System;
int top = 1;
Local(top);
// <- reads: 7
//    ^ reads: 3
void Local(int a) { top += a; }
//                  ^ binds: 3, 7
//                         ^ reads: 7:16
Console.WriteLine(top);
// <- binds: -
//                ^ reads: 3
class Flow {
  int Patterns(object o, int n) {
    if (o is string s && s.Length > n) { n = s.Length; } else if (o is not int q) return n;
    //  ^                                                         ^ reads: 14
    //                   ^                   ^ reads: 15:21
    //                              ^                                                    ^ reads: 14
    if (int.TryParse("1", out var r) && Foo(out int w, out n, ref r)) { n = r + w; }
    //                                  ^ binds: -
    //                                                            ^ reads: 19:35
    //                                                                      ^ reads: 19:67
    //                                                                          ^ reads: 19:53
    if (o is Point { X: 1, Y: var yy } pt) { n += yy + pt.X; }
    //  ^ reads: 14
    //                                       ^ reads: 14, 15:42, 19:60, 19:73
    //                                            ^ reads: 24:35
    //                                                 ^ reads: 24:40
    while (o is int m && m < n) { n -= m; }
    //     ^ reads: 14
    //                   ^             ^ reads: 29:21
    //                       ^    ^ reads: 14, 15:42, 19:60, 19:73, 24, 29:35
    return n;
    //     ^ reads: 14, 15:42, 19:60, 19:73, 24, 29:35
  }
  int Switches(object o, int i) {
    switch (o) {
    //      ^ reads: 36
      case int k when k > i: i = k; break;
      //              ^          ^ reads: 39:16
      //                  ^ reads: 36
      case string str:
      case null: i = 2; return i;
      //                       ^ reads: 43:18
      default: i++; break;
      //       ^ reads: 36
    }
    int z = o switch { int m => m, string { Length: var len } when len > i => len, (var e, 3) => e, > 5 and < 9 or 11 => i, _ => throw new E(i) };
    //      ^ reads: 36
    //                          ^ reads: 48:28
    //                                                             ^          ^ reads: 48:57
    //                                                                   ^                                               ^                   ^ reads: 39:30, 45
    //                                                                                           ^ reads: 48:89
    return z + i;
    //     ^ reads: 48
    //         ^ reads: 39:30, 45
  }
  int Loops(int[] xs, int n) {
    int last = 0, seen; var (a, b) = (1, n);
    //                                   ^ reads: 58
    foreach (var x in xs) { if (x == last) continue; last = x; }
    //                ^ reads: 58
    //                          ^                           ^ reads: 61:18
    //                               ^ reads: 59, 61:54
    foreach (var (p1, p2) in Pairs(xs)) { (a, last) = (p1, b); if (p2) break; }
    //                       ^ binds: -
    //                             ^ reads: 58
    //                                                 ^ reads: 65:19
    //                                                     ^ reads: 59
    //                                                             ^ reads: 65:23
    for (int f = 0, g = n; f < g; f++) { xs[f] = g; }
    //                  ^ reads: 58
    //                     ^      ^         ^ reads: 71:14, 71:35
    //                         ^                 ^ reads: 71:21
    //                                   ^ reads: 58
    do { n--; } while (n > 0);
    //   ^ reads: 58, 76:10
    //                 ^ reads: 76:10
    seen = last > 0 ? a : b;
    //     ^ reads: 59, 61:54, 65
    //                ^ reads: 59, 65
    //                    ^ reads: 59
    last ??= seen; n += last ?? seen;
    // <- reads: 59, 61:54, 65
    //       ^                  ^ reads: 79
    //             ^ reads: 76:10
    //                  ^ reads: 59, 61:54, 65, 83:5
    return last + n;
    //     ^ reads: 59, 61:54, 65, 83:5
    //            ^ reads: 83
  }
  int Exceptions(int n) {
    int i = 0;
    using var held = Open(n);
    //               ^ binds: -
    //                    ^ reads: 92
    using (var st = Open(i)) { i = st.Read(); }
    //              ^ binds: -
    //                   ^ reads: 93
    //                             ^ reads: 97:16
    try { i = Foo(n); n = 1; Foo(i); }
    //        ^              ^ binds: -
    //            ^ reads: 92
    //                           ^ reads: 101:11
    catch (IOException ex) when (ex.Code == n) { n = ex.Code; }
    //                           ^                   ^ reads: 105:24
    //                                      ^ reads: 92, 101:23
    catch (Exception) { i = 3; throw; }
    finally { Foo(n); }
    //        ^ binds: -
    //            ^ reads: 92, 101:23, 105:50
    lock (held) { i += n; }
    //    ^ reads: 94
    //            ^ reads: 97:32, 101:11
    //                 ^ reads: 101:23, 105:50
    return i;
    //     ^ reads: 112
  }
  Func<int, int> Closures(int by) {
    int count = 0;
    Func<int, int> add = x => { count += x; return count; };
    //                          ^ captures: 120
    //                                   ^ reads: 121:26
    //                                             ^ reads: 121:33
    Action<int> set = delegate (int v) { count = v; };
    //                                           ^ reads: 125:37
    int Twice(int v) => add(v) + add(by) + later;
    //                  ^        ^ binds: 121
    //                      ^ reads: 127:19
    //                                     ^ binds: 131
    int later = count;
    //          ^ reads: 120
    count = 2;
    set(Twice(count));
    // <- reads: 125
    //  ^ reads: 127
    //        ^ reads: 133
    return (int y) => y + count;
    //                ^ reads: 138:17
    //                    ^ captures: 133
  }
  int Tidy(int y) {
    try {
      Run();
    } finally {
      over:
      while (More()) Run();
    }
    return y;
    //     ^ reads: 142
  }
}
