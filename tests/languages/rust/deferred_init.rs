// Declared first, assigned later; assignment by destructuring; compound and indexed writes.
pub fn f(p: bool, mut a: [i32; 3]) -> i32 {
    let x;
    let (mut y, z);
    if p { x = 1; (y, z) = (2, x); } else { x = 3; z = a[x as usize - 1]; y = z }
    // ^ binds: 2
    //     ^                   ^            ^            ^ binds: 3
    //             ^                                                      ^ binds: 4
    //                ^                            ^                          ^ binds: 4
    //                                                 ^ binds: 2
    (y, a[0]) = (x, y);
     // <- binds: 4
    //              ^ binds: 4
    //  ^ binds: 2
    //           ^ binds: 3
    [a[1], .., _] = a;
     // <- binds: 2
    //              ^ binds: 2
    y += { y = 7; z };
    // <- binds: 4
    //     ^ binds: 4
    //            ^ binds: 4
    x + y + a[0]
    // <- binds: 3
    //  ^ binds: 4
    //      ^ binds: 2
}
