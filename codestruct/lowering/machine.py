"""The machine that lowers a tree: one loop over the rows, a stack of tasks instead of recursion."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from codestruct.items import Items
from codestruct.language import Effect, Role
from codestruct.lowering.blocks import APART, ENTRY, LAST, SILENT, SMALL, Blocks
from codestruct.lowering.rows import ORDERED
from codestruct.syntax import Tree

__all__ = ["PLAIN", "Machine", "Task"]

PLAIN = int(Role.USE)
"""The context of ordinary code: names are read."""

Task = tuple[Any, ...]

_CLOCK = (1 << 12) - 1
"""After so many tasks, plus one, the machine looks at the clock."""


class Machine(Blocks):
    """The state of one lowering.

    A task is (None, first row, row after, context, visible from) for rows to be walked, or (function, arguments...).
    A context is a role, plus eight times the scope that names are introduced in, plus the flags of `blocks`.
    """

    def __init__(self, tree: Tree, items: Items, visit: Callable[["Machine", int, int, int], None]) -> None:
        super().__init__(tree, items)
        self.visit = visit
        self.tasks: list[Task] = []
        self.deadline, self.steps = float("inf"), 0

    def context_below(self, row: int, context: int) -> int:
        """The context inside a row whose place has an effect; -1 where its names are none."""
        tables, number = self.tables, self.effect[row]
        if tables.is_conditional[number]:
            effect = tables.effects[number]
            if effect.capital and self.what[row] == 1 and self.text(row)[:1].islower():
                return -1
            wanted = tables.conditions[number]
            filled = wanted and (self.has_field(self.parent[row], wanted) or self.has_field(row, wanted))
            if effect.unless and filled:
                return -1
            if wanted and not effect.unless and not filled:
                return PLAIN if effect.otherwise == Role.USE else _enter_place(effect, context) & ~7 | effect.otherwise
        below = tables.context_below.get(number << 11 | context)
        if below is None:
            below = tables.context_below[number << 11 | context] = _enter_place(tables.effects[number], context)
        return below

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

    def walk(self, row: int, context: int = PLAIN, visible: int = 0) -> Task:
        """The task that lowers one subtree."""
        if row in self.outer_scope:
            return (Machine.walk_around, row, context, visible)
        return (None, row, self.stop[row], context, visible)

    def walks(self, rows: Iterable[int], context: int = PLAIN, visible: int = 0) -> list[Task]:
        """The tasks that lower some subtrees, without those in which there is nothing to lower."""
        stop, next_halt = self.stop, self.next_halt
        if self.outer_scope:
            return [self.walk(row, context, visible) for row in rows if next_halt[row] < stop[row]]
        return [(None, row, stop[row], context, visible) for row in rows if next_halt[row] < stop[row]]

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

    def walk_children(self, row: int, context: int, visible: int) -> Task:
        """The task that lowers the children of a row in lexical order."""
        return (None, row + 1, self.stop[row], context, visible)

    def push(self, *tasks: Task) -> None:
        """Do these tasks next, the first one first."""
        self.tasks.extend(reversed(tasks))

    def follow(self, *tasks: Task) -> None:
        """Do these tasks at once as far as they come to no construct, the rest next.

        What it calls must not follow tasks with constructs in turn, or deep code would be a deep stack.
        """
        waiting = self.tasks
        base = len(waiting)
        for index, task in enumerate(tasks, 1):
            does = task[0]
            if does is None:
                self._stroll(task[1], task[2], task[3], task[4])
            else:
                does(self, *task[1:])
            if len(waiting) > base:
                waiting[base:base] = tasks[: index - 1 : -1]
                return

    def _stroll(self, row: int, limit: int, context: int, visible: int) -> None:
        """Walk rows as far as they hold no construct; quicker where names are just read, or where there is one name."""
        if context == PLAIN and self.next_stop[row] >= limit:
            first, last = self.names_before[row], self.names_before[limit]
            if first < last:
                self.read(first, last)
        elif self.what[row] == 1 and row + 1 == limit and not self.tables.is_odd[number := self.effect[row]]:
            inner = self.context_below(row, context) if number else context
            if inner >= 0:
                self.occur(row, inner, self.seen_from(row) if self.tables.introduces[number] else visible)
        else:
            self._walk(False, row, limit, context, visible)

    def run(self) -> None:
        """Do all tasks, as far as there is time."""
        tasks = self.tasks
        self.deadline = time.monotonic() + self.tree.max_seconds
        done = 0
        while tasks and not self.timed_out:
            done += 1
            if not done & _CLOCK:
                self.timed_out = time.monotonic() > self.deadline
            task = tasks.pop()
            if task[0] is None:
                self._walk(True, *task[1:])
            else:
                task[0](self, *task[1:])

    def is_late(self) -> bool:
        """Whether time has run out; asked before every construct, it looks at the clock now and then."""
        self.steps += 1
        if not self.steps & _CLOCK and time.monotonic() > self.deadline:
            self.timed_out = True
        return self.timed_out

    def _walk(self, visits: bool, row: int, limit: int, context: int, visible: int) -> None:
        """Walk rows in order until one of them needs tasks of its own; the rest is then a task too.

        A walk that does not visit constructs leaves off at the first one.
        """
        tasks, stop, what, tables = self.tasks, self.stop, self.what, self.tables
        next_stop, next_halt, names_before, effects = self.next_stop, self.next_halt, self.names_before, self.effect
        base = len(tasks)
        while True:
            if context == PLAIN:
                halt = min(next_stop[row], limit)
                first, last = names_before[row], names_before[halt]
                if first < last:
                    self.read(first, last)
                row = halt
            else:
                row = next_halt[row]
            if row >= limit:
                if len(tasks) == base or tasks[-1][0] is not None:
                    return
                _, row, limit, context, visible = tasks.pop()
                continue
            does, number, inner, known = what[row], effects[row], context, visible
            if does > 1 and (not visits or self.is_late()):
                tasks.append((None, row, limit, context, visible))
                return
            if number:
                inner = self.context_below(row, context)
                if inner < 0:
                    row = stop[row]
                    continue
                if tables.introduces[number]:
                    known = self.seen_from(row)
                if tables.is_odd[number]:
                    row = stop[row] if self._enter_odd(row, limit, (context, visible), inner, known) else limit
                    continue
            if does > 1:
                if not self._lower(row, limit, (context, visible), inner, known):
                    return
                row = stop[row] - 1
            elif does:
                self.occur(row, inner, known)
            elif inner != context or known != visible:
                if next_halt[stop[row]] < limit:
                    tasks.append((None, stop[row], limit, context, visible))
                limit, context, visible = stop[row], inner, known
            row += 1

    def _lower(self, row: int, limit: int, around: tuple[int, int], context: int, visible: int) -> bool:
        """Lower a construct; whether that left no tasks. If it left some, the walk around it is one more."""
        tasks, after = self.tasks, self.stop[row]
        mark = len(tasks)
        if self.what[row] == ORDERED:
            self.lower_in_order(row, self.tables.order[self.kind[row]], context, visible)
        else:
            self.visit(self, row, context, visible)
        if len(tasks) == mark:
            return True
        if self.next_halt[after] < limit:
            tasks.insert(mark, (None, after, limit, *around))
        return False

    def _enter_odd(self, row: int, limit: int, around: tuple[int, int], context: int, visible: int) -> bool:
        """Lower a place that changes what is beside it, or of whose names only the first occurs; whether it is done.

        What is not done, and the rest of the walk, are then tasks.
        """
        effect, tasks, after = self.tables.effects[self.effect[row]], self.tasks, self.stop[row]
        names_one = effect.first or effect.capture
        if not effect.siblings and not effect.last:
            self._first_name(row, context, visible, effect.capture)
            return True
        close = min(self.stop[self.parent[row]], limit)  # for the rest of the node that it stands in, and no further
        tasks.append((None, close, limit, *around))
        if effect.last:
            tasks.append((Machine.define_deferred, len(self.deferred)))
        tasks.append((None, after, close, context if effect.siblings else around[0], around[1]))
        if names_one and not effect.last:
            tasks.append((Machine._first_name, row, context, visible, effect.capture))
        elif self.what[row] or self.next_halt[row + 1] < after:
            tasks.append((Machine.enter, row, context, visible))
        return False

    def lower_in_order(self, row: int, place: Mapping[int, int], context: int, visible: int) -> None:
        """The children of a row, sorted by the places that their fields have: 0 for all that have none."""
        stop, next_halt, field = self.stop, self.next_halt, self.field
        found: list[tuple[int, int]] = []
        child, limit = row + 1, stop[row]
        while child < limit:
            if next_halt[child] < stop[child]:
                found.append((place.get(field[child], 0), child))
            child = stop[child]
        found.sort()
        tasks = self.tasks
        base = len(tasks)
        for index, (_, child) in enumerate(found, 1):
            if child in self.outer_scope:
                self.walk_around(child, context, visible)
            else:
                self._stroll(child, stop[child], context, visible)
            if len(tasks) > base:
                tasks[base:base] = [self.walk(child, context, visible) for _, child in reversed(found[index:])]
                return

    def _first_name(self, row: int, context: int, visible: int, capture: bool) -> None:
        """Only the first name of `a.b.c` occurs; where bare names are captured, a dotted one is read."""
        names = [leaf for leaf in range(row, self.stop[row]) if self.what[leaf] == 1]
        if names:
            self.occur(names[0], PLAIN if capture and len(names) > 1 else context, visible)


def _enter_place(effect: Effect, context: int) -> int:
    """The context inside a place with an effect, whatever the source; -1 where names are none."""
    if effect.ignore:
        return -1
    role, intro, entry, last = context & 7, context >> 3 & 15, context & ENTRY, context & (LAST | APART | SMALL)
    if effect.role is not None:
        role = int(effect.role)
        if role == Role.USE:
            intro = entry = last = 0
    if effect.capture:
        role = int(Role.DEFINE)
    if effect.intro is not None:
        intro = int(effect.intro)
    if effect.entry:
        entry = ENTRY
    if effect.last:
        last |= LAST
    if effect.apart:
        last |= APART
    if effect.small:
        last |= SMALL
    if effect.silent:
        role = SILENT
    return role | intro << 3 | entry | last
