"""Paths: the table of access paths, and which definition of one each use may read."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Paths"]

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """The occurrences of access paths (`self.total`, `obj.a.b`, `xs[0]`), and the definitions that each may read.

    An occurrence is a row of `start`, `end` (bytes), `symbol`, `item` (-1 for none), int32 [n], and `role` (`Role`),
    uint8 [n], in source order. Symbol s is called `names[s]`; an element whose index is not known is `xs[*]`. Where a
    field also goes by its bare name, that is an occurrence of the same symbol.

    Of the flow, one row a (definition, use) pair, sorted by use: `define` and `use` (rows of the occurrences), int32
    [m]; `kind` (`FlowKind`), uint8 [m]; `certain`, bool [m], False for a write through an unknown index or an alias, a
    read of an unknown element, a method call on the path, and what another method of the class does to a field.
    `capped`: the symbols of which something is left out, for they are too many.
    """

    start: Ints
    end: Ints
    role: npt.NDArray[np.uint8]
    symbol: Ints
    item: Ints
    names: tuple[str, ...]
    define: Ints
    use: Ints
    kind: npt.NDArray[np.uint8]
    certain: npt.NDArray[np.bool_]
    capped: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.define)
