// Branches, loops, jumps, expressions that branch, exceptions.
fun branches(a: Int, b: Int?): Int {
    var x = 0
    if (a > 1) x = 1 else if (a > 2) x = 2
    println(x)
    //      ^ reads: 3, 4:16, 4:38
    val y = if (a > 3) { x = 3; x } else 4
    //                          ^ reads: 7:26
    println(x + y)
    //      ^ reads: 3, 4:16, 4:38, 7:26
    //          ^ reads: 7
    val z = b ?: return x
    //      ^ reads: 2
    //                  ^ reads: 3, 4:16, 4:38, 7:26
    val w = b ?: throw Bad(z)
    //                     ^ reads: 12
    var late: Int
    //  ^ role: declare
    if (w > 1) late = 1 else late = 2
    return late
    //     ^ reads: 19:16, 19:30; binds: 17
}
fun loops(rows: List<Int>, n: Int): Int {
    var last = 0
    for (row in rows) {
    //          ^ reads: 23
        if (row < 0) continue
        if (row > n) break
        //  ^ reads: 25
        last = last + row
        //     ^ reads: 24, 30:9
    }
    println(last)
    //      ^ reads: 24, 30:9
    var i = 0
    while (i < n) { i++ }
    //     ^ reads: 35, 36:21
    println(i)
    //      ^ reads: 35, 36:21
    do { val stop = next(i) } while (stop)
    //                               ^ reads: 40:14; skip: a body's variables are not known in the test after it
    while (true) {
        last = next(i)
        if (last > 3) break
        last = 4
    }
    return last
    //     ^ reads: 43
}
fun labels(grid: List<List<Int>>): Int {
    var hit = 0
    outer@ for (line in grid) {
        for (cell in line) {
            if (cell == 1) { hit = 1; break@outer }
            if (cell == 2) { hit = 2; continue@outer }
            hit = 3
        }
        hit = hit + 10
        //    ^ reads: 51, 55, 56, 58:9
    }
    return hit
    //     ^ reads: 51, 54, 55, 58:9
}
fun choices(v: Any, n: Int): Int {
    var r = 0
    when (v) {
        1, n -> r = 1
        // ^ reads: 64
        in 2..n -> r = 2
        is String -> return r
        //                  ^ reads: 65
        else -> {}
    }
    println(r)
    //      ^ reads: 65, 67, 69
    val s = when (val t = next(n)) {
        0 -> t
        //   ^ reads: 76
        1 -> { r = t; t + 1 }
        //         ^  ^ reads: 76
        else -> throw Bad(t)
    }
    when {
        s > 1 -> r = 5
        // <- reads: 76
        r > 2 -> println(s)
        // <- reads: 65, 67, 69, 79
        else -> r = 6
    }
    return r
    //     ^ reads: 65, 67, 69, 79, 84, 88
}
fun guarded(path: String): Int {
    var state = 0
    val size = try {
        state = 1
        val res = open(path)
        //             ^ reads: 93
        state = 2
        res
        // <- reads: 97
    } catch (e: Bad) {
        println(state)
        //      ^ reads: 94?, 96, 99?
        return e.code
        //       ^ role: -
    } catch (t: Throwable) {
        state = 3
        0
    } finally {
        println(state)
        //      ^ reads: 94?, 96, 99, 108
    }
    return state + size
    //     ^ reads: 99, 108
    //             ^ reads: 95
}
fun lambdas(rows: List<Int>): List<Int> {
    var seen = 0
    val out = rows.map {
        if (it > 9) return@map 0
        seen = it
        it * 2
    }
    rows.forEach { if (it < 0) return out }
    //                                ^ captures: 120
    println(seen)
    //      ^ reads: 119; binds: 119
    seen++
    // <- role: update; reads: 119
    return out
    //     ^ reads: 120
}
fun bare(n: Int): Int {
    var x = n
    while (x > 1)
        x = x - 1
    return x
    //     ^ reads: 135, 137:9; skip: the grammar takes a body without braces on a line of its own for the next statement
}
fun assignments(a: IntArray, p: Point) {
    var i = 0
    a[i] = i
    // <- role: use; reads: 141
    //^    ^ reads: 142
    a[i++] += p.x
    //^ role: update; reads: 142
    //        ^ reads: 141
    //          ^ role: -
    p.x = i
    // <- role: use; reads: 141
    //    ^ reads: 146
    i -= i
    // <- role: update; reads: 146
    //   ^ reads: 146
    val dead = i
    //         ^ reads: 153:5
    return
    println(dead)
    //      ^ reads: -
}
