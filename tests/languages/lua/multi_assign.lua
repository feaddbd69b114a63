-- All right sides are evaluated before any assignment.
local a, b, t = 1, 2, {}
a, b = b, a
--     ^ reads: 2
--        ^ reads: 2
t[a], a = a, t
--^       ^ reads: 3:1
--           ^ reads: 2
local a, b, c = (function() return a, b end)()
--                                 ^ binds: 6:7
--                                    ^ binds: 3:4
a, a = c, b
--     ^ reads: 9
--        ^ reads: 9:10
return a, b, t
--     ^ reads: 12:4
--        ^ reads: 9:10
--           ^ reads: 2
