// Hygiene: a name from the macro's text and one from its argument differ even if spelt alike.
macro_rules! twice { ($e:expr) => {{ let t = $e; t + t }}; }
macro_rules! bind { ($i:ident, $e:expr) => { let $i = $e; }; }
macro_rules! sum { ($($x:ident),*) => { 0 $(+ $x)* }; }
pub fn f(t: i32) -> i32 {
    bind!(u, t + 1);
    //       ^ binds: 5
    let r = twice!(t * u);
    //             ^ binds: 5
    let s = format!("{t} {u:>r$} {}", r, r = r as usize);
    //                ^ binds: 5; skip: names in a format string are text to us
    //                                ^      ^ binds: 8
    assert!(r > t, "{s}");
    //      ^ binds: 8
    //          ^ binds: 5
    //               ^ binds: 10; skip: names in a format string are text to us
    sum!(t, u, r) + vec![t; u as usize].len() as i32
    //                   ^ binds: 5
}
