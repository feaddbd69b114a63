"""Rows: what the machine that lowers a tree asks of its nodes, and what each place does to names."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from codestruct.language import IGNORE, Form, Parts, ScopeRule
from codestruct.lowering.detours import find_detours, find_macro_blocks
from codestruct.lowering.macros import find_macro_uses
from codestruct.lowering.places import find_effects, find_lost_bodies, find_names, mark_blank_names
from codestruct.syntax import Tree

__all__ = ["ORDERED", "Rows", "take"]

ORDERED = 4
"""What a row is that is no more than its children in an order of the language's own."""


def take(found: dict[str, list[int]], name: str) -> int:
    """The row of a part that occurs at most once, -1 where it is missing."""
    rows = found.get(name)
    return rows[0] if rows else -1


def _view(array: npt.NDArray[np.int32]) -> Sequence[int]:
    """An array for loops: what is read from it are Python's integers, and a list's would take ten times the memory."""
    return cast(Sequence[int], array.data)


def _following(flags: npt.NDArray[np.bool_]) -> Sequence[int]:
    """The next row from each row on, the end included, that has a flag; the number of rows where none has."""
    at = flags.nonzero()[0]
    edges = np.empty(len(at) + 2, dtype=np.int32)
    edges[0], edges[-1] = -1, len(flags)
    edges[1:-1] = at
    return _view(edges[1:].repeat(edges[1:] - edges[:-1]))


