local Account = {}

function Account.new(start)
  local self = setmetatable({}, Account)
  --                            ^ mutated: 18?, 51?
  self.total = start
  return self
end

function Account:add(amount, ...)
--       ^ mutated: 18?
  self.total = self.total + amount
  --                ^ path: 6?
  self.log[1] = amount
  self:report(1)
  --   ^ calls: 28?; returns: 30?
  --          ^ passes: what?
  Account.report(self, 2)
--^ mutated: 51?
  --      ^ calls: 28; returns: 30; path: 28?
  --             ^ passes: self
  --                   ^ passes: what
  return self.total, self.log[1]
  --          ^ path: 12
  --                          ^ path: 14
end

Account.report = function(self, what)
-- <- mutated: 18?
  return what
end

local function plus(a, b, ...)
  return a + b
end

local twice = function(y) return y * 2 end

plus(3, 4, 5)
-- <- calls: 33; returns: 34
--   ^ passes: a
--      ^ passes: b
--         ^ passes: ...
plus(6, ...)
-- <- calls: 33; returns: 34
--   ^ passes: a
--      ^ passes: ...?, b?
twice(7)
-- <- calls: 37; returns: 37
--    ^ passes: y
local one = Account.new(8)
--          ^ mutated: 18?
--                  ^ calls: 3; returns: 7; path: 3
--                      ^ passes: start
one.total = 9
one["name"] = 10
print(one.total, one.name)
--        ^ path: 55
--                   ^ path: 56
local xs = {}
xs:insert(11)
xs:get(12)
-- <- mutated: 61
print(xs)
--    ^ mutated: 61
xs[1] = 13
-- <- mutated: 61
xs[one] = 14
-- <- mutated: 61
print(xs[1])
--    ^ mutated: 61
--       ^ path: 66, 68?
