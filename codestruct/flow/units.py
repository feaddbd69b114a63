"""Reaching definitions within each unit, through static single assignment."""

from collections.abc import Iterator

from codestruct.binding import Bindings
from codestruct.flow.dominance import Dominance
from codestruct.flow.table import FlowKind, Pairs
from codestruct.language import Role
from codestruct.lowering import Event, Program

__all__ = ["Point", "Traced", "trace_units"]

OCCUR, KILL, CREATE, READ = map(int, (Event.OCCUR, Event.KILL, Event.CREATE, Event.READ))
DEFINE, USE, DELETE = map(int, (Role.DEFINE, Role.USE, Role.DELETE))
FLOW, CARRIED = map(int, (FlowKind.FLOW, FlowKind.CARRIED))
"""The loops here are hot, and an enumeration's member is looked up in two steps."""
ENTRY = 0
"""The value of a symbol at the entry of its unit; a definition's value is its number in `_Unit.values`, from 1 on."""


MOST_BITS = 1 << 31
"""Bits of all sets of definitions of one unit, 256 MB; where they would take more, pairs are left out."""


Point = tuple[int, int]
"""A place in the code: a block of the program and the position of an event in it."""


class Traced:
    """What the units say to each other: per symbol and unit, where it is defined and read, and where the
    value from outside may be read."""

    def __init__(self, units: int, successors: list[list[int]]) -> None:
        self.defines: dict[int, dict[int, list[tuple[int, Point]]]] = {}
        self.open_uses: dict[int, dict[int, list[tuple[int, Point]]]] = {}
        self.uses: dict[int, dict[int, list[tuple[int, Point]]]] = {}
        self.creations: dict[int, list[Point]] = {}
        self.reaching_creation: dict[tuple[int, int], set[int]] = {}  # (unit, symbol) -> definitions
        self.alive: list[bool] = [False] * units
        self.successors = successors
        self.shared: frozenset[int] = frozenset()
        self.wanted: list[frozenset[int]] = []


def trace_units(program: Program, bindings: Bindings, pairs: Pairs) -> Traced:
    """Find the pairs within each unit that control can get to, outer units first."""
    symbol = bindings.symbol.tolist()
    role = bindings.role.tolist()
    blocks = program.blocks
    unit_blocks: list[list[int]] = [[] for _ in program.unit_parent]
    for block, unit in enumerate(program.block_unit):
        unit_blocks[unit].append(block)
    traced = Traced(len(unit_blocks), program.successors)
    _find_shared(program, blocks, symbol, traced)
    traced.alive[0] = True
    for unit, own in enumerate(unit_blocks):
        if traced.alive[unit] and not pairs.is_late():
            _Unit(unit, own, blocks, symbol, role, traced, pairs).trace()
    return traced


def _find_shared(program: Program, blocks: list[list[int]], symbol: list[int], traced: Traced) -> None:
    """Which symbols occur in several units, and which of them each unit and those inside it mention."""
    parents = program.unit_parent
    if len(parents) == 1:
        traced.wanted = [frozenset()]
        return
    mentioned: list[set[int]] = [set() for _ in parents]
    for block, unit in enumerate(program.block_unit):
        mentioned[unit].update([symbol[event >> 3] for event in blocks[block] if event & 7 != CREATE])
    seen: set[int] = set()
    shared: set[int] = set()
    for names in mentioned:
        shared |= seen & names
        seen |= names
    shared.discard(-1)
    for names in mentioned:
        names &= shared
    for unit in range(len(parents) - 1, 0, -1):
        mentioned[parents[unit]] |= mentioned[unit]
    traced.shared = frozenset(shared)
    known: dict[frozenset[int], frozenset[int]] = {}  # a set takes 200 bytes, and many units mention the same names
    while mentioned:
        wanted = frozenset(mentioned.pop())
        traced.wanted.append(known.setdefault(wanted, wanted))
    traced.wanted.reverse()


class _Phi:
    """Where the values of a symbol from several paths meet: a block, and the value that comes along each edge."""

    __slots__ = ("ahead", "around", "name")

    def __init__(self, name: int) -> None:
        self.name = name
        self.ahead: list[int | _Phi] = []  # along forward edges
        self.around: list[int | _Phi] = []  # along back edges


