// const generics, impl blocks, self, async blocks and the ? operator.
pub struct S<const N: usize> { v: [i32; N] }
impl<const N: usize> S<N> {
    pub fn sum(&self, n: usize) -> Option<i32> { let mut s = 0; for n in 0..n.min(N) { s += self.v.get(n)?; } Some(s) }
    //                                                                      ^ binds: 4:23
    //                                                                                 ^                           ^ binds: 4:58
    //                                                                                      ^ binds: 4:17
    //                                                                                                 ^ binds: 4:69
    pub fn map<F: Fn(i32) -> i32>(mut self, f: F) -> Self { for v in self.v.iter_mut() { *v = f(*v); } self }
    //                                                               ^                                 ^ binds: 9:39
    //                                                                                    ^      ^ binds: 9:65
    //                                                                                        ^ binds: 9:45
}
pub async fn g(x: i32) -> i32 { let y = async { x + 1 }; let x = async move { let x = x; x }; y.await + x.await }
//                                              ^                                     ^ binds: 14:16
//                                                                                       ^ binds: 14:83
//                                                                                            ^ binds: 14:37
//                                                                                                      ^ binds: 14:62
