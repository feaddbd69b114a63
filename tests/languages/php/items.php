<?php
// <- token: punctuation
// Items and token classes: what starts where, and where it ends.
// <- token: comment
namespace App\Models;
// <- item: declaration; token: keyword
use Foo\Bar as Baz;
// <- item: import
//             ^ role: define; token: identifier
const LIMIT = 10, NAME = "x";
// <- item: declaration
//    ^ role: define
//            ^ token: literal
function total(array $rows, int &$n = LIMIT): int {
// <- item: function to 66
//       ^ item: -; role: define; token: identifier
//             ^            ^ token: keyword
//                              ^ token: operator
//                   ^ role: define; token: identifier
//                                    ^ reads: -; binds: 10
    $sum = 0; // a comment
    // <- item: assignment to 21 in 14; token: identifier
    //   ^ token: operator
    //      ^ token: punctuation
    foreach ($rows as $key => $row) {
    // <- item: loop to 37 in 14
    //             ^       ^ item: -
        if ($row) $sum += $row;
        // <- item: branch to 34 in 25
        //        ^ item: assignment to 28 in 28
        elseif ($key) { continue; }
        // <- item: -; token: keyword
        //              ^ item: jump
        else $n++;
        // <- item: -
        //   ^ item: assignment in 28
    }
    switch ($n):
    // <- item: branch to 48 in 14
        case 1: total($rows, $n); break;
        // <- item: -; token: keyword
        //      ^ item: call in 38
        //                        ^ item: jump in 38
        default: echo "sum: $sum";
        // <- item: -
        //       ^ item: other in 38
        //                  ^ token: identifier; item: -
    endswitch;
    // <- token: keyword
    while ($n): $n--; endwhile;
    // <- item: loop
    //          ^ item: assignment
    try { total([], $n); } finally { unset($n); }
    // <- item: branch in 14
    //    ^ item: call in 53
    //                     ^ item: -
    //                               ^ item: other in 53
    $map = array_map(function ($x) { return $x; }, $rows);
    // <- item: assignment in 14
    //               ^ item: -; token: keyword
    //                               ^ item: jump in 58
    return match (true) { $sum > 1 => 1, default => throw new Baz };
    // <- item: jump in 14
    //     ^ item: -; token: keyword
    //                                              ^ item: -
}
abstract class Shape extends Baz implements \Countable {
// <- item: class to 87; token: keyword
//             ^ role: define; item: -
//                           ^ binds: 7; role: use
    use Printable;
    // <- item: import in 67
    const SIDES = 0;
    // <- item: declaration in 67
    private ?int $area = null, $size;
    // <- item: declaration in 67; token: keyword
    //           ^ role: -
    //                   ^ token: literal
    public function __construct(private int $w) { $this->area = $w; }
    // <- item: function to 79 in 67
    //                                      ^ role: define
    //                                            ^ item: assignment to 79 in 79
    //                                                 ^ token: punctuation
    //                                                   ^ role: -; token: identifier
    abstract function draw();
    // <- item: function in 67
}
enum Suit: string { case Hearts = 'H'; }
// <- item: class to 88
//                  ^ item: declaration to 88 in 88
//                                ^ token: literal
?><p><?= LIMIT ?></p>
// <- item: -; token: punctuation
//^ item: -; token: literal
//       ^ item: other; binds: 10
