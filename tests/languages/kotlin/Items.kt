// Items and token classes: what starts where, and where it ends.
package app.model
// <- item: -; token: keyword
import kotlin.math.*
// <- item: import; token: keyword
import foo.Bar as Baz
// <- item: import
//                ^ role: define; token: identifier
//     ^ role: -
const val LIMIT: Int = 10
// <- item: declaration; token: keyword
//    ^ token: keyword
//                     ^ token: literal
//        ^ role: define
typealias Names = List<String>
// <- item: declaration
/** A doc comment. */
// <- token: comment
open class Shape<T>(val name: String, private var size: Int = LIMIT) : Base(size), Baz {
// <- item: class to 49; token: keyword
//         ^ role: define
//                                                            ^ role: use; binds: 10
//                                                                          ^ reads: 19:51; role: use
//                                                                                 ^ binds: 6
    val area = size * 2
    // <- item: declaration in 19
    //              ^ token: operator
    var label: String
    // <- item: declaration to 32 in 19
        get() = field
        // <- item: -; token: keyword
        set(value) { field = value }
        //           ^ item: assignment
        //  ^ role: define
    init { println(name) }
    // <- item: other in 19
    //     ^ item: call to 35 in 35
    constructor(n: Int) : this("x", n) { size = n }
    // <- item: function to 38 in 19
    //                                   ^ item: assignment to 38 in 38; role: define
    companion object { const val SIDES = 0
    // <- item: class to 44 in 19
    //                 ^ item: declaration in 41
    }
    fun scale(by: Int): Int = by * size
    // <- item: function in 19
    //        ^ role: define
    //                        ^ item: -
}
enum class Color { RED, GREEN; fun next() = RED
// <- item: class
//                 ^ item: -
//                             ^ item: function
}
fun total(rows: List<Int>, flag: Boolean): Int {
// <- item: function to 99
    var sum = 0; val seen = mutableListOf<Int>()
    // <- item: declaration to 57 in 55
    //           ^ item: declaration to 57 in 55
    for (row in rows) {
    // <- item: loop to 67 in 55
    //   ^ item: -
        if (flag) continue else sum += row
        // <- item: branch to 63 in 60
        //        ^ item: jump to 63 in 63; token: keyword
        //                      ^ item: assignment to 63 in 63
    }
    while (sum > 10) sum--
    // <- item: loop in 55
    //               ^ item: other
    do { sum++ } while (flag)
    // <- item: loop in 55
    //   ^ item: other to 71 in 71
    when (sum) {
    // <- item: branch to 84 in 55
        1, 2 -> println("one")
        // <- item: -; token: literal
        //      ^ item: call in 74
        in 3..4 -> { sum = 5 }
        //           ^ item: assignment to 79 in 74
        else -> return 0
        // <- item: -; token: keyword
        //      ^ item: jump in 74
    }
    val text = try { parse(sum) } catch (e: Exception) { null } finally { close() }
    // <- item: declaration in 55
    //               ^ item: call in 85
    //                            ^ item: -
    //                                                                    ^ item: call in 85
    val twice = rows.map { it * 2 }.filter { x -> x > 1 }
    // <- item: declaration in 55
    //                     ^ item: other
    //                                            ^ item: other
    //                                         ^ token: punctuation
    throw IllegalStateException("sum: ${sum + 1}")
    // <- item: jump in 55
    //                          ^ item: -
    //                                  ^ item: -; role: use
}
object Registry : Shape("r") { val all = ArrayList<Int>()
// <- item: class
//                             ^ item: declaration
}
val Shape.half: Int get() = size / 2
// <- item: declaration
