"""Control: the table of control dependences between items."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from codestruct.columns import Columns

__all__ = ["Control"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Control(Columns):
    """Which items decide whether an item runs, one row a (decider, item) pair, sorted by item, then decider.

    `decider` and `item` (rows of the items, never equal), int32 [m]. `capped`: whether the source has more dependences
    than are looked for.
    """

    decider: npt.NDArray[np.int32]
    item: npt.NDArray[np.int32]
    capped: bool = False

    def __len__(self) -> int:
        return len(self.decider)
