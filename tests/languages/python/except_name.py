# The name of `except ... as e` is deleted when the handler ends.
def f(e):
    try:
        g()
        # <- binds: -
    except ValueError as e:
    #      ^ binds: -
        h(e)                      # the exception
        # <- binds: -
        # ^ reads: 6; binds: 2, 6
    except KeyError:
    #      ^ binds: -
        h(e)                      # the parameter
        # <- binds: -
        # ^ reads: 2; binds: 2, 6
    return e                      # the parameter, or unbound
    #      ^ reads: 2; binds: 2, 6
