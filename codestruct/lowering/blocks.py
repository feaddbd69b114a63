"""Blocks: the program while it grows, its blocks, edges and labels, scopes and sites."""

import numpy as np

from codestruct.items import Items
from codestruct.language import Intro, Role
from codestruct.lowering.controls import NOWHERE, Control, Frame
from codestruct.lowering.names import number_names
from codestruct.lowering.program import Event, Program, ScopeKind
from codestruct.lowering.regions import find_region_end
from codestruct.lowering.rows import Rows
from codestruct.syntax import Tree

__all__ = ["APART", "ENTRY", "LAST", "NOWHERE", "SILENT", "SMALL", "Blocks"]

BLOCKS = {"block": ScopeKind.BLOCK, "comprehension": ScopeKind.COMPREHENSION, "header": ScopeKind.HEADER}
ENTRY = 128
"""In a context: the definition holds on entry too."""
LAST = 256
"""In a context: the definition happens when the node is done."""
APART = 512
"""In a context: the names are of the name space apart."""
SMALL = 1024
"""In a context: a name that begins with a capital is read."""
SILENT = 7
"""In a context, in place of a role: names are none, until a place inside says otherwise."""


class Blocks(Rows):
    """The program of one tree as far as it has been lowered.

    Blocks are numbered in the order in which control can fall through them; `block` is the current one, -1 in dead
    code. Jumps go to labels, which are resolved at the end. `handler` is the label that an exception goes to, -1
    outside of any `try`.
    """

    def __init__(self, tree: Tree, items: Items) -> None:
        super().__init__(tree)
        self.items = items
        count = len(self.name_rows)
        self.role, self.intro = [int(Role.USE)] * count, [0] * count
        apart = self.tables.is_apart[tree.kind[self.name_rows]]
        self.visible: list[int] = np.where(apart, NOWHERE, 0).tolist()
        self.site_scope = [NOWHERE] * count  # until the name occurs
        self.until = {self.names_before[row]: find_region_end(self, row) for row in self.matched}
        self.scope_of: dict[int, int] = {}
        self.named_scopes: dict[bytes, int] = {}  # classes and namespaces, for names that say where they belong
        self.scope_parent, self.scope_kind = [-1], [int(ScopeKind.MODULE)]
        self.unit_of: dict[int, int] = {}
        self.unit_parent, self.unit_entry = [-1], [0]
        self.blocks: list[list[int]] = [[]]
        self.block_unit = [0]
        self.entry_events: dict[int, list[int]] = {}
        self.hoisted: dict[int, list[int]] = {}  # by unit: its functions, made once its parameters are there
        self.body_at: dict[int, tuple[int, int]] = {}  # by unit: the block and the place in it where its body starts
        self.edge_source: list[int] = []
        self.edge_label: list[int] = []
        self.label_block: list[int] = []
        self.live = [True]  # by block: whether something leads to it, as far as it has been lowered
        self.reached: set[int] = set()  # labels that live code goes to
        self.block = self.unit = self.scope = 0
        self.handler = NOWHERE
        self.controls: list[Control] = []
        self.gotos: dict[tuple[int, int, str], int] = {}  # (unit, scope, name) of a goto or its target: the label
        self.pending_labels: frozenset[str] = frozenset()
        self.frames: list[Frame] = []
        self.hoisting = False
        self.deferred: list[int] = []  # definitions that happen at the end of the node being lowered
        self.outer_scope: dict[int, int] = {}  # rows that stand inside a scope but belong to the one around
        self.case_label: dict[int, int] = {}
        self.copies = 0
        self.timed_out = False

    def new_block(self) -> int:
        """A block that nothing leads to yet."""
        self.blocks.append([])
        self.block_unit.append(self.unit)
        self.live.append(False)
        return len(self.blocks) - 1

    def new_label(self) -> int:
        """A place to jump to."""
        self.label_block.append(NOWHERE)
        return len(self.label_block) - 1

    def edge(self, label: int) -> None:
        """Let control go from the current block to a label; inside a `try`, to the handler too if it did something."""
        if self.block >= 0:
            if self.handler >= 0 and label != self.handler and self.can_raise():
                self.edge_source.append(self.block)
                self.edge_label.append(self.handler)
                if self.live[self.block]:
                    self.reached.add(self.handler)
            if self.live[self.block]:
                self.reached.add(label)
            self.edge_source.append(self.block)
            self.edge_label.append(label)

    def can_raise(self) -> bool:
        """Whether something in the current block can fail after its definition, which is always the first event."""
        events = self.blocks[self.block]
        if len(events) == 1 and not self.tables.raises_after:
            event = events[0]
            return event & 7 == Event.READ or (event & 7 == Event.OCCUR and self.role[event >> 3] == Role.USE)
        return len(events) > 0

    def goto_label(self, name: str) -> int:
        """The label that a goto of the current scope names."""
        key = self.unit, self.scope, name
        label = self.gotos.get(key)
        if label is None:
            label = self.gotos[key] = self.new_label()
        return label

    def leave(self, label: int) -> None:
        """Go to a label; what follows is dead."""
        self.edge(label)
        self.block = NOWHERE

    def place(self, label: int) -> None:
        """Let a label stand here; control falls into it."""
        self.edge(label)
        self.arrive(label)

    def arrive(self, label: int) -> None:
        """Let a label stand here; only jumps come to it."""
        self.block = self.label_block[label] = self.new_block()
        self.live[self.block] = label in self.reached

    def cut(self) -> None:
        """Inside a `try`: control may leave from here to the handler."""
        if self.handler >= 0 and self.block >= 0:
            self.edge(self.handler)
            self.place(self.new_label())

    def die(self) -> None:
        """What follows is dead."""
        self.block = NOWHERE

    def enter_control(self, control: Control) -> None:
        """Go inside a construct that jumps can leave."""
        self.controls.append(control)

    def exit_control(self) -> None:
        """Go outside the innermost of them."""
        self.controls.pop()

    def emit(self, event: int) -> None:
        """Append an event to the current block."""
        if self.block < 0:
            self.block = self.new_block()
        self.blocks[self.block].append(event)

    def open_scope(self, row: int, kind: ScopeKind) -> None:
        """Enter the scope that a row opens, the same one each time that the row is lowered."""
        scope = self.scope_of.get(row)
        if scope is None:
            scope = self.scope_of[row] = len(self.scope_parent)
            self.scope_parent.append(self.scope)
            self.scope_kind.append(int(kind))
        self.scope = scope

    def enter_block(self, row: int) -> None:
        """Enter the block scope that a row opens, if its language says that it opens one here."""
        rule = self.tables.scope_rules.get(self.kind[row])
        if rule is None or rule.kind not in BLOCKS:
            return
        if self.opens_none(row, rule):
            return
        if "outer" in rule.parts.names:
            places, _ = self.parts(row, rule.parts)
            self.outer_scope.update((child, self.scope) for child in places["outer"])
        self.open_scope(row, BLOCKS[rule.kind])

    def restore_scope(self, scope: int) -> None:
        """Go back to the scope around."""
        self.scope = scope

    def read(self, first: int, last: int) -> None:
        """Names `first` to `last` - 1 occur in ordinary code, which reads them."""
        if self.block < 0:
            self.block = self.new_block()
        self.blocks[self.block].extend(range(first * 8, last * 8, 8))
        self.site_scope[first:last] = [self.scope] * (last - first)

    def occur(self, row: int, context: int, visible: int) -> None:
        """One occurrence of a name: the event of it."""
        if context & SMALL and self.data[self.start[row] : self.start[row] + 1].isupper():
            context = Role.USE
        role, intro = context & 7, context >> 3 & 15
        if role == SILENT:
            return
        site = self.names_before[row]
        if self.site_scope[site] < 0:
            self.site_scope[site] = self.scope
            self.role[site] = role
            self.intro[site] = 0 if role == Role.USE and intro != Intro.NONLOCAL else intro
            if context & APART:
                self.visible[site] = NOWHERE
            elif self.visible[site] >= 0:
                self.visible[site] = visible
        if role == Role.DECLARE and not context & ENTRY:
            return
        if context & LAST and role != Role.USE:
            if role == Role.UPDATE:
                self.emit(site * 8 + Event.READ)
            self.deferred.append(site * 8 + (Event.DEFINE if role == Role.UPDATE else Event.OCCUR))
            return
        if role != Role.USE and (self.hoisting or context & ENTRY):
            early = self.hoisted if self.hoisting else self.entry_events
            early.setdefault(self.unit, []).append(site * 8 + Event.DEFINE)
            if self.hoisting or role == Role.DECLARE:
                return
        if intro == Intro.OUTER and self.frames:
            self._emit_outside(site * 8)
            return
        if self.handler >= 0 and role != Role.USE:
            self.cut()
        self.emit(site * 8)

    def _emit_outside(self, event: int) -> None:
        """Append an event to the unit around: the name of a function whose header holds name and parameters alike."""
        frame = self.frames[-1]
        block = frame.block
        if block < 0:
            inner, self.unit = self.unit, frame.unit
            block = self.new_block()
            self.unit = inner
            self.frames[-1] = frame._replace(block=block)
        self.blocks[block].append(event)

    def define_deferred(self, count: int) -> None:
        """Let the definitions happen that were put off since there were `count` of them."""
        late, self.deferred = self.deferred[count:], self.deferred[:count]
        for event in late:
            if self.handler >= 0:
                self.cut()
            self.emit(event)

    def _resolve_gotos(self) -> None:
        """Let each goto lead to the label of its name in the nearest scope around, else (C) to any of its function."""
        where, placed = self.label_block, {}
        for (unit, _, name), label in self.gotos.items():
            if where[label] >= 0:
                placed[unit, name] = label
        for (unit, scope, name), label in self.gotos.items():
            around, found = scope, label
            while where[found] < 0 and self.scope_parent[around] >= 0:
                around = self.scope_parent[around]
                found = self.gotos.get((unit, around, name), label)
            if where[found] < 0:
                found = placed.get((unit, name), label)
            where[label] = where[found]

    def close(self) -> list[list[int]]:
        """Put what happens early in its place, and resolve the labels: the successors of each block."""
        for unit, functions in self.hoisted.items():
            block, place = self.body_at.get(unit, (self.unit_entry[unit], 0))
            self.blocks[block][place:place] = functions
        for unit, at_entry in self.entry_events.items():
            self.blocks[self.unit_entry[unit]][:0] = at_entry
        self._resolve_gotos()
        successors: list[list[int]] = [[] for _ in self.blocks]
        for source, label in zip(self.edge_source, self.edge_label, strict=True):
            target = self.label_block[label]
            if target >= 0:  # a goto to a label that is not there leads nowhere
                successors[source].append(target)
        return successors

    def finish(self) -> Program:
        """The program, its labels resolved and its sites in source order."""
        successors = self.close()
        kept = [site for site, scope in enumerate(self.site_scope) if scope >= 0]
        rows = self.name_rows
        role, intro, scope, visible = self.role, self.intro, self.site_scope, self.visible
        if len(kept) < len(rows):  # some stand where the language says that they are none
            rank = dict(zip(kept, range(len(kept)), strict=True))
            self.blocks = [
                [event if event & 7 == Event.CREATE else rank[event >> 3] * 8 + (event & 7) for event in events]
                for events in self.blocks
            ]
            rows = rows[kept]
            role, intro, scope, visible = ([column[s] for s in kept] for column in (role, intro, scope, visible))
            self.until = {rank[site]: end for site, end in self.until.items() if site in rank}
        names, name = number_names(self, rows.tolist(), visible)
        start, end, item = self.tree.start.take(rows), self.tree.end.take(rows), self.items.owner.take(rows)
        return Program(
            names, start, end, item, name, role, intro, scope,
            visible, self.until, self.scope_parent, self.scope_kind, self.unit_parent, self.unit_entry, self.blocks,
            self.block_unit, successors, self.timed_out,
        )  # fmt: skip
