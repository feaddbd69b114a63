<?php
// Assignments of every shape: lists, references, unset, strings, what a write to a part reads, and what no analysis sees.
[$a, [, $b], 'key' => $c] = f();
list($d, list(, $e)) = [$a, $b];
//                      ^   ^ reads: 3
//   ^          ^ role: define
echo "$a {$b} ${c} {$d['x']} $e[0]";
//    ^   ^ reads: 3
//                  ^        ^ reads: 4
//              ^ role: use; skip: an old form of interpolation names its variable without the sign
echo <<<TEXT
  $c and {$d->name}
  TEXT;
$s = 'no $a here';
//   ^ token: literal
[$a, $b] = [$b, $a];
//          ^   ^ reads: 3
echo $a . $b;
//   ^ reads: 16:2
//        ^ reads: 16:6
$x = $y = $a;
//        ^ reads: 16:2
echo $x, $y;
//   ^   ^ reads: 21
$x += $y;
// <- role: update; reads: 21
//    ^ reads: 21
$x .= $x++ . --$y;
// <- reads: 25
//    ^ reads: 25; role: update
echo $x, $y;
//   ^ reads: 28:1
//       ^ reads: 28
$ref = &$x;
//      ^ role: use; reads: 28:1
// <- role: define
$ref = 5;
echo $x;
//   ^ reads: 37:1; skip: a write through a reference is not seen as one of the variable
$list = [];
$list[] = $ref;
// <- role: use; reads: 40
//        ^ reads: 37
$list[$i] = 1;
//    ^ binds: -; role: use
echo $list;
//   ^ reads: 40
$obj = new stdClass;
$obj->field = $list;
// <- role: use; reads: 48
//    ^ role: -
$obj->{$ref} = 1;
//     ^ reads: 37
$obj?->run(first: $ref);
//         ^ role: -
//                ^ reads: 37
unset($x, $list[0]);
//    ^ role: delete; reads: 28:1
//        ^ role: use; reads: 40
echo $x;
//   ^ reads: -
$name = 'a';
$$name = 2;
// <- role: -
echo $a;
//   ^ reads: 63:1; skip: a variable whose name is computed is not seen
extract(['e' => 1]);
echo compact('e');
preg_match('/x/', $ref, $found);
//                      ^ role: define; skip: a function's reference parameters are not known at its calls
echo $found;
foreach ($list as $k => &$item) $item = $k;
//                                      ^ reads: 72:19
//                              ^ role: define
echo $item;
//   ^ reads: 72:33
if (($m = f()) && $m > 1) echo $m;
//                ^            ^ reads: 77:6
?>
<b><?= $name ?></b>
//     ^ reads: 62
<?php if ($name): ?>
//        ^ reads: 62
<?php $html = 1; ?>
//    ^ role: define; item: assignment
<?php endif ?>
