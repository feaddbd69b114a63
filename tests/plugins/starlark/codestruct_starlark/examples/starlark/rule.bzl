load("//tools:defs.bzl", "library")

def _check(name, kind):
    if kind == "c":
        language = "C"
    elif kind == "go":
        language = "Go"
    else:
        language = None
        fail("unknown kind")
    return name + language
    #      ^ reads: 3
    #             ^ reads: 5, 7; binds: 5

library(name = _check("a", "c"))
#              ^ reads: 3:5
