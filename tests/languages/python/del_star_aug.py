# Unpacking, augmented assignment, del, import and with all bind; chained targets bind in order.
import os.path as p, os.path
def f(a):
    a, (b, *c), a = a             # the last a wins
    #               ^ reads: 3; binds: 3, 4:5, 4:17, 17:33
    i = 0
    i, d = 1, i                   # the right side reads the old i
    #         ^ reads: 6; binds: 6, 7:5, 9:11
    c[i], i = i, 2                # the subscript is evaluated when it is assigned
    # <- reads: 4
    # ^       ^ reads: 7:5; binds: 6, 7:5, 9:11
    b += b
    # <- reads: 4; binds: 4, 12:5, 17:21
    #    ^ reads: 4; binds: 4, 12:5, 17:21
    del b
    #   ^ reads: 12:5; binds: 4, 12:5, 17:21
    with open(a) as b, b as (e, a):
    #    ^ binds: -
    #         ^ reads: 4:17; binds: 3, 4:5, 4:17, 17:33
    #                  ^ reads: 17:21; binds: 4, 12:5, 17:21
        os, e                     # os: the name bound by `import os.path`
        # <- binds: 2:22
        #   ^ reads: 17
    for c[0] in d: pass           # no binding: a use of c
    #   ^ reads: 4
    #           ^ reads: 7
    return b, e
    #      ^ reads: 17:21; binds: 4, 12:5, 17:21
    #         ^ reads: 17
