/* Tags, labels, members and ordinary names are four name spaces; typedef names can be hidden. */
typedef struct T { int T; struct T *next; } T;
enum E { A, B = A + 1 };
//              ^ binds: 3:10
int f(T *p, struct T t) {
  T T = t;                       /* from here on T is the variable */
  //    ^ binds: 5
  enum E E = B;
  //         ^ binds: 3
  goto A;
  //   ^ binds: 12:1
A: p->T = T.T + E + A;           /* label, member, variable, constant */
// ^ reads: 5
//        ^ binds: 6:5
//              ^ reads: 8:10
//                  ^ binds: 3:10
  { typedef int A; A b = (A)1; return b * sizeof(struct T); }
  //               ^      ^ binds: 17:17
  //                                  ^ reads: 17:22
}
