// Locals without initializer, compound assignment, conditional evaluation and loops.
class DefiniteAssignment {
    int f(int n, boolean p) {
        int x; final int y;
        if (p && (x = n) > 0) n = x; else { x = 1; }
        //  ^ binds: 3
        //        ^               ^         ^ binds: 4
        //            ^       ^ binds: 3
        if (n > 1) y = x; else y = n++;
        //  ^                      ^ binds: 3
        //         ^           ^ binds: 4
        //             ^ binds: 4
        int[] a = {x, y, x = 4, x};
        //         ^     ^      ^ binds: 4
        //            ^ binds: 4
        a[n] += n = a[n = 2];
        // <- binds: 13
        //          ^ binds: 13
        //^     ^     ^ binds: 3
        outer: do { for (;;) { if (x++ > 3) break outer; else if (p) continue outer; x = y; } } while ((n -= x) > 0);
        //                         ^                                                 ^                       ^ binds: 4
        //                                                        ^ binds: 3
        //                                                                               ^ binds: 4
        //                                                                                              ^ binds: 3
        return x + n;
        //     ^ binds: 4
        //         ^ binds: 3
    }
}
