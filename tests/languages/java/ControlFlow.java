// What reaches where: jumps, dead code, literal conditions, switch, try, short circuits, lambdas.
class ControlFlow {
    int p(int x) { return x; }
    //                    ^ reads: 3:15
    int dead(boolean a) {
        int x = 1, y;
        if (a) {
        //  ^ reads: 5
            x = 2;
            // <- binds: 6
            return x;
            //     ^ reads: 9; binds: 6
        } else if (x > 1) throw new Error("" + x);
        //         ^                           ^ reads: 6
        else y = x;
        //   ^ binds: 6
        //       ^ reads: 6
        return x + y;
        //     ^ reads: 6
        //         ^ reads: 15; binds: 6
    }
    int literal() {
        int x = 1;
        while (true) {
            if (p(x) > 0) break;
            //    ^ reads: 23, 27; binds: 23
            x = 2;
            // <- binds: 23
        }
        for (;;) {
            x = x + 1;
            // <- binds: 23
            //  ^ reads: 23, 27, 31:13; binds: 23
            if (x > 0) break;
            //  ^ reads: 31:13; binds: 23
        }
        do { x = 4; } while (false);
        //   ^ binds: 23
        return x;
        //     ^ reads: 37; binds: 23
    }
    int nested(int[] q) {
        int y = 0, w = 0;
        outer: for (int x : q) {
        //                  ^ reads: 42
            try {
                y = p(x);
                // <- binds: 43
                //    ^ reads: 44
                if (x > 0) continue outer;
                //  ^ reads: 44
                else if (y > 0) break outer;
                //       ^ reads: 47; binds: 43
                y = p(y);
                // <- binds: 43
                //    ^ reads: 47; binds: 43
            } catch (RuntimeException e) {
                y = e.hashCode();
                // <- binds: 43
                //  ^ reads: 57
            } finally {
                w = y;
                // <- binds: 43
                //  ^ reads: 43, 47, 54:17, 58; binds: 43
            }
            w = p(y) + w;
            // <- binds: 43
            //    ^ reads: 54:17, 58; binds: 43
            //         ^ reads: 62; binds: 43
        }
        return y + w;
        //     ^ reads: 43, 47, 54:17, 58; binds: 43
        //         ^ reads: 43, 62, 66:13; binds: 43
    }
    int cases(int a, int x) {
        switch (a) {
        //      ^ reads: 75
            case 1: x = 1;
            //      ^ binds: 75
            case 2: x += 2; break;
            //      ^ reads: 75, 78; binds: 75
            case 3: { x = 3; return x; }
            //        ^ binds: 75
            //                      ^ reads: 82:23; binds: 75
            default: x = 4;
            //       ^ binds: 75
            case 5: p(x);
            //        ^ reads: 75, 85; binds: 75
        }
        int y = switch (a) { case 1 -> x; case 2 -> { x = 6; yield x; } default -> x = 7; };
        //              ^ reads: 75
        //                             ^ reads: 75, 80, 85; binds: 75
        //                                            ^                            ^ binds: 75
        //                                                         ^ reads: 90:55; binds: 75
        return x + y;
        //     ^ reads: 75, 80, 85, 90:55, 90:84; binds: 75
        //         ^ reads: 90
    }
    int chosen(boolean a, int b) {
        int x = 0;
        if (a && (x = b) > 0 || (b = x) > 1) b = x;
        //  ^ reads: 99
        //        ^ binds: 100
        //            ^ reads: 99
        //                       ^           ^ binds: 99
        //                           ^           ^ reads: 100, 101:19; binds: 100
        int y = a ? (x = 3) : x;
        //      ^ reads: 99
        //           ^ binds: 100
        //                    ^ reads: 100, 101:19; binds: 100
        for (int i = 0, n = x; i < n; i++, x--) { if (x > 0) continue; b = i; }
        //                  ^ reads: 100, 101:19, 107:22; binds: 100
        //                     ^      ^                                    ^ reads: 111:18, 111:39; binds: 111:18
        //                         ^ reads: 111:25
        //                                 ^          ^ reads: 100, 101:19, 107:22, 111:44; binds: 100
        //                                                             ^ binds: 99
        while ((y = p(x)) > 0 && a) x -= y;
        //      ^ binds: 107
        //            ^             ^ reads: 100, 101:19, 107:22, 111:44, 117:37; binds: 100
        //                       ^ reads: 99
        //                               ^ reads: 117:17; binds: 107
        return b + x + y;
        //     ^ reads: 101:34, 101:46, 111; binds: 99
        //         ^ reads: 100, 101:19, 107:22, 111:44, 117:37; binds: 100
        //             ^ reads: 117:17; binds: 107
    }
}