def _count_before(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """How many rows before each row, the end included, have a flag."""
    before = np.zeros(len(flags) + 1, dtype=np.int32)
    flags.cumsum(dtype=np.int32, out=before[1:])
    return before


class Rows:
    """The nodes of one tree as lists, with the language's tables at hand.

    By row: `what` (0 nothing, 1 a name, 2 a construct, ORDERED), `effect` (number of what its place does to names),
    `next_halt` (the next row that is one of these), `next_stop` (the same without what ordinary code reads),
    `active_before` (how many rows before it define, jump, make a function or decide by a literal), `names_before` (how
    many are names), `uses_before` (how many are places where names are read). `name_rows`: the rows of the names.
    `outside`: those evaluated outside of the function whose header they stand in. `lost_body` has the ERROR node that
    holds the rest of a function which is cut off, `macros` the uses of macros that act, `macro_blocks` the bodies of
    what only looks like a function, `detours` how often odd code runs.
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
        effect = find_effects(tree, self.named_children)
        name = find_names(tree)
        mark_blank_names(tree, name)
        ignored = name & (effect == IGNORE)
        name ^= ignored
        effect[ignored] = 0
        self.lost_body = find_lost_bodies(tree)
        self.adopted = frozenset(self.lost_body.values())
        self.macro_blocks = find_macro_blocks(tree)
        for row, body in self.macro_blocks.items():
            effect[row + 1 : body] = 0
        self.macros = find_macro_uses(tree, name)
        self.detours = find_detours(tree, self.macros, self.macro_blocks)
        before = self._count_active(effect)
        special = self._find_constructs(before)
        name &= ~special
        if self.macros or self.detours:
            special[[*self.macros, *self.detours]] = True
        self.next_halt: Sequence[int] = _following(name | special | (effect > 0))
        self.next_stop: Sequence[int] = _following(special | tables.effect_is_marked.take(effect))
        self.active_before: Sequence[int] = _view(before)
        self.names_before: Sequence[int] = _view(_count_before(name))
        self.name_rows = name.nonzero()[0]
        self.uses_before: Sequence[int] = ()
        if tables.has_inner:
            self.uses_before = _view(_count_before(tables.effect_is_use.take(effect)))
        self.outside: list[int] = []
        if tables.has_outside:
            self.outside = tables.effect_is_outside.take(effect).nonzero()[0].tolist()
        self.matched: list[int] = []
        if tables.has_matched:
            self.matched = (name & tables.effect_is_matched.take(effect)).nonzero()[0].tolist()
        self.effect: list[int] = effect.tolist()
        does = special.view(np.uint8) * tables.construct.take(self.tree.kind)
        self.what = bytearray(name.view(np.uint8) + does)
        for row in [*self.macros, *self.detours, *self.adopted]:
            self.what[row] = 2

    def _count_active(self, effect: npt.NDArray[np.int16]) -> npt.NDArray[np.int32]:
        """How many rows before each row define, jump, make a function or decide by a literal."""
        tables, kind, above, present = self.tables, self.tree.kind, self.tree.above, self.tree.present
        active: npt.NDArray[np.bool_] = tables.effect_is_active.take(effect) | tables.is_active.take(kind)
        if self.macros:
            active[list(self.macros)] = True
        if not tables.ending_calls.keys().isdisjoint(present):
            places = (tables.is_statement_place | tables.is_choice).take(above)
            for row in (tables.is_ending_call.take(kind) & places).nonzero()[0].tolist():
                active[row] |= self.never_returns(row)
        if not tables.constant_kinds.isdisjoint(present):
            for row in (tables.is_constant.take(kind) & tables.decides.take(above)).nonzero()[0].tolist():
                active[row] |= self.constant(row) is not None
        return _count_before(active)

    def _find_constructs(self, before: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Which rows are more than their children in order, given how many active rows come before each."""
        tables, kind, stop, present = self.tables, self.tree.kind, self.tree.stop, self.tree.present
        special: npt.NDArray[np.bool_] = tables.is_special.take(kind)
        if self.adopted:
            special[list(self.adopted)] = True
        special &= (before.take(stop) != before[:-1]) | tables.is_loud.take(kind)
        if not tables.chain_kinds.isdisjoint(present):
            for row in tables.chain_tokens.take(kind).nonzero()[0].tolist():
                top = self._find_chain(row)
                special[top] |= before[stop[top]] > before[top]
        telling = before[1:] > before[:-1]
        if not tables.guard_kinds.isdisjoint(present):
            for row in tables.is_guard.take(kind).nonzero()[0].tolist():
                telling[row : stop[row]] = True
        special &= telling | tables.is_no_call.take(kind)  # that a call raises means nothing elsewhere
        return special

    def _find_chain(self, row: int) -> int:
        """The outermost link of the chain (`a?.b[c]`) that a row is a part of."""
        row = self.parent[row]
        while (form := self.tables.forms.get(self.kind[self.parent[row]])) is not None and form.name == "chain":
            if form.parts.by_field.get(self.field[row]) is None:
                break  # an index or an argument, not what the link is of
            row = self.parent[row]
        return row

    def named_children(self, row: int) -> list[int]:
        """The named children of a row that are no comments."""
        found, child, counts = [], row + 1, self.tables.counts
        while child < self.stop[row]:
            if counts[self.kind[child]]:
                found.append(child)
            child = self.stop[child]
        return found

    def parts(self, row: int, parts: Parts) -> tuple[dict[str, list[int]], list[int]]:
        """The children of a row that each part names, and the other children."""
        names, by_field, by_kind, by_position, others = parts
        found: dict[str, list[int]] = {}
        for name in names:
            found[name] = []
        rest: list[int] = []
        child, position = row + 1, -1
        stop, kinds, fields, counts = self.stop, self.kind, self.field, self.tables.counts
        limit = stop[row]
        while child < limit:
            index = by_field.get(fields[child])
            if index is None and by_kind:
                index = by_kind.get(kinds[child])
            if by_position and counts[kinds[child]]:
                position += 1
                index = by_position.get(position, index)
            if index is None and others >= 0 and self.holds_code(child):
                index = others
            (rest if index is None else found[names[index]]).append(child)
            child = stop[child]
        return found, rest

    def is_active(self, row: int) -> bool:
        """Whether a subtree defines, jumps, makes a function or decides by a literal; any other needs no branches."""
        return self.active_before[self.stop[row]] > self.active_before[row]

    def holds_outside(self, row: int) -> bool:
        """Whether a subtree of a header may hold something that is evaluated outside the function."""
        first = bisect_left(self.outside, row)
        return first < len(self.outside) and self.outside[first] < self.stop[row]

    def text(self, row: int) -> str:
        """The source text of a row."""
        return self.data[self.start[row] : self.end[row]].decode("utf-8", "replace")

    def never_returns(self, row: int) -> bool:
        """Whether a row is a call of a function that the language knows never to return."""
        form, around = self.tables.ending_calls.get(self.kind[row]), self.kind[self.parent[row]]
        if form is None or not (self.tables.is_statement_place[around] or self.tables.is_choice[around]):
            return False  # deferred, or an operand
        parts, _ = self.parts(row, form.parts)
        callee = parts.get("callee", [])
        return bool(callee) and self.text(callee[0]) in form.words["never_returns"]

    def is_negated(self, row: int, form: Form) -> bool:
        """Whether a token of a branch or loop turns its test around (`unless`, `until`)."""
        return self.has_token(row, form.words.get("negated", ()))

    def has_token(self, row: int, tokens: Collection[str]) -> bool:
        """Whether one of some tokens is a child of a row."""
        child = row + 1
        while tokens and child < self.stop[row]:
            if not self.tables.named[self.kind[child]] and self.tables.grammar.kinds[self.kind[child]] in tokens:
                return True
            child = self.stop[child]
        return False

    def find_overhang(self, row: int) -> list[int]:
        """What the parser puts into a case that is the one statement of an `if`, and that comes after that `if`."""
        form = self.tables.forms.get(self.kind[row])
        if (
            form is None
            or form.name != "case"
            or not self.tables.unit_field[self.kind[self.parent[row]], self.field[row]]
        ):
            return []
        statements = [child for child in self.parts(row, form.parts)[1] if self.tables.counts[self.kind[child]]]
        return statements[1:]

    def spells(self, row: int, form: Form, word: str) -> bool:
        """Whether the operator of a row is one of those that the form calls `word`; true where none are told apart."""
        if "operator" not in form.words:
            tokens = form.words.get(word)
            return self.has_token(row, tokens) if tokens else word == "not" or word in form.words
        wanted = form.words.get(word, ())
        field = self.tables.field_ids[form.words["operator"]]
        child = row + 1
        while child < self.stop[row]:
            if self.field[child] == field:
                return self.text(child) in wanted
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

    def opens_none(self, row: int, rule: ScopeRule) -> bool:
        """Whether what opens a scope elsewhere opens none here, by what it stands in or by a token beside its parts."""
        around = self.parent[row]
        while around > 0 and self.kind[around] in rule.through:
            around = self.parent[around]
        if row > 0 and self.kind[around] in rule.unless_in and around not in self.macro_blocks:
            return True
        child, present = row + 1, set()
        while rule.unless_has and child < self.stop[row]:
            present.add(self.kind[child])
            child = self.stop[child]
        return not rule.unless_has.isdisjoint(present)

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
