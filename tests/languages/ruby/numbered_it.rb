[1].map { _1 + 1 }.each { |x| [x].map { _1 + x } }
#         ^                             ^ binds: -
#                              ^             ^ binds: 1:28
it = 5
[2].map { it }
#         ^ binds: 4
f = proc { |a,| a }
#               ^ binds: 7:13
g = proc { |(a, b), c = a| [a, b, c] }
#                       ^   ^ binds: 9:14
#                              ^ binds: 9:17
#                                 ^ binds: 9:21
