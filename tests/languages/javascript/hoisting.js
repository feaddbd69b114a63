// var and function declarations are hoisted to the function, also out of blocks; let is not.
var x = "outer";
function f(p) {
  x;                               // the local var below
  // <- reads: 6
  if (p) { var x = 1; let p = 2; p; }
  //  ^ reads: 3
  //                             ^ reads: 6:27
  g();                             // the function below
  // <- reads: 15
  { function h() { return p; } }
  //                      ^ binds: 3
  h();                             // sloppy mode: also visible here
  // <- reads: 11
  function g() { return x; }
  //                    ^ binds: 6
  for (var i = 0; i < 3; i++);
  //              ^      ^ reads: 17:12, 17:26; binds: 17:12
  return i + x;
  //     ^ reads: 17:12, 17:26; binds: 17:12
  //         ^ reads: 6
}
