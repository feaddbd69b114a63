#!/usr/bin/swift
/* What the other examples have not. */
import Foundation
#if DEBUG
let debug = true
#endif
infix operator <+>: Adding
precedencegroup Adding { associativity: left }
typealias Pair = (first: Int, second: String)
protocol Shelf {
    associatedtype Item
    var count: Int { get set }
    #if DEBUG
    func dump()
    #endif
}
enum Size {
    case small(width: Int)
    #if DEBUG
    case debug
    #endif
}
struct Grid<T>: Shelf {
    var cells: [T] {
        willSet(next) { print(next) }
        didSet(old) { print(old) }
    }
    var count: Int {
        get { 1 }
        _modify { yield &total }
    }
    #if DEBUG
    let name = nil
    #endif
    init<S>(from other: S) throws { super.init() }
    subscript(row: Int) -> T { cells[row] }
    mutating func pick<U>(_ kind: U) async -> Pair {
        let text = """
        many
        """ + "line\n"
        let value = await load(kind) as! Int <+> (text as? Int)
        guard case .small(let width) = size, #available(iOS 15, *) else { preconditionFailure() }
        if case .small = size, !(value > 1 && width > 2 || false) { return (first: 1, second: "a") }
        while case .small(let w) = size { use(w) }
        switch value {
        case 1:
            #if DEBUG
            print("one")
            #endif
            print(nil)
        default: run(value) { (_ x: Int) in x } onDone: { y in print(y) }
        }
        if !debug { print(text) }
        #if DEBUG
        print(value)
        #endif
        let path = \Grid.count
        let mirrored = [1: path]
        return (first: mirrored.count, second: #file)
    }
}
@freestanding(expression) macro line() -> Int = #externalMacro(module: "M", type: "T")
