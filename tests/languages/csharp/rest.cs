#!/usr/bin/env dotnet-script
#define A
#undef A
#nullable enable
#pragma warning disable 1
extern alias old;
using B = global::System.Int32;
namespace Outer {
  interface IShape { int Area(); event Action Moved; }
  partial interface IShape { int Sides { get; } }
  struct Point { public int x; ~Point() { x = 0; } public static implicit operator int(Point p) => p.x; }
  //                                                                                               ^ reads: 11:94
  partial struct Point { int y; }
#if A
  class One { }
#elif B
#line 3
  class Two { }
#else
#warning none
#error none
#endif
}
class Two(int a) : Rest(a) { }
//                      ^ reads: 24:15
struct Three(int a) : IShape { int b = a; }
//                                     ^ reads: 26:18
class Rest : IShape {
  int IShape.Area() { return 1; }
  [return: Name(value: 1)] (int left, int right) Pair<T>(T t) where T : struct => (left: 1, right: 2);
  int Cases(object o, int n, params int[] rest) {
    switch (o) {
    //      ^ reads: 31
      case int or long: n = 1; break;
      case > 5 and < 9: n = 2; break;
      case not null when !(n > 0): ++n; break;
      //                   ^         ^ reads: 31
      case (string): n = --n; break;
      //                   ^ reads: 31
      case Point { x: 1 } p: n = p.x; break;
      //                         ^ reads: 40:27
      case var (a, b): n = a + b; break;
      //                   ^ reads: 42:17
      //                       ^ reads: 42:20
      case string: case (int q, _): n--; break;
      //                            ^ reads: 31
      case > 5: case [1, var z]: case (> 6 or < 2): case var w: n--; break;
      //                                                        ^ reads: 31
      default: n += rest[0]; break;
      //       ^ binds: 31, 34, 35, 36:38, 38:22, 38:28, 40, 42, 45, 47, 49, 60:37, 65:15
      //            ^ binds: 31
    }
    var all = o switch { int => n, 1 => 2, not null => 3, > 5 and < 9 => 4, (1) => 5, > 7 => 8, (> 8) => 1, [1, 2] => 2, var w => w, Point { x: var x } => x, var (c, d) => c + d, _ => 0 };
    //        ^ reads: 31
    //                          ^ reads: 34, 35, 36:38, 38:22, 40, 42, 45, 47
    //                                                                                                                            ^ reads: 53:126
    //                                                                                                                                                     ^ reads: 53:149
    //                                                                                                                                                                      ^ reads: 53:164
    //                                                                                                                                                                          ^ reads: 53:167
    unsafe { fixed (int* at = rest) n = *at; *at = n; }
    //                        ^ reads: 31
    //                                   ^ reads: 60:26
    //                                        ^ binds: -
    //                                             ^ reads: 60:37
    checked { n = checked(n + 1); }
    //                    ^ reads: 60:37
    string raw = """raw""", text = 'c' + @"v";
    bool same = o is IShape && o is not Point ? true : false;
    //          ^              ^ reads: 31
    //                                  ^ binds: -
    var made = new { Name = n, o.Length };
    //                      ^ reads: 65:15
    //                         ^ reads: 31
    while (true) { if (same || n > 1) break; else continue; }
    //                 ^ reads: 68
    //                         ^ reads: 65:15
    return (o as IShape)?.Sides ?? all[^1] + made?.Name!;
    //      ^ reads: 31
    //                             ^ reads: 53
    //                                       ^ reads: 71
  }
  void Loop(Action<int, int> run) {
    run += delegate (int a, int b) { goto done; done: ; };
    // <- reads: 82
    run += (a, b) => throw new E(a);
    // <- reads: 83
    //                           ^ reads: 85:13
    foreach (var ((x, y), z) in pairs) { Use(x, y, z); }
    //                          ^        ^ binds: -
    //                                       ^ reads: 88:20
    //                                          ^ reads: 88:23
    //                                             ^ reads: 88:27
    for (; false; ) { }
    global::System.Console.Write(run);
    //                           ^ reads: 85
    lock (run) Use(1);
    //    ^ reads: 85
    //         ^ binds: -
  }
}
