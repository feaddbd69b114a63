#!/usr/bin/env rust-script
// Constructs that are seldom met.
/* A block
   comment. */
extern crate core as base;
// <- item: import to 5
//           ^ role: -
//                   ^ role: define
extern crate alloc;
//           ^ role: define
use alloc;
//  ^ role: define
use crate::{self, inner::{self as own}};
//  ^ token: keyword; role: -
//          ^ role: -
//                        ^ role: -

trait Area<T> {
// <- item: class to 33
//    ^ role: define
//         ^ role: define
    #![allow(x)]
    type Unit;
    // <- item: declaration to 23 in 18
    //   ^ role: define
    fn area<U>(&self, by: T) -> U;
    // <- item: function to 26 in 18
    // ^ role: declare
    //      ^ role: define
    //          ^ role: define
    //                    ^ binds: 18
    //                          ^ binds: 26:13
}

union Bits<T> { all: T }
// <- item: class to 35
//    ^ role: define
//                   ^ binds: 35:12
enum Tree<T> { Leaf(T) }
//                  ^ binds: 39:11

extern "C" {
// <- item: declaration to 46
    fn write(fd: i32);
    // <- item: function to 44 in 42
}

fn labels(v: Vec<Vec<i32>>, it: impl Iterator<Item = i32>) -> bool {
//                                            ^ role: -
    #![allow(y)]
    let mut found = false;
    //              ^ token: literal
    'rows: for row in v {
        'cells: while true {
            for cell in row {
                if (cell == 1) || found {
                //  ^ role: use
                //                ^ reads: 51, 61
                    continue 'rows;
                }
                found = true;
                break 'cells;
            }
        }
        found;
        // <- reads: 61
    }
    match found {
        const { 1 + 1 } => return vec![found, found] == vec![found; 2],
        //                             ^ reads: 51, 61
        //                                    ^ reads: 51, 61
        //                                                   ^ reads: 51, 61
        _ => run! { let seen = found; seen },
        //              ^ role: define
        //                     ^ reads: 51, 61
        //                            ^ reads: 73:25
    }
}

fn leave(code: i32) -> i32 {
    let mut left = 1;
    if code == 1 { left = 2; exit(left); }
    //                            ^ reads: 82:20
    if code == 2 { left = 2; abort(); }
    if code == 3 { left = 2; process::exit(0); }
    if code == 4 { left = 2; process::abort(); }
    if code == 5 { left = 2; std::process::exit(1); }
    if code == 6 { left = 2; std::process::abort(); }
    if code == 7 { left = 2; todo!(); }
    if code == 8 { left = 2; unimplemented!("{}", left); }
    //                                            ^ reads: 90:20
    if false { left = 3; }
    left
    // <- reads: 81
}
mod generated {
    make!(a, b);
    // <- item: call
    //         ^ token: punctuation
    fn after() {}
    // <- item: function
}
