class Account(val total: Int, start: Int*) {
  var log = List(start)
  var sum = 0

  def this(only: String) = {
    this(only.length, 1)
//  ^ calls: 1
    //   ^ passes: total
    //                ^ passes: start
  }

  def add(amount: Int, more: Int*): Int = {
    this.sum = amount
    scale(this.sum, by = 2)
//  ^ calls: 24; returns: 24
    //    ^ passes: x
    //         ^ path: 13
    //                   ^ passes: by
    this.scale(3)
    //   ^ calls: 24; returns: 24; path: 24?
    //         ^ passes: x
  }

  private def scale(x: Int, by: Int = 2): Int = x * by

  final def run(other: Account): Int = {
    other.log = Nil
    show(other.log)
    //         ^ path: 27
    this.add(4, list: _*)
    //   ^ calls: 12?; returns: 19?; path: 12
    //       ^ passes: amount?
    //          ^ passes: more?
    return this.pick[Int](5)
    //          ^ calls: 39; returns: 39; path: 39?
    //                    ^ passes: v
  }

  final def pick[T](v: T): T = v
}

object Bank {
  def open(first: Int): Account = new Account(first, 6)
  //                                  ^ calls: 1
  //                                          ^ passes: total
  //                                                 ^ passes: start
}

object Main {
  def show(x: Any): Unit = ()

  def main(): Unit = {
    val one = Bank.open(7)
    //             ^ calls: 43; returns: 43; path: 43
    //                  ^ passes: first
    val next = (z: Int) => z + 1
    next(8)
//  ^ calls: 56; returns: 56
    //   ^ passes: z
    next.apply(9)
    //   ^ calls: 56; returns: 56
    //         ^ passes: z
    val xs = Buffer(1)
    xs.append(10)
    xs.contains(11)
//  ^ mutated: 64
    xs prepend 12
//  ^ mutated: 64
    show(xs)
//  ^ calls: 50; returns: 50
    //   ^ passes: x; mutated: 64, 67
    show(one)
//  ^ calls: 50; returns: 50
    //   ^ passes: x
  }
}
