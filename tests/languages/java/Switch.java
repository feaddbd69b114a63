// Old switch groups share one scope; arrows do not; yield and constants are names of other kinds.
class Switch {
    enum Color { RED, GREEN }
    static final int RED = 7;
    int f(Color c, int k) {
        switch (k) { case RED: int t = k; break; case 8: t = 2; k = t; default: t = 3; }
        //      ^                      ^                        ^ binds: 5
        //                ^ binds: 4
        //                                               ^          ^           ^ binds: 6:36
        int r = switch (c) { case RED -> { int t2 = RED; yield t2; } case GREEN -> k; };
        //              ^ binds: 5
        //                        ^ binds: 3; skip: enum of a case label
        //                                          ^ binds: 4
        //                                                     ^ binds: 10:48
        //                                                                ^ binds: 3; skip: enum of a case label
        //                                                                         ^ binds: 5
        return switch (k) { case RED, 1: int t2 = r; yield t2 + RED; default: yield 0; };
        //             ^ binds: 5
        //                       ^                              ^ binds: 4
        //                                        ^ binds: 10
        //                                                 ^ binds: 17:46
    }
}
