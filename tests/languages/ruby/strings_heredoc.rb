def f(a, b)
  s = "#{a} #{"#{b = a}"} #{b}"
  #      ^           ^ binds: 1
  #                         ^ binds: 1, 2:18
  t = <<~X + <<-'Y'
    #{a} #{c = b}
    # ^ binds: 1
    #          ^ binds: 1, 2:18
  X
    #{a}
  Y
  /#{a}#{c}/o; `#{s}`; :"#{t}"; %w[a b]; %W[#{a} b]
  #  ^                                        ^ binds: 1
  #      ^ binds: 6
  #               ^ binds: 2
  #                        ^ binds: 5
  __method__; binding.local_variables
end
