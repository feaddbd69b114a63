// A parameter or local hides a field; a field initializer and an inherited field are out of lexical reach.
class Fields extends java.util.ArrayList<String> {
    int x = 1, y = x;
    //             ^ binds: 3:9
    static int z = Fields.z + 1;
    Fields(int x) { this.x = x; x = y; { int y = x; x = y; } y = modCount; }   // modCount: inherited
    //                       ^  ^                ^  ^ binds: 6:16
    //                              ^                        ^ binds: 3
    //                                                  ^ binds: 6:46
    //                                                           ^ binds: -
    void m(int modCount) { for (int x = 0; x < modCount; x++) y += x; y = x; }
    //                                     ^             ^         ^ binds: 11:37
    //                                         ^ binds: 11:16
    //                                                        ^       ^ binds: 3
    //                                                                    ^ binds: 3:9
}
