"""Flow: the table of (definition, use) pairs, and how it is filled."""

import time
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from codestruct.columns import Columns, Enumerations

__all__ = ["EDGES_PER_SYMBOL", "Flow", "FlowKind", "Pairs"]

EDGES_PER_SYMBOL = 100_000
"""The most (definition, use) pairs that one symbol gets by default."""


class FlowKind(IntEnum):
    """How a definition gets to a use: along the code, only around a loop, or from one function into another."""

    FLOW = 0
    CARRIED = 1
    CLOSURE = 2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Flow(Columns):
    """The definitions that each use may read, one row a (definition, use) pair.

    `define` and `use` (rows of the bindings), int32 [m]; `kind` (`FlowKind`), uint8 [m]; `certain`, bool [m], False
    where it is unknowable whether the definition happens before the use. `capped`: symbols whose pairs hit the limit.
    `late`: time ran out, and functions were left out.
    """

    define: npt.NDArray[np.int32]
    use: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    certain: npt.NDArray[np.bool_]
    capped: tuple[int, ...] = ()
    late: bool = False

    enumerations: ClassVar[Enumerations] = {"kind": FlowKind}

    def __len__(self) -> int:
        return len(self.define)


class Pairs:
    """The pairs found so far; of two ways between the same sites the plainer one stays."""

    def __init__(self, edges_per_symbol: int, max_seconds: float) -> None:
        self.limit = edges_per_symbol
        self.deadline = time.monotonic() + max_seconds
        self.late = False
        self.found: dict[int, int] = {}  # use << 32 | define -> kind << 1 | certain
        self.count: dict[int, int] = {}
        self.capped: set[int] = set()

    def add(self, symbol: int, define: int, use: int, kind: int, certain: bool) -> bool:
        """Note a pair; False once its symbol has as many as it may."""
        key = use << 32 | define
        known = self.found.get(key)
        if known is not None:
            self.found[key] = min(kind, known >> 1) << 1 | certain | known & 1
            return True
        count = self.count.get(symbol, 0)
        if count >= self.limit:
            self.capped.add(symbol)
            return False
        self.count[symbol] = count + 1
        self.found[key] = kind << 1 | certain
        return True

    def is_late(self) -> bool:
        """Whether time has run out."""
        self.late = self.late or time.monotonic() > self.deadline
        return self.late

    def table(self) -> Flow:
        """All pairs as a table."""
        keys = np.fromiter(self.found, np.int64, len(self.found))
        ways = np.fromiter(self.found.values(), np.uint8, len(self.found))
        order = keys.argsort()
        keys, ways = keys.take(order), ways.take(order)
        define, use, certain = keys.astype(np.int32), (keys >> 32).astype(np.int32), (ways & 1).view(np.bool_)
        kind = (ways >> 1).view(np.uint8)
        for column in (define, use, kind, certain):
            column.setflags(write=False)
        return Flow(define, use, kind, certain, tuple(sorted(self.capped)), self.late)
