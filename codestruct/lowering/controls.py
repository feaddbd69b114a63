"""Controls: the constructs around the code that is being lowered, as jumps see them, and the units around it."""

from typing import NamedTuple

__all__ = ["NOWHERE", "Control", "Frame"]

NOWHERE = -1
"""No block, no label."""


class Control:
    """One construct around the code that is being lowered, as a jump out of it sees it.

    `kind` is loop, switch, label (a labelled block), case (whose break_to is where falling through leads) or finally;
    a `finally` has in `pending` where a jump goes on to -> the label of the copy of it that the jump runs first.
    """

    __slots__ = ("break_to", "continue_to", "kind", "labels", "pending")

    def __init__(
        self,
        kind: str,
        labels: frozenset[str] = frozenset(),
        break_to: int = NOWHERE,
        continue_to: int = NOWHERE,
    ) -> None:
        self.kind = kind
        self.labels = labels
        self.break_to = break_to
        self.continue_to = continue_to
        self.pending: dict[int, int] = {}


class Frame(NamedTuple):
    """What the machine remembers of a unit while it lowers one inside it."""

    block: int
    unit: int
    scope: int
    handler: int
    controls: list[Control]
    labels: frozenset[str]
