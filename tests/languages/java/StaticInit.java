// Initializers run in order; constants in annotations and enums; interfaces' fields are inherited.
interface H09K { int K = 1, L = K + 1; }
//                              ^ binds: 2:22
@SuppressWarnings(StaticInit.NAME)
class StaticInit implements H09K {
    static final String NAME = "x";
    static int s; static { int s = K; StaticInit.s = s; } { s = L; t = s; }
    //                             ^ binds: 2:22; skip: inherited members
    //                                               ^ binds: 7:32
    //                                                      ^          ^ binds: 7:16
    //                                                          ^ binds: 2; skip: inherited members
    //                                                             ^ binds: 13
    int t = s;
    //      ^ binds: 7:16
    enum E { A(K), B(E.Z); static final int Z = 3; final int k; E(int k) { this.k = k + K; } }
    //         ^                                                                        ^ binds: 2:22; skip: inherited members
    //                                                                              ^ binds: 15:71
}
