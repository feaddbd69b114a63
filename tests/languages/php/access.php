<?php

class Account
{
    public $total = 0;
    static $count = 0;

    function __construct($start, ...$rest)
    {
        $this->total = $start;
        self::$count = static::scale(1);
        //                     ^ calls: 28?; returns: 30?
        //                           ^ passes: $x?
    }

    private function add($amount, $times = 2)
    {
        $this->total += $amount * $times;
        //     ^ path: 5, 10?
        $this->log[0] = self::scale(3);
        //                    ^ calls: 28?; returns: 30?
        //                          ^ passes: $x?
        return $this->total + self::$count;
        //            ^ path: 18
        //                          ^ path: 6, 11?
    }

    static function scale($x)
    {
        return $x * 2;
    }

    function run($other)
    {
        $this->add(4, times: 5);
        //     ^ calls: 16; returns: 23
        //         ^ passes: $amount
        //                   ^ passes: $times
        $other?->total;
        return $this?->add(6);
        //             ^ calls: 16; returns: 23
        //                 ^ passes: $amount
    }
}

function show($a, ...$more)
{
    return $a;
}

$one = new Account(7, 8);
//         ^ calls: 8
//                 ^ passes: $start
//                    ^ passes: $rest
$one->total = 9;
show($one->total, ...$list);
// <- calls: 46; returns: 48
//   ^ passes: $a
//         ^ path: 55
//                ^ passes: $more?
Account::scale(10);
//       ^ calls: 28; returns: 30
//             ^ passes: $x
$twice = function ($y) { return $y; };
$twice(11);
// <- calls: 64; returns: 64
//     ^ passes: $y
$next = fn($z) => $z + 1;
$next->__invoke(12);
//     ^ calls: 68; returns: 68
//              ^ passes: $z
$xs = new ArrayObject();
$xs->append(13);
$xs->count();
// <- mutated: 73
show($xs);
// <- calls: 46; returns: 48
//   ^ passes: $a; mutated: 73
$xs['k'] = 14;
// <- mutated: 73
$xs[$i] = 15;
// <- mutated: 73
show($xs['k']);
// <- calls: 46; returns: 48
//   ^ passes: $a; mutated: 73
//        ^ path: 79, 81?
$same = &$one;
$same->total = 16;
show($one->total, Account::LIMIT);
// <- calls: 46; returns: 48
//   ^ passes: $a
//         ^ path: 55, 88?
//                ^ passes: $more
