-- Control variables are new in each turn; the limits are evaluated outside.
local i, t = 3, {}
for i = i, i + 2 do local i = i * 2; t[i] = function() return i end end
--      ^  ^ reads: 2
--                            ^ reads: 3:5
--                                     ^ reads: 3:27
--                                                            ^ binds: 3:27
for k, v in pairs(t) do t[k], v = v, k end
--                ^ reads: 2
--                        ^          ^ reads: 8:5
--                                ^ reads: 8:8
return i, k
--     ^ reads: 2
