const fs = [];
for (let i = 0; i < 3; i++) fs.push(() => i);        // a new i each time
//              ^      ^ reads: 2:10, 2:24; binds: 2:10
//                          ^ reads: 1
//                                        ^ binds: 2:10
for (var j = 0; j < 3; j++) fs.push(() => j);        // one j
//              ^      ^ reads: 6:10, 6:24; binds: 6:10
//                          ^ reads: 1
//                                        ^ binds: 6:10
for (const k in fs) { const k = 1; fs[k]; }          // the body's k
//              ^                  ^ reads: 1
//                                    ^ reads: 10:29
for (let x of [x => x]) fs.push(x);
//                  ^ reads: 13:16
//                      ^ reads: 1
//                              ^ reads: 13:10
