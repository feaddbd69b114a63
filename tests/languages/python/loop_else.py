# else of a loop runs only without break; while True ends only by break.
def f(xs):
    found = None
    for x in xs:
    #        ^ reads: 2
        if x:
        #  ^ reads: 4
            found = x
            #       ^ reads: 4
            break
        found = 1
    else:
        found = -1
    a = found                     # found = x, found = -1 (not 1, not None)
    #   ^ reads: 8, 13; binds: 3, 8, 11, 13
    while True:
        y = g()
        #   ^ binds: -
        if y:
        #  ^ reads: 17
            break
    return a, x, y                # y: only the one in the loop
    #      ^ reads: 14
    #         ^ reads: 4
    #            ^ reads: 17
