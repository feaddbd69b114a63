// Closures capture; their parameters and moves hide; nested functions capture nothing.
pub fn f(a: i32, mut v: Vec<i32>) -> impl FnMut(i32) -> i32 {
    fn a_fn(a: i32) -> i32 { a }
    //                       ^ binds: 3:13
    let mut n = a;
    //          ^ binds: 2
    let add = |a: i32| a + n;
    //                 ^ binds: 7:16
    //                     ^ binds: 5
    let b = add(a);
    //      ^ binds: 7
    //          ^ binds: 2
    v.retain(|&x| { let n = x; n > b });
    // <- binds: 2
    //                      ^ binds: 13:16
    //                         ^ binds: 13:25
    //                             ^ binds: 10
    move |x| { n += x; let v = &v; v.len() as i32 + n + a_fn(x) }
    //         ^                                    ^ binds: 5
    //              ^                                        ^ binds: 18:11
    //                          ^ binds: 2
    //                             ^ binds: 18:28
}
