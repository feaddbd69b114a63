"""The machine that lowers a tree: one loop over the rows, a stack of tasks instead of recursion."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from codestruct.items import Items
from codestruct.language import Intro, Parts, Role
from codestruct.lowering.places import find_lost_bodies, mark_blank_names, mark_places
from codestruct.lowering.program import Event, Program, ScopeKind
from codestruct.syntax import Tree

__all__ = ["PLAIN", "Control", "Machine", "Task", "take"]

PLAIN = int(Role.USE)
"""The context of ordinary code: names are read."""
NOWHERE = -1
_ENTRY = 64
_LAST = 128
_SILENT = 7  # in place of a role: names are none, until a place inside says otherwise

Task = tuple[Any, ...]


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


def take(found: dict[str, list[int]], name: str) -> int:
    """The row of a part that occurs at most once, -1 where it is missing."""
    rows = found.get(name)
    return rows[0] if rows else -1


class Frame(NamedTuple):
    """What the machine remembers of a unit while it lowers one inside it."""

    block: int
    unit: int
    scope: int
    handler: int
    controls: list[Control]
    gotos: dict[str, int]
    labels: frozenset[str]


class Machine:
    """The state of one lowering.

    A task is (None, first row, row after, context, visible from) for rows to be walked, or (function, arguments...).
    A context is a role, plus eight times the scope that names are introduced in. Blocks are numbered in the order in
    which control can fall through them; `block` is the current one, -1 in dead code. Jumps go to labels, which are
    resolved at the end.
    """

    def __init__(self, tree: Tree, items: Items, visit: Callable[["Machine", int, int, int], None]) -> None:
        self.tree, self.items, self.visit = tree, items, visit
        self.tables = tables = tree.language.tables
        self.kind, self.field, self.start, self.end, self.parent, self.stop = tree.lists
        self.data = tree.source.data
        self.tasks: list[Task] = []
        self.names: dict[tuple[bytes, bool], int] = {}  # (text, whether it is of the name space of labels)
        self.site_of: dict[int, int] = {}
        self.sites: list[tuple[int, int, int, int, int, int]] = []  # row, name, role, intro, scope, visible
        self.scope_of: dict[int, int] = {}
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
        self.block = self.unit = self.scope = 0
        self.handler = NOWHERE
        self.controls: list[Control] = []
        self.gotos: dict[str, int] = {}
        self.pending_labels: frozenset[str] = frozenset()
        self.frames: list[Frame] = []
        self.hoisting = False
        self.deferred: list[int] = []  # definitions that happen at the end of the node being lowered
        self.outer_scope: dict[int, int] = {}  # rows that stand inside a scope but belong to the one around
        self.case_label: dict[int, int] = {}
        self.copies = 0
        self._mark(tables)

    def _mark(self, tables: Any) -> None:
        """Say for each row whether the walk stops there, what it does to names, and how many active rows precede it."""
        tree = self.tree
        kind, around = tree.kind, tree.parent
        above = kind[around]
        pair = tables.pair_effect[above, kind]
        effect = np.where(pair, pair, tables.field_effect[above, tree.field])
        for row in np.flatnonzero(tables.has_position[kind]).tolist():
            places = tables.position_effect[self.kind[row]]
            for position, child in enumerate(self.named_children(row)):
                if position in places:
                    effect[child] = places[position]
        mark_places(tree, effect)
        effect[0] = 0
        name = tables.is_name[kind] & tree.is_leaf & (tree.start < tree.end)
        mark_blank_names(tree, name)
        self.lost_body = find_lost_bodies(tree)
        self.adopted = frozenset(self.lost_body.values())
        special = tables.is_special[kind]
        special[list(self.adopted)] = True
        what = name + 2 * special
        halt = np.flatnonzero((what > 0) | (effect > 0))
        self.next_halt: list[int] = np.append(halt, len(tree))[np.searchsorted(halt, np.arange(len(tree) + 1))].tolist()
        active = (tables.effect_is_active[effect] & (effect > 0)) | tables.is_active[kind]
        if tables.call_forms:
            for row in np.flatnonzero(np.isin(kind, list(tables.call_forms))).tolist():
                if self.never_returns(row):
                    active[row] = True
        self.active_before: list[int] = np.concatenate(([0], np.cumsum(active))).tolist()
        self.effect: list[int] = effect.tolist()
        self.what: list[int] = what.tolist()

    # -- the tree

    def named_children(self, row: int) -> list[int]:
        """The named children of a row that are no comments."""
        found, child, named, comment = [], row + 1, self.tables.named, self.tables.is_comment
        while child < self.stop[row]:
            if named[self.kind[child]] and not comment[self.kind[child]]:
                found.append(child)
            child = self.stop[child]
        return found

    def split(self, row: int, parts: Parts) -> tuple[list[list[int]], list[int]]:
        """The children of a row that each part names, and the other children."""
        found: list[list[int]] = [[] for _ in parts.names]
        rest: list[int] = []
        child, position = row + 1, -1
        named, comment = self.tables.named, self.tables.is_comment
        while child < self.stop[row]:
            kind = self.kind[child]
            index = parts.by_field.get(self.field[child])
            if index is None:
                index = parts.by_kind.get(kind)
            if parts.by_position and named[kind] and not comment[kind]:
                position += 1
                index = parts.by_position.get(position, index)
            if index is None and parts.others >= 0 and self.holds_code(child):
                index = parts.others
            (rest if index is None else found[index]).append(child)
            child = self.stop[child]
        return found, rest

    def parts(self, row: int, parts: Parts) -> tuple[dict[str, list[int]], list[int]]:
        """The same as `split`, by name."""
        found, rest = self.split(row, parts)
        return dict(zip(parts.names, found, strict=True)), rest

    def is_active(self, row: int) -> bool:
        """Whether a subtree defines, jumps or makes a function; one that only reads needs no branches."""
        return self.active_before[self.stop[row]] > self.active_before[row]

    def text(self, row: int) -> str:
        """The source text of a row."""
        return self.data[self.start[row] : self.end[row]].decode("utf-8", "replace")

    def never_returns(self, row: int) -> bool:
        """Whether a row is a call of a function that the language knows never to return."""
        form = self.tables.call_forms[self.kind[row]]
        if not self.tables.is_wrapper[self.kind[self.parent[row]]]:
            return False  # deferred, or an operand
        parts, _ = self.parts(row, form.parts)
        callee = parts.get("callee")
        return callee is not None and bool(callee) and self.text(callee[0]) in form.words.get("never_returns", ())

    def constant(self, row: int) -> bool | None:
        """The truth of a literal condition, None where it is no literal that the language knows."""
        while (form := self.tables.forms.get(self.kind[row])) is not None and form.name == "group":
            inner = self.named_children(row)
            if not inner:
                break
            row = inner[-1]
        if self.kind[row] not in self.tables.constant_kinds:
            return None
        constants = self.tables.constants
        exact = constants.get((self.kind[row], self.text(row)))
        return constants.get((self.kind[row], "")) if exact is None else exact

    # -- blocks, labels, edges

    def new_block(self) -> int:
        """A block that nothing leads to yet."""
        self.blocks.append([])
        self.block_unit.append(self.unit)
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
            self.edge_source.append(self.block)
            self.edge_label.append(label)

    def can_raise(self) -> bool:
        """Whether something in the current block can fail after its definition, which is always the first event."""
        events = self.blocks[self.block]
        if len(events) == 1 and not self.tables.raises_after:
            event = events[0]
            return event & 7 == Event.READ or (event & 7 == Event.OCCUR and self.sites[event >> 3][2] == Role.USE)
        return len(events) > 0

    def leave(self, label: int) -> None:
        """Go to a label; what follows is dead."""
        self.edge(label)
        self.block = NOWHERE

    def place(self, label: int) -> None:
        """Let a label stand here; control falls into it."""
        self.edge(label)
        self.block = self.label_block[label] = self.new_block()

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

    # -- scopes and sites

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
        if rule is None or rule.kind not in ("block", "comprehension"):
            return
        around = self.parent[row]
        while around > 0 and self.kind[around] in rule.through:
            around = self.parent[around]
        if row and self.kind[around] in rule.unless_in:
            return
        places, _ = self.parts(row, rule.parts)
        self.outer_scope.update((child, self.scope) for child in places.get("outer", ()))
        self.open_scope(row, ScopeKind.BLOCK if rule.kind == "block" else ScopeKind.COMPREHENSION)

    def restore_scope(self, scope: int) -> None:
        """Go back to the scope around."""
        self.scope = scope

    def holds_code(self, row: int) -> bool:
        """Whether a row can do anything: it has children, or is a name."""
        return self.stop[row] > row + 1 or self.what[row] > 0

    def occur(self, row: int, context: int, visible: int) -> int:
        """One occurrence of a name: its site, and the event of it."""
        role, intro = context & 7, context >> 3 & 7
        if role == _SILENT:
            return NOWHERE
        site = self.site_of.get(row)
        if site is None:
            text = self.data[self.start[row] : self.end[row]]
            apart = bool(self.tables.is_apart[self.kind[row]])
            name = self.names.setdefault((text, apart), len(self.names))
            if apart:
                visible = -1
            if role == Role.USE:
                intro = 0
            scope = self.scope
            site = self.site_of[row] = len(self.sites)
            self.sites.append((row, name, role, intro, scope, visible))
        if role == Role.DECLARE and not context & _ENTRY:
            return site
        if context & _LAST and role != Role.USE:
            if role == Role.UPDATE:
                self.emit(site * 8 + Event.READ)
            self.deferred.append(site * 8 + (Event.DEFINE if role == Role.UPDATE else Event.OCCUR))
            return site
        if role != Role.USE and (self.hoisting or context & _ENTRY):
            early = self.hoisted if self.hoisting else self.entry_events
            early.setdefault(self.unit, []).append(site * 8 + Event.DEFINE)
            if self.hoisting or role == Role.DECLARE:
                return site
        if intro == Intro.OUTER and self.frames:
            self._emit_outside(site * 8)
            return site
        if self.handler >= 0 and role != Role.USE:
            self.cut()
        self.emit(site * 8)
        return site

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

    # -- the loop

    def context_below(self, row: int, context: int) -> int:
        """The context inside a row whose place has an effect; -1 where its names are none."""
        effect = self.tables.effects[self.effect[row]]
        if effect.ignore:
            return -1
        role, intro, entry, last = context & 7, context >> 3 & 7, context & _ENTRY, context & _LAST
        if effect.role is not None:
            role = int(effect.role)
            if role == Role.USE:
                intro = entry = last = 0
        if effect.capture:
            role = int(Role.DEFINE)
        if effect.intro is not None:
            intro = int(effect.intro)
        if effect.entry:
            entry = _ENTRY
        if effect.last:
            last = _LAST
        if effect.silent:
            role = _SILENT
        wanted = self.tables.conditions[self.effect[row]]
        if wanted:
            filled = self.has_field(self.parent[row], wanted) or self.has_field(row, wanted)
            if effect.unless and filled:
                return -1
            if not effect.unless and not filled:
                role = int(Role.DECLARE)
        return role | intro << 3 | entry | last

    def seen_from(self, row: int) -> int:
        """The byte from which on the names of a place are seen: the end of the node around, if nothing else is said.

        Where the field that the language names is missing, it is the end of the place itself.
        """
        seen, around = self.tables.seen[self.effect[row]], self.parent[row]
        if seen is None:
            return self.end[around]
        child = around + 1
        while child < self.stop[around]:
            if self.field[child] == seen[1]:
                return self.end[child] if seen[0] else self.start[child]
            child = self.stop[child]
        return self.end[row]

    def has_field(self, row: int, field: int) -> bool:
        """Whether some child of a row fills a field."""
        child = row + 1
        while child < self.stop[row]:
            if self.field[child] == field:
                return True
            child = self.stop[child]
        return False

    def walk(self, row: int, context: int = PLAIN, visible: int = 0) -> Task:
        """The task that lowers one subtree."""
        if row in self.outer_scope:
            return (Machine.walk_around, row, context, visible)
        return (None, row, self.stop[row], context, visible)

    def walk_around(self, row: int, context: int, visible: int) -> None:
        """Lower a subtree in the scope around the one that it stands in."""
        inner, self.scope = self.scope, self.outer_scope[row]
        self.push((None, row, self.stop[row], context, visible), (Machine.restore_scope, inner))

    def enter(self, row: int, context: int, visible: int) -> None:
        """Lower a row whose own effect is in the context already."""
        if self.what[row] == 1:
            self.occur(row, context, visible)
        elif self.what[row]:
            self.visit(self, row, context, visible)
        else:
            self.push(self.walk_children(row, context, visible))

    def define_deferred(self, count: int) -> None:
        """Let the definitions happen that were put off since there were `count` of them."""
        late, self.deferred = self.deferred[count:], self.deferred[:count]
        for event in late:
            if self.handler >= 0:
                self.cut()
            self.emit(event)

    def walk_children(self, row: int, context: int, visible: int) -> Task:
        """The task that lowers the children of a row in lexical order."""
        return (None, row + 1, self.stop[row], context, visible)

    def push(self, *tasks: Task) -> None:
        """Do these tasks next, the first one first."""
        self.tasks.extend(reversed(tasks))

    def run(self) -> None:
        """Do all tasks."""
        tasks, stop, next_halt, effects, what = self.tasks, self.stop, self.next_halt, self.effect, self.what
        while tasks:
            task = tasks.pop()
            if task[0] is not None:
                task[0](self, *task[1:])
                continue
            _, row, limit, context, visible = task
            row = next_halt[row]
            while row < limit:
                inner, known = context, visible
                if effects[row]:
                    effect = self.tables.effects[effects[row]]
                    inner = self.context_below(row, context)
                    if inner < 0:
                        row = next_halt[stop[row]]
                        continue
                    if effect.intro is not None:
                        known = self.seen_from(row)
                    if effect.siblings:
                        context = inner
                    if effect.last:
                        close = min(stop[self.parent[row]], limit)
                        tasks.append((None, close, limit, context, visible))
                        tasks.append((Machine.define_deferred, len(self.deferred)))
                        tasks.append((None, stop[row], close, context, visible))
                        tasks.append((Machine.enter, row, inner, known))
                        break
                    if effect.first or effect.capture:
                        self._first_name(row, inner, known, effect.capture)
                        row = next_halt[stop[row]]
                        continue
                if what[row] == 1:
                    self.occur(row, inner, known)
                    row = next_halt[row + 1]
                elif what[row]:
                    tasks.append((None, stop[row], limit, context, visible))
                    self.visit(self, row, inner, known)
                    break
                else:
                    if inner != context or known != visible:
                        tasks.append((None, stop[row], limit, context, visible))
                        limit, context, visible = stop[row], inner, known
                    row = next_halt[row + 1]

    def _first_name(self, row: int, context: int, visible: int, capture: bool) -> None:
        """Only the first name of `a.b.c` occurs; where bare names are captured, a dotted one is read."""
        names = [leaf for leaf in range(row, self.stop[row]) if self.what[leaf] == 1]
        if names:
            self.occur(names[0], PLAIN if capture and len(names) > 1 else context, visible)

    def finish(self) -> Program:
        """The program, its labels resolved and its sites in source order."""
        for unit, functions in self.hoisted.items():
            block, place = self.body_at.get(unit, (self.unit_entry[unit], 0))
            self.blocks[block][place:place] = functions
        for unit, at_entry in self.entry_events.items():
            self.blocks[self.unit_entry[unit]][:0] = at_entry
        sites = np.array(self.sites, dtype=np.int32).reshape(-1, 6)
        order = np.argsort(sites[:, 0], kind="stable")
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        row, name, role, intro, scope, visible = np.ascontiguousarray(sites[order].T)
        flat = [event for block in self.blocks for event in block]
        events: npt.NDArray[np.int32] = np.array(flat, dtype=np.int32)
        of_site = (events & 7) != Event.CREATE
        events[of_site] = rank[events[of_site] >> 3] * 8 + (events[of_site] & 7)
        sizes = np.array([0, *map(len, self.blocks)], dtype=np.int32)
        source = np.array(self.edge_source, dtype=np.int32)
        target = np.array(self.label_block, dtype=np.int32)[np.array(self.edge_label, dtype=np.int32)]
        known = target >= 0  # a goto to a label that is not there leads nowhere
        return Program(
            tuple(text.decode("utf-8", "replace") for text, _ in self.names),
            self.tree.start[row], self.tree.end[row], name, role, intro, scope, visible, self.items.owner[row],
            np.array(self.scope_parent, dtype=np.int32), np.array(self.scope_kind, dtype=np.int32),
            np.array(self.unit_parent, dtype=np.int32), np.array(self.unit_entry, dtype=np.int32),
            events, np.cumsum(sizes, dtype=np.int32), np.array(self.block_unit, dtype=np.int32),
            source[known], target[known],
        )  # fmt: skip
