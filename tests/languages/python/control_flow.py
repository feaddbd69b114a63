# What reaches where: jumps, dead code, literal conditions, contexts, generators, compound targets.
def dead(p):
    x = 1
    if p:
    #  ^ reads: 2
        x = 2
        return x
        #      ^ reads: 6; binds: 3, 6, 9
        x = 3
    elif x:
    #    ^ reads: 3; binds: 3, 6, 9
        raise E(x)
        #     ^ binds: -
        #       ^ reads: 3; binds: 3, 6, 9
    else:
        y = x
        #   ^ reads: 3; binds: 3, 6, 9
    return x, y
    #      ^ reads: 3; binds: 3, 6, 9
    #         ^ reads: 16


def literal(p):
    x = 1
    while True:
        if p(x):
        #  ^ reads: 23
        #    ^ reads: 24, 30; binds: 24, 30, 32, 34, 39
            break
        x = 2
    else:
        x = 3
    while 1:
        x = 4
        if x:
        #  ^ reads: 34; binds: 24, 30, 32, 34, 39
            break
    if 0:
        x = 5
    assert x, x
    #      ^  ^ reads: 34; binds: 24, 30, 32, 34, 39
    return x
    #      ^ reads: 34; binds: 24, 30, 32, 34, 39


def nested(p):
    for x in p:
    #        ^ reads: 46
        try:
            y = x
            #   ^ reads: 47
            if p():
            #  ^ reads: 46
                continue
            elif y:
            #    ^ reads: 50; binds: 50, 58:13, 64
                break
            y = p(y)
            #   ^ reads: 46
            #     ^ reads: 50; binds: 50, 58:13, 64
        except (A, B) as e:
        #       ^ binds: -
        #          ^ binds: -
            y = e
            #   ^ reads: 61
        else:
            z = y
            #   ^ reads: 58:13; binds: 50, 58:13, 64
        finally:
            w = y
            #   ^ reads: 50, 58:13, 64
        p(y, z, w)
        # <- reads: 46
        # ^ reads: 58:13, 64; binds: 50, 58:13, 64
        #    ^ reads: 67
        #       ^ reads: 70
    return x, y, z, w
    #      ^ reads: 47
    #         ^ reads: 50, 58:13, 64
    #            ^ reads: 67
    #               ^ reads: 70


def swallow(p):
    with p as q:
    #    ^ reads: 84
        x = q()
        #   ^ reads: 85
        x = p(x)
        #   ^ reads: 84
        #     ^ reads: 87; binds: 87, 89:9
    return x
    #      ^ reads: 89:9, 87?; binds: 87, 89:9


async def yields(p):
    x = 0
    async for x in p:
    #              ^ reads: 96
        y = yield x
        #         ^ reads: 98; binds: 97, 98, 102, 105:24
        x = await p(y)
        #         ^ reads: 96
        #           ^ reads: 100
    async with p(x) as x, x() as z:
    #          ^ reads: 96
    #            ^ reads: 97, 102; binds: 97, 98, 102, 105:24
    #                     ^ reads: 105:24; binds: 97, 98, 102, 105:24
        yield from_(x, z)
        #     ^ binds: -
        #           ^ reads: 105:24; binds: 97, 98, 102, 105:24
        #              ^ reads: 105
    return


def targets(a, i):
    a[i], a.b, i = i, a, 1
    # <- reads: 116; binds: 116, 130
    #     ^           ^ reads: 116; binds: 116, 130
    # ^            ^ reads: 116; binds: 116, 117:16, 124, 126:5
    for a[i], j in a:
    #   ^          ^ reads: 116; binds: 116, 130
    #     ^ reads: 117:16, 124; binds: 116, 117:16, 124, 126:5
        i = j
        #   ^ reads: 121
    i += a[i]
    # <- reads: 117:16, 124; binds: 116, 117:16, 124, 126:5
    #      ^ reads: 117:16, 124; binds: 116, 117:16, 124, 126:5
    #    ^ reads: 116; binds: 116, 130
    (a := i)
    #     ^ reads: 126:5; binds: 116, 117:16, 124, 126:5
    del a.b, a[i], j
    #   ^    ^ reads: 130; binds: 116, 130
    #          ^ reads: 126:5; binds: 116, 117:16, 124, 126:5
    #              ^ reads: 121
    return a, i, j
    #      ^ reads: 130; binds: 116, 130
    #         ^ reads: 126:5; binds: 116, 117:16, 124, 126:5
    #            ^ reads: -; binds: 121


def chosen(a, b):
    x = 0
    y = a if (x := b) else x
    #   ^ reads: 142
    #              ^ reads: 142
    #                      ^ reads: 144:15; binds: 143, 144:15, 148:16, 155
    z = a and (x := y) or x
    #   ^ reads: 142
    #               ^ reads: 144
    #                     ^ reads: 144:15, 148:16; binds: 143, 144:15, 148:16, 155
    while (n := x) and b:
    #           ^ reads: 144:15, 148:16, 155; binds: 143, 144:15, 148:16, 155
    #                  ^ reads: 142
        x = n
        #   ^ reads: 152
    return x, y, z, [n for n in (x, n) if n]
    #      ^                     ^ reads: 144:15, 148:16, 155; binds: 143, 144:15, 148:16, 155
    #         ^ reads: 144
    #            ^ reads: 148
    #                ^                    ^ reads: 157:28
    #                               ^ reads: 152


def chained(a):
    b = c = a
    #       ^ reads: 165; binds: 165, 168
    a = b, *c = c
    #           ^ reads: 166; binds: 166, 168:13
    return a, b, c
    #      ^ reads: 168; binds: 165, 168
    #         ^ reads: 168; binds: 166, 168
    #            ^ reads: 168:13; binds: 166, 168:13
