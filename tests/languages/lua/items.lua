#!/usr/bin/env lua
-- Items and token classes: what starts where, and where it ends.
-- <- token: comment

local M = {}
-- <- item: declaration to 5; token: keyword
--    ^ item: -; token: identifier; role: define
--      ^ token: operator
--        ^ token: punctuation

local cache, limit <const> = setmetatable({}, { __mode = "k" }), 0x10
-- <- item: declaration to 11
--                  ^ token: identifier; role: -
--                           ^ binds: -
--                                              ^ role: -
--                                                       ^ token: literal
--                                                               ^ token: literal

--[[ A long
comment. ]]
function M.area(shape, ...)
-- <- item: function to 76; token: keyword
--       ^ role: use; binds: 5; token: identifier
--         ^ role: -
--              ^ role: define
--                     ^ role: define; token: identifier
  local w, h = shape.w, shape.h; local d
  -- <- item: declaration to 27 in 21
  --                             ^ item: declaration to 27 in 21; token: keyword
  --                ^ token: punctuation
  --                           ^ token: punctuation
  if not w then
  -- <- item: branch to 50 in 21
  -- ^ token: keyword; item: -
    return nil, "no width" .. [[ given]]
    -- <- item: jump to 35 in 32
    --     ^ token: literal
    --          ^ token: literal
    --                     ^ token: operator
  elseif w ~= h then
  -- <- item: -; token: keyword
  --       ^ token: operator
    d = ...
    -- <- item: assignment to 43 in 32
    --  ^ reads: 21:24; token: identifier
  else
  -- <- item: -; token: keyword
    ;
    -- <- item: -; token: punctuation
  end
  -- <- item: -; token: keyword
  for i = 1, #shape do
  -- <- item: loop to 59 in 21
  --  ^ item: -
  --         ^ token: operator
    while true do break end
    -- <- item: loop to 56 in 52
    --            ^ item: jump to 56 in 56; token: keyword
  end
  repeat
  -- <- item: loop to 65 in 21
    do cache[shape] = w * h end
    -- <- item: other to 62 in 60
    -- ^ item: assignment to 62 in 62
  until d
  -- <- item: -; token: keyword
  goto done
  -- <- item: jump to 67 in 21
  --   ^ token: identifier; role: -
  ::done::
  -- <- item: other to 70 in 21; token: punctuation
  --^ token: identifier
  return cache[shape] or w * h + limit
  --                  ^ token: keyword
  --                             ^ binds: 11
end
-- <- item: -; token: keyword

M.each = function(f) for k, v in pairs(cache) do f(k, v) end end
-- <- item: assignment to 79
--                   ^ item: loop to 79 in 79
--                                               ^ item: call to 79 in 79

function M:grow(by)
-- <- item: function to 91
--         ^ role: -
  self.w = self.w + by
  -- <- item: assignment to 87 in 84; role: use; binds: -
  --       ^ token: identifier
  --              ^ role: -
end

size = 0
-- <- role: define
if false then size = 1 end
if nil then size = 2 elseif 0 then size = 3 else size = 4 end
print(size)
-- <- item: call to 97
--    ^ reads: 96:36; binds: 93
if size == 3 then error "no more" end
--                ^ item: call to 100 in 100
--                      ^ token: literal
repeat
  local size = next(M)
until size
--    ^ reads: 104
while 1 do if M.x then return size end end
--                            ^ reads: 96:36
print(size)
--    ^ reads: -
