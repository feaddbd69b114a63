# Defaults, decorators, base classes and annotations belong to the enclosing scope.
def deco(f): return f
#                   ^ reads: 2:10
def outer(x, T):
    @deco(x)
    #^ binds: 2
    #     ^ reads: 4
    def inner(x=x, *, y: T = x) -> T:   # only the body and the names on the left are inner's
    #           ^            ^ reads: 4
    #                    ^         ^ reads: 4
        return x + y
        #      ^ reads: 8:15
        #          ^ reads: 8
    class C(T, metaclass=deco(x)):
    #       ^ reads: 4
    #                    ^ binds: 2
    #                         ^ reads: 4
        x = x                     # a class body that binds x reads the global, not outer's
        #   ^ binds: 18:9
    return inner, C, (lambda x=x: x)
    #      ^ reads: 8:9
    #             ^ reads: 14
    #                          ^ reads: 4
    #                             ^ reads: 20:30
