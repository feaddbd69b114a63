open class Account(val total: Int, start: Int = 0) {
    var log = mutableListOf(start)
    var sum = 0

    constructor(only: String) : this(only.length, 1) {
    //                          ^ calls: 1
    //                               ^ passes: total
    //                                            ^ passes: start
        this.sum = 2
    }

    fun add(amount: Int, vararg more: Int): Int {
        this.sum += amount
        //   ^ path: 3?, 9?
        log[0] = sum
        //       ^ path: 13
        scale(this.sum, by = 3)
//      ^ calls: 26; returns: 26
        //    ^ passes: x
        //         ^ path: 13
        //                   ^ passes: by
        return this.sum
        //          ^ path: 13
    }

    fun scale(x: Int, by: Int = 2): Int = x * by

    open fun report() = this.total
    //                       ^ path: 1?

    fun run(other: Account) {
        other.sum = 4
        show(other!!.sum)
//      ^ calls: 66
        //   ^ passes: x
        //           ^ path: 32
        report()
//      ^ calls: 28?; returns: 28?
        add(5, 6, 7)
//      ^ calls: 12; returns: 22
        //  ^ passes: amount
        //     ^  ^ passes: more
        add(8, *list)
//      ^ calls: 12; returns: 22
        //  ^ passes: amount
        //     ^ passes: more?
        Account.make(9).add(10)
        //      ^ calls: 56; returns: 56
        //           ^ passes: value
        this.apply { scale(11) }
        //           ^ calls: 26; returns: 26
        //                 ^ passes: x
    }

    companion object {
        fun make(value: Int): Account = Account(value, 12)
        //                              ^ calls: 1
        //                                      ^ passes: total
        //                                             ^ passes: start
    }
}

fun Account.twice(k: Int) = k + this.total
//                                   ^ path: 1?

fun show(x: Any) {}

fun each(first: Int, noinline then: (Int) -> Unit) { then(first) }

fun main() {
    val next = { z: Int -> z + 1 }
    next(13)
//  ^ calls: 71; returns: 71
    //   ^ passes: z
    next.invoke(14)
    //   ^ calls: 71; returns: 71
    //          ^ passes: z
    val least = fun(a: Int, b: Int): Int { return a - b }
    least(15, 16)
//  ^ calls: 78; returns: 78
    //    ^ passes: a
    //        ^ passes: b
    each(17) { y -> show(y) }
//  ^ calls: 68
    //   ^ passes: first
    //       ^ passes: then
    //              ^ calls: 66
    //                   ^ passes: x
    val xs = mutableListOf(1)
    xs.add(18)
    xs.contains(19)
//  ^ mutated: 90
    show(xs)
//  ^ calls: 66
    //   ^ passes: x; mutated: 90
    xs[0] = 20
//  ^ mutated: 90
    xs[next(21)] = 22
//  ^ mutated: 90
    // ^ calls: 71; returns: 71
    //      ^ passes: z
    show(xs[0])
//  ^ calls: 66
    //   ^ passes: x; mutated: 90
    //      ^ path: 96, 98?
}
