// Labels and lifetimes are not variables; break carries a value; loops decide the flow.
pub fn f<'a>(xs: &'a [i32]) -> i32 {
    let mut n = 0;
    let x = 'a: loop {
        for (i, x) in xs.iter().enumerate() { if *x > n { break 'a i as i32; } n = *x; }
        //            ^ binds: 2
        //                                        ^                                 ^ binds: 5:17
        //                                            ^                        ^ binds: 3
        //                                                         ^ binds: 5:14
        n += 1;
        // <- binds: 3
        if n > 9 { break n; }
        // ^             ^ binds: 3
    };
    let y = 'b: { if x > 1 { break 'b n; } x };
    //               ^                     ^ binds: 4
    //                                ^ binds: 3
    x + y
    // <- binds: 4
    //  ^ binds: 15
}
