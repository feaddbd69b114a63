#!/usr/bin/env kotlin
// What the other examples have not.
@file:JvmName("Features")
package app

class Tree(val left: Tree? = null, val right: Int = 1) : Base() {
    companion object Factory : Maker() {
        fun make() = Tree()
    }
    fun <T> pick(a: T, b: Char = 'c'): T {
        super@Tree.run()
        this@Tree.run()
        super.run()
        return a
    }
}
enum class Level(val n: Int) {
    LOW(1) {
        override fun next() = 2
    },
    HIGH(2);
    abstract fun next(): Int
}
inline fun <reified T> checks(x: Any?, list: List<Int>): Boolean? {
    if (!(x !in list && x !is T || false)) return x?.ok() as? Boolean
    outer@ while (false) { break@outer }
    inner@ do { continue@inner } while (x == 1)
    println("""raw $x""")
    return null
}
