"""Amendments: kinds and fields that a grammar lacks and its language file needs, given to the nodes by rules."""

import re
from bisect import bisect_right
from collections.abc import Mapping, MutableSequence, Sequence
from typing import Any

from codestruct.errors import InvalidLanguage
from codestruct.language.grammar import Grammar

__all__ = ["Amendments"]

Spelling = tuple[str, frozenset[int], re.Pattern[bytes] | None, int]
"""Which way to look (`>`, `<` or none), kinds of child or parent, what that child or the node reads, the new kind."""
Rule = tuple[str, list[frozenset[int]] | int, int]
"""Side (after, before, is, at), what stands there (nearest first) or a position, and the field."""
Column = MutableSequence[int]
Columns = tuple[Column, Column, Column, Column, Column, Column]


class Amendments:
    """The sections `kinds` and `fields` of a language file, compiled; they extend the grammar's own tables.

    `kinds`: `new = "kind=text"`, a node of that kind that is spelled so, `"kind > child=text"`, one with such a child,
    or `"kind < parent"`, one below such a node (spelled so, with `=text`); a list holds several. `fields`:
    `kind = { new = place }`, where a place is a position among the named children, a kind of child, `"after TOKEN"` or
    `"before TOKEN"`: the named child beside that token or kind, or beside several (`"after else {"`). A later rule
    wins over an earlier one, and `~` in place of `=` is followed by a regular expression. `texts`: the kind of the
    leaves that fill what a kind of node leaves to none of its children.
    """

    def __init__(self, file: str, data: Mapping[str, Any], grammar: Grammar) -> None:
        self.file, self.grammar = file, grammar
        self.exact: dict[int, dict[bytes, int]] = {}  # kind: text: new kind
        self.spelled: dict[int, list[Spelling]] = {}
        self.given: dict[int, list[Rule]] = {}
        kinds, fields, texts = data.get("kinds", {}), data.get("fields", {}), data.get("texts", {})
        new = dict.fromkeys(name for entry in fields.values() for name in entry)
        own = dict.fromkeys([*kinds, *(name for name in texts.values() if name not in grammar.ids)])
        grammar.extend(own, [name for name in new if name not in grammar.fields])
        for name, rules in kinds.items():
            for rule in rules if isinstance(rules, list) else [rules]:
                self._compile_kind(f"kinds.{name}", rule, grammar.ids[name][0])
        for kind, entry in fields.items():
            for name, places in entry.items():
                key = f"fields.{kind}.{name}"
                for place in places if isinstance(places, list) else [places]:
                    rule = *self._compile_place(key, place), grammar.fields.index(name)
                    for one in self._kinds(key, kind):
                        self.given.setdefault(one, []).append(rule)

        self.named: list[bool] = [*grammar.named.tolist(), True]
        self.texts = {
            one: grammar.ids[name][0] for kind, name in texts.items() for one in self._kinds(f"texts.{kind}", kind)
        }

    def __bool__(self) -> bool:
        return bool(self.texts or self.exact or self.spelled or self.given)

    def _kinds(self, key: str, name: str) -> tuple[int, ...]:
        found = self.grammar.ids.get(name) or self.grammar.ids.get(f'"{name}"')
        if found is None:
            raise InvalidLanguage.at(
                self.file, key, f"{self.grammar.origin} has no node kind {name!r}", given=name, allowed=self.grammar.ids
            )
        return found

    def _compile_kind(self, key: str, rule: str, number: int) -> None:
        equals = next((char for char in rule if char in "=~"), "")
        where, _, text = rule.partition(equals) if equals else (rule, "", "")
        way = next((way for way in "<>" if f" {way} " in where), "")
        if not equals and way != "<":
            raise InvalidLanguage.at(self.file, key, f'{rule!r} is no rule: write "kind=text" or "kind > child=text"')
        kind, _, other = where.partition(f" {way} ") if way else (where, "", "")
        others = frozenset(self._kinds(key, other) if way else ())
        pattern = re.compile(text.encode() if equals == "~" else re.escape(text).encode()) if equals else None
        for one in self._kinds(key, kind):
            if not way and equals == "=":
                self.exact.setdefault(one, {})[text.encode()] = number
            else:
                self.spelled.setdefault(one, []).append((way, others, pattern, number))

    def _compile_place(self, key: str, place: str | int) -> tuple[str, list[frozenset[int]] | int]:
        if isinstance(place, int):
            return "at", place
        side, *tokens = place.split()
        if side not in ("after", "before"):
            side, tokens = "is", [place]
        found = [frozenset(self._kinds(key, token)) for token in tokens]
        return side, found[::-1] if side == "after" else found

    def fill(self, columns: Columns, missing: tuple[int, ...]) -> tuple[Columns, tuple[int, ...]]:
        """The table with a leaf for each stretch of text that a node of `texts` leaves to no child of its own."""
        kinds, _, starts, ends, _, stops = columns
        gaps: list[tuple[int, int, int, int, int]] = []  # the row before which it goes, the node, kind, start, end
        for row, kind in enumerate(kinds):
            if kind in self.texts and stops[row] > row + 1:
                done = starts[row]
                for child in [*_children(row, stops), -1]:
                    stop = starts[child] if child >= 0 else ends[row]
                    if done < stop:
                        gaps.append((child if child >= 0 else stops[row], row, self.texts[kind], done, stop))
                    done = ends[child] if child >= 0 else stop
        if not gaps:
            return columns, missing
        # inserted rows shift what comes after them: where the row r was there is now r + (gaps before it)
        gaps.sort(key=lambda gap: (gap[0], gap[3]))
        places = [gap[0] for gap in gaps]
        moved = [row + bisect_right(places, row) for row in range(len(kinds))]
        ends_of = [stop + bisect_right(places, stop - 1) for stop in stops]
        blank = [0] * (len(kinds) + len(gaps))
        filled: Columns = (blank[:], blank[:], blank[:], blank[:], blank[:], blank[:])
        for row, new in enumerate(moved):
            parent = columns[4][row]
            values = (*(column[row] for column in columns[:4]), moved[parent] if parent >= 0 else -1, ends_of[row])
            for column, value in zip(filled, values, strict=True):
                column[new] = value
        for index, (before, row, kind, start, end) in enumerate(gaps):
            new = before + index
            for column, value in zip(filled, (kind, 0, start, end, moved[row], new + 1), strict=True):
                column[new] = value
            around = row
            while around >= 0 and stops[around] == before:  # the last thing in these nodes
                filled[5][moved[around]] = max(filled[5][moved[around]], new + 1)
                around = columns[4][around]
        return filled, tuple(moved[row] for row in missing)

    def apply(self, columns: Columns, data: bytes) -> None:
        """Give the nodes of a table their new kinds and fields, in place."""
        kinds, _, starts, ends, parents, stops = columns
        exact, spelled, given = self.exact, self.spelled, self.given
        if exact or spelled:
            for row, kind in enumerate(kinds):
                if kind in exact:
                    kinds[row] = exact[kind].get(data[starts[row] : ends[row]], kind)
                for way, others, text, number in spelled.get(kind, ()):
                    told = row  # the row whose text tells
                    if way == ">":
                        told = next((one for one in _children(row, stops) if kinds[one] in others), -1)
                    elif way == "<" and kinds[parents[row]] not in others:
                        continue
                    if told >= 0 and (text is None or text.fullmatch(data, starts[told], ends[told])):
                        kinds[row] = number
        if given:
            for row, kind in enumerate(kinds):
                if kind in given:
                    self._give_fields(row, given[kind], columns)

    def _give_fields(self, row: int, rules: list[Rule], columns: Columns) -> None:
        kinds, fields, _, _, _, stops = columns
        named, extra = self.named, self.grammar.comments
        children = [one for one in _children(row, stops) if kinds[one] not in extra]
        there = [kinds[one] for one in children]
        for side, wanted, field in rules:
            if isinstance(wanted, int):
                places = [one for one, kind in zip(children, there, strict=True) if named[kind]]
                if -len(places) <= wanted < len(places):
                    fields[places[wanted]] = field
                continue
            step = {"after": 1, "before": -1, "is": 0}[side]  # from what stands there to the place
            for at, kind in enumerate(there):
                place = at + step
                if kind not in wanted[0] or not 0 <= place < len(there) or not named[there[place]]:
                    continue
                further = range(at - step, at - step * len(wanted), -step) if len(wanted) > 1 else ()
                if all(
                    0 <= far < len(there) and there[far] in more for far, more in zip(further, wanted[1:], strict=True)
                ):
                    fields[children[place]] = field


def _children(row: int, stops: Sequence[int]) -> list[int]:
    found, child = [], row + 1
    while child < stops[row]:
        found.append(child)
        child = stops[child]
    return found
