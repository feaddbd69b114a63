-- Free names are fields of _ENV, which can itself be a local or a parameter (5.2 and later).
local print, _ENV = print, { y = 1 }
x = y
local function f(_ENV) return x, y end
return f(_ENV), print
--     ^ reads: 4
--       ^ reads: 2
--              ^ reads: 2:7
