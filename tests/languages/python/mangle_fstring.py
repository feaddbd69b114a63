# Private names, names inside f-strings, type parameters, lambda defaults in loops.
class A:
    __v = 1
    def f(self, __v):
        w = 3
        s = f"{__v!r:>{w}} {(lambda z: z + w)(1)} {w=}"
        #      ^ reads: 4
        #              ^                           ^ reads: 5
        #                              ^ reads: 6:37
        #                                  ^ binds: 5
        fs = [lambda w=w, i=i: i + w for i in range(3)]
        #              ^ reads: 5
        #                   ^ reads: 11:42
        #                      ^ reads: 11:27
        #                          ^ reads: 11:22
        #                                     ^ binds: -
        return s, fs, _A__v       # _A__v is the parameter too
        #      ^ reads: 6
        #         ^ reads: 11
        #             ^ reads: 4:17
def g[T: (int, str)](a: T) -> T:
#         ^ binds: -
#              ^ binds: -
#                       ^     ^ reads: 21:7
    type L = list[T]
    #        ^ binds: -
    #             ^ binds: 21:7
    return a
    #      ^ reads: 21
