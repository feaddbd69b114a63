// Where a pattern's variable is known, and where the field of its name is.
class PatternRegions {
    String s = "field";
    int either(Object o) {
        if (o instanceof String s && s.isEmpty()) { return 1; } else { use(s); }
    //                               ^ binds: 5:33
    //                                                                     ^ binds: 3
        return s.length();
    //         ^ binds: 3
    }
    int neither(Object o) {
        if (!(o instanceof String s) || s.isEmpty()) return 0;
    //                                  ^ binds: 12:35
        return s.length();
    //         ^ binds: 12:35
    }
    boolean value(Object o) {
        boolean b = o instanceof String s && s.isEmpty();
    //                                       ^ binds: 18:41
        return b || s.isEmpty();
    //              ^ binds: 3
    }
}
