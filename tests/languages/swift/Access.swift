class Account {
    var total = 0
    var log: [Int] = []

    init(start: Int) {
        self.total = start
        log[0] = start
    }

    func add(_ amount: Int, times n: Int = 1, rest: Int...) -> Int {
        self.total += amount * n
        //   ^ path: 2?, 6?
        let part = Self.scale(by: 2)
        //              ^ calls: 20; returns: 20; path: 20?
        //                        ^ passes: factor
        return self.total + part
        //          ^ path: 11
    }

    static func scale(by factor: Int) -> Int { factor }

    final func run(other: Account) {
        other.total = 3
        show(other!.total)
//      ^ calls: 59
        //   ^ passes: x
        //          ^ path: 23
        add(4, rest: 5, 6)
//      ^ calls: 10?; returns: 16?
        //  ^ passes: amount?
        //           ^  ^ passes: rest?
        self.add(7, times: 8)
        //   ^ calls: 10?; returns: 16?; path: 10
        //       ^ passes: amount?
        //                 ^ passes: n?
        extra(k: 9)
//      ^ calls: 46?; returns: 48?
        //       ^ passes: k?
        Account.scale(by: 10)
        //      ^ calls: 20; returns: 20; path: 20
        //                ^ passes: factor
    }
}

extension Account {
    func extra(k: Int) -> Int {
        let twice = { (z: Int) -> Int in return z * 2 }
        return twice(self.total + k)
        //     ^ calls: 47; returns: 47
        //           ^ passes: z
        //                ^ path: 2?, 6?, 11?
    }
}

struct Point {
    private func show() -> Int { 1 }
}

func show(_ x: Any) {}

func visit(_ first: Int, then: (Int) -> Void) { then(first) }

let one = Account(start: 11)
//        ^ calls: 5
//                       ^ passes: start
visit(12) { y in show(y) }
// <- calls: 61; returns: 61
//    ^ passes: first
//        ^ passes: then
//               ^ calls: 59
//                    ^ passes: x
let next = { (a: Int) in a }
next(13)
// <- calls: 72; returns: 72
//   ^ passes: a
var xs = [1]
xs.append(14)
xs.contains(15)
// <- mutated: 77
show(xs)
// <- calls: 59
//   ^ passes: x; mutated: 77
xs[0] = 16
// <- mutated: 77
xs[next(17)] = 18
// <- mutated: 77
// ^ calls: 72; returns: 72
//      ^ passes: a
show(xs[0])
// <- calls: 59
//   ^ passes: x; mutated: 77
//      ^ path: 83, 85?
