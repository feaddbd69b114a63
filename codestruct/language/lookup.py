"""Looking the words of a language file up in its grammar: node kinds, fields, and the places of parts."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from codestruct.errors import InvalidLanguage
from codestruct.language.grammar import Grammar

__all__ = ["Bools", "Lookup", "Parts"]

Bools = npt.NDArray[np.bool_]

_NOT_PLACES = {
    "form", "to", "parts", "operator", "and", "or", "not", "negated", "after", "fallthrough", "exhaustive", "default",
    "catch_all", "unbinds", "goto", "breaks", "assigns", "scattered", "never_returns", "raises_after",
    "continues", "checked", "optional", "members", "pointer", "tail", "this", "constructor", "named", "unnamed", "new",
    "texts", "next", "bare", "property", "known", "element", "static",
}  # fmt: skip


class Parts(NamedTuple):
    """How the children of a node fall into named parts: by field, by kind, by position among the named ones."""

    names: tuple[str, ...]
    by_field: dict[int, int]
    by_kind: dict[int, int]
    by_position: dict[int, int]
    others: int = -1


class Lookup:
    """One language's words over one grammar. K is the number of kinds, plus one row for ERROR; F of fields."""

    def __init__(self, file: str, data: Mapping[str, Any], grammar: Grammar) -> None:
        self.file, self.data, self.grammar = file, data, grammar
        self.size = len(grammar.kinds) + 1
        self.error = len(grammar.kinds)
        self.field_ids = {name: f for f, name in enumerate(grammar.fields) if name}
        self.named = np.append(grammar.named, True)

    def kinds(self, key: str, names: Iterable[str]) -> list[int]:
        """The kind ids of node kinds (`block`, `ERROR`) and anonymous tokens (`"while"`, or the bare token)."""
        found: list[int] = []
        for name in names:
            ids = (self.error,) if name == "ERROR" else self.grammar.ids.get(name) or self.grammar.ids.get(f'"{name}"')
            if ids is None:
                raise InvalidLanguage.at(
                    self.file, key, f"{self.grammar.origin} has no node kind {name!r}",
                    given=name, allowed=self.grammar.ids,
                )  # fmt: skip
            found.extend(ids)
        return found

    def field(self, key: str, name: str) -> int:
        """The id of a field."""
        if name not in self.field_ids:
            raise InvalidLanguage.at(
                self.file, key, f"{self.grammar.origin} has no field {name!r}", given=name, allowed=self.field_ids
            )
        return self.field_ids[name]

    def mask(self, key: str, names: Iterable[str]) -> Bools:
        """Which kinds are among `names`, bool [K]."""
        flags = np.zeros(self.size, dtype=bool)
        flags[self.kinds(key, names)] = True
        return flags

    def members(self, flags: Bools) -> frozenset[int]:
        """The kinds that have a flag."""
        return frozenset(np.flatnonzero(flags).tolist())

    def parts(self, key: str, entry: Mapping[str, Any]) -> Parts:
        """The places that the entries of a table name: fields, kinds of children, or positions of named children."""
        names = tuple(word for word in entry if word not in _NOT_PLACES)
        by_field: dict[int, int] = {}
        by_kind: dict[int, int] = {}
        by_position: dict[int, int] = {}
        others = -1
        for index, name in enumerate(names):
            places = entry[name] if isinstance(entry[name], list) else [entry[name]]
            for place in places:
                if place == "*":
                    others = index
                    continue
                if isinstance(place, int):
                    by_position[place] = index
                    continue
                if place in self.field_ids:
                    by_field[self.field_ids[place]] = index
                kinds = self.grammar.ids.get(place)
                if kinds is None and place not in self.field_ids:
                    kinds = self.grammar.ids.get(f'"{place}"')
                if kinds is not None:  # a word may be both: Ruby's `else`
                    by_kind.update(dict.fromkeys(kinds, index))
                elif place not in self.field_ids:
                    raise InvalidLanguage.at(
                        self.file, f"{key}.{name}", f"{self.grammar.origin} has no field or node kind {place!r}",
                        given=str(place), allowed=[*self.field_ids, *self.grammar.ids],
                    )  # fmt: skip
        return Parts(names, by_field, by_kind, by_position, others)

    def places(self, key: str, place: str) -> list[tuple[int, int]]:
        """The (kind, field) pairs of "kind.field", "kind.*" and "*.field"."""
        name, _, field = place.partition(".")
        kinds = list(range(self.size)) if name == "*" else self.kinds(key, [name])
        fields = list(range(len(self.grammar.fields))) if field == "*" else [self.field(key, field)]
        return [(kind, f) for kind in kinds for f in fields]
