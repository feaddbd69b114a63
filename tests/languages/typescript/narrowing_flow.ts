// Definite assignment and narrowing follow the flow; never-returning calls end it.
declare function fail(m: string): never;
function f(a: string | number, b: boolean) {
  let r: string;
  if (typeof a === "string") r = a; else if (b) fail("b"); else r = String(a);
  //         ^                   ^                                         ^ reads: 3
  //                         ^                                  ^ binds: 4
  //                                         ^ reads: 3
  //                                            ^ binds: 2
  //                                                                ^ binds: -
  switch (a) { case 1: r = "one"; break; case 2: { let a = r!; r = a; } default: r += "x"; }
  //      ^ reads: 3
  //                   ^                                       ^ binds: 4
  //                                                       ^ reads: 4, 5:30, 5:65; binds: 4
  //                                                               ^ reads: 11:56
  //                                                                             ^ reads: 4, 5:30, 5:65, 11:64; binds: 4
  for (const k in { r }) { r = k; if (b) continue; r = a as string; }
  //                ^ reads: 11:24, 11:82; binds: 4
  //                       ^                       ^ binds: 4
  //                           ^ reads: 17:14
  //                                  ^ reads: 3
  //                                                   ^ reads: 3
  return () => r!;
  //           ^ binds: 4
}
