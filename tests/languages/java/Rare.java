import java.util.function.*;

/* a comment in a block */
@interface Mark { int level() default 1; String name(); }
// <- item: class to 4
//                ^ item: declaration to 4 in 4
enum Colour { RED { int shade() { return 1; } }, BLUE; int shade() { return 2; } }
record Point(int x, int y) {}
record Line(Point a, Point b) {}

class Rare {
    Rare() { this(1); }
    //       ^ item: call to 12 in 12
    Rare(int... all) { this.count = all.length; }
    //                              ^ reads: 14:17
    int count;
    @Mark(level = 2, name = "m") void run(Rare this, Object given) {
        assert count > 0;
        // <- item: other to 18 in 17
        synchronized (this) { count = 2; }
        // <- item: other to 20 in 17
        if (given instanceof Line(Point(int x, var y), Point b)) use(x, y, b);
        //                                                           ^ binds: 22:45
        //                                                              ^ binds: 22:52
        Function<Integer, Integer> f = this::<Integer>twice;
        int size = switch (given) {
            case String s -> s.length();
            //               ^ binds: 27:25
            case Point(int x, _) -> x;
            //                      ^ binds: 29:28
            case null -> throw new Error();
            default -> 0;
        };
        use(size);
        //  ^ reads: 26
        try { size = 1; } catch (Throwable all) { size = 2; }
        use(size);
        //  ^ reads: 36:15, 36:51
        class Inner { Inner(Rare Rare.this) {} }
        String told = "size \{size} end";
    }
}
