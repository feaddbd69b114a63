// Scala 3: indentation in place of braces, givens, extensions, enums.
package app
// <- item: -
import scala.util.Try
// <- item: import
enum Color(val code: Int):
// <- item: class
//   ^ role: define
  case Red extends Color(1)
  //   ^ role: define
  //               ^ binds: 6
  case Green, Blue
  //   ^      ^ role: define
trait Ordered[T]:
// <- item: class
//            ^ role: define
  def compare(a: T, b: T): Int
  // <- item: function in 14
  //             ^     ^ binds: 14
given intOrdered: Ordered[Int] with
// <- item: declaration
//    ^ role: define
//                ^ binds: 14; role: use
  def compare(a: Int, b: Int): Int = a - b
  //                                 ^ reads: 24:15
  //                                     ^ reads: 24:23
extension (text: String)
// <- item: declaration
//         ^ role: define
  def shout: String = text.toUpperCase
  //                  ^ binds: 27
def classify(n: Int, deep: Boolean)(using o: Ordered[Int]): String =
// <- item: function to 95
  var label = "none"
  // <- item: declaration in 32
  if n > 10 then
  // <- item: branch to 48 in 32
  // ^ reads: 32
    label = "big"
    // <- item: assignment in 36
  else if deep then
  //   ^ item: -
  //      ^ reads: 32
    val half = n / 2
    // <- item: declaration in 36
    label = s"half $half"
    // <- role: define
  else label = "small"
  //   ^ item: assignment in 36
  println(label)
  //      ^ reads: 39, 46, 48
  for
  // <- item: loop in 32
    i <- 0 until n
    //           ^ reads: 32
    if i > 1
    // ^ reads: 54; role: use
    j = i * 2
    //  ^ reads: 54
  do
    println(i + j)
    //      ^ reads: 54
    //          ^ reads: 58
  var k = n
  while k > 0 do
  //    ^ reads: 64, 67
    k -= 1
    // <- role: update; reads: 64, 67
  val out = n match
  // <- item: declaration in 32
    case 0 => "zero"
    //        ^ item: other in 69
    case m if m > k =>
    //        ^ reads: 73:10
    //            ^ reads: 64, 67
      val t = m + 1
      // <- item: declaration in 69
      s"$t"
    case _ => label
    //        ^ reads: 39, 46, 48
  try
    label = risky(out)
    //            ^ reads: 69
  catch
    case e: Exception => label = e.getMessage
    //                           ^ reads: 85:10
  finally println(label)
  //              ^ reads: 39?, 46?, 48?, 82, 85
  val big = Seq(1, 2).map: x =>
    x + k
    // <- reads: 89
    //  ^ captures: 64, 67
  label
  // <- reads: 82, 85
end classify
