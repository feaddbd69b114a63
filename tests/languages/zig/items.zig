//! Items, scopes and the classes of tokens.
// <- token: comment
const std = @import("std");
// <- item: declaration; token: keyword
//    ^ token: identifier; role: define
//        ^ token: operator
//          ^ token: identifier; role: -
//                 ^ token: punctuation
//                  ^ token: literal
//                       ^ token: punctuation
//                        ^ token: punctuation
usingnamespace std.mem;
// <- item: declaration; token: keyword
//             ^ reads: 3:7; token: identifier
//                ^ token: punctuation
//                 ^ role: -; token: identifier

const Point = struct {
// <- item: declaration to 42
//    ^ role: define
//            ^ token: keyword
    x: f32 = 0,
    // <- item: -; token: identifier; role: -
    // ^ token: keyword
    //     ^ token: operator
    //       ^ token: literal
    //        ^ token: punctuation
    const zero = 0;
    // <- item: declaration in 18
    fn get(self: Point, all: []const Point) f32 {
    // <- item: function to 38 in 18; token: keyword
    // ^ token: identifier
    //           ^ binds: 18:7
        return self.x + all[zero].x;
        // <- item: jump to 34 in 30; token: keyword
        //     ^ reads: 30:12; binds: 30:12
        //                  ^ binds: 28:11
    }
    comptime { check(zero); }
    //               ^ binds: 28:11
    test "inner" { check(zero); }
};
const Kind = enum {
    a,
    // <- role: -; item: -
    b,
    const last = Kind.b;
    // <- item: declaration in 43
    //           ^ binds: 43:7
    fn next(self: Kind) Kind { return self; }
    // <- item: function in 43
    //                         ^ item: jump in 50
    //                                ^ reads: 50:13
    comptime { check(last); }
    // <- item: other in 43
    //         ^ item: call in 54
    //               ^ binds: 47:11
    test { check(last); }
    // <- item: function in 43
    //     ^ item: call in 58
    //           ^ binds: 47:11
};
const Either = union(enum) {
    i: u8,
    f: f32,
    const first = 1;
    fn tag(self: Either) u8 { return self.i + first; }
    //                               ^ binds: 67:12; reads: 67:12
    //                                    ^ role: -
    //                                        ^ binds: 66:11
    comptime { check(first); }
    test { check(first); }
};
const Fault = error{ None, Twice };
//            ^ token: keyword
//                   ^ role: -
//                         ^ role: -

test "outer" {
// <- item: function to 114; token: keyword
    const c = 'x';
    // <- item: declaration in 79
    //        ^ token: literal
    later(c);
    // <- item: call in 79; role: use; binds: -
    //    ^ reads: 81:11; binds: 81:11
    {
    // <- item: other to 93 in 79
        const inner = c;
        // <- item: declaration in 87
        check(inner);
        //    ^ reads: 89:15; binds: 89:15
    }
    check(inner);
    //    ^ binds: -
    comptime check(c);
    // <- item: other in 79; token: keyword
    nosuspend check(c);
    // <- item: other in 79
    suspend { check(c); }
    // <- item: other in 79
    //        ^ item: call in 100
    const list = [_]u8{ 1, 2 };
    //           ^ role: -
    const pointer = &list;
    //              ^ token: operator
    //               ^ reads: 103:11
    check(list[0], pointer.*, pointer.*[c]);
    //    ^ reads: 103:11
    //         ^ token: literal
    //             ^ reads: 105:11
    //                        ^ reads: 105:11
    //                                  ^ reads: 81:11
}
comptime {
// <- item: other to 119
    check(Point);
    //    ^ binds: 18:7
}
