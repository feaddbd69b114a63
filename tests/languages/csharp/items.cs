// Items and token classes of C#: directives, types, members, statements, clauses, expressions with bodies.
using System;
// <- item: import to 2
using A = System.Collections.Generic.List<int>;
// <- item: import to 4
[assembly: Foo]
// <- item: declaration to 6
namespace N {
// <- item: class to 74
  public abstract class C<T> : Base<T>, IFoo where T : class, new() {
  // <- item: class to 73 in 8
  // <- token: keyword
  //     ^        ^                          ^         ^      ^ token: keyword
  //                    ^ ^    ^    ^   ^          ^ token: identifier
  //                     ^ ^       ^ ^ token: operator
  //                         ^        ^              ^      ^    ^^ ^ token: punctuation
    private readonly int x = 1, y;
    // <- item: declaration to 17 in 10
    #region properties
    public int P { get; set; } = 2;
    // <- item: declaration to 20 in 10
    // <- token: keyword
    //     ^       ^    ^ token: keyword
    //         ^ token: identifier
    //           ^    ^    ^ ^    ^ token: punctuation
    //                         ^ token: operator
    //                           ^ token: literal
    public int R { get { return x; } private set { x = value; } }
    // <- item: declaration to 28 in 10
    //                   ^ item: jump to 28 in 28
    //                                             ^ item: assignment to 28 in 28
    public event Action E;
    // <- item: declaration to 32 in 10
    #endregion
    public C(int a, ref int b) : base(a) { b = a; }
    // <- item: function to 35 in 10
    //                                     ^ item: assignment to 35 in 35
    public static C operator +(C a, C b) => a;
    // <- item: function to 38 in 10
    public int this[int i] => arr[i];
    // <- item: function to 40 in 10
    [Attr(1)] public async Task<int> M(int a = 3) { await Foo(a); return a; }
    // <- item: function to 42 in 10
    //                                              ^ item: call to 42 in 42
    //                                                            ^ item: jump to 42 in 42
    // <- token: punctuation
    //   ^ ^^                         ^         ^ ^          ^ ^^         ^ ^ token: punctuation
     // <- token: identifier
    //                     ^         ^     ^              ^   ^          ^ token: identifier
    //    ^                                    ^ token: literal
    //        ^      ^          ^      ^            ^             ^ token: keyword
    //                         ^   ^         ^ token: operator
    delegate int D(int a);
    // <- item: declaration to 53 in 10
    enum Color : byte { Red = 1, Green = Red << 1 }
    // <- item: class to 55 in 10
    // <- token: keyword
    //           ^ token: keyword
    //   ^              ^        ^       ^ token: identifier
    //         ^      ^        ^                  ^ token: punctuation
    //                      ^          ^     ^ token: operator
    //                        ^                 ^ token: literal
    record R1(int A, string B = "x") : R0(A);
    // <- item: class to 63 in 10
#if DEBUG
// <- item: branch to 72 in 10
    int debug;
    // <- item: declaration to 67 in 65
#else
    int release;
    // <- item: declaration to 70 in 65
#endif
  }
}
class P {
// <- item: class to 118
  void F(object o, int[] xs) {
  // <- item: function to 117 in 75
    if (o is string s && s.Length > 0) return; else if (o is not null) { G(); } else i++;
    // <- item: branch to 79 in 77
    //                                 ^ item: jump to 79 in 79
    //                                                                   ^ item: call to 79 in 79
    //                                                                               ^ item: assignment to 79 in 79
    switch (o) { case int k when k > 0: i = k; break; default: goto end; }
    // <- item: branch to 84 in 77
    //                                  ^ item: assignment to 84 in 84
    //                                         ^               ^ item: jump to 84 in 84
    foreach (var x in xs) i += x;
    // <- item: loop to 88 in 77
    //                    ^ item: assignment to 88 in 88
    // <- token: keyword
    //       ^     ^ token: keyword
    //      ^           ^       ^ token: punctuation
    //           ^    ^   ^    ^ token: identifier
    //                      ^ token: operator
    using (var st = Open()) { st.Read($"a{i + 1:F2} {n}"); }
    // <- item: other to 96 in 77
    //                        ^ item: call to 96 in 96
    try { F(1); } catch (IOException ex) when (ex.Code == n) { throw; } finally { i = 0; }
    // <- item: branch to 99 in 77
    //    ^ item: call to 99 in 99
    //                                                         ^ item: jump to 99 in 99
    //                                                                            ^ item: assignment to 99 in 99
    lock (o) { Func<int, int> fn = x1 => { return x1 + i; }; }
    // <- item: other to 104 in 77
    //         ^ item: declaration to 104 in 104
    //                                     ^ item: jump to 104 in 104
    // <- token: keyword
    //              ^    ^                 ^ token: keyword
    //   ^ ^ ^         ^                 ^              ^ ^^ ^ token: punctuation
    //    ^    ^              ^    ^              ^    ^ token: identifier
    //             ^        ^    ^    ^              ^ token: operator
    int Loc(int l1) => l1 ?? 'c'; ;
    // <- item: function to 113 in 77
    end: x = new P { X = i };
    // <- item: assignment to 115 in 77
  }
}
