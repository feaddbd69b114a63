-- Shadowed parameters, long strings that look like code, unused and reassigned parameters.
local function f(a, a, b)
  local s = [[ local b = a ]] -- [==[ a = b ]==]
  b = a; a = s
  --  ^ reads: 2:21
  --         ^ reads: 3
  local function a(b) return a, b end
  --                         ^ binds: 7:18
  --                            ^ reads: 7:20
  return a(b), s
  --     ^ reads: 7:18
  --       ^ reads: 4
  --           ^ reads: 3
end
return f
--     ^ reads: 2
