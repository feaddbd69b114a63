const Account = struct {
    total: u32 = 0,
    log: [4]u32,

    fn init(start: u32) Account {
        return Account{ .total = start, .log = undefined };
    }

    fn add(self: *Account, amount: u32) u32 {
        self.total += amount;
        //   ^ path: 2
        self.log[0] = amount;
        //   ^ path: 3
        _ = self.scale(1);
        //       ^ calls: 27; returns: 28
        //             ^ passes: by
        return Account.scale(self.*, self.log[0]) + self.total;
        //             ^ calls: 27?; returns: 28?
        //                   ^ passes: self?; mutated: 14?
        //                           ^ passes: by?; mutated: 14?
        //                                ^ path: 3
        //                                    ^ path: 12
        //                                          ^ mutated: 14?
        //                                               ^ path: 10
    }

    fn scale(self: Account, by: u32) u32 {
        return self.total * by;
        //          ^ path: 2, 10?
    }
};

fn plus(a: u32, comptime b: u32) u32 {
    return a + b;
}

fn main() !void {
    var one = Account.init(2);
    //                ^ calls: 5; returns: 6
    //                     ^ passes: start
    one.total = plus(3, 4);
    //          ^ calls: 33; returns: 34
    //               ^ passes: a
    //                  ^ passes: b
    const p = &one;
    p.*.total = 5;
    show(one.total);
//  ^ calls: 81?
    //   ^ passes: x?
    //       ^ path: 41, 46?
    p.* = one;
    show(p.*.total);
//  ^ calls: 81?
    //   ^ passes: x?
    //    ^ path: 51
    //       ^ path: -
    var xs = [_]u32{ 1, 2 };
    xs[0] = 6;
    xs[find()] = 7;
    show(xs[0]);
//  ^ calls: 81?
    //   ^ passes: x?
    //      ^ path: 58, 59?
    var list = make();
    try list.append(8);
    show(list.items());
//  ^ calls: 81?
    //   ^ passes: x?; mutated: 65
    show(list);
//  ^ calls: 81?
    //   ^ passes: x?; mutated: 65
    show(maybe.?.total);
//  ^ calls: 81?
    //   ^ passes: x?
    _ = (try plus(9, 10));
    //       ^ calls: 33; returns: 34
    //            ^ passes: a
    //               ^ passes: b
}

fn show(x: u32) void {
    _ = x;
}
