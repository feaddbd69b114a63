// What a name is: optionals unwrapped, guards, parameters and their labels, closures, members.
let limit = 3
func unwrap(_ input: Int?, fallback: Int) -> Int {
    guard let value = input else { return fallback }
    //                ^ reads: 3; binds: 3
    //                                    ^ reads: 3
    //        ^ role: define
    print(value)
    //    ^ reads: 4; binds: 4
    if let value = lookup(value), value > limit {
    //                    ^ reads: 4; binds: 4
    //                            ^ reads: 10:12; binds: 10:12
    //                                    ^ binds: 2; reads: -
        print(value)
        //    ^ reads: 10:12
    } else {
        print(value)
        //    ^ reads: 4
    }
    if let input { print(input) }
    //     ^             ^ binds: 3; reads: 3
    if case .some(let x) = input, case let (a, b) = pair(x) {
    //                     ^ reads: 3
    //                                                   ^ reads: 22:23
    //       ^ role: -
        print(a + b)
        //    ^   ^ reads: 22
    }
    while let next = queue.pop() { use(next) }
    //                                 ^ reads: 29:15
    //                     ^ role: -
    return value
    //     ^ reads: 4
}
func labels(from start: Int, to end: Int = limit) -> Int {
//          ^                ^ role: -
//                                         ^ binds: 2
    let from = start + end
    //         ^       ^ reads: 35
    return labels(from: from, to: end)
    //            ^           ^ role: -
    //                  ^ reads: 38
    //     ^ binds: 35
}
func shadow(_ x: Int) -> Int {
    var x = x + 1
    //      ^ reads: 45; binds: 45
    for x in 0..<x { use(x) }
    //           ^ reads: 46:9
    //                   ^ reads: 48:9; binds: 48:9
    do { let x = 5; use(x) }
    //                  ^ reads: 51:14; binds: 51:14
    swap(&x)
    //    ^ role: update; reads: 46:9
    return x
    //     ^ reads: 53
}
func closures(_ items: [Int]) -> Int {
    var sum = 0
    let add = { (n: Int) -> Void in sum += n }
    //                                     ^ reads: 60:18
    //                              ^ role: update; binds: 59; captures: 59
    items.forEach { add($0) }
    // <- reads: 58
    //              ^ captures: 60; binds: 60
    //                  ^ binds: -
    let scaled = items.map { item in item * sum }
    //                               ^ reads: 67:30
    //                                      ^ captures: 59
    let copy = { [sum, step = limit] in sum + step }
    //                                  ^ binds: 59
    //                                        ^ reads: 70:24; binds: 70:24
    func assist(_ k: Int) -> Int { k + sum }
    //                             ^ reads: 73:19
    //                                 ^ captures: 59
    return assist(copy()) + scaled.count + sum
    //     ^ reads: 73
    //            ^ reads: 70
    //                      ^ reads: 67
    //                                     ^ reads: 59
    //                             ^ role: -
}
func tuples() {
    let (a, _, c) = triple()
    var (x, y) = (a, c)
    //            ^  ^ reads: 84
    (x, y) = (y, x)
    //        ^  ^ reads: 85
    print(x, y)
    //    ^ reads: 87:6
    //       ^ reads: 87:9
    let one = 1, two = one
    //                 ^ reads: 92:9; skip: of several bindings in one declaration, each counts at its end
}
class Stack<Element> {
    private var items: [Element] = []
    //                  ^ binds: 95
    var count: Int { items.count }
    //               ^ binds: 96; role: use
    func push(_ item: Element) { items.append(item) }
    //                ^ binds: 95
    //                           ^ binds: 96
    //                                        ^ reads: 100:17
    var top: Element? {
        get { items.last }
        set(new) { items = [new!] }
        //         ^ role: define; binds: 96
        //                  ^ reads: 106:13
    }
    init(items: [Element]) {
        self.items = items
        //   ^ role: -
        //           ^ reads: 110; binds: 110
    }
}
extension Stack { func size() -> Int { count } }
//        ^ binds: 95; role: use
//                                     ^ binds: 98:9; skip: what an extension adds does not see the type's own members
func later() -> Int { early() + limit }
//                    ^ binds: 121
func early() -> Int { 1 }
