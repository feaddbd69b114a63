"""Amendments: kinds and fields that a grammar lacks and its language file needs, given to the nodes by rules."""

from collections.abc import Mapping
from typing import Any

from codestruct.errors import InvalidLanguage
from codestruct.language.grammar import Grammar

__all__ = ["Amendments"]

Columns = tuple[list[int], list[int], list[int], list[int], list[int], list[int]]


class Amendments:
    """The sections `kinds` and `fields` of a language file, compiled; they extend the grammar's own tables.

    `kinds`: `new = "kind=text"`, a node of that kind that is spelled so, or `"kind > child=text"`, one with such a
    child; a list holds several. `fields`: `kind = { new = place }`, where a place is a position among the named
    children, a kind of child, `"after TOKEN"` or `"before TOKEN"`: the named child beside that token or kind.
    """

    def __init__(self, file: str, data: Mapping[str, Any], grammar: Grammar) -> None:
        self.file, self.grammar = file, grammar
        self.spelled: dict[int, list[tuple[frozenset[int], bytes, int]]] = {}  # kind: kinds of child (none: itself)...
        self.given: dict[int, list[tuple[str, frozenset[int] | int, int]]] = {}  # kind: side, what stands there, field
        kinds, fields = data.get("kinds", {}), data.get("fields", {})
        new = dict.fromkeys(name for entry in fields.values() for name in entry)
        grammar.extend(kinds, [name for name in new if name not in grammar.fields])
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

    def _kinds(self, key: str, name: str) -> tuple[int, ...]:
        found = self.grammar.ids.get(name) or self.grammar.ids.get(f'"{name}"')
        if found is None:
            raise InvalidLanguage.at(
                self.file, key, f"{self.grammar.origin} has no node kind {name!r}", given=name, allowed=self.grammar.ids
            )
        return found

    def _compile_kind(self, key: str, rule: str, number: int) -> None:
        where, equals, text = rule.partition("=")
        if not equals:
            raise InvalidLanguage.at(self.file, key, f'{rule!r} is no rule: write "kind=text" or "kind > child=text"')
        kind, below, child = where.partition(" > ")
        children = frozenset(self._kinds(key, child)) if below else frozenset()
        for one in self._kinds(key, kind):
            self.spelled.setdefault(one, []).append((children, text.encode(), number))

    def _compile_place(self, key: str, place: str | int) -> tuple[str, frozenset[int] | int]:
        if isinstance(place, int):
            return "at", place
        side, _, token = place.partition(" ")
        return (side, frozenset(self._kinds(key, token))) if token else ("is", frozenset(self._kinds(key, place)))

    def apply(self, columns: Columns, data: bytes) -> None:
        """Give the nodes of a table their new kinds and fields, in place."""
        kinds, _, starts, ends, _, stops = columns
        if self.spelled:
            for row, kind in enumerate(kinds):
                for children, text, number in self.spelled.get(kind, ()):
                    row_of_text = row
                    if children:
                        row_of_text = next((one for one in _children(row, stops) if kinds[one] in children), -1)
                    if row_of_text >= 0 and data[starts[row_of_text] : ends[row_of_text]] == text:
                        kinds[row] = number
        if self.given:
            for row, kind in enumerate(kinds):
                if kind in self.given:
                    self._give_fields(row, self.given[kind], columns)

    def _give_fields(self, row: int, rules: list[tuple[str, frozenset[int] | int, int]], columns: Columns) -> None:
        kinds, fields, _, _, _, stops = columns
        named, extra = self.grammar.named, self.grammar.comments
        children = [one for one in _children(row, stops) if kinds[one] not in extra]
        is_named = [kinds[one] >= len(named) or bool(named[kinds[one]]) for one in children]
        places = [one for one, name in zip(children, is_named, strict=True) if name]
        for side, wanted, field in rules:
            if isinstance(wanted, int):
                if -len(places) <= wanted < len(places):
                    fields[places[wanted]] = field
                continue
            for index, one in enumerate(children):
                beside = index - 1 if side == "after" else index + 1 if side == "before" else index
                if is_named[index] and 0 <= beside < len(children) and kinds[children[beside]] in wanted:
                    fields[one] = field


def _children(row: int, stops: list[int]) -> list[int]:
    found, child = [], row + 1
    while child < stops[row]:
        found.append(child)
        child = stops[child]
    return found
