class Square(val side: Int) {
    val late by lazy { side }
    // <- item: declaration to 2 in 1
    //  ^ role: define
    //                 ^ binds: 1:18
}
