// Items and token classes: what starts where, and where it ends.
package app.model
// <- item: -; token: keyword
import foo.{Bar => Baz, Qux}
// <- item: import; token: keyword
//          ^ role: -
//                 ^    ^ role: define
object Store extends Baz {
// <- item: class to 82; token: keyword
//     ^ role: define; token: identifier
//                   ^ role: use
    val limit = 10; private var count: Int = 0
    // <- item: declaration to 12 in 8; token: keyword
    //              ^ item: declaration to 12 in 8
    //          ^ token: literal
    //        ^ token: operator
    //            ^ token: punctuation
    // A comment.
    // <- token: comment
    def total(rows: Seq[Int], by: => Int = limit)(implicit n: Int): Int = {
    // <- item: function to 67 in 8
    //        ^               ^                            ^ role: define
    //                                     ^ role: use
        var sum = 0
        // <- item: declaration in 20
        for (row <- rows; half = row / 2; if half > 1) {
        // <- item: loop to 36 in 20
        //   ^            ^ role: define
        //       ^ token: operator
            if (row > limit) sum += row else if (half > 3) sum = 1 else println(half)
            // <- item: branch to 30 in 26
            //                               ^ item: -; token: keyword
            //               ^                             ^ item: assignment to 30 in 30
            //                   ^ token: operator
            //                                                          ^ item: call to 30 in 30
        }
        while (sum > 10) sum -= 1
        // <- item: loop in 20
        //               ^ item: assignment
        do { sum += 1 } while (sum < 3)
        // <- item: loop to 40 in 20
        //   ^ item: assignment to 40 in 40
        sum match {
        // <- item: branch to 52 in 20
            case 1 | 2 => println("one"); println(sum)
            // <- item: -; token: keyword
            //            ^               ^ item: call to 45 in 43
            case x if x > 2 => sum = x
            //                 ^ item: assignment to 48 in 43
            case _ => throw new Exception("no")
            //        ^ item: jump to 50 in 43
        }
        try { risky() } catch { case e: Bad => log(e) } finally close()
        // <- item: branch to 53 in 20
        //    ^ item: call to 53 in 53
        //              ^ item: -
        //                                     ^ item: call to 53 in 53
        val twice = rows.map { r => r * 2 }.filter(_ > 1)
        // <- item: declaration in 20
        //                     ^ role: define; item: -
        val text = s"sum $sum of ${rows.size}"
        // <- item: declaration
        //                ^ role: use
        //                         ^ role: use; item: -
        return sum
        // <- item: jump in 20
    }
    abstract class Shape(val name: String) { def area: Double }
    // <- item: class to 68 in 8
    //                                       ^ item: function to 68 in 68
    case class Point(x: Int, y: Int = 0) extends Shape("p")
    // <- item: class to 71 in 8
    //                                ^ token: literal
    trait Named { self: Shape => type Id = Int }
    // <- item: class to 74 in 8
    //                           ^ item: declaration to 74 in 74
    lazy val cache = new Named { val id = 1 }
    // <- item: declaration to 77 in 8
    //                           ^ item: declaration to 77 in 77
    implicit def toInt(s: String): Int = s.toInt
    // <- item: function in 8
}
