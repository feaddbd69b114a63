// What may be left out: values for where there is none, and what follows an optional link.
function defaults(value) {
  let a = 0, b = 0;
  let { p = (a = 1), q = a } = value;
//                       ^ reads: 3, 4:14
  [p = (b = 2)] = value;
  return a + b;
//       ^ reads: 3, 4:14
//           ^ reads: 3, 6
}
function chains(o) {
  let x = 0, y = 0, z = 0;
  o.m(x = 1)?.n(y = x).k[z = y];
//                  ^ reads: 13:7
//                           ^ reads: 13:17
  return x + y + z;
//       ^ reads: 13:7
//           ^ reads: 12, 13:17
//               ^ reads: 12, 13
}
function decided(o) {
  let x = 0;
  if (o?.m(x = 1)) return x;
//                        ^ reads: 23:12
  return x;
//       ^ reads: 22, 23:12
}
