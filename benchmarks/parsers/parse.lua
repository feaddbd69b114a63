-- Compile each file named, without running it; print `file: complaint`, then `parsed`.
for _, name in ipairs(arg) do
  local chunk, complaint = loadfile(name, "t")
  if not chunk then print(complaint) end
end
print("parsed")
