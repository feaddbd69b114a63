"""Tape: what happens in a source in order of evaluation, with members and elements, and calls on objects."""

from collections.abc import Mapping
from typing import NamedTuple

from codestruct.access import Nodes
from codestruct.items import Items
from codestruct.language import Role
from codestruct.lowering import Event, HaltingMachine, Machine, lower_row, lower_usual
from codestruct.lowering.blocks import LAST, SILENT
from codestruct.syntax import Tree

__all__ = ["MAY", "Tape", "find_changing_calls", "record"]

MAY = 5
"""Beside `Event`: the object that the site names may change."""


class Tape(NamedTuple):
    """The flow program of a source with more sites than names.

    Sites 0 .. `names` - 1 are the rows of the bindings, site `names` + p is occurrence p of something else. Blocks and
    units are as in Program, their events `Event` or MAY. `role`: what each site does; `scope_of`: by row the scope that
    it opens.
    """

    names: int
    role: list[int]
    blocks: list[list[int]]
    successors: list[list[int]]
    block_unit: list[int]
    unit_entry: list[int]
    unit_parent: list[int]
    scope_of: Mapping[int, int]


def record(tree: Tree, items: Items, occurs: Mapping[int, int], after: Mapping[int, tuple[int, int]]) -> Tape:
    """The tape of a tree, by a lowering of its own in which some rows do more than usual.

    `occurs`: rows that occur as names do, after what is in them: with the number of the occurrence. `after`: rows at
    whose end something happens: with the row of a name or occurrence and the event.
    """
    m = _Recorder(tree, items, occurs, after)
    m.push(m.walk(0))
    m.run()
    successors = m.close()
    kept = [site for site in range(m.first) if m.site_scope[site] >= 0]
    final = dict(zip(kept, range(len(kept)), strict=True))
    final.update((m.first + number, len(kept) + number) for number in range(len(occurs)))
    blocks = [
        [event if event & 7 == Event.CREATE else final[event >> 3] * 8 + (event & 7) for event in events]
        for events in m.blocks
    ]
    role = [m.role[site] for site in kept] + m.done
    return Tape(len(kept), role, blocks, successors, m.block_unit, m.unit_entry, m.unit_parent, m.scope_of)


class _Recorder(HaltingMachine):
    """The machine, told to stop at the rows that occur or change something; objects may change anywhere."""

    def __init__(
        self, tree: Tree, items: Items, occurs: Mapping[int, int], after: Mapping[int, tuple[int, int]]
    ) -> None:
        super().__init__(tree, items, _visit)
        self.occurs, self.after = occurs, after
        self.first = len(self.name_rows)
        self.done = [int(Role.DECLARE)] * len(occurs)  # what each occurrence does
        self.role = [*self.role, *self.done]
        self.halt_at(sorted({*occurs, *after}))

    def site_of(self, row: int) -> int:
        """The site of a row that occurs, or is a name."""
        return self.first + self.occurs[row] if row in self.occurs else self.names_before[row]


def _visit(m: Machine, row: int, context: int, visible: int) -> None:
    assert isinstance(m, _Recorder), "the machine that visits is the one that was made here"
    usual = m.usual.get(row)
    form = m.tables.forms.get(m.kind[row])
    if form is not None and form.name == "chain":  # its links are walked one by one, as if none were optional
        usual = 0
    if usual is None:
        lower_row(m, row, context, visible)
        return
    m.push(
        (lower_usual, row, usual, context, visible),
        *(((_occur, row, context),) if row in m.occurs else ()),
        *(((_happen, row),) if row in m.after else ()),
    )


def _occur(m: _Recorder, row: int, context: int) -> None:
    """An occurrence does what its place says, as a name there would."""
    role, number = context & 7, m.occurs[row]
    if role in (SILENT, Role.DECLARE) or m.after.get(row, (-1, 0))[0] == row:
        return  # or happens at its end, once
    site = m.first + number
    m.done[number] = m.role[site] = role
    if role == Role.USE:
        m.emit(site * 8)
    elif context & LAST:
        if role == Role.UPDATE:
            m.emit(site * 8 + Event.READ)
        m.deferred.append(site * 8 + (Event.DEFINE if role == Role.UPDATE else Event.OCCUR))
    else:
        m.cut()
        m.emit(site * 8)


def _happen(m: _Recorder, row: int) -> None:
    where, event = m.after[row]
    m.emit(m.site_of(where) * 8 + event)
    if event == Event.DEFINE and where in m.occurs:
        m.done[m.occurs[where]] = int(Role.DEFINE)


def find_changing_calls(nodes: Nodes) -> dict[int, tuple[int, str]]:
    """By row of a call on an object: the row of the object, and the method; but not where it is called pure."""
    found = {}
    targets = {row for assign in nodes.rows("assign") for row in nodes.parts(assign, "target")}
    for call in nodes.rows("call"):
        if call in targets:
            continue  # `o.total = 1`, which some languages take for a call
        callee, target, static = nodes.part(call, "callee"), nodes.part(call, "object"), nodes.says(call, "static")
        if callee >= 0 and nodes.form(callee) == "member":
            static = nodes.says(callee, "static")
            target, callee = nodes.part(callee, "object"), nodes.part(callee, "member")
        if static or target < 0 or callee < 0:
            continue
        name = nodes.name(callee)
        if _may_change(nodes, call, name):
            found[call] = target, name
    return found


def _may_change(nodes: Nodes, call: int, method: str) -> bool:
    """Whether a method may change its object: one that is called pure does not, nor does what looks like a member."""
    if nodes.is_property(call) and not nodes.tables.is_mutating_method.match(method):
        return False
    return nodes.tables.is_pure_method.match(method) is None
