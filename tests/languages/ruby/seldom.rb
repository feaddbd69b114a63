# Constructs that are seldom met.
class Store
  @@all = %i(a b)
  # <- token: identifier
  #       ^ token: literal

  def self.open(path, mode = path)
  # <- item: function to 26; token: keyword
  #        ^ role: define; binds: 7
  #             ^ role: define
  #                          ^ reads: 7:17; binds: 7:17
    file = path
    # <- item: assignment to 12 in 7
    unless mode then file = nil else file = mode end
    # <- item: branch to 14 in 7
    #      ^ reads: 7:23
    #                ^ item: assignment to 14 in 14
    yield file
    #     ^ reads: 14:22, 14:38
  rescue Exception => error
    not error
    #   ^ binds: 20
  else
    ; file
    # ^ binds: 12
  end

  def each(...) = forward(...)
  #        ^ token: operator
  #                       ^ token: operator

  def ==(other) = !other
  #   ^ token: operator
  #                ^ binds: 32:10

  def leave(code)
    left = 1
    if code == 1 then left = 2; exit(1) end
    if code == 2 then left = 3; exit!(1) end
    if code == 3 then left = 4; abort "x" end
    if code == 4 then left = 5; fail ArgumentError end
    if code == 5 then left = 6; throw :done end
    left
    # <- reads: 37
  end

  alias shut leave
  # <- item: declaration to 47
  #          ^ role: use; binds: 36
end
END { puts 1 }
# <- item: other to 51
#     ^ item: call to 51 in 51
