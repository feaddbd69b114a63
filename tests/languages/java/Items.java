// Items and token classes: what starts where, and where it ends.
package p; // always stays
// <- item: -; token: keyword
//         ^ token: comment
import q.R;
// <- item: import to 5
class Items<T> extends R {
// <- item: class to 43
//    ^ item: -; token: identifier
    @Deprecated int n = 1;
    // <- item: declaration to 10 in 7
    //          ^^^ item: -
    //                ^ token: operator
    //                  ^ token: literal
    int m(int x) {
    // <- item: function to 42 in 7
        if (x > 0) return x;
        // <- item: branch to 20 in 15
        //         ^ item: jump to 17 in 17
        else { x++; }
        //     ^ item: assignment to 20 in 17
        for (int i = 0; i < x; i++) n += i;
        // <- item: loop to 22 in 15
        //   ^ item: -; token: keyword
        //                          ^ item: assignment to 22 in 22
        switch (x) { case 1: n = 2; break; default: }
        // <- item: branch to 26 in 15
        //           ^ item: -
        //                   ^ item: assignment to 26 in 26
        //                          ^ item: jump to 26 in 26
        Runnable r = () -> { n++; };
        // <- item: declaration to 31 in 15
        //                   ^ item: assignment to 31 in 31
        try { m(1); } catch (Error e) { throw e; } finally { x = "s".length(); }
        //    ^ item: call to 34 in 34
        //            ^ item: -; token: keyword
        //                              ^ item: jump to 34 in 34
        //                                                   ^ item: assignment to 34 in 34
        //                                                       ^ token: literal
        return x;
        // <- item: jump to 40 in 15
    }
}
