# Blocks see outer locals, methods do not; block parameters and block-locals hide.
x = 1
def f(y) = y
#          ^ binds: 3:7
[2].each { |x; y| y = x; z = y }
#                     ^ binds: 5:13
#                            ^ binds: 5:16, 5:19
[3].each do |a, (b, *c), k: x, **o, &blk| x += a + k; w = b end
#                           ^             ^ binds: 2, 8:43
#                                              ^ binds: 8:14
#                                                  ^ binds: 8:26
#                                                         ^ binds: 8:18
p x, defined?(z)
# ^ binds: 2, 8:43
lam = ->(x, y = x) { x + y }
#               ^    ^ binds: 15:10
#                        ^ binds: 15:13