class _Unit:
    """One unit on the way to its pairs."""

    def __init__(
        self, unit: int, own: list[int], blocks: list[list[int]], symbol: list[int], role: list[int],
        traced: Traced, pairs: Pairs,
    ) -> None:  # fmt: skip
        self.unit, self.own, self.symbol, self.role, self.traced, self.pairs = unit, own, symbol, role, traced, pairs
        self.events = [blocks[block] for block in own]
        self.values: list[int] = [-1]  # value -> defining site
        self.reads: list[tuple[int, int, int | _Phi, Point | None]] = []  # site, symbol, value, where if it is shared
        self.seen: list[tuple[int, int, int | _Phi]] = []  # unit created, symbol, value there
        self.phis: list[dict[int, _Phi]] = [{} for _ in own] if len(own) > 1 else [{}]
        self.all_phis: list[_Phi] = []

    def trace(self) -> None:
        """Number the values, then turn each read into its pairs."""
        if len(self.own) == 1 and self.own[0] not in self.traced.successors[self.own[0]]:
            self._rename_block(0, {}, [])
        else:
            dominance = Dominance(self._link_blocks())
            self._place_phis(dominance)
            self._rename(dominance)
        ahead, everywhere = self._resolve()
        self._pair(ahead, everywhere)

    def _link_blocks(self) -> list[list[int]]:
        """The successors of each block, by their places among the unit's own."""
        place, after = {block: index for index, block in enumerate(self.own)}, self.traced.successors
        return [[place[target] for target in dict.fromkeys(after[block]) if target in place] for block in self.own]

    def _place_phis(self, dominance: Dominance) -> None:
        """Put a phi for each symbol that is read across blocks wherever its definitions meet."""
        if not dominance.frontier:
            return
        defined: dict[int, list[int]] = {}
        crossing: set[int] = set()
        for block in dominance.order:
            done: set[int] = set()
            for event in self.events[block]:
                what = event & 7
                if what == CREATE:
                    crossing.update(self.traced.wanted[event >> 3])
                    continue
                name, role = self.symbol[event >> 3], self.role[event >> 3]
                reads = what == READ or (what == OCCUR and role != DEFINE)
                if reads and name not in done:
                    crossing.add(name)
                if what != READ and (what != OCCUR or role != USE) and name not in done:
                    done.add(name)
                    defined.setdefault(name, []).append(block)
        for name in crossing:
            todo = list(defined.get(name, ()))
            while todo:
                for meeting in dominance.frontier.get(todo.pop(), ()):
                    if name not in self.phis[meeting]:
                        self.phis[meeting][name] = _Phi(name)
                        todo.append(meeting)
        for block in dominance.order:
            self.all_phis.extend(self.phis[block].values())

    def _rename(self, dominance: Dominance) -> None:
        """Walk the dominator tree with the current value of each symbol at hand."""
        current: dict[int, int | _Phi] = {}
        rank = {block: place for place, block in enumerate(dominance.order)}
        stack: list[tuple[int, list[tuple[int, int | _Phi]] | None]] = [(0, None)]
        while stack:
            block, undo = stack.pop()
            if undo is not None:
                for name, value in reversed(undo):
                    current[name] = value
                continue
            changes: list[tuple[int, int | _Phi]] = []
            for name, phi in self.phis[block].items():
                changes.append((name, current.get(name, ENTRY)))
                current[name] = phi
            self._rename_block(block, current, changes)
            for target in dominance.successors[block]:
                for name, phi in self.phis[target].items():
                    value = current.get(name, ENTRY)
                    (phi.ahead if rank[target] > rank[block] else phi.around).append(value)
            if block == 0:
                for phi_name, phi in self.phis[0].items():
                    phi.ahead.append(ENTRY)
                    del phi_name
            stack.append((block, changes))
            for child in reversed(dominance.children[block]):
                stack.append((child, None))

    def _rename_block(self, block: int, current: dict[int, int | _Phi], changes: list[tuple[int, int | _Phi]]) -> None:
        """Let the events of one block happen: reads take the current value, definitions make a new one."""
        symbol, role, values, reads = self.symbol, self.role, self.values, self.reads
        program_block, shared, traced = self.own[block], self.traced.shared, self.traced
        for position, event in enumerate(self.events[block]):
            site, what = event >> 3, event & 7
            if what == CREATE:
                self._create(site, (program_block, position), current)
                continue
            name = symbol[site]
            if name < 0:
                continue
            doing = role[site] if what == OCCUR else USE if what == READ else DEFINE
            point = (program_block, position) if name in shared else None
            if doing >= USE:
                reads.append((site, name, current.get(name, ENTRY), point))
                if point is not None:
                    traced.uses.setdefault(name, {}).setdefault(self.unit, []).append((site, point))
                if doing == USE:
                    continue
            changes.append((name, current.get(name, ENTRY)))
            current[name] = len(values)
            if what == KILL or doing == DELETE:
                values.append(-1)
            else:
                values.append(site)
                if point is not None:
                    traced.defines.setdefault(name, {}).setdefault(self.unit, []).append((site, point))

    def _create(self, unit: int, point: Point, current: dict[int, int | _Phi]) -> None:
        """A unit inside this one comes into being: control can get to it, and it sees the values of this place."""
        self.traced.creations.setdefault(unit, []).append(point)
        self.traced.alive[unit] = True
        for name in self.traced.wanted[unit]:
            self.seen.append((unit, name, current.get(name, ENTRY)))

    def _resolve(self) -> tuple[dict[_Phi, int], dict[_Phi, int]]:
        """The values that each phi stands for, as bits: along forward edges alone, and along all edges."""
        ahead: dict[_Phi, int] = {}
        size = 0
        for phi in self.all_phis:  # in reverse postorder, so that what comes along forward edges is known
            bits = ahead[phi] = _union(phi.ahead, ahead) if size < MOST_BITS else 0
            size += bits.bit_length()
        if size >= MOST_BITS:
            self.pairs.capped.update(phi.name for phi in self.all_phis)
            return ahead, ahead
        todo = [phi for phi in reversed(self.all_phis) if phi.around]
        if not todo:
            return ahead, ahead
        everywhere = dict(ahead)
        readers: dict[_Phi, list[_Phi]] = {phi: [] for phi in self.all_phis}
        for phi in self.all_phis:
            for value in (*phi.ahead, *phi.around):
                if isinstance(value, _Phi):
                    readers[value].append(phi)
        waiting = set(todo)
        while todo:
            phi = todo.pop()
            waiting.discard(phi)
            bits = _union(phi.around, everywhere) | _union(phi.ahead, everywhere)
            if bits != everywhere[phi]:
                everywhere[phi] = bits
                fresh = [reader for reader in readers[phi] if reader not in waiting]
                todo += fresh
                waiting.update(fresh)
        return ahead, everywhere

    def _pair(self, ahead: dict[_Phi, int], everywhere: dict[_Phi, int]) -> None:
        """One pair for each definition that a read may see; note the reads that see what was before the unit."""
        add, values = self.pairs.add, self.values
        for site, name, value, point in self.reads:
            if isinstance(value, int):
                if value == ENTRY:
                    self._open(name, site, point)
                elif values[value] >= 0:
                    add(name, values[value], site, FLOW, True)
                continue
            plain, all_bits = ahead[value], everywhere[value]
            if all_bits & 1:
                self._open(name, site, point)
            for number in _bits(all_bits >> 1, 1):
                if values[number] >= 0:
                    kind = FLOW if plain >> number & 1 else CARRIED
                    if not add(name, values[number], site, kind, True):
                        break
        for unit, name, value in self.seen:
            bits = 1 << value if isinstance(value, int) else everywhere[value]
            found = {values[number] for number in _bits(bits >> 1, 1)} - {-1}
            self.traced.reaching_creation.setdefault((unit, name), set()).update(found)

    def _open(self, name: int, site: int, point: Point | None) -> None:
        if point is not None:
            self.traced.open_uses.setdefault(name, {}).setdefault(self.unit, []).append((site, point))


def _union(values: list[int | _Phi], known: dict[_Phi, int]) -> int:
    bits = 0
    for value in values:
        bits |= 1 << value if isinstance(value, int) else known[value]
    return bits


def _bits(number: int, offset: int) -> Iterator[int]:
    """The positions of the bits that are set, plus an offset."""
    while number:
        low = number & -number
        yield low.bit_length() - 1 + offset
        number ^= low
