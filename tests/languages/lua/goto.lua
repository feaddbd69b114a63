local function f(n)
  local x = 0
  ::top::
  if n > 3 then n = n - 1; goto top end
  -- ^              ^ reads: 1, 4:17
  for i = 1, n do if i == 2 then goto continue end; x = x + i; ::continue:: end
  --         ^ reads: 1, 4:17
  --                 ^                                      ^ reads: 6:7
  --                                                    ^ reads: 2, 6:53
  do goto done end
  x = 100
  ::done::
  return x
  --     ^ reads: 2, 6:53
end
return f
--     ^ reads: 1
