// Items and token classes: what starts where, and where it ends.
import Foundation
// <- item: import; token: keyword
//     ^ role: -
let limit: Int = 10; var shared = 2
// <- item: declaration to 5; token: keyword
//  ^ role: define; token: identifier
//               ^ token: literal
//                   ^ item: declaration to 5
/// A comment.
// <- token: comment
 @discardableResult
 // <- item: function to 65
func total(_ rows: [Int], by n: inout Int) -> Int {
//   ^ role: define; item: -
//           ^               ^ role: define
//                        ^ role: -
//                                         ^ token: punctuation
    var sum = 0 // a comment
    // <- item: declaration in 12
    //  ^ role: define
    for row in rows where row > 0 {
    // <- item: loop to 31 in 12
    //  ^ role: define; item: -
        if row > limit { sum += row } else if row < 3 { continue } else { n -= 1 }
        // <- item: branch to 25 in 22
        //                                 ^ item: -; token: keyword
        //               ^ item: assignment to 25 in 25
        //                                              ^ item: jump to 25 in 25; token: keyword
        //                                                                ^ item: assignment to 25 in 25
    }
    outer: while sum > 0 { break outer }
    // <- item: loop to 32 in 12
    //                     ^ item: jump to 32 in 32
    //                           ^ role: -
    repeat { sum += 1 } while sum < 3
    // <- item: loop in 12
    guard let first = rows.first else { return 0 }
    // <- item: branch to 38 in 12
    //                                  ^ item: jump to 38 in 38
    switch first {
    // <- item: branch to 53 in 12
    case 1, 2: total(rows, by: &n)
    // <- item: -; token: keyword
    //         ^ item: call in 41
    //                     ^ role: -
    case let x where x > 2: print(x); fallthrough
    //                      ^ item: call to 47 in 41
    //                                ^ item: -; token: keyword
    default: break
    // <- item: -; token: keyword
    //       ^ item: -; token: keyword
    }
    do { try risky() } catch { print(error) }
    // <- item: branch to 54 in 12
    //   ^ item: call to 54 in 54; token: keyword
    //                         ^ item: call to 54 in 54
    let twice = rows.map { $0 * 2 }.filter { x in x > 1 }
    // <- item: declaration to 58 in 12
    //                                            ^ item: other to 58 in 58
    //                                         ^ token: keyword; item: -
    throw Failure.bad("sum \(sum)")
    // <- item: jump in 12
    //                       ^ role: use; item: -
}
class Account: Base {
// <- item: class to 84; token: keyword
//    ^ role: define
//             ^ role: use
    private(set) var balance: Double = 0 {
    // <- item: declaration to 74 in 66
        didSet { print(oldValue) }
        //       ^ item: call to 72
    }
    init(start: Double) { self.balance = start }
    // <- item: function to 75 in 66
    //                    ^ item: assignment to 75 in 75; token: keyword
    //                         ^ role: -
    deinit { close() }
    // <- item: function in 66
    var half: Double { balance / 2 }
    // <- item: declaration in 66
    //                 ^ item: other
}
enum Suit: String {
// <- item: class to 93
    case hearts = "H", spades
    // <- item: declaration in 85
    //            ^ token: literal
    //   ^ role: -
    func symbol() -> String { rawValue }
    // <- item: function in 85
}
protocol Shape { func area() -> Double }
// <- item: class to 94
//               ^ item: function to 94 in 94
struct Point { let x: Int; let y: Int }
// <- item: class to 97
//             ^           ^ item: declaration to 97 in 97
extension Point { static func zero() -> Point { Point(x: 0, y: 0) } }
// <- item: class
//                ^ item: function
//                                              ^ item: call; binds: 97
//                                                    ^     ^ role: -
