// Patterns bind or refer: constants and unit variants do not bind; or-patterns bind once for all.
pub enum E { A(i32, i32), B { x: i32, y: i32 }, C }
use E::*;
const LIMIT: i32 = 3;
pub fn f(e: E, z: i32) -> i32 {
    match e {
    //    ^ binds: 5
        A(LIMIT, n) | A(n, LIMIT) => n,
        //                           ^ binds: 8:18, 8:25
        A(x, y) | B { x, y } if x > z => x - y,
        //                      ^        ^ binds: 10:11, 10:23
        //                          ^ binds: 5
        //                                   ^ binds: 10:14, 10:26
        B { x: y, y: ref x } => y + *x,
        //                      ^ binds: 14:16
        //                           ^ binds: 14:26
        C => z,
        //   ^ binds: 5
        other => { let _ = other; LIMIT }
        //                 ^ binds: 19:9
    }
}
