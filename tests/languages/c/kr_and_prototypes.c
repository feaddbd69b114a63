/* Old-style definitions, prototype scope, tentative and implicit declarations, static redeclaration. */
static int h();
static int t; static int t;
int f(a, b) int a; char *b; { return h(a) + b[0] + t; }
//                                   ^ binds: 2, 9
//                                     ^ reads: 4:17
//                                          ^ reads: 4:26
//                                                 ^ binds: 3:12, 3:26
static int h(int a) { int g(int a, int b[a]); return g(a, &a); }
//                                       ^ binds: 9:33
//                                                   ^ binds: 9:27
//                                                     ^   ^ binds: 9:18
int main(argc, argv) char **argv; int argc; { return f(argc, argv[0]); }
//                                                   ^ binds: 4
//                                                     ^ reads: 13:39
//                                                           ^ reads: 13:29
