/* What the other examples have not. */
package app

import foo.{Bar, baz, Old as New, given}
import other._

export inner.run

package object tools {
  val answer = 42
}

opaque type Id = Int
open class Base(private[app] val n: Int)
transparent inline def twice(x: Int) = x + x
infix def plus(a: Int, b: Int) = a + b

trait Greeter[T](name: String) extends Base:
  self: Named =>
  val size: Int
  var depth: Int
  def hello = super.toString

enum Tree[+T](n: Int) extends Base(n):
  case Leaf
  case Node(left: Tree[T], right: Tree[T])

@main def start(v: Any, flag: Boolean): Unit =
  val Limit = 3
  val low = 1
  if !flag || false then ()
  v match
    case (Limit, a) => println(a)
    case Some(Limit) => println(null)
    case Limit :: rest => println(rest)
    case Limit | `low` => ()
    case tools.answer => ()
    case _: Throwable => ()
  val made = new Greeter[Int]("x"):
    def more = 1
  try start(v, flag)
  catch case _ => ()
  println(made size)
