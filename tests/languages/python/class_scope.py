# A class body is a scope, but functions and comprehensions inside it do not see it.
x = "module"
class A:
    x = "class"
    same = x                      # class
    #      ^ reads: 4
    first = [x for _ in (1,)]     # module: the body of the comprehension skips the class
    #        ^ binds: 2
    outer = [i for i in x]        # class: the first iterable is evaluated in the class
    #        ^ reads: 9:20
    #                   ^ reads: 4
    def m(self, d=x):             # class: defaults belong to the class body
    #             ^ reads: 4
        return x                  # module
        #      ^ binds: 2
    fallback = x                  # class
    #          ^ reads: 4
    del x
    #   ^ reads: 4
    after = x                     # module at run time, though `x` is a local of the class
    #       ^ binds: 4
