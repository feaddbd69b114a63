// Branches, loops, matches, exceptions, blocks as values.
object Flow {
  def branches(a: Int, b: Option[Int]): Int = {
    var x = 0
    if (a > 1) x = 1 else if (a > 2) x = 2
    println(x)
    //      ^ reads: 4, 5:16, 5:38
    val y = if (a > 3) { x = 3; x } else 4
    //                          ^ reads: 8:26
    println(x + y)
    //      ^ reads: 4, 5:16, 5:38, 8:26
    //          ^ reads: 8
    val z = { val t = y * 2; t + x }
    //                       ^ reads: 13:19
    //                ^ reads: 8
    println(z)
    //      ^ reads: 13
    if (x > 1 && { x = 5; y > 2 }) println(x)
    //  ^ reads: 4, 5:16, 5:38, 8:26
    //                                     ^ reads: 18:20
    println(x)
    //      ^ reads: 4, 5:16, 5:38, 8:26, 18:20
    val w = b.getOrElse(return x)
    //      ^ reads: 3
    w
    // <- reads: 23; skip: an argument that is handed over by name need not be evaluated
  }
  def loops(rows: Seq[Int], n: Int): Int = {
    var last = 0
    for (row <- rows) { last = last + row }
    //          ^ reads: 28
    //                                ^ reads: 30:10
    //                         ^ reads: 29, 30:25
    println(last)
    //      ^ reads: 29, 30:25
    for (row <- rows if row > last; cell <- cells(row)) last = cell
    //                  ^                         ^ reads: 36:10
    //                        ^ reads: 29, 30:25, 36:57
    //                                                         ^ reads: 36:37
    println(last)
    //      ^ reads: 29, 30:25, 36:57
    var i = n
    while (i > 0) i -= 1
    //     ^      ^ reads: 42, 43:19
    println(i)
    //      ^ reads: 42, 43:19
    do { i = next(i) } while (i < 3)
    //            ^ reads: 42, 43:19, 47:10
    //                        ^ reads: 47:10
    while (true) { i = next(i); if (i > 5) return i }
    //                      ^ reads: 47:10, 50:20
    //                              ^             ^ reads: 50:20
    i
    // <- reads: -
  }
  def choices(v: Int, n: Int): Int = {
    var r = 0
    v match {
      case 1 => r = 1
      case 2 | 3 =>
        println(r)
        //      ^ reads: 57
        r = 2
      case m if m > n => r = m
      //            ^ reads: 56
      //        ^            ^ reads: 64:12
      case _ => return r
      //               ^ reads: 57
    }
    println(r)
    //      ^ reads: 59, 63, 64
    val s = n match {
      case 0 => r = 5; 1
      case k => k + r
      //        ^ reads: 74:12
      //            ^ reads: 59, 63, 64
    }
    s + r
    // <- reads: 72
    //  ^ reads: 59, 63, 64, 73
  }
  def guarded(path: String): Int = {
    var state = 0
    val size = try {
      state = 1
      val res = open(path)
      //             ^ reads: 82
      state = 2
      res
      // <- reads: 86
    } catch {
      case e: Bad =>
        println(state)
        //      ^ reads: 83?, 85, 88?
        return e.code
        //     ^ reads: 92
        //       ^ role: -
      case _: Throwable =>
        state = 3
        0
    } finally {
      println(state)
      //      ^ reads: 83?, 85, 88, 99
    }
    state + size
    // <- reads: 88, 99
    //      ^ reads: 84
  }
  def writes(a: Array[Int], p: Point): Unit = {
    var i = 0
    a(i) = i
    // <- role: use; reads: 109
    //^    ^ reads: 110
    p.x = i
    // <- role: use; reads: 109
    //^ role: -
    i += i
    // <- role: update; reads: 110
    //   ^ reads: 110
    i = f(y = i)
    //        ^ reads: 117:5
    //    ^ role: -
    val buffer = new Buffer
    buffer += i
    // <- reads: 123
    // <- role: use; skip: `+=` is taken for an assignment, even where it is a method of what a `val` holds
    //        ^ reads: 120:5
    throw new Exception
    println(i)
    //      ^ reads: -
  }
  def partial(xs: Seq[Any]) = {
    var seen = 0
    xs.foreach {
      case n: Int => seen = n
      case _ => println(seen)
      //                ^ captures: 133
    }
    seen
    // <- reads: 133
  }
}
