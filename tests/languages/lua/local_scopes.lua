-- A local's scope begins after its statement; local function sees itself, local f = function does not.
local x = 1
local x = x + 1
--        ^ reads: 2
local f = function(n) return f(n) end
--                             ^ reads: 5:20
local function g(n) return n and g(n - 1) end
--                         ^       ^ reads: 7:18
--                               ^ binds: 7:16
do local x, y = x, x; y = x end
--              ^  ^ reads: 3:7
--                        ^ reads: 10:10
return x, f, g, y
--     ^ reads: 3:7
--        ^ reads: 5:7
--           ^ reads: 7:16
