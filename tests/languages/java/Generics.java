// Type names: parameters hide classes, static nested classes do not see them, methods add their own.
import java.util.*;
class Generics<T, List> {
    T t; List list;                                          // the type parameter, not java.util.List
    <T> T f(T t) { class T2 { T u = t; } return new T2().u; }
    //                              ^ binds: 5:15
    //                                              ^ binds: 5:26; skip: types are no names here
    static class N<T extends Comparable<T>> { T v; <String> String g(String s) { return s; } }
    //                                                                                  ^ binds: 8:77
    class Inner { T w = t; }
    //                  ^ binds: 4
    Generics<T, List> self(Map<T, ? super List> m) { return this; }
}
