// let-else binds after the statement, if-let and while-let inside their block only.
pub fn f(o: Option<i32>, mut it: std::vec::IntoIter<Option<i32>>) -> i32 {
    let Some(x) = o else { return o.is_none() as i32 };
    //            ^               ^ binds: 2
    let mut s = x;
    //          ^ binds: 3
    while let Some(Some(x)) = it.next() { s += x; }
    //                        ^ binds: 2
    //                                    ^ binds: 5
    //                                         ^ binds: 7:25
    if let Some(o) = o { s += o } else if let Some(x) = it.next().flatten() { s += x }
    //               ^ binds: 2
    //                   ^                                                    ^ binds: 5
    //                        ^ binds: 11:17
    //                                                  ^ binds: 2
    //                                                                             ^ binds: 11:52
    s + x
    // <- binds: 5
    //  ^ binds: 3
}
