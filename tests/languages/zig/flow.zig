const std = @import("std");
//    ^ role: define; token: identifier

pub fn count(limit: u32, rows: []const u8) !u32 {
//     ^ role: define; token: identifier
    var total: u32 = 0;
    const first = limit;
    //    ^ role: define
    //            ^ reads: 4:14; role: use; binds: 4:14
    for (rows, 0..) |row, i| total += row + i;
    //   ^ reads: 4:26
    //                       ^ reads: 6:9, 10:30; role: update; binds: 6:9
    //                                ^ reads: 10:22; binds: 10:22
    //                                      ^ reads: 10:27; binds: 10:27
    while (total < 9) : (total += 1) {
    //     ^ reads: 6:9, 10:30, 15:26; role: use
    //                   ^ reads: 6:9, 10:30, 15:26, 20:39; role: update
        if (total == 5) break;
        //  ^ reads: 6:9, 10:30, 15:26
        if (total == 6) continue else total = 7;
        //  ^ reads: 6:9, 10:30, 15:26
        //                            ^ role: define; binds: 6:9
    }
    std.debug.print("{}", .{total});
    // <- captures: 1:7; binds: 1:7; reads: -
    //  ^ role: -
    //                      ^ reads: 6:9, 10:30, 15:26
    return total + first;
    //     ^ reads: 6:9, 10:30, 15:26
    //             ^ reads: 7:11
}

fn branches(flag: bool, maybe: ?u8) u8 {
    var x: u8 = 1;
    if (flag) x = 2;
    //        ^ role: define; binds: 34:9
    const y = x;
    //        ^ reads: 34:9, 35:15
    if (flag) { x = 3; } else { x = 4; }
    //          ^ binds: 34:9
    //                          ^ binds: 34:9
    const z = x;
    //        ^ reads: 39:17, 39:33
    if (maybe) |value| { x = value; } else { return x; }
    //  ^ reads: 33:25
    //                       ^ reads: 44:17; binds: 44:17
    //                                              ^ reads: 39:17, 39:33
    const w = if (x > y) x else z;
    //            ^ reads: 44:26
    //                ^ reads: 37:11
    //                   ^ reads: 44:26
    //                          ^ reads: 42:11
    if (flag and x > 0 or !flag) x -= w;
    //       ^ token: keyword
    //           ^ reads: 44:26
    //                    ^ token: operator
    //                           ^ reads: 44:26; role: update
    //                                ^ reads: 48:11
    x *= 2; x /= 2; x %= 2; x |= 2; x &= 2; x ^= 2; x <<= 2; x >>= 2; x +%= 2; x += 2; x -= 2;
    // <- role: update; binds: 34:9
    //      ^ role: update
    //              ^ role: update
    //                      ^ role: update
    //                              ^ role: update
    //                                      ^ role: update
    //                                              ^ role: update
    //                                                       ^ role: update
    //                                                                ^ role: update
    //                                                                         ^ role: update
    //                                                                                 ^ role: update
    x -%= 1;
    // <- reads: 59:88; role: update
    if (flag) x *= 2 else x /= 2;
    //        ^ reads: 71:5; role: update
    //                    ^ reads: 71:5; role: update
    if (flag) x /= 2;
    //        ^ role: update
    if (flag) x %= 2;
    //        ^ role: update
    if (flag) x |= 2;
    //        ^ role: update
    if (flag) x &= 2;
    //        ^ role: update
    if (flag) x ^= 2;
    //        ^ role: update
    if (flag) x <<= 2;
    //        ^ role: update
    if (flag) x >>= 2;
    //        ^ role: update
    if (flag) x +%= 2;
    //        ^ role: update
    if (flag) x -%= 2;
    //        ^ role: update
    if (flag) x = 1 else x += 1;
    return (x);
    //      ^ reads: 94:15, 94:26
}

fn switches(kind: u8) u8 {
    var x: u8 = undefined;
    switch (kind) {
    //      ^ reads: 99:13
        0, 1 => x = 1,
        //      ^ role: define; binds: 100:9
        2...3 => |n| x = n,
        //               ^ reads: 105:19; binds: 105:19
        //           ^ role: define
        else => { x = 4; },
    }
    const a = x;
    //        ^ reads: 103:17, 105:22, 108:19
    const b = switch (kind) { 0 => a, else => x };
    //                ^ reads: 99:13
    //                             ^ reads: 110:11
    //                                        ^ reads: 103:17, 105:22, 108:19
    const c = named: { if (b > 1) break :named a; x = 9; break :named b; };
    //                     ^ reads: 112:11
    //                            ^ token: keyword
    //                                   ^ role: -
    //                                         ^ reads: 110:11
    //                                                          ^ role: -
    //                                                                ^ reads: 112:11
    return x + c;
    //     ^ reads: 103:17, 105:22, 108:19, 116:51
    //         ^ reads: 116:11
}

fn failures(left: ?u8) !u8 {
    var x: u8 = left orelse return 1;
    //          ^ reads: 128:13
    //               ^ token: keyword
    //                      ^ token: keyword
    x = open() catch |fault| tell(fault);
    // <- role: define
    //                            ^ reads: 133:23; binds: 133:23
    const y = try open();
    //        ^ token: keyword
    errdefer |fault| close(fault);
    //                     ^ reads: 138:15; binds: 138:15
    defer close(y);
    //          ^ reads: 136:11; binds: 136:11
    outer: while (true) {
        x += 1;
        // <- reads: 133:5, 145:50; role: update
        while (x > 2) { if (x > 5) break :outer; x = 0; continue :outer; } else x = 3;
        //     ^ reads: 143:9
        //                  ^ reads: 143:9
        break;
    } else { x = 8; }
    use(x);
    //  ^ reads: 143:9, 145:81
    while (next()) |step| { use(step); }
    //              ^ role: define
    //                          ^ reads: 152:21; binds: 152:21
    for (0..3) |_| { x = 6; } else { x = 7; }
    //          ^ role: -
    while (false) x = 10;
    if (x == 0) @panic("none");
    //  ^ reads: 155:38
    if (x == 1) @trap();
    return x;
    //     ^ reads: 155:38
}

fn drain(rows: *Rows, more: bool) u8 {
    var left: bool = more;
    while (rows.next(left)) |row| {
        // ^ reads: 165:10
        //           ^ reads: 166, 170
        left = row;
        //     ^ reads: 167:30
    }
    return left;
    //     ^ reads: 166, 170
}
