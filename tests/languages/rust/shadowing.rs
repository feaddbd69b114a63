// A let hides from its end on; its initializer sees the old one; blocks restore it.
pub fn f(x: i32) -> i32 {
    let x = x + 1;
    //      ^ binds: 2
    let y = { let x = x * 2; x } + x;
    //                ^            ^ binds: 3:9
    //                       ^ binds: 5:19
    let x: i32 = if let x @ 1..=9 = y { x } else { x };
    //                              ^ binds: 5
    //                                  ^ binds: 8:25
    //                                             ^ binds: 3:9
    match x { x if x > y => x, y => x + y }
    //    ^                         ^ binds: 8:9
    //             ^        ^ binds: 12:15
    //                 ^ binds: 5
    //                                  ^ binds: 12:32
}
