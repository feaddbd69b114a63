# Comprehension targets are local to it; a walrus binds outside; nested loops see earlier targets.
def f(rows, x):
    a = [x for x in x]                       # inner x; the iterable is the parameter
    #    ^ reads: 3:16
    #               ^ reads: 2
    b = [y for row in rows for y in row if (last := y)]
    #    ^                                          ^ reads: 6:32
    #                 ^ reads: 2
    #                               ^ reads: 6:16
    c = {k: [k for k in v] for k, v in rows}  # three different k
    #    ^ reads: 10:32
    #        ^ reads: 10:20
    #                   ^ reads: 10:35
    #                                  ^ reads: 2
    d = [lambda: y for y in rows]            # closure over the comprehension's y
    #            ^ binds: 15:24
    #                       ^ reads: 2
    return a, b, c, d, last, x
    #      ^ reads: 3
    #         ^ reads: 6
    #            ^ reads: 10
    #               ^ reads: 15
    #                  ^ reads: 6
    #                        ^ reads: 2
