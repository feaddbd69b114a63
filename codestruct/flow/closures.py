"""What definitions in one function mean for uses in another."""

from codestruct.flow.table import FlowKind, Pairs
from codestruct.flow.units import Point, Traced
from codestruct.lowering import Program

__all__ = ["connect_units"]

CLOSURE = int(FlowKind.CLOSURE)


def connect_units(program: Program, traced: Traced, pairs: Pairs) -> None:
    """Add the closure pairs: every symbol of several units, definitions of one unit against uses of another."""
    parents = program.unit_parent
    later = _Later(traced.successors)
    for symbol in sorted(traced.shared):
        uses = traced.uses.get(symbol)
        defines = traced.defines.get(symbol)
        if not uses or not defines:
            continue
        inside: dict[int, list[int]] = {}  # unit -> the units in it that define the symbol
        for unit in sorted(defines):
            for around in _chain(unit, parents)[1:]:
                inside.setdefault(around, []).append(unit)
        for use_unit, sites in sorted(uses.items()):
            if symbol in pairs.capped or pairs.is_late():
                break
            above_use = _chain(use_unit, parents)
            is_open = use_unit in traced.open_uses.get(symbol, ())
            for define_unit in sorted(defines) if is_open else inside.get(use_unit, ()):
                if define_unit != use_unit and not _connect(
                    symbol, (define_unit, defines[define_unit]), (use_unit, sites), above_use, parents, traced, later,
                    pairs,
                ):  # fmt: skip
                    break


def _chain(unit: int, parents: list[int]) -> list[int]:
    """A unit and those around it, innermost first."""
    chain = [unit]
    while (unit := parents[unit]) >= 0:
        chain.append(unit)
    return chain


def _connect(
    symbol: int,
    definer: tuple[int, list[tuple[int, Point]]],
    user: tuple[int, list[tuple[int, Point]]],
    above_use: list[int],
    parents: list[int],
    traced: Traced,
    later: "_Later",
    pairs: Pairs,
) -> bool:
    """Pair one unit's definitions with another unit's uses; False once the symbol has as many pairs as it may."""
    define_unit, defines = definer
    use_unit, uses = user
    above_define = _chain(define_unit, parents)
    if define_unit in above_use:  # from around into the function: what is there when it is made, or comes after
        uses = traced.open_uses.get(symbol, {}).get(use_unit, [])
        child = above_use[above_use.index(define_unit) - 1]
        reaching = traced.reaching_creation.get((child, symbol), set())
        made = traced.creations.get(child, [])
        defines = [(site, at) for site, at in defines if site in reaching or later.can_follow(made, at)]
        certain = reaching
    elif use_unit in above_define:  # from the function out: to what can run once it is made
        child = above_define[above_define.index(use_unit) - 1]
        made = traced.creations.get(child, [])
        uses = [(site, at) for site, at in uses if later.can_follow(made, at)]
        certain = set()
    else:
        uses = traced.open_uses.get(symbol, {}).get(use_unit, [])
        certain = set()
    for use, _ in uses:
        for define, _ in defines:
            if not pairs.add(symbol, define, use, CLOSURE, define in certain):
                return False
    return True


class _Later:
    """Which points of a unit can run after which others."""

    def __init__(self, successors: list[list[int]]) -> None:
        self.successors = successors
        self.beyond: dict[int, frozenset[int]] = {}

    def can_follow(self, first: list[Point], second: Point) -> bool:
        """Whether control can get from one of some points to another point of the same unit."""
        where, position = second
        for block, made in first:
            if block == where and position > made:
                return True
            if where in self._reach(block):
                return True
        return False

    def _reach(self, block: int) -> frozenset[int]:
        """The blocks that control can enter after a block."""
        known = self.beyond.get(block)
        if known is None:
            seen: set[int] = set()
            todo = [block]
            while todo:
                for target in self.successors[todo.pop()]:
                    if target not in seen:
                        seen.add(target)
                        todo.append(target)
            known = self.beyond[block] = frozenset(seen)
        return known
