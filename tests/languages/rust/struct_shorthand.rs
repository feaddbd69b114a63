// Shorthand fields are uses in expressions and bindings in patterns; functional update.
pub struct P { pub x: i32, pub y: i32, pub o: Option<Box<P>> }
pub fn f(x: i32, p: P) -> P {
    let P { x: px, y, o: ref q } = p;
    //                             ^ binds: 3
    let z = match q { Some(b) => match &**b { P { x, .. } => *x }, None => x };
    //            ^ binds: 4
    //                                    ^ binds: 6:28
    //                                                        ^ binds: 6:51
    //                                                                     ^ binds: 3
    P { x, y: y + px + z, ..P { x: z, y, o: None } }
    //  ^ binds: 3
    //        ^                       ^ binds: 4
    //            ^ binds: 4
    //                 ^           ^ binds: 6
}
