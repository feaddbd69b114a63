"""Mutations: the table of what method calls may do to the objects that they are called on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Mutations"]


@dataclass(frozen=True, slots=True, eq=False)
class Mutations:
    """The method calls on a name that may change what a later use of it sees, one row a (call, use) pair, by use.

    `define` and `use` (rows of the bindings: the name in `xs.append(v)`, and a use of the same symbol), int32 [m];
    `kind` (`FlowKind`), uint8 [m]; `certain`, bool [m], False: it is not known what a method does. `listed`, bool [m]:
    the language's file lists the method as one that changes its object; else nothing is known of it.
    `capped`: symbols whose pairs hit the limit.
    """

    define: npt.NDArray[np.int32]
    use: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    certain: npt.NDArray[np.bool_]
    listed: npt.NDArray[np.bool_]
    capped: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.define)
