def f(a)
  i = 0
  begin; i += 1; end while i < a
  #      ^                 ^ binds: 2, 3:10, 6:20
  #                            ^ binds: 1
  until i.zero? do i -= 1; next if a; break i if i; redo; end
  #     ^          ^                        ^    ^ binds: 2, 3:10, 6:20
  #                                ^ binds: 1
  x = (y = a and z = y)
  #        ^ binds: 1
  #                  ^ binds: 9:8
  x = if z then 1 else w = 2; w end unless a
  #      ^ binds: 9
  #                           ^ binds: 12:24
  #                                        ^ binds: 1
  a && (b = 1); b
  # <- binds: 1
  #             ^ binds: 16:9
  x = while true do break i end
  #                       ^ binds: 2, 3:10, 6:20
  return x, (catch(:t) { |t| throw t, i }) if a..i
  #      ^ binds: 9, 12, 19
  #                                ^ binds: 21:27
  #                                   ^          ^ binds: 2, 3:10, 6:20
  #                                           ^ binds: 1
end
