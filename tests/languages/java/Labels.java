// Labels, methods, variables, types and packages each have a name space; context decides.
class Labels {
    static Labels String = new Labels();
    int a; int a() { return a; }
    //                      ^ binds: 4:9
    int a(int a) { a: for (int i = a; ; i++) { if (i > a()) break a; else continue a; } return a; }
    //                             ^                                                           ^ binds: 6:15
    //                                  ^          ^ binds: 6:32
    static class java { static int lang = 1; }
    int b(String s) { return String.a + java.lang + a(a) + s.length(); }   // field; class java; type
    //                       ^ binds: 3
    //                                                ^ binds: 4:9
    //                                                     ^ binds: 10:18
}
