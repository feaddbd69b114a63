-- Constructs that are seldom met.
local function count(from, step)
  for i = from, 1, -step do
  -- <- item: loop to 10 in 2
  --      ^ reads: 2
  --                ^ reads: 2
    if i == step then os.exit(i) end
    --                ^ role: use; binds: -
    --                        ^ reads: 3
  end
  if from then
    step = 1
    os.exit(step)
    --      ^ reads: 12
  end
  return step
  --     ^ reads: 2
end
return count
--     ^ reads: 2
