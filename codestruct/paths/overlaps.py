"""Overlaps: which access paths may lead to the same place, and which lie inside others."""

from collections.abc import Mapping, Sequence

from codestruct.paths.occurrences import ANY, Base, Occurrence

__all__ = ["OVERLAPS", "PATHS_PER_NAME", "Overlaps"]

OVERLAPS = 64
"""The most other paths that one may lead to the same place as, or lie around; of more only so many count."""

PATHS_PER_NAME = 256
"""The most paths that start from one name; others are left out of the flow."""

Key = tuple[Base, tuple[str, ...]]


class Overlaps:
    """The symbols of some paths, each a (base, steps); what a write to one may mean for others.

    `of_path`: symbol by base and steps; `same`: the symbols that lead, or may lead, to the same place, itself left out;
    `inside`: those that begin with it; `of_base`: the symbols of each base; `vague`: whether it has a step that is not
    known; `left_out`: those that no flow is looked for; `capped`: these, and those with more others than count.
    """

    def __init__(
        self, occurrences: Sequence[Occurrence], aliases: Mapping[Base, Base], *, mixed: bool, pointers: bool
    ) -> None:
        self.mixed = mixed  # an element may be a member
        self.of_path: dict[Key, int] = {}
        self.texts: list[str] = []
        for one in occurrences:
            for length in (1, len(one.steps)):  # the first step may go without an occurrence of its own: a bare field
                if (one.base, one.steps[:length]) not in self.of_path:
                    self.of_path[one.base, one.steps[:length]] = len(self.texts)
                    self.texts.append(one.text if length == len(one.steps) else _cut(one, length))
        self.keys = list(self.of_path)
        self.vague = [ANY in steps for _, steps in self.keys]
        self.of_base: dict[Base, list[int]] = {}
        for symbol, (base, _) in enumerate(self.keys):
            self.of_base.setdefault(base, []).append(symbol)
        self.left_out = {s for (what, _), own in self.of_base.items() if what == "name" for s in own[PATHS_PER_NAME:]}
        self.capped = set(self.left_out)
        self.inside: list[list[int]] = [[] for _ in self.keys]
        for symbol, (base, steps) in enumerate(self.keys):
            holding = [steps[:length] for length in range(1, len(steps))]
            if pointers:  # p->x is inside *p
                holding += [(*steps[:at], "[0]") for at, step in enumerate(steps) if step[0] == "."]
            for outer in holding:
                around = self.of_path.get((base, outer))
                if around is not None and not self.vague[around]:
                    self._note(self.inside, around, symbol)
        self.same: list[list[int]] = [[] for _ in self.keys]
        self._find_same(aliases)

    def _note(self, table: list[list[int]], symbol: int, other: int) -> None:
        if len(table[symbol]) < OVERLAPS:
            table[symbol].append(other)
        else:
            self.capped.add(symbol)

    def _find_same(self, aliases: Mapping[Base, Base]) -> None:
        """Compare the paths that may start from the same object and have the same shape."""
        groups: dict[tuple[Base, tuple[str, ...]], list[int]] = {}
        for symbol, (base, steps) in enumerate(self.keys):
            groups.setdefault((aliases.get(base, base), tuple(self._shape(step) for step in steps)), []).append(symbol)
        for group in groups.values():
            exact: dict[tuple[str, ...], list[int]] = {}
            vague = [symbol for symbol in group if self.vague[symbol]]
            for symbol in group:
                exact.setdefault(self.keys[symbol][1], []).append(symbol)
            for symbol in group:
                steps = self.keys[symbol][1]
                others = group if self.vague[symbol] else [*exact[steps], *vague]
                for other in others:
                    if len(self.same[symbol]) >= OVERLAPS:
                        self.capped.add(symbol)
                        break
                    if other != symbol and self._may_be(steps, self.keys[other][1]):
                        self.same[symbol].append(other)

    def _shape(self, step: str) -> str:
        return "" if self.mixed or step[0] == "[" else step

    def _may_be(self, steps: tuple[str, ...], others: tuple[str, ...]) -> bool:
        return all(one == other or ANY in (one, other) for one, other in zip(steps, others, strict=True))


def _cut(one: Occurrence, length: int) -> str:
    """How the first steps of a path are called."""
    rest = "".join(one.steps[length:])
    return one.text.removesuffix(rest)
