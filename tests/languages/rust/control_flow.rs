// What reaches where: labels, let-else, if let, match, closures, macros that leave, early exits, shadowing.
fn dead(p: bool, q: i32) -> i32 {
    let mut x = 1;
    if p {
        x = 2;
        return x;
        //     ^ reads: 5
    } else if x > q {
        //    ^ reads: 3
        panic!("{}", x);
        //           ^ reads: 3
    } else {
        x = 3;
    }
    x
    // <- reads: 13; binds: 3
}

fn loops(mut n: i32) -> i32 {
    let y = 'outer: loop {
        n += 1;
        // <- reads: 19, 21, 37; role: update
        let mut i = 0;
        while i < n {
            //^ reads: 23, 27
            //    ^ reads: 21
            i += 1;
            if i == 3 {
                continue 'outer;
            }
            if n > 9 {
                break 'outer n * i;
                //           ^ reads: 21
                //               ^ reads: 27
            }
        }
        n = i;
        //  ^ reads: 23, 27
    };
    loop {
        n -= y;
        // <- reads: 21, 41
        //   ^ reads: 20
        if n < 0 {
            break;
        }
    }
    n
    // <- reads: 41
}

fn let_else(o: Option<i32>, d: i32) -> i32 {
    let mut seen = d;
    let Some(o) = o else {
    //            ^ reads: 52
        seen = 1;
        return seen;
        //     ^ reads: 56
    };
    let late;
    if o > seen {
    // ^ reads: 54:14; binds: 54:14
    //     ^ reads: 53
        late = o;
    } else {
        late = seen;
    }
    let v = if let Some(o) = late.checked_add(o) {
    //                       ^ reads: 64, 66; binds: 60
    //                                        ^ reads: 54:14
        o + 1
        // <- reads: 68:25
    } else {
        o - 1
        // <- reads: 54:14
    };
    let w = 'block: {
        if v > 1 {
            break 'block o;
            //           ^ reads: 54:14
        }
        late
        // <- reads: 64, 66
    };
    v + w
    //  ^ reads: 77
}

fn matching(e: Shape, limit: i32) -> i32 {
    let mut area = 0;
    let kind = match e {
        Shape::Circle(r) | Shape::Dot { r, .. } if r > limit => {
            //                                     ^ reads: 92:23, 92:41; binds: 92:23, 92:41
            area = r * r;
            MAX
            // <- role: use; binds: -
        }
        Shape::Square { side, height: h @ 1..=9 } => {
            area = side * h;
            //     ^ reads: 98
            //            ^ reads: 98
            1
        }
        LIMIT => unreachable!(),
        // <- role: use; binds: -
        other => other.area(),
        //       ^ reads: 106:9
    };
    area + kind
    // <- reads: 90, 94, 99
    //     ^ reads: 91
}

fn closures(v: Vec<i32>) -> Result<i32, E> {
    let mut total = 0;
    let add = |x: i32, y| {
        total += x;
        // <- captures: 115; binds: 115
        //       ^ reads: 116
        let x = x + y;
        //      ^ reads: 116
        //          ^ reads: 116
        x
        // <- reads: 120:13
    };
    for (i, x) in v.iter().enumerate() {
    //            ^ reads: 114
        add(i, *x)?;
        // <- reads: 116
        //  ^ reads: 126
        //      ^ reads: 126
    }
    let v = v.len();
    //      ^ reads: 114
    assert!(v > 0 && total == v, "none of {}", v);
    //      ^                 ^                ^ reads: 133:9
    //               ^ reads: 115
    let s = format!("{}", add(v, v).map(|v| v + total));
    //                        ^  ^ reads: 133:9
    //                                      ^ reads: 138:42
    //                                          ^ captures: 115
    let t = vec![s; v];
    //           ^ reads: 138:9
    //              ^ reads: 133:9
    let fut = async move { t.len() };
    //                     ^ captures: 142
    return helper(fut);
    //     ^ reads: 149
    fn helper(v: F) -> R { inner(v) }
    //                           ^ reads: 149:15
}
