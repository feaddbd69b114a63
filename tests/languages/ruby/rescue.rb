def f
  t = 0
  begin
    t = g
  rescue A, B => e
    t = e; retry if t
    #   ^ binds: 5
    #               ^ binds: 2, 4, 6:5, 9
  else t += 1
  #    ^ binds: 2, 4, 6:5, 9
  ensure
    u = t
    #   ^ binds: 2, 4, 6:5, 9
  end
  [t, u, e]
  #^ binds: 2, 4, 6:5, 9
  #   ^ binds: 12
  #      ^ binds: 5
rescue => @e
  t
  # <- binds: 2, 4, 6:5, 9
end
