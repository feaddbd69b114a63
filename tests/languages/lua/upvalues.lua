local n, fs = 0, {}
local function inc() n = n + 1; return n end
--                       ^             ^ binds: 1, 2:22, 4:60, 9
for i = 1, 3 do local m = i; fs[i] = function() m = m + n; n = m; return inc() end end
--                        ^     ^ reads: 4:5
--                                                  ^          ^ binds: 4:23, 4:49
--                                                      ^ binds: 1, 2:22, 4:60, 9
--                                                                       ^ binds: 2
n = 5
return fs, n
--     ^ reads: 1
--         ^ reads: 9; binds: 1
