-- What reaches where: jumps, dead code, loops, short circuits, several names at once.
local function dead(p, q)
  local x = 1
  if p then
  -- ^ reads: 2
    x = 2
    return x
    --     ^ reads: 6
  elseif x > q then
  --     ^ reads: 3
  --         ^ reads: 2
    x = p
    --  ^ reads: 2
  else
    x = 3
  end
  return x
  --     ^ reads: 12, 15
end

local function forever(list)
  local n, last = 0
  while true do
    n = n + 1
    --  ^ reads: 22, 24:5
    if list[n] == nil then
    -- ^ reads: 21
    --      ^ reads: 24:5
      break
    end
    last = list[n]
    --     ^ reads: 21
    --          ^ reads: 24:5
  end
  return n, last
  --     ^ reads: 24:5
  --        ^ reads: 22, 31
end

local function unending(x)
  while true do
    if x then return x end
    -- ^             ^ reads: 40, 44:5
    x = next(x)
    --       ^ reads: 40, 44:5
  end
end

local function counted(from, to)
  local sum = 0
  for i = from, to do
  --      ^ reads: 49
  --            ^ reads: 49
    if i % 2 == 0 then
    -- ^ reads: 51
      goto continue
    end
    sum = sum + i
    --    ^ reads: 50, 58:5, 67
    --          ^ reads: 51
    for i = i, to do
    --      ^ reads: 51
    --         ^ reads: 49
      if i > sum then goto continue end
      -- ^ reads: 61:9
      --     ^ reads: 58:5, 67
      sum = i
      --    ^ reads: 61:9
      ::continue::
    end
    ::continue::
  end
  return sum
  --     ^ reads: 50, 58:5, 67
end

local function again(read)
  local line, count = nil, 0
  repeat
    local ok = read()
    --         ^ reads: 77
    if not ok then
    --     ^ reads: 80
      break
    end
    line = ok
    --     ^ reads: 80
    count = count + 1
    --      ^ reads: 78, 88:5
  until ok == line or count > 3
  --    ^ reads: 80
  --          ^ reads: 86
  --                  ^ reads: 88:5
  return line, count
  --     ^ reads: 78, 86
  --           ^ reads: 78, 88:5
end

local function circuits(a, b)
  local c
  if a and not b or a == b then
  -- ^              ^ reads: 99
  --           ^         ^ reads: 99
    c = a
    --  ^ reads: 99
  end
  if not (c and b) then
  --      ^ reads: 100, 104
  --            ^ reads: 99
    c, b = b, c
    --     ^ reads: 99
    --        ^ reads: 100, 104
  end
  local d = a and c or b
  --        ^ reads: 99
  --              ^ reads: 100, 104, 110:5
  --                   ^ reads: 99, 110:8
  a, d = d
  --     ^ reads: 114
  return a, b, c, d
  --     ^ reads: 118
  --        ^ reads: 99, 110:8
  --           ^ reads: 100, 104, 110:5
  --              ^ reads: 118:6
end

local function closures(n)
  local step
  local function walk(i)
    if i > n then return step end
    -- ^ reads: 129
    --     ^ binds: 127, 146
    --                   ^ binds: 128, 134, 140
    step = i
    --     ^ reads: 129
    return walk(i + 1)
    --     ^ binds: 129
    --          ^ reads: 129
  end
  step = walk(1)
  --     ^ reads: 129
  local t = { step = step, [step] = n, function() return t, step end }
  --                 ^      ^ reads: 140; binds: 128, 134, 140
  --                                ^ reads: 127
  --                                                        ^ binds: 134, 140
  n = t[step]
  --  ^ reads: 142:9
  --    ^ reads: 140; binds: 128, 134, 140
  return t.step, n
  --     ^ reads: 142:9
  --             ^ reads: 146
end

local function handlers(f, ...)
  local args, count = { ... }, select("#", ...)
  --                    ^                  ^ reads: 154:28
  local ok, err = pcall(function()
    count = count - 1
    --      ^ binds: 155, 158:5
    return f(count)
    --     ^ binds: 154
    --       ^ binds: 155, 158:5
  end)
  do
    local ok = ok and args[count]
    --         ^ reads: 157
    --                ^ reads: 155
    --                     ^ reads: 155; binds: 155
    if ok then err = nil end
    -- ^ reads: 165:11
  end
  return ok, err
  --     ^ reads: 157
  --         ^ reads: 157, 169
end

for key, value in pairs(closures) do
--                      ^ reads: 127
  local key = key
  --          ^ reads: 177
  key, value = value, key
  --           ^ reads: 177
  --                  ^ reads: 179:9
  print(key, value)
  --    ^ reads: 181:3
  --         ^ reads: 181:8
end

return dead, forever, unending, counted, again, circuits, handlers
--     ^ reads: 2
--           ^ reads: 21
--                    ^ reads: 40
--                              ^ reads: 49
--                                       ^ reads: 77
--                                              ^ reads: 99
--                                                        ^ reads: 154
