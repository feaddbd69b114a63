-- until sees the locals of the loop body.
local function f(n)
  local ok
  repeat local ok = n > 0; n = n - 1; local i = n until ok or i
  --                ^          ^ reads: 2, 4:28
  --                                            ^ reads: 4:28
  --                                                    ^ reads: 4:16
  --                                                          ^ reads: 4:45
  return ok, n, i
  --     ^ reads: 3
  --         ^ reads: 4:28
end
return f
--     ^ reads: 2
