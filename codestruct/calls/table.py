"""Calls: the table of what passes between functions and their calls."""

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from codestruct.columns import Columns, Enumerations

__all__ = ["CallKind", "Calls"]

Ints = npt.NDArray[np.int32]


class CallKind(IntEnum):
    """What passes: the function itself to its call, an argument to a parameter, a returned value to the call."""

    CALL = 0
    ARGUMENT = 1
    RETURN = 2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calls(Columns):
    """What passes between the functions of a source and their calls in it, one row each, sorted by call.

    `kind` (`CallKind`), uint8 [m]; rows of the tree, int32 [m]: `call`, `function` (a class where it has no constructor
    of its own), and the ends `source` -> `target`: function -> call, argument -> name of the parameter, what is
    returned -> call. `source_item` and `target_item` (-1 for none), int32 [m]. `certain`, bool [m], False where another
    function than this one, or none of the source, may be called, or another argument be passed.
    """

    kind: npt.NDArray[np.uint8]
    call: Ints
    function: Ints
    source: Ints
    target: Ints
    certain: npt.NDArray[np.bool_]
    source_item: Ints
    target_item: Ints

    enumerations: ClassVar[Enumerations] = {"kind": CallKind}

    def __len__(self) -> int:
        return len(self.kind)
