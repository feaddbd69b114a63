struct Account {
    total: u32,
    log: Vec<u32>,
}

impl Account {
    fn new(start: u32) -> Self {
        Account { total: start, log: Vec::new() }
    }

    fn add(&mut self, amount: u32) -> u32 {
        self.total += amount;
        self.log.push(amount);
        self.log[0] = amount;
        //   ^ path: 13?
        self.get(self.total)
        //   ^ calls: 22; returns: 23
        //       ^ passes: k
        //            ^ path: 12
    }

    fn get(&self, k: u32) -> u32 {
        Self::scale(self.log[0] + k)
        //    ^ calls: 30; returns: 31
        //          ^ passes: v
        //               ^ path: 13?
        //                   ^ path: 14?
    }

    fn scale(v: u32) -> u32 {
        return v * 2;
    }
}

fn largest<T>(a: T, b: T) -> T {
    if a > b { a } else { b }
}

fn main() {
    let mut one = Account::new(1);
    //                     ^ calls: 7; returns: 8
    //                         ^ passes: start
    one.add(2);
    let top = largest::<u32>(3, 4);
    //        ^ calls: 35; returns: 36
    //                       ^ passes: a
    //                          ^ passes: b
    let twice = |x: u32| x + x;
    twice(top);
//  ^ calls: 48; returns: 48
    //    ^ passes: x
    one.total = 5;
//  ^ mutated: 43?
    let r = &mut one;
    //           ^ mutated: 43?
    (*r).total = 6;
    show(one.total);
//  ^ calls: 83
    //   ^ passes: x; mutated: 43?
    //       ^ path: 52, 56?
    Account::get(&one, 7);
    //       ^ calls: 22; returns: 23
    //           ^ passes: self
    //            ^ mutated: 43?
    //                 ^ passes: k
    let mut xs = vec![1];
    xs[0] = 8;
    let i = pick();
    xs[i] = 9;
    show(xs[0]);
//  ^ calls: 83
    //   ^ passes: x
    //      ^ path: 67, 69?
    xs.push(10);
    xs.len();
//  ^ mutated: 74
    show(xs);
//  ^ calls: 83
    //   ^ passes: x; mutated: 74
    load()?.add(11);
}

fn show(x: u32) {}
