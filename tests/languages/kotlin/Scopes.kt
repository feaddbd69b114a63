// What a name is: parameters, locals that shadow, members, lambdas, destructuring.
val shared = 1
var changed = shared
//            ^ reads: 2; binds: 2
fun shadow(x: Int): Int {
    val x = x + 1
    //      ^ reads: 5; binds: 5
    if (x > 2) {
    //  ^ reads: 6:9
        val x = 3
        println(x)
        //      ^ reads: 10; binds: 10
    }
    return x
    //     ^ reads: 6:9
}
fun uses() = later() + shared + LIMIT
//           ^ binds: 21
//                     ^ binds: 2; reads: -
//                              ^ binds: 22
fun later() = 2
const val LIMIT = 9
fun outer(items: List<Int>): Int {
    var sum = 0
    fun add(n: Int) { sum += n }
    //                       ^ reads: 25:13
    //                ^ role: update; binds: 24
    items.forEach { add(it) }
    // <- reads: 23
    //              ^ captures: 25; binds: 25
    //                  ^ binds: -
    items.forEachIndexed { i, v -> sum = i + v }
    //                                   ^ reads: 32:28
    //                                       ^ reads: 32:31
    //                             ^ binds: 24
    val f = fun(a: Int): Int { return a + sum }
    //                                ^ reads: 36:17
    //                                    ^ captures: 24, 32?, 25?
    return f(sum)
    //     ^ reads: 36
    //       ^ reads: 24
}
fun pairs(map: Map<Int, Int>) {
    for ((k, v) in map) println(k + v)
    //                          ^ reads: 44:11
    //                              ^ reads: 44:14
    //             ^ reads: 43
    val (a, _, c) = triple()
    println(a + c)
    //      ^   ^ reads: 48
    map.mapValues { (key, value) -> key + value }
    //                              ^ reads: 51:22
    //                                    ^ reads: 51:27
    println(k)
    //      ^ binds: -
}
class Account(val owner: String, start: Int) {
    var balance = start
    //            ^ reads: 57; binds: 57
    private val log = ArrayList<String>()
    init {
        balance = start + 1
        // <- binds: 58; role: define
        //        ^ reads: 57
    }
    fun deposit(amount: Int) {
        balance += amount
        // <- role: update; binds: 58
        //         ^ reads: 66
        log.add(owner)
        // <- binds: 60; reads: -
        //      ^ binds: 57; reads: -
        //  ^ role: -
        this.balance = amount
        //   ^ role: -
    }
    fun copy() = Account(owner, balance)
    //           ^ binds: 57
    //                          ^ binds: 58
    companion object {
        fun open(owner: String) = Account(owner, zero)
        //                                ^ reads: 81:18
        //                                       ^ binds: 84
        const val zero = 0
    }
}
fun String.shout(times: Int = 1, mark: String = "!"): String {
    return this.repeat(times) + mark
    //                 ^        ^ reads: 87
    //          ^ role: -
}
fun named(first: Int, second: Int = first) = first - second
//                                  ^        ^ reads: 92:11
//                                                   ^ reads: 92:23
fun calls(first: Int) = named(second = first, first = 2)
//                            ^ role: -
//                                     ^ reads: 95:11
//                                            ^ role: -
fun generic(box: Box<Item>): Item where Item : Any = box.get()
//               ^ binds: 102; role: use
//                                                       ^ role: -
class Box<Item>(val it: Item) {
//                      ^ binds: 102:11
    fun get(): Item = it
    //         ^ binds: 102:11
    //                ^ binds: 102; reads: -
}
val table = object : Runner {
    var runs = 0
    override fun run() { runs++ }
    //                   ^ role: update; binds: 109
}
fun handler(name: String) {
    val ref = ::later
    //          ^ role: use; binds: 21
    name shout ref
    // <- reads: 113
    //   ^ role: -
    val text = "$name and ${name.length}"
    //           ^ role: use; skip: the grammar does not see a name in a string that has no braces
    //                      ^ reads: 113; role: use
}
