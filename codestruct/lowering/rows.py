"""Rows: what the machine that lowers a tree asks of its nodes, and what each place does to names."""

import numpy as np

from codestruct.language import Form, Parts
from codestruct.lowering.places import find_lost_bodies, find_names, mark_blank_names, mark_places
from codestruct.syntax import Tree

__all__ = ["Rows", "take"]


def take(found: dict[str, list[int]], name: str) -> int:
    """The row of a part that occurs at most once, -1 where it is missing."""
    rows = found.get(name)
    return rows[0] if rows else -1


class Rows:
    """The nodes of one tree as lists, with the language's tables at hand.

    By row: `what` (0 nothing, 1 a name, 2 and more a construct), `effect` (number of what its place does to names),
    `next_halt` (the next row that is one of these), `active_before` (how many rows before it define, jump, make a
    function or decide by a literal). `lost_body` has the ERROR node that holds the rest of a function which is cut off.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.tables = tree.language.tables
        self.kind, self.field, self.start, self.end, self.parent, self.stop = tree.lists
        self.data = tree.source.data
        self._mark()

    def _mark(self) -> None:
        """Say for each row whether the walk stops there, what it does to names, and how many active rows precede it."""
        tree, tables = self.tree, self.tables
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
        name = find_names(tree)
        mark_blank_names(tree, name)
        self.lost_body = find_lost_bodies(tree)
        self.adopted = frozenset(self.lost_body.values())
        special = tables.is_special[kind]
        special[list(self.adopted)] = True
        active = (tables.effect_is_active[effect] & (effect > 0)) | tables.is_active[kind]
        for row in np.flatnonzero(np.isin(kind, list(tables.ending_calls))).tolist():
            active[row] |= self.never_returns(row)
        for row in np.flatnonzero(tables.is_constant[kind] & tables.decides[above]).tolist():
            active[row] |= self.constant(row) is not None
        before = np.concatenate(([0], np.cumsum(active)))
        special[tables.is_read_call[kind] & (before[tree.stop] == before[:-1])] = False
        what = name + 2 * special
        halt = np.flatnonzero((what > 0) | (effect > 0))
        self.next_halt: list[int] = np.append(halt, len(tree))[np.searchsorted(halt, np.arange(len(tree) + 1))].tolist()
        self.active_before: list[int] = before.tolist()
        self.effect: list[int] = effect.tolist()
        self.what: list[int] = what.tolist()

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
        """Whether a subtree defines, jumps, makes a function or decides by a literal; any other needs no branches."""
        return self.active_before[self.stop[row]] > self.active_before[row]

    def text(self, row: int) -> str:
        """The source text of a row."""
        return self.data[self.start[row] : self.end[row]].decode("utf-8", "replace")

    def never_returns(self, row: int) -> bool:
        """Whether a row is a call of a function that the language knows never to return."""
        form = self.tables.ending_calls.get(self.kind[row])
        around = self.kind[self.parent[row]]
        if form is None or not (self.tables.is_wrapper[around] or self.tables.is_body[around]):
            return False  # deferred, or an operand
        parts, _ = self.parts(row, form.parts)
        callee = parts.get("callee", [])
        return bool(callee) and self.text(callee[0]) in form.words["never_returns"]

    def is_negated(self, row: int, form: Form) -> bool:
        """Whether a token of a branch or loop turns its test around (`unless`, `until`)."""
        tokens, child = form.words.get("negated", ()), row + 1
        while tokens and child < self.stop[row]:
            if not self.tables.named[self.kind[child]] and self.tables.grammar.kinds[self.kind[child]] in tokens:
                return True
            child = self.stop[child]
        return False

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

    def has_field(self, row: int, field: int) -> bool:
        """Whether some child of a row fills a field."""
        child = row + 1
        while child < self.stop[row]:
            if self.field[child] == field:
                return True
            child = self.stop[child]
        return False

    def holds_code(self, row: int) -> bool:
        """Whether a row can do anything: it has children, or is a name."""
        return self.stop[row] > row + 1 or self.what[row] > 0
