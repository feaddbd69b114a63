// Names: fields against locals, properties, named arguments, initializers, types that share a spelling, partial classes.
using static System.Math;
namespace Names;
partial class Box<T> where T : IComparable {
  private int size = 1, used;
  const int Limit = 8;
  public int Size { get { return size; } set { size = value; } }
  //                             ^ binds: 5, 7:48
  //                                                  ^ binds: -
  public int Free => Limit - used;
  //                 ^ binds: 6
  //                         ^ binds: 5, 20, 32
  public Color Color { get; init; } = Color.Red;
  //                                  ^ binds: -; skip: a property that is named like its type hides it
  int[] cells = new int[Limit];
  public int this[int at] { get => cells[at]; set => cells[at] = value; }
  //                               ^                 ^ binds: 15
  //                                     ^                 ^ captures: 16:23
  //                                                             ^ binds: -
  public Box(int size, params int[] rest) : this(rest) { this.size = size; used = rest.Length; }
  //                                             ^                                ^ reads: 20:37
  //                                                                 ^ reads: 20:18
  public static Box<T> operator +(Box<T> left, int right) => new Box<T>(left.size + right) { Size = right, Next = left };
  //                                                                    ^                                         ^ reads: 23:42
  //                                                                                ^               ^ reads: 23:52
  int Count(int at = Limit) { int size = at; return size + Size + Total(at: size); }
  //                 ^ binds: 6
  //                                     ^ reads: 26:17
  //                                                ^                       ^ reads: 26:35
  //                                                       ^ captures: 7
  //                                                              ^ binds: 37
  event Action Changed { add { Listen(value); } remove { used--; } }
  //                           ^      ^ binds: -
  //                                                     ^ binds: 5, 20, 32
}
partial class Box<T> {
  int Total(int at) { Changed(); return size + at; }
  //                  ^ captures: 32
  //                                    ^ binds: 5, 7:48
  //                                           ^ reads: 37:17
  Box<T> With(Box<T> box) => box with { Size = used };
  //                         ^ reads: 41:22
  //                                           ^ binds: 5, 20, 32
}
enum Color { Red, Green = Red + 1, Both = Red | Green }
//                        ^               ^ reads: 45:14
//                                              ^ reads: 45:19
record Pair(int First, int Second) : Base(First) {
//                                        ^ reads: 48:17
  int Sum => First + Second;
  //         ^ binds: 48:17
  //                 ^ binds: 48
  static Pair Make(int first) { var made = new { first, Second = first, first.Next }; return new(First: made.first, Second: first); }
  //                                             ^               ^      ^                                                   ^ reads: 53:24
  //                                                                                                    ^ reads: 53:37
}
delegate int Fold(int left, int right);
class Query {
  IEnumerable<int> Run(List<int> xs, List<Row> rows, int n) {
    var found = from x in xs let twice = x * 2 where twice > n join row in rows on x equals row.Key into all orderby x descending select twice + all.Count;
    //                    ^ reads: 59
    //                                   ^                                         ^                                 ^ reads: 60:22
    //                                               ^                                                                                   ^ reads: 60:34
    //                                                       ^ reads: 59
    //                                                                     ^ reads: 59
    //                                                                                      ^ reads: 60:69
    //                                                                                                                                           ^ reads: 60:106
    var grouped = from Row row in rows group row by row.Key into g select g.Key + nameof(n);
    //                            ^ reads: 59
    //                                       ^      ^ reads: 68:28
    //                                                                    ^ reads: 68:66
    //                                                                            ^ binds: -
    //                                                                                   ^ reads: 59
    foreach (var one in found) yield return one;
    //                  ^ reads: 60
    //                                      ^ reads: 74:18
    unsafe { int* at = &n; *at = 2; n = *at; }
    //                  ^ reads: 59
    //                      ^            ^ reads: 77:19
    label: if (n > 0) goto label;
    //         ^ reads: 77:37
    _ = int.TryParse("1", out _);
    yield break;
  }
}
