#!/usr/bin/env run-cargo-script
#![allow(unused)]
/* a block */
extern crate alloc;
extern crate core as kernel;
use memory; use self::{local};
use crate::shapes::{self, Point};
use crate::things::Thing as Other;
use super::parts::{self as pieces};

extern "C" {
    #![link_name = "c"]
    fn outside(size: usize) -> usize;
    // <- item: function to 13 in 11
}
union Bits<T> { whole: u32, part: T }
// <- item: class to 16
enum Kind<T> { One(T) }
trait Shape<T>: Sized {
// <- item: class to 25
    type Unit;
    // <- item: declaration to 21 in 19
    fn area<U>(&self, unit: U) -> T;
    // <- item: function to 23 in 19
}
trait Twice { fn twice(&self) -> u32 { #![inline] self.once() * 2 } }
fn collect(all: impl Iterator<Item = u32>) -> u32 {
    let mut total = 0;
    for one in all { total += one; }
    //                        ^ reads: 29:9
    'outer: for a in 0..3 {
        'inner: while total < 9 || a > 2 { total += a; break 'outer; }
        //                                          ^ reads: 31:17
    }
    while true { total = 1; break; }
    while false { total = 2; }
    let fixed = const { 1 + 2 };
    let all = vec![total, fixed];
    //             ^ reads: 35
    //                    ^ reads: 37
    let named = hash!{ total };
    let plain = (total);
    //           ^ reads: 35
    match total {
        1 => { total = 1; abort() }
        2 => { total = 2; exit(1) }
        3 => { total = 3; process::abort() }
        4 => { total = 4; process::exit(1) }
        5 => { total = 5; std::process::abort() }
        6 => { total = 6; std::process::exit(1) }
        7 => { total = 7; todo!() }
        8 => { total = 8; unimplemented!() }
        _ => {}
    }
    total
    // <- reads: 35
}
