"""The machine for those who see more in a tree than names: it stops at further rows, and leaves no branch out."""

import numpy as np
import numpy.typing as npt

from codestruct.lowering.machine import Machine

__all__ = ["HaltingMachine"]

FURTHER = 3  # in `what`: more than a construct of the language


class HaltingMachine(Machine):
    """The machine, told to branch wherever the source does, and to stop at some rows more."""

    usual: dict[int, int]
    """What each of those rows is to the usual machine, which `lower_usual` takes."""

    def _count_active(self, effect: npt.NDArray[np.int16]) -> npt.NDArray[np.int32]:
        """How many rows before each row ask for branches: all do."""
        return np.arange(len(effect) + 1, dtype=np.int32)

    def halt_at(self, rows: list[int]) -> None:
        """Stop at these rows too; to be called once."""
        self.usual = {row: self.what[row] for row in rows}
        for row in rows:
            self.what[row] = FURTHER
        flags = np.zeros(len(self.tree) + 1, dtype=bool)
        flags[[*rows, len(self.tree)]] = True
        at = np.flatnonzero(flags)[np.cumsum(flags) - flags]  # the next of them from each row on
        self.next_halt = np.minimum(self.next_halt, at).tolist()
        self.next_stop = np.minimum(self.next_stop, at).tolist()
