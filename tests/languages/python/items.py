# Items and token classes: what starts where, and where it ends. Comments as deep as a body belong to it.
"""A docstring of the module."""
# <- item: other to 2; token: docstring
import os, sys
# <- item: import to 4
#      ^^  ^^^ token: identifier
#        ^ token: punctuation

@decorate(os)
# <- item: function to 39
 # <- item: -; token: identifier
def f(a, b=1):  # a comment
# <- item: -; token: keyword
#   ^ token: identifier
#         ^ token: operator
#          ^ token: literal
#               ^ token: comment
    """A docstring of the function."""
    # <- token: docstring
    if a: return b
    # <- item: branch to 33 in 9
    #     ^ item: jump to 20 in 20
    elif b:
    # <- item: -; token: keyword
        x = 1; y = {"k": not a}
        # <- item: assignment to 25 in 20
        #      ^ item: assignment to 25 in 20
        #          ^    ^^^ item: -
        #                ^^^ token: keyword
    else:
    # <- item: -
        pass
        # <- item: -; token: keyword
    for x in a: b(x)
    # <- item: loop to 34 in 9
    #           ^ item: call to 34 in 34
    return [x for x in a if x]
    # <- item: jump to 37 in 9
    #         ^^^ item: -; token: keyword

class C:
# <- item: class to 48
    n: int = 0
    # <- item: assignment to 43 in 41
    def m(self): return lambda: self.n
    # <- item: function to 45 in 41
    #            ^ item: jump to 45 in 45
    #                   ^ item: -
