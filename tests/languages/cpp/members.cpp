// Members that are defined out of line belong to their class; a name with a qualifier is looked up there.
namespace store {
class Table {
 public:
  Table(int n) : size_(n), used_(0) {}
  // <- binds: 3
  //                   ^ reads: 5:13
  int Get(int key) const;
  void Put(int key, int value);
  static int made;
  static int Hash(int key) { return key % kPrime; }
  //                                ^ reads: 11:23
  //                                      ^ binds: 15
 private:
  static const int kPrime = 31;
  int size_, used_;
};
int Table::made = 0;
//  ^ reads: 3
int Table::Get(int key) const { return Hash(key) + size_; }
//  ^ binds: 3
//                                     ^ binds: 11
//                                          ^ reads: 20:20
//                                                 ^ binds: 5, 16
void Table::Put(int key, int value) {
//   ^ binds: 3
  if (used_ == size_) Get(key);
  //  ^ binds: 5, 16, 32:3
  //           ^ binds: 5, 16
  //                  ^ binds: 8, 20
  //                      ^ reads: 25
  used_ = used_ + 1;
  //      ^ binds: 5, 16, 32:3
  int size_ = value;
  //          ^ reads: 25
  Table::made += size_ + this->size_;
  // <- binds: 3
  //     ^ binds: 10, 18, 36
  //             ^ reads: 34
}
}
namespace store {
int Count() { return Table::made + Table::Hash(1) + other::Hash(2); }
//                   ^             ^ binds: 3
//                          ^ binds: 10, 18, 36
//                                        ^ binds: 11
//                                                  ^ binds: -
struct Row { int id; Row* next; };
//                   ^ binds: 48:8
int Walk(Row* row) { int sum = 0; for (; row; row = row->next) sum += row->id; return sum; }
//       ^ binds: 48:8
//                                       ^          ^                 ^ reads: 50:15, 50:47
//                                                             ^                      ^ reads: 50:26, 50:64
}
int Elsewhere::Step(int n) { count_ = n; return Next(n); }
//  ^ binds: -
//                                    ^              ^ reads: 55:25
//                                              ^ binds: 59
int Elsewhere::Next(int n) { return count_ + Step(n); }
//  ^ binds: -
//                                  ^ binds: 55
//                                           ^ binds: 55
//                                                ^ reads: 59:25
int Other::Next(int n) { return ::store::Count() + n; }
//  ^ binds: -
//                                ^ binds: 2, 42
//                                       ^ binds: 43
//                                                 ^ reads: 64:21
template <class T> struct List { T head; int size(); template <class U> U as(U u) { return u; } };
//                               ^ reads: 69:17
//                                                                      ^    ^ binds: 69:70
//                                                                                         ^ reads: 69:80
template <class T> int List<T>::size() { T t = head; return as(t); }
//                     ^ binds: 69
//                          ^            ^ binds: 73:17
//                                             ^ binds: 69
//                                                          ^ binds: 69
//                                                             ^ reads: 73:44
