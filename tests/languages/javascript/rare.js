#!/usr/bin/env node
<!-- an old comment
@sealed class Old extends Base {
// <- token: punctuation
  constructor() { super(); }
  //              ^ token: keyword
}
with (Math) print(PI);
// <- item: other to 8
//          ^ item: call to 8 in 8
debugger;
// <- item: other to 11
new Old(1);
// <- item: call to 13
const rows = function* named() { yield named; };
//                                     ^ binds: 15:24
{
  using file = open();
  // <- item: declaration to 18 in 17
  print(file);
  //    ^ reads: 18; binds: 18
}
for (var row of rows) print(row);
//                          ^ reads: 23:10
for (using part of rows) print(part);
//                             ^ reads: 25:12
print(row);
//    ^ reads: 23:10
let both = null;
both &&= rows;
// <- role: update
if (!both) print(both);
//               ^ reads: 29, 30
while (null) both = 1;
print(both);
//    ^ reads: 29, 30
const page = <svg:a x:y={both}><Old /><Old>{row}</Old></svg:a>;
//                       ^ reads: 29, 30
//                              ^ binds: 3
//                                          ^ reads: 23:10
print?.(both);
//      ^ reads: 29, 30
