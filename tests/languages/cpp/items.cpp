// Items and token classes of what C++ adds: classes, templates, namespaces, lambdas, exceptions, casts.
#include <vector>
// <- item: import to 2
using namespace std;
// <- item: import to 4
using A = vector<int>;
// <- item: declaration to 6
namespace n { inline namespace v1 { int g = 1; } class F; }
// <- item: class to 8
//            ^                                  ^ item: class to 8 in 8
//                                  ^ item: declaration to 8 in 8
template <typename T, int N = 3> class C : public D<T>, private virtual E {
// <- item: class to 48
// <- token: keyword
//        ^           ^          ^         ^            ^       ^ token: keyword
//       ^                  ^  ^                   ^ ^ token: operator
//                 ^      ^            ^          ^ ^                   ^ token: identifier
//                  ^                    ^            ^                   ^ token: punctuation
//                            ^ token: literal
 public:
  explicit C(int x) : x(x), y{N} { init(); }
  // <- item: function to 21 in 12
  //                               ^ item: call to 21 in 21
  // <- token: keyword
  //         ^ token: keyword
  //       ^     ^    ^ ^   ^ ^    ^ token: identifier
  //        ^     ^ ^  ^ ^^  ^ ^ ^     ^^^ ^ token: punctuation
  virtual ~C() = default;
  // <- item: function to 28 in 12
  C& operator=(const C& o) noexcept { x = o.x; return *this; }
  // <- item: function to 30 in 12
  //                                  ^ item: assignment to 30 in 30
  //                                           ^ item: jump to 30 in 30
  // <- token: identifier
  //                 ^  ^             ^   ^ ^ token: identifier
   // <- token: operator
  //         ^        ^                 ^             ^ token: operator
  // ^         ^           ^                   ^       ^ token: keyword
  //          ^          ^          ^      ^ ^             ^ ^ token: punctuation
  template <typename U> U get(U u) const { return u; }
  // <- item: function to 40 in 12
  //                                       ^ item: jump to 40 in 40
  static int s; int x = 0, *y; friend class Q;
  // <- item: declaration to 43 in 12
  //            ^              ^ item: declaration to 43 in 12
  using B = T;
  // <- item: declaration to 46 in 12
};
template <typename T> void C<T, 3>::run(int a) override { s = a; }
// <- item: function to 49
//                                                        ^ item: assignment to 49 in 49
// <- token: keyword
//        ^           ^                 ^      ^ token: keyword
//       ^          ^       ^    ^                          ^ token: operator
//                 ^       ^ ^      ^       ^             ^   ^ token: identifier
//                            ^   ^    ^     ^          ^      ^ ^ token: punctuation
//                              ^ token: literal
enum class K : char { P = 'p', Q };
// <- item: class to 58
// <- token: keyword
//   ^         ^ token: keyword
//         ^          ^        ^ token: identifier
//           ^      ^        ^   ^^ token: punctuation
//                      ^ token: operator
//                        ^ token: literal
auto f(int a) -> decltype(a) {
// <- item: function to 106
  for (auto& [k, v] : m) { k = v; }
  // <- item: loop to 68 in 66
  //                       ^ item: assignment to 68 in 68
  if (int q = f(a); q > 0) return q; else if (not a and true) throw E(a);
  // <- item: branch to 71 in 66
  //                       ^                                  ^ item: jump to 71 in 71
  // <- token: keyword
  //  ^                    ^         ^    ^   ^     ^         ^ token: keyword
  // ^         ^ ^^      ^         ^         ^              ^        ^ ^^ token: punctuation
  //      ^   ^ ^   ^             ^               ^                 ^ ^ token: identifier
  //        ^         ^ token: operator
  //                    ^                               ^ token: literal
  try { g(); } catch (const E& e) { h(e); } catch (...) { }
  // <- item: branch to 80 in 66
  //    ^                           ^ item: call to 80 in 80
  auto l = [&, b = a](int c) mutable { return c + b; };
  // <- item: declaration to 83 in 66
  //                                   ^ item: jump to 83 in 83
  // <- token: keyword
  //                  ^      ^         ^ token: keyword
  //   ^       ^   ^      ^                   ^   ^ token: identifier
  //     ^  ^    ^                              ^ token: operator
  //       ^ ^      ^^     ^         ^             ^ ^^ token: punctuation
  delete[] p; int* z = new int[3]{1}; z = R"(x)"s;
  // <- item: call to 91 in 66
  //          ^ item: declaration to 91 in 66
  //                                  ^ item: assignment to 91 in 66
  // <- token: keyword
  //          ^        ^   ^ token: keyword
  //    ^^  ^                 ^ ^^ ^^            ^ token: punctuation
  //       ^       ^                  ^ token: identifier
  //             ^   ^                  ^ token: operator
  //                           ^  ^       ^     ^ token: literal
  static_assert(sizeof(int) == 4, "x"); switch (a) { case 1: { break; } default: ; }
  // <- item: declaration to 101 in 66
  //                                    ^ item: branch to 101 in 66
  //                                                         ^ item: other to 101 in 101
  //                                                           ^ item: jump to 101 in 101
}
extern "C" { void q(); }
// <- item: other to 107
//           ^ item: declaration to 107 in 107
template <class T> concept Small = requires(T t) { t.x; } && sizeof(T) < 9;
// <- item: class to 110
// <- token: keyword
//        ^        ^               ^                         ^ token: keyword
//       ^       ^               ^                        ^            ^ token: operator
//              ^          ^                ^ ^    ^ ^              ^ token: identifier
//                                         ^   ^ ^  ^ ^ ^          ^ ^    ^ token: punctuation
//                                                                       ^ token: literal
