# The state in a handler is that before any statement of the try; finally runs on every way out.
def f(p):
    x = 0
    try:
        x = g()
        #   ^ binds: -
        x = h(x)
        #   ^ binds: -
        #     ^ reads: 5; binds: 3, 5, 7:9
        return x
        #      ^ reads: 7:9; binds: 3, 5, 7:9
    except ValueError:
    #      ^ binds: -
        y = x                     # 0 or g()
        #   ^ reads: 3, 5, 7:9?; binds: 3, 5, 7:9
    finally:
        log(x)                    # 0, g() or h()
        # <- binds: -
        #   ^ reads: 3, 5, 7:9
    return x, y                   # 0 or g()
    #      ^ reads: 3, 5, 7:9?; binds: 3, 5, 7:9
    #         ^ reads: 14
