v = 1
class A
  v = 2
  define_method(:m) { v }
  #                   ^ binds: 3
  V = v; @v = v
  #   ^       ^ binds: 3
  class << self; v = 3; def n(v = V) = v; end
  #                                    ^ binds: 8:31
end
module B; defined?(v); end
A.class_eval { v }
#              ^ binds: 1
