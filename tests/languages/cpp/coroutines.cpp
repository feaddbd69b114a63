// Unions, coroutines, aliases of namespaces, designators, default types, what stands in attributes.
namespace fs = std::filesystem;
union Word { int whole; char parts[4]; };
enum struct Side : char { Left, Right = Left };
template <typename T = int, class U = T, int N = 2> struct Pair { T first[N]; U* second; void (*call)(int); };
//                                    ^                           ^ reads: 5:20
//                                                                        ^ reads: 5:46
//                                                                            ^ reads: 5:35
template <int N> int times(int n) { return n * N; }
//                                         ^ reads: 9:32
//                                             ^ binds: 9:15
task<int> run(Word word, int count) {
// <- binds: -
//            ^ binds: 3
  Pair<> pair = {.first = {count}, .second = &count};
  // <- binds: 5
  //                       ^                  ^ reads: 12
  if (!count || word.whole == 0) co_return co_await next(count);
  //   ^                                                 ^ reads: 12
  //            ^ reads: 12
  //                                                ^ binds: -
  while (auto item = co_await next(count)) {
  //                          ^ binds: -
  //                               ^ reads: 12, 27
    co_yield item;
    //       ^ reads: 22
    count = item;
    //      ^ reads: 22
  }
  int [[maybe_unused]] spare = count, twice [[deprecated]] = spare;
  //                           ^ reads: 12, 27
  //                                                         ^ reads: 30:24
  int late([[maybe_unused]] int x);
  fs::path where{count}, *there = new fs::path(where);
  // <- binds: -
  //                                  ^ binds: -
  //             ^ reads: 12, 27
  //                                           ^ reads: 34:12
  int& alias = count;
  //           ^ reads: 12, 27
  auto kept = [count]() noexcept { return count; };
  //           ^ reads: 12, 27
  //                                      ^ captures: 12, 27
  for (int i = 0; auto& part : word.parts) part = i++ + N;
  //                           ^ reads: 12
  //                                              ^ reads: 44:12, 44:51
  //                                                    ^ binds: -
  co_return kept() + twice + alias + there->size();
  //        ^ reads: 41
  //                 ^ reads: 30
  //                         ^ reads: 39
  //                                 ^ reads: 34
}
template <class... Ts> auto sum(Ts... ts) { return (ts + ... + 0) + sizeof...(Ts); }
//                              ^                                             ^ binds: 54:20
//                                                  ^ reads: 54:39
Pair<>::Pair() : first(1), second(nullptr) {}
// <- binds: 5
//      ^ binds: 5
template int times<3>(int n);
//           ^ reads: 9
template <int... Ns> int all() { return (Ns + ...); }
//                                       ^ binds: 62:18
int cut(int a, int b) {
  return a +
  //     ^ reads: 64
