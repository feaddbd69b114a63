local function f(a, b)
  local x
  if a then x = 1 elseif b then x = 2 end
  -- ^ reads: 1
  --                     ^ reads: 1
  while a do if b then x = 3; break end; a = x; x = nil end
  --    ^ reads: 1, 6:42
  --            ^ reads: 1
  --                                         ^ reads: 2, 3:13, 3:33, 6:49
  local y = a and x or b
  --        ^ reads: 1, 6:42
  --              ^ reads: 2, 3:13, 3:33, 6:24, 6:49
  --                   ^ reads: 1
  if y then return x end
  -- ^ reads: 10
  --               ^ reads: 2, 3:13, 3:33, 6:24, 6:49
  repeat x = y; if b then break end until true
  --         ^ reads: 10
  --               ^ reads: 1
  return x
  --     ^ reads: 17
end
return f
--     ^ reads: 1
