// export = / import = / export as: uses of a local name in odd places.
import fs = require("fs");
import type { Stats as S } from "fs";
function lib(s: S) { return fs.statSync(String(s)); }
//                          ^ binds: 2:8
//                                      ^ binds: -
//                                             ^ reads: 4:14
namespace lib { export type Opt = S; }
export = lib;
//       ^ reads: 4, 8; skip: of declarations that merge, the last one stands for all
