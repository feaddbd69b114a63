def f(v, x)
  case v
  #    ^ binds: 1
  in {a:, b: Integer => c, **rest} if a > c then [a, c, rest]
  #                                   ^           ^ binds: 4:7
  #                                       ^          ^ binds: 4:25
  #                                                     ^ binds: 4:30
  in [^x, *y, [z, *]] unless y then x
  #    ^                            ^ binds: 1
  #                          ^ binds: 8:12
  in {k: ^(x + 1), **nil} then x
  #        ^                   ^ binds: 1
  end
  v => {q:}
  # <- binds: 1
  q if v in [w, *]
  # <- binds: 14
  #    ^ binds: 1
  w
  # <- binds: 16
end
