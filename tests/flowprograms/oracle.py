"""Which definition may a read see? The answer of path enumeration, for a whole program with its inner functions."""

from collections.abc import Iterator
from enum import IntEnum
from typing import TypeAlias

from tests.flowprograms import program as node
from tests.flowprograms.paths import OUTSIDE, UNDEFINED, History

Unit: TypeAlias = node.Program | node.Function
Pairs: TypeAlias = dict[tuple[int, int], "Kind"]

WHOLE = 0  # the mark of the program itself


class Kind(IntEnum):
    """How a definition gets to a read; of several ways the first in this list.

    FLOW: along a path without any back edge. CARRIED: along a path. CLOSURE: it reaches the making of an inner
    function that reads its outer variable. LATER: it may run after that; or it is an inner function's, and the read may
    run after the function was made, or is another inner function's of its outer variable.
    """

    FLOW = 0
    CARRIED = 1
    CLOSURE = 2
    LATER = 3


def enumerate_paths(program: node.Program) -> Pairs:
    """All pairs (definition site, read site) such that the read may see the definition."""
    units: dict[int, Unit] = {WHOLE: program}
    around: dict[int, int] = {}
    for function, parent in _list_functions(program.body, WHOLE):
        units[function.mark], around[function.mark] = function, parent
    home = {variable: mark for mark, unit in units.items() if mark != WHOLE for variable in unit.locals}
    pairs: Pairs = {}
    for variable in range(len(program.names)):
        _follow(variable, home.get(variable, WHOLE), units, around, pairs)
    return pairs


def _list_functions(part: object, parent: int) -> Iterator[tuple[node.Function, int]]:
    """The functions below a part with the unit that each is made in, outer ones first."""
    for child in node.list_children(part):
        if isinstance(child, node.Function):
            yield child, parent
            yield from _list_functions(child, child.mark)
        else:
            yield from _list_functions(child, parent)


def _follow(variable: int, home: int, units: dict[int, Unit], around: dict[int, int], pairs: Pairs) -> None:
    histories: dict[int, History] = {}
    for mark, unit in units.items():
        if mark == WHOLE or (around[mark] in histories and histories[around[mark]].made.get(mark)):  # else: dead
            histories[mark] = History(unit, variable, UNDEFINED if mark == home else OUTSIDE)
    for history in histories.values():
        for read, states in history.read.items():
            for site, carried, _ in states:
                if site > 0:
                    _note(pairs, site, read, Kind.CARRIED if carried else Kind.FLOW)
    for definer in histories:
        for reader in histories:
            if definer != reader:
                _connect(definer, reader, histories, around, pairs)


def _note(pairs: Pairs, define: int, read: int, kind: Kind) -> None:
    pairs[define, read] = min(kind, pairs.get((define, read), kind))


def _connect(definer: int, reader: int, histories: dict[int, History], around: dict[int, int], pairs: Pairs) -> None:
    """What the definitions of one function mean for the reads of another."""
    defined = {site for site, states in histories[definer].defined.items() if states}
    open_reads = {
        read for read, states in histories[reader].read.items() if any(site == OUTSIDE for site, _, _ in states)
    }
    inward, outward = _child_towards(reader, definer, around), _child_towards(definer, reader, around)
    if inward is not None:  # the reader is inside the definer
        reaching = {site for site, _, _ in histories[definer].made[inward]}
        later = {
            site for site, states in histories[definer].defined.items() if any(inward in made for _, _, made in states)
        }
        for define in defined & (reaching | later):
            for read in open_reads:
                _note(pairs, define, read, Kind.CLOSURE if define in reaching else Kind.LATER)
    elif outward is not None:  # the definer is inside the reader
        for read, states in histories[reader].read.items():
            if any(outward in made for _, _, made in states):
                for define in defined:
                    _note(pairs, define, read, Kind.LATER)
    else:
        for define in defined:
            for read in open_reads:
                _note(pairs, define, read, Kind.LATER)


def _child_towards(inner: int, outer: int, around: dict[int, int]) -> int | None:
    """The function made in `outer` that `inner` is or lies in; None where it lies elsewhere."""
    while inner != WHOLE:
        if around[inner] == outer:
            return inner
        inner = around[inner]
    return None
