// In local and anonymous classes inherited members win over locals of the enclosing method.
class LocalClasses {
    static class Base { int v = 1; int size() { return v; } }
    //                                                 ^ binds: 3:29
    int v = 0;
    int f(int v, int w) {
        class L extends Base { int g() { return v + w; } }          // v: Base's field
        //                                      ^ binds: 3:29; skip: inherited members
        //                                          ^ binds: 6
        Base a = new Base() { int k = w; @Override int size() { return k + v; } };
        //                            ^ binds: 6
        //                                                             ^ binds: 10:35
        //                                                                 ^ binds: 3:29; skip: inherited members
        record R(int v) { R { if (v < 0) v = 0; } int twice() { return v + v; } }
        //                        ^      ^                             ^   ^ binds: 14:22
        enum E { A, B; E next() { return this == A ? B : A; } }
        //             ^ binds: 16:14; skip: types are no names here
        //                                       ^       ^ binds: 16:18
        //                                           ^ binds: 16:21
        return new L().g() + a.size() + new R(v).twice() + E.A.next().ordinal() + size();
        //         ^ binds: 7; skip: types are no names here
        //                   ^ binds: 10
        //                                  ^ binds: 14:16; skip: types are no names here
        //                                    ^ binds: 6
        //                                                 ^ binds: 16:14; skip: types are no names here
    }
    int size() { return v; }
    //                  ^ binds: 5
}
