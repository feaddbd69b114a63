"""A docstring " in " "pieces"."""
from __future__ import annotations
from os import path as where, sep
#                      ^ role: define
#                             ^ role: define

total = 1 + \
    2
#   ^ token: literal
first = total; \
    second = first
#   ^ item: assignment to 11
#            ^ reads: 10
if first is not second and second not in (first,):
#        ^ token: keyword
#                                 ^ token: keyword
    print(where, sep)
#         ^ reads: 3
#                ^ reads: 3
while False:
    total = 3
    # <- role: define
print(total)
#     ^ reads: 7
found = {row for row in sep if row}
#        ^ reads: 25:18
#                              ^ reads: 25:18
lazy = (row for row in sep if row)
#       ^ reads: 28:17
#                             ^ reads: 28:17
pairs = {row: 1 for row in sep if row}
#        ^ reads: 31:21
#                                 ^ reads: 31:21


class Box[T]:
    """One " docstring" """ " in two"

    item: T
    #     ^ reads: 36:11; binds: 36:11
    def get(self) -> T: return self.item; \
        pass


match total:
    case Box(item=inner):
        first = inner
        #       ^ reads: 46
    case _:
        first = 0
print(first)
#     ^ reads: 47, 50
