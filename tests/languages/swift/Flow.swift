// Branches, loops, labels, switches, exceptions.
func branches(_ a: Int, _ b: Int?) -> Int {
    var x = 0
    if a > 1 { x = 1 } else if a > 2 { x = 2 }
    print(x)
    //    ^ reads: 3, 4:16, 4:40
    let y = a > 3 ? x : a
    //              ^ reads: 3, 4:16, 4:40
    //                  ^ reads: 2
    let late: Int
    //  ^ role: declare
    if y > 1 { late = 1 } else { late = 2 }
    print(late)
    //    ^ reads: 12:16, 12:34; binds: 10
    guard y > 2, let z = b else {
    //    ^ reads: 7
    //                   ^ reads: 2
        x = 9
        return x
        //     ^ reads: 18
    }
    let w = b ?? z
    //           ^ reads: 15
    x += w
    // <- role: update; reads: 3, 4:16, 4:40
    return x
    //     ^ reads: 24
}
func loops(_ rows: [Int], _ n: Int) -> Int {
    var last = 0
    for row in rows {
    //         ^ reads: 29
        if row < 0 { continue }
        if row > n { break }
        // ^ reads: 31
        last = last + row
        //     ^ reads: 30, 36:9
    }
    print(last)
    //    ^ reads: 30, 36:9
    for (i, row) in rows.enumerated() where i > row { last = row }
    //                                      ^ reads: 41:10
    //                                          ^            ^ reads: 41:13
    print(last)
    //    ^ reads: 30, 36:9, 41
    var i = n
    while i > 0 { i -= 1 }
    //            ^ reads: 46, 47:19; role: update
    print(i)
    //    ^ reads: 46, 47:19
    repeat { i = next(i) } while i < 3
    //                ^ reads: 46, 47:19, 51:14
    //                           ^ reads: 51:14
    while true {
        last = next(i)
        if last > 3 { break }
        last = 4
    }
    return last
    //     ^ reads: 55
}
func labels(_ grid: [[Int]]) -> Int {
    var hit = 0
    outer: for line in grid {
        for cell in line {
            if cell == 1 { hit = 1; break outer }
            if cell == 2 { hit = 2; continue outer }
            hit = 3
        }
        hit = hit + 10
        //    ^ reads: 63, 67, 68, 70:9
    }
    return hit
    //     ^ reads: 63, 66, 67, 70:9
}
func left(_ n: Int) -> Int {
    var x = 1
    check: if n > 1 {
        x = 2
        if n > 2 { break check }
        x = 3
    }
    return x
    //     ^ reads: 77, 79, 81
}
func switches(_ v: Value, _ n: Int) -> Int {
    var r = 0
    switch n {
    case 1:
        r = 1
        fallthrough
    case 2:
        print(r)
        //    ^ reads: 87, 90
        r = 2
    case 3...n: break
    //       ^ reads: 86
    default: r = 4
    }
    print(r)
    //    ^ reads: 87, 95, 98
    switch v {
    case .one(let x) where x > 1: r = x
    //                     ^          ^ reads: 103:19
    //    ^ role: -
    case let .two(a, b): r = a + b
    //                       ^ reads: 106:19
    //                           ^ reads: 106:22
    case .three: return r
    //                  ^ reads: 87, 95, 98
    case let other as Special: r = other.code
    //                             ^ reads: 111:14
    //                ^ role: use
    case is Plain: r = 7
    }
    return r
    //     ^ reads: 103, 106, 111, 114
}
func guarded(_ path: String) -> Int {
    var state = 0
    do {
        state = 1
        let res = try open(path)
        //                 ^ reads: 119
        state = 2
        print(res)
        //    ^ reads: 123
    } catch let e as Bad {
        print(state, e)
        //    ^ reads: 120?, 122, 125?
        //           ^ reads: 128
        return state
    } catch Other.kind {
        state = 3
    } catch {
        state = 4
        print(error)
        //    ^ binds: -
    }
    return state
    //     ^ reads: 125, 134, 136
}
func assignments(_ a: inout [Int], _ p: Point) {
    var i = 0
    a[i] = i
    // <- role: use; reads: 143
    //^    ^ reads: 144
    p.x = i
    // <- role: use; reads: 143
    //^ role: -
    i += i
    // <- role: update; reads: 144
    //   ^ reads: 144
    fill(&i)
    //    ^ role: update; reads: 151:5
    defer { i = 3 }
    print(i)
    //    ^ reads: 154
    return
    print(i)
    //    ^ reads: -
}
func dies(_ n: Int) -> Int {
    var x = 1
    if n > 1 { x = 2; fatalError() }
    return x
    //     ^ reads: 164
}
func exits(_ log: Log) {
    var open = 1
    defer { log.add(open) }
    //              ^ reads: 170, 173; skip: the grammar takes defer for a call, and the block for a closure
    open = 2
}
