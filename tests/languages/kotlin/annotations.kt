val last: Any? = 1
// after a comment, the grammar reads an annotation as an expression of its own
@Suppress("UNUSED")
// <- item: function to 6; token: punctuation
//        ^ token: literal
private fun late(a: Any?) = last
// <- item: -
//                          ^ binds: 1
fun quiet(a: Any?): Any? {
    @Suppress("UNCHECKED_CAST")
    // <- item: jump to 12 in 9
    return a
    // <- item: -
    //     ^ binds: 9
}
