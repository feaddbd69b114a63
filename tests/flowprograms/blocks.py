"""Path enumeration on a lowered `Program`: the oracle of the flow stage alone, and a witness of the lowering alone.

As in `oracle`, one run follows one symbol; its states are (block, last definition, was a back edge taken since),
and every edge is followed from every state that is new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from codestruct.binding import Bindings
from codestruct.language import Role
from codestruct.lowering import Program
from codestruct.lowering.program import Event
from tests.flowprograms.oracle import Kind

State = tuple[int, int, bool]  # block, defining site (-1: none), carried

READS = (Role.USE, Role.UPDATE, Role.DELETE)
DEFINES = (Role.DEFINE, Role.UPDATE)


def enumerate_blocks(program: Program, bindings: Bindings) -> tuple[dict[tuple[int, int], Kind], bool]:
    """All pairs (defining site, reading site) of one unit each, with a path between that defines nothing anew.

    A back edge is one whose target dominates its source. Also whether all loops have one (the graph is reducible):
    where they do not, the kinds depend on what one calls a back edge.
    """
    following = dict(enumerate(program.successors))
    entries = program.unit_entry
    alive = _reach(entries, following)
    back = {(s, t) for s in alive for t in following[s] if s not in _reach(entries, following, without=t)}
    forward = {s: [t for t in following[s] if (s, t) not in back] for s in alive}
    reducible = all(block not in _reach(forward[block], forward) for block in alive)
    symbols = bindings.symbol.tolist()
    roles = bindings.role.tolist()
    of_symbol: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for block, events in enumerate(program.blocks):
        for site, what in ((event >> 3, event & 7) for event in events):
            if what != Event.CREATE and symbols[site] >= 0:
                of_symbol[symbols[site]][block].append((site, what))
    pairs: dict[tuple[int, int], Kind] = {}
    for blocks in of_symbol.values():
        pending: list[State] = [(entry, -1, False) for entry in entries]
        known = set(pending)
        while pending:
            block, last_site, carried = pending.pop()
            for site, what in blocks.get(block, ()):
                occurs = what == Event.OCCUR
                if occurs and roles[site] in READS and last_site >= 0:
                    kind = Kind.CARRIED if carried else Kind.FLOW
                    pairs[last_site, site] = min(kind, pairs.get((last_site, site), kind))
                if what == Event.DEFINE or (occurs and roles[site] in DEFINES):
                    last_site, carried = site, False
                elif what == Event.KILL or (occurs and roles[site] == Role.DELETE):
                    last_site, carried = -1, False
            for target in following[block]:
                state = (target, last_site, carried or (block, target) in back)
                if state not in known:
                    known.add(state)
                    pending.append(state)
    return pairs, reducible


def _reach(starts: Iterable[int], following: Mapping[int, list[int]], without: int = -1) -> set[int]:
    """The blocks that control can get to from some blocks, these included, where one of all is taken out."""
    seen = {start for start in starts if start != without}
    pending = list(seen)
    while pending:
        for target in following[pending.pop()]:
            if target != without and target not in seen:
                seen.add(target)
                pending.append(target)
    return seen
