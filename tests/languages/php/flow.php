<?php
// Branches, loops, jumps with levels, switches, exceptions, in both syntaxes.
function branches($a, $b) {
    if ($a):
    //  ^ reads: 3
        $x = 1;
    elseif ($b):
    //      ^ reads: 3
        $x = 2;
    else:
        $y = $b;
    endif;
    echo $x;
    //   ^ reads: 6, 9
    echo $y;
    //   ^ reads: 11
    $z = $a ?: $b;
    //   ^     ^ reads: 3
    $z ??= f();
    // <- role: update
    echo $z;
    //   ^ reads: 17, 19
    $t = $a ? ($u = 1) : ($u = 2);
    echo $u;
    //   ^ reads: 23:16, 23:27
    $a && $w = g();
    echo $w;
    //   ^ reads: 26
    isset($q) or $q = 3;
    //    ^ reads: -
    echo $q;
    //   ^ reads: 29:18
}
function loops($rows, $n) {
    $last = null;
    foreach ($rows as $i => $row) {
    //       ^ reads: 34
    //                ^     ^ role: define
        echo $last, $row, $i;
        //   ^ reads: 35, 42
        //          ^     ^ reads: 36
        $last = $row;
    }
    echo $last;
    //   ^ reads: 35, 42
    foreach ($rows as [$p, 'k' => [$q]]) echo $p + $q;
    //                                        ^ reads: 46:24
    //                                             ^ reads: 46:36
    for ($i = 0, $j = $n; $i < $j; $i++, $j--) {
    //                    ^        ^ reads: 49:10, 49:36
    //                         ^         ^ reads: 49:18, 49:42
        if ($i) continue;
        $n = $j;
        //   ^ reads: 49:18, 49:42
    }
    echo $n;
    //   ^ reads: 34, 53
    while (true) {
        $w = f();
        if ($w) break;
        $w = g();
    }
    echo $w;
    //   ^ reads: 59
    do {
        $d = h();
    } while (!$d);
    //        ^ reads: 66
}
function levels($grid) {
    $hit = 0;
    foreach ($grid as $line) {
        foreach ($line as $cell) {
            if ($cell) { $hit = 1; break 2; }
            if ($line) { $hit = 2; continue 2; }
            $hit = 3;
        }
        $hit = $hit + 10;
        //     ^ reads: 71, 75, 76, 78:9
    }
    return $hit;
    //     ^ reads: 71, 74, 75, 78:9
}
function switches($v) {
    $r = 0;
    while (f()) {
        switch ($v) {
            case 1:
                $r = 1;
            case 2:
                echo $r;
                //   ^ reads: 85, 89, 93, 96, 99
                $r = 2;
                continue;
            case 3:
                $r = 3;
                continue 2;
            default:
                $r = 4;
        }
        echo $r;
        //   ^ reads: 93, 99
    }
    return $r;
    //     ^ reads: 85, 93, 96, 99
}
function matching($v) {
    $m = match (true) {
        $v > 1, $c = f() => $v,
      //^                   ^ reads: 107
        $v < 0 => $k = 2,
        default => throw new E($v),
        //                     ^ reads: 107
    };
    echo $m, $k, $c;
    //   ^ reads: 108
    //       ^ reads: 111
    //           ^ reads: 109
}
function guarded($in) {
    $state = 'new';
    try {
        $state = 'open';
        $res = f($in);
        $state = 'done';
    } catch (A | B $e) {
    //             ^ role: define
        echo $state, $e;
        //   ^ reads: 121?, 123, 125?
        //           ^ reads: 126
        return $res;
        //     ^ reads: 124?
    } catch (\Throwable) {
        $state = 'bad';
    } finally {
        echo $state;
        //   ^ reads: 121?, 123, 125, 134
    }
    return $state;
    //     ^ reads: 125, 134
}
function jumps($g) {
    $n = 0;
    again:
    $n = $n + 1;
    //   ^ reads: 143, 145:5
    if ($g) goto again;
    if ($n) exit(1);
    $x = $n ?? throw new E;
    //   ^ reads: 145:5
    return $x;
    $x = 3;
    // <- role: define
    echo $x;
    //   ^ reads: -
}
function tidy($y) {
    try {
        run();
    } finally {
        over:
        while (more()) run();
    }
    return $y;
    //     ^ reads: 157
}
