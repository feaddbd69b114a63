// The scope of a pattern variable follows the flow, not the braces.
class PatternVars {
    String s = "field";
    int f(Object o) {
        if (o instanceof String s && s.length() > 1) return s.length();
        //  ^ binds: 4
        //                           ^                      ^ binds: 5:33
        if (!(o instanceof String s)) return this.s.length();
        //    ^ binds: 4
        return s.length();                                   // the pattern's, not the field
        //     ^ binds: 8:35
    }
    int g(Object o) { return o instanceof String s ? s.length() : s.length(); }   // pattern : field
    //                       ^ binds: 13:18
    //                                               ^ binds: 13:50
    //                                                            ^ binds: 3
    void h(Object o) { while (!(o instanceof String s)) { o = next(); } s.length(); }
    //                          ^                         ^ binds: 17:19
    //                                                                  ^ binds: 17:53
    Object next() { return s; }
    //                     ^ binds: 3
}
