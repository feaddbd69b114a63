local total, limit = 0, 9
-- <- item: declaration to 1
for i = 1, limit, 2 do total = total + i end
--         ^ reads: 1
--                             ^ reads: 1, 3:24
if total > 20 then total = 1; os.exit(1) end
print(total)
--    ^ reads: 1, 3:24
