<?php
// A function sees no variable of the code around it: only parameters, its own, and what `global` or `use` brings in.
$rate = 2;
$seen = [];
function plain($x) {
    $y = $x * $rate;
    //   ^ reads: 5; binds: 5
    //        ^ binds: -; reads: -; captures: -
    // <- role: define
    return $y;
    //     ^ reads: 6
}
function uses_global() {
    global $rate;
    //     ^ binds: 3; role: declare
    return $rate + $seen;
    //     ^ binds: 3, 14, 25, 21; reads: -
    //             ^ binds: -
}
function sets_global($value) {
    global $total, $rate;
    $total = $value;
    //       ^ reads: 20
    // <- role: define; binds: 22
    $rate = $total;
    //      ^ reads: 22
    // <- binds: 3
}
sets_global(3);
// <- role: use; captures: -
echo $total;
//   ^ binds: 22; reads: -
echo $rate;
//   ^ reads: 3
function counter() {
    static $n = 0;
    //     ^ role: define
    $n++;
    // <- role: update; reads: 36
    return $n;
    //     ^ reads: 38
}
function kept() {
    static $last;
    if ($last) return $last;
    //                ^ reads: 47; skip: a static variable's value comes back at the next call
    $last = counter();
}
$base = 10;
$add = function ($v) use ($base, &$seen) {
//                        ^ role: use; captures: 49; binds: 49
//                                ^ role: declare; binds: 4
//               ^ role: define
    $seen[] = $v;
    //        ^ reads: 50
    // <- role: use; captures: 4
    $seen = [$base];
    //       ^ captures: 49
    return $other;
    //     ^ binds: -
};
print_r($seen);
//      ^ reads: 4; binds: 4, 50, 57
$copy = 1;
$by_value = function () use ($copy) {
    $copy = 2;
    return $copy;
    //     ^ reads: 66
};
echo $copy;
//   ^ reads: 64
$k = 5;
$scale = fn($v) => $v * $k;
//                 ^ reads: 73:13
//                      ^ captures: 72; binds: 72
$nested = fn($a) => fn($b) => $a + $b + $k;
//                            ^ captures: 76:14
//                                 ^ reads: 76:24
//                                      ^ captures: 72
$local = fn($v) => $k2 = $v;
//                 ^ role: define; binds: 80
echo $k2;
//   ^ binds: -
class Box {
    private $value;
    //      ^ role: -
    public static $made = 0;
    function set($value) {
        $this->value = $value;
        //             ^ reads: 88; binds: 88
        // <- binds: -
        //     ^ role: -
        self::$made++;
        //    ^ role: -
        return $rate;
        //     ^ binds: -
    }
    function both(int $a, $b = LIMIT, ...$rest) {
        return [$a, $b, $rest];
        //      ^   ^   ^ reads: 98
    }
}
const LIMIT = 3;
$box = new Box;
//         ^ role: use; binds: 84; reads: 84
$box->set(plain(1));
// <- reads: 104
//        ^ role: use; reads: 5
//    ^ role: -
function later() { return assist(); }
//                        ^ captures: -; binds: 112
function assist() { return LIMIT; }
//                         ^ binds: 103
later();
// <- reads: 110
echo box;
//   ^ binds: -
