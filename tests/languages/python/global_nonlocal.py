# A declaration anywhere in the function changes every use in it, also through nested scopes.
n = 0
def outer():
    n = 1
    def g():
        global n
        n += 1                    # module
        # <- binds: 2, 7
        def h():
            return n              # module: `global` of g is seen through
            #      ^ binds: 2, 7
        return h
        #      ^ reads: 9
    def k():
        nonlocal n
        n = 2                     # outer
        class C:
            n = n                 # reads the module's: a name that a class binds skips functions
            #   ^ binds: 18:13
        return C
        #      ^ reads: 17
    return g, k, n
    #      ^ reads: 5
    #         ^ reads: 14
    #            ^ binds: 4, 16
