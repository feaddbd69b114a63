// Imports are hoisted and live; an export may rename; default exports bind `default`, not the name.
import def, { a as b, default as c } from "./m.js";
import * as ns from "./n.js";
export { b as default, x as y, z };
//       ^ reads: 2
//                     ^ binds: 9
//                             ^ reads: 14
export * as w from "./m.js";                         // binds nothing here
export const x = () => z + ns.b + def + c;
//                     ^ binds: 14
//                         ^ binds: 3
//                                ^ binds: 2
//                                      ^ binds: 2
function z(def) { return eval("def") + b; }          // eval can see, and add, names
//                       ^ binds: -
//                                     ^ binds: 2
