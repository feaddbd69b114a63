# Captures bind, dotted names and keyword names do not; an alternative binds in each branch.
RED = 1
def f(p, point):
    match p:
    #     ^ reads: 3
        case point.x:             # value pattern: reads the parameter
        #    ^ reads: 3
            return 0
        case [a, *rest] | (a, rest):
            return a, rest        # two definitions each
            #      ^ reads: 9:15, 9:28
            #         ^ reads: 9:19, 9:31; binds: 9:19, 9:31, 13
        case {"k": v, **rest} if v:
        #                        ^ reads: 13:20
            return v, rest
            #      ^ reads: 13:20
            #         ^ reads: 13; binds: 9:19, 9:31, 13
        case Point(x=0, y=(y as z)):
        #    ^ binds: -
            return y, z           # x is a keyword, not a name
            #      ^ reads: 18:28
            #         ^ reads: 18
        case RED:                 # binds RED as a local of f
            return RED
            #      ^ reads: 23:14
