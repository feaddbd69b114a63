def f(h, a = (b = 1), *r)
  a ||= b; b &&= a; a += 1; h[a] ||= b; h.x += a
  # <- binds: 1, 2:3, 2:21, 7:3, 11, 13:4
  #              ^  ^         ^                ^ binds: 1, 2:3, 2:21, 7:3, 11, 13:4
  #     ^  ^                         ^ binds: 1, 2:12, 7, 11, 13:7
  #                         ^           ^ binds: 1
  a, (b, *c), h.y, h[0] = *r, a
  #           ^    ^ binds: 1
  #                        ^ binds: 1
  #                           ^ binds: 1, 2:3, 2:21, 7:3, 11, 13:4
  a = b = c
  #       ^ binds: 7, 13
  (a, b), c = b, a
  #           ^ binds: 1, 2:12, 7, 11, 13:7
  #              ^ binds: 1, 2:3, 2:21, 7:3, 11, 13:4
  for i, j in r do k = i; end
  #           ^ binds: 1
  #                    ^ binds: 16:7
  [i, j, k, c]
  #^ binds: 16:7
  #   ^ binds: 16
  #      ^ binds: 16
  #         ^ binds: 7, 13
end
