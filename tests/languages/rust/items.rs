//! Items and token classes: what starts where, and where it ends.
// <- token: comment
#![allow(dead_code)]
// <- item: -; token: punctuation

use std::{fmt, io::{self, Read as Input}};
// <- item: import to 6; token: keyword
//  ^ token: identifier; role: use
//        ^ role: define
//             ^ role: -; item: -
//                 ^ role: -
//                        ^ role: -
//                                ^ role: define

/// A point.
#[derive(Debug)]
// <- item: class to 28
#[cfg(test)]
pub struct Point<'a, T: Clone> {
// <- item: -; token: keyword
//         ^ token: identifier; role: define
//               ^ token: identifier
//                   ^ role: define
    pub x: T,
    // <- item: -; token: keyword
    //  ^ role: -; token: identifier
    name: &'a str,
}

const SIDES: usize = 4;
// <- item: declaration to 30
//    ^ role: define
//           ^ token: keyword
//                   ^ token: literal
static mut COUNT: i32 = 0;
// <- item: declaration to 35
//     ^ token: keyword
type Pair<T> = (T, T);
// <- item: declaration to 38
enum Shape { Dot, Line(i32) = 1 }
// <- item: class to 40
//           ^ item: -

impl<T> fmt::Display for Point<'_, T> {
// <- item: class to 111
//      ^ binds: 6; role: use
//                       ^ binds: 19
    const UNIT: &'static str = "cm";
    // <- item: declaration to 48 in 44
    //                         ^ token: literal

    #[inline]
    // <- item: function to 110 in 44
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
    // <- item: -
    //      ^ role: define; token: keyword
        let Point { x, name: n } = self;
        // <- item: declaration to 57 in 52
        //          ^ role: define
        //             ^ role: -
        //                         ^ binds: 54; token: keyword
        #[allow(x)]
        // <- item: branch to 78 in 52
        if SIDES > 3 && !n.is_empty() {
        // ^ role: use; binds: 30
        //           ^  ^ token: operator
            write!(f, "{}", x)?;
            // <- item: call to 67 in 62
            //   ^ token: operator
            //     ^ binds: 54; role: use
            //                ^ token: operator
        } else if x == 'x' {
        // <- item: -
        //     ^ item: -
        //             ^ token: literal
            return Ok(());
            // <- item: jump to 76 in 62
        }
        'a: loop {
        // <- item: loop to 93 in 52; token: identifier
            while let Some(y) = f.next() { continue 'a; }
            // <- item: loop to 81 in 79
            //                             ^ item: jump to 81 in 81
            for i in 0..10 { break; }
            // <- item: loop to 84 in 79
            //        ^ token: operator
            //               ^ item: jump to 84 in 84
            unsafe { COUNT += 1 }
            // <- item: other to 88 in 79
            //       ^ item: assignment to 88 in 88; binds: 35
            ;
            // <- item: -
        }
        match x {
        // <- item: branch to 109 in 52
            1 | 2 => f.one(),
            // <- item: -; token: literal
            //       ^ item: call to 96 in 94
            _ if n.len() > 1 => {
            // <- item: -
            //                  ^ item: -
                x += 1;
                // <- item: assignment to 102 in 94
                tail(x)
                // <- item: call to 104 in 94
            }
            _ => (),
            //   ^ item: other to 107 in 94
        }
    }
}

mod tests {
// <- item: class to 135
    use super::*;
    // <- item: import to 115 in 113
    //  ^ token: keyword
    macro_rules! twice { ($e:expr) => { $e + $e }; }
    // <- item: function to 118 in 113
    //                    ^ token: identifier
    fn f() {
        let c = move |a: i32| { a + twice!(a) };
        // <- item: declaration to 122 in 121
        //                      ^ item: other to 122 in 122
        //                          ^ binds: 118; role: use
        //                                 ^ binds: 122:23
        thread::spawn(async { c.await; });
        // <- item: call to 127 in 121
        //                    ^ item: call to 127 in 127
        quote! { let x = 1; x }
        // <- item: call to 130 in 121
        //       ^ item: declaration to 130 in 130
        //                  ^ item: other to 130 in 130
    }
}
