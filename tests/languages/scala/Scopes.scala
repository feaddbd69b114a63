// What a name is: members, parameters, locals, patterns, closures, functions before their definition.
object Scopes {
  val Limit = 3
  def shadow(x: Int): Int = {
    val y = x + Limit
    //      ^ reads: 4; binds: 4
    //          ^ binds: 3; reads: -
    if (y > 2) {
    //  ^ reads: 5
      val y = 3
      println(y)
      //      ^ reads: 10; binds: 10
    }
    y
    // <- reads: 5; binds: 5
  }
  def early(n: Int): Int = {
    val r = assist(n)
    //      ^ binds: 21; role: use
    //             ^ reads: 17
    def assist(k: Int): Int = k + n
    //                        ^ reads: 21:16
    //                            ^ binds: 17
    r + later(r)
  //^         ^ reads: 18
    //  ^ binds: 28
  }
  def later(v: Int) = v * Limit
  //                  ^ reads: 28:13
  //                      ^ binds: 3
  def closures(items: Seq[Int]): Int = {
    var sum = 0
    val add = (n: Int) => { sum = sum + n }
    //                                  ^ reads: 33:16
    //                            ^ captures: 32; binds: 32
    items.foreach { i => add(i) }
    //                       ^ reads: 36:21
    // <- reads: 31
    //                   ^ captures: 33
    items.foreach(add(_))
    //            ^ reads: 33; role: use
    val fold = items.foldLeft(0) { case (acc, item) => acc + item }
    //                                                 ^ reads: 42:42
    //                                                       ^ reads: 42:47
    items.map(_ + sum)
    //            ^ reads: 32
    items foreach println
    //    ^ role: -
    // <- reads: 31
    sum + fold
    //    ^ reads: 42
    // <- reads: 32
  }
  def patterns(v: Any, pair: (Int, Int)): Int = {
    val (a, b) = pair
    //           ^ reads: 54
    val Some(c) = find(a)
    //  ^ role: use
    //                 ^ reads: 55
    v match {
    // <- reads: 54
      case Limit => a
      //   ^ binds: 3; role: use
      //            ^ reads: 55
      case n: Int if n > b => n + c
      //             ^        ^ reads: 65:12
      //                 ^ reads: 55
      //                          ^ reads: 57
      case Point(x, y @ Deep(_)) => x + y.z
      //                            ^ reads: 69:18
      //                                ^ reads: 69:21
      //                                  ^ role: -
      //   ^ binds: 83; role: use
      case head :: tail => head + tail.size
      //                   ^ reads: 74:12
      //                          ^ reads: 74:20
      case `a` => 0
      //   ^ role: use
      case other => other.hashCode
      //            ^ reads: 79:12
    }
  }
  case class Point(x: Int, y: Int) {
    def plus(other: Point): Point = Point(x + other.x, y)
    //                                        ^ reads: 84:14
    //                                    ^            ^ binds: 83; role: use
    //                                              ^ role: -
    //                      ^       ^ binds: 83
    val sum = x + y
    //        ^   ^ reads: 83; binds: 83
  }
  def named(first: Int, second: Int = 2) = first - second
  //                                       ^ reads: 92:13
  //                                               ^ reads: 92:25
  def calls(first: Int) = named(second = first, first = 2)
  //                                     ^ reads: 95:13
  //                            ^ role: -
  //                                            ^ role: -
  class Box[Item](val it: Item) {
  //                      ^ binds: 99:13
    def get: Item = it
    //       ^ binds: 99:13
    //              ^ binds: 99
  }
  val nums = for {
    i <- 1 to Limit
    // <- role: define
    //     ^ role: -
    j <- i to 9
    //   ^ reads: 106
    k = i * j
    //  ^ reads: 106
    //      ^ reads: 109
  } yield i + j + k
  //      ^ reads: 106
  //          ^ reads: 109
  //              ^ reads: 111
  val text = s"$Limit and ${nums.size}"
  //            ^ role: use
  //                        ^ reads: 105; binds: 105
  val self = this.nums
  //              ^ role: -
  var state: Int = _
  def set(value: Int): Unit = { state = value }
  //                            ^ role: define; binds: 123
  //                                    ^ reads: 124:11
}
