// What passes between functions and calls, and members and elements of objects.
const f = (a, ...rest) => a;
//                        ^ reads: 2:12
class Counter {
  step = x => x;
//            ^ reads: 5:10
  #n = 0;
  constructor(start) { this.total = start }
  add(n) { this.total += this.step(n); return this }
}
const o = function inner(i) { return inner(i) };
let xs = [];
xs[0] = f(1, ...xs);
//              ^ reads: 12
new Counter(2).add(3), o(4);
const made = function* later(k) { yield k };
let again = made(5);
