"""Tables: a language's words compiled to flat arrays indexed by the kind and field ids of its grammar."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from codestruct.errors import InvalidLanguage
from codestruct.language.grammar import Grammar
from codestruct.language.vocabulary import Category, Effect, Role, TokenClass, parse_effect

__all__ = ["Form", "Parts", "ScopeRule", "Tables"]

Bools = npt.NDArray[np.bool_]

IGNORE = 1
"""The number of the effect that takes the names below a place out of the program."""

_NOT_PLACES = {
    "form", "to", "operator", "and", "or", "not", "after", "fallthrough", "exhaustive", "default", "catch_all",
    "unbinds", "goto", "breaks", "assigns", "scattered", "never_returns", "raises_after",
}  # fmt: skip


class Parts(NamedTuple):
    """How the children of a node fall into named parts: by field, by kind, by position among the named ones."""

    names: tuple[str, ...]
    by_field: dict[int, int]
    by_kind: dict[int, int]
    by_position: dict[int, int]
    others: int = -1


class Form(NamedTuple):
    """One construct of control flow: its form, its parts, and the words that are not parts."""

    name: str
    parts: Parts
    words: Mapping[str, Any]


class ScopeRule(NamedTuple):
    """What scope a node kind opens, and where its name, body and outside parts are."""

    kind: str
    parts: Parts
    named: str
    hoist: bool
    unless_in: frozenset[int]
    through: frozenset[int]


class Tables:
    """Every table of one language over one grammar. K is the number of kinds, plus one row for ERROR; F of fields."""

    def __init__(self, file: str, data: Mapping[str, Any], grammar: Grammar) -> None:
        self.file, self.data, self.grammar = file, data, grammar
        self.size = len(grammar.kinds) + 1
        self.error = len(grammar.kinds)
        self.field_ids = {name: f for f, name in enumerate(grammar.fields) if name}
        self.named = np.append(grammar.named, True)
        self._compile_tokens()
        self._compile_items()
        self._compile_names()
        self._compile_flow()

    # -- looking words up

    def kinds(self, key: str, names: Iterable[str]) -> list[int]:
        """The kind ids of node kinds (`block`, `ERROR`) and anonymous tokens (`"while"`, or the bare token)."""
        found: list[int] = []
        for name in names:
            ids = (self.error,) if name == "ERROR" else self.grammar.ids.get(name) or self.grammar.ids.get(f'"{name}"')
            if name == "ERROR":
                ids = (self.error,)
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
                elif isinstance(place, int):
                    by_position[place] = index
                elif place in self.field_ids:
                    by_field[self.field_ids[place]] = index
                elif place in self.grammar.ids:
                    by_kind.update(dict.fromkeys(self.grammar.ids[place], index))
                else:
                    raise InvalidLanguage.at(
                        self.file, f"{key}.{name}", f"{self.grammar.origin} has no field or node kind {place!r}",
                        given=str(place), allowed=[*self.field_ids, *self.grammar.ids],
                    )  # fmt: skip
        return Parts(names, by_field, by_kind, by_position, others)

    # -- compiling

    def _compile_tokens(self) -> None:
        words = self.data.get("tokens", {})
        classes = np.full(self.size, TokenClass.PUNCTUATION, dtype=np.uint8)
        for k, name in enumerate(self.grammar.kinds):
            if self.grammar.named[k]:
                classes[k] = TokenClass.IDENTIFIER if "identifier" in name else TokenClass.LITERAL
            elif name.lstrip("_")[:1].isalpha() or (name[:1] in "#@" and name[1:2].isalpha()):
                classes[k] = TokenClass.KEYWORD
            elif name[:1] in "\"'`":
                classes[k] = TokenClass.LITERAL
            elif name not in {"(", ")", "[", "]", "{", "}", ",", ";", ":", ".", "\n"}:
                classes[k] = TokenClass.OPERATOR
        for section, cls in (
            ("keywords", TokenClass.KEYWORD),
            ("operators", TokenClass.OPERATOR),
            ("identifiers", TokenClass.IDENTIFIER),
            ("literals", TokenClass.LITERAL),
            ("punctuation", TokenClass.PUNCTUATION),
            ("comments", TokenClass.COMMENT),
        ):
            classes[self.kinds(f"tokens.{section}", words.get(section, []))] = cls
        self.token_class = classes
        self.is_comment = self.mask("tokens.comments", words.get("comments", []))
        self.is_atom = self.mask("tokens.atoms", words.get("atoms", []))
        self.is_string = self.mask("tokens.docstrings", words.get("docstrings", []))

    def _compile_items(self) -> None:
        items, data = self.data.get("items", {}), self.data
        kinds, fields = self.size, len(self.grammar.fields)
        self.is_body = np.zeros(kinds, dtype=bool)
        self.member_field = np.zeros((kinds, fields), dtype=bool)
        self.member_kind = np.zeros((kinds, kinds), dtype=bool)
        self.body_hole: dict[int, str] = {}
        self.body_separator: dict[int, str] = {}
        for name, entry in data.get("bodies", {}).items():
            self._compile_body(name, entry, items)
        self.holes = self.mask("items.holes", items.get("holes", []))
        self.separators = self.mask("items.separators", items.get("separators", []))
        self.separator_texts = frozenset(items.get("separators", []))
        self.clauses = self.mask("items.clauses", items.get("clauses", []))
        self.detached = self.mask("items.detached", items.get("detached", []))
        self.unit_field = np.zeros((kinds, fields), dtype=bool)
        self.else_field = np.zeros((kinds, fields), dtype=bool)
        for section, flags in (("units", self.unit_field), ("else_units", self.else_field)):
            for place in items.get(section, []):
                for kind, field in self._places(f"items.{section}", place):
                    flags[kind, field] = True
        self.wrappers: dict[int, int] = {}
        for name, field in items.get("wrappers", {}).items():
            key = f"items.wrappers.{name}"
            for kind in self.kinds(key, [name]):
                self.wrappers[kind] = 0 if field == "*" else self.field(key, field)
        self.is_wrapper = np.zeros(kinds, dtype=bool)
        self.is_wrapper[list(self.wrappers)] = True
        self.category = np.zeros(kinds, dtype=np.uint8)
        can_be_member = np.zeros(kinds, dtype=bool)
        categories = {k: v for k, v in data.get("categories", {}).items() if k != "wrapped"}
        for section, table in (
            ("categories.wrapped", data.get("categories", {}).get("wrapped", {})),
            ("categories", categories),
        ):
            for word, names in table.items():
                if word.upper() not in Category.__members__:
                    raise InvalidLanguage.at(self.file, f"{section}.{word}", f"no category {word!r}", given=word,
                                             allowed=[c.name.lower() for c in Category])  # fmt: skip
                found = self.kinds(f"{section}.{word}", names)
                self.category[found] = Category[word.upper()]
                if section == "categories":
                    can_be_member[found] = True
        can_be_member |= self.is_wrapper
        self.is_body[self.error] = True
        self.member_field[self.error, :] = True
        self.member_kind[self.error] = can_be_member & ~self.clauses
        always_hole = self.holes & ~self.is_wrapper  # a wrapper is a hole only where it wraps nothing (C's `;`)
        plain = self.named & ~self.is_comment & ~always_hole & ~self.clauses & ~self.detached
        plain[self.error] = False
        self.member_kind &= plain
        self.can_be_unit = plain & ~self.is_body

    def _compile_body(self, name: str, entry: Mapping[str, Any], items: Mapping[str, Any]) -> None:
        key = f"bodies.{name}"
        for kind in self.kinds(key, [name]):
            self.is_body[kind] = True
            self.body_hole[kind] = entry.get("hole", items.get("hole", ""))
            self.body_separator[kind] = entry.get("separator", items.get("separator", ""))
            only = "only" in entry
            self.member_field[kind, :] = not only
            self.member_kind[kind, :] = True
            named_kinds = [word for word in entry.get("only", ()) if word not in self.field_ids]
            if only and named_kinds:
                self.member_field[kind, :] = True
                self.member_kind[kind, :] = False
                self.member_kind[kind, self.kinds(f"{key}.only", named_kinds)] = True
            elif only:
                self.member_field[kind, [self.field(f"{key}.only", word) for word in entry["only"]]] = True
            for word in entry.get("except", ()):
                if word in self.field_ids:
                    self.member_field[kind, self.field_ids[word]] = False
                else:
                    self.member_kind[kind, self.kinds(f"{key}.except", [word])] = False

    def _places(self, key: str, place: str) -> list[tuple[int, int]]:
        """The (kind, field) pairs of "kind.field" and "kind.*"."""
        name, _, field = place.partition(".")
        kinds = self.kinds(key, [name])
        fields = list(range(len(self.grammar.fields))) if field == "*" else [self.field(key, field)]
        return [(kind, f) for kind in kinds for f in fields]

    def _compile_names(self) -> None:
        kinds, fields = self.size, len(self.grammar.fields)
        names = dict(self.data.get("names", {}))
        leaves = names.pop("leaves", [])
        self.is_apart = self.mask("names.apart", names.pop("apart", []))
        self.is_name = self.mask("names.leaves", leaves)
        self.effects: list[Effect] = [Effect(), Effect(ignore=True)]
        self.conditions: list[int] = [0, 0]
        self.seen: list[tuple[bool, int] | None] = [None, None]  # (at its end?, field) from which on a name is seen
        index: dict[Effect, int] = {self.effects[IGNORE]: IGNORE}
        self.field_effect = np.zeros((kinds, fields), dtype=np.int16)
        self.pair_effect = np.zeros((kinds, kinds), dtype=np.int16)
        self.position_effect: dict[int, dict[int, int]] = {}
        self.variant_effect: dict[int, list[tuple[frozenset[int], int, int]]] = {}  # kind: children, field, effect
        self.below_effect: dict[tuple[int, int], dict[int, int]] = {}  # (kind, field): kind anywhere below: effect
        self.below_pair: dict[tuple[int, int], dict[int, int]] = {}  # the same for (kind, kind of child)
        self.blank_names = frozenset(text.encode() for text in names.pop("blank", []))
        ordered = sorted(names.items(), key=lambda pair: not pair[0].endswith(".*"))  # the general before the special
        for place, text in ordered:
            key = f"names.{place}"
            effect = parse_effect(self.file, key, text)
            if effect not in index:
                index[effect] = len(self.effects)
                self.effects.append(effect)
                wanted = effect.condition or effect.unless
                self.conditions.append(self.field(key, wanted) if wanted else 0)
                side, beside = effect.seen
                self.seen.append((side == "after", self.field(key, beside)) if side else None)
            self._compile_place(key, place, index[effect])
        self.has_variant = np.zeros(kinds, dtype=bool)
        self.has_variant[list(self.variant_effect)] = True
        self.has_position = np.zeros(kinds, dtype=bool)
        self.has_position[list(self.position_effect)] = True
        self.effect_is_active = np.array(
            [e.role not in (None, Role.USE) or e.intro is not None or e.capture for e in self.effects], dtype=bool
        )
        scoping = self.data.get("scoping", {})
        self.visible_from_name = {
            kind: scoping.get(kind, "hoisted") for kind in ("module", "function", "class", "block")
        }
        self.redeclare_new = scoping.get("redeclare", "same") == "new"
        self.class_hidden = "functions" in scoping.get("hidden", [])

    def _compile_place(self, key: str, place: str, number: int) -> None:
        """Enter an effect at a.field, a.*, a.2, a > b, a[b].field; at any depth with a.field >> c, a > b >> c."""
        variant = re.fullmatch(r"(\w+)\[(.+)\](\.(?:\w+|\*))", place)
        if " >> " in place:
            outer, below = place.split(" >> ")
            parent, _, child = outer.partition(" > ")
            pairs = [(a, b) for a in self.kinds(key, [parent]) for b in self.kinds(key, [child])] if child else []
            for pair in pairs:
                self.below_pair.setdefault(pair, {}).update(dict.fromkeys(self.kinds(key, [below]), number))
            for pair in () if child else self._places(key, outer):
                self.below_effect.setdefault(pair, {}).update(dict.fromkeys(self.kinds(key, [below]), number))
        elif variant:
            children = frozenset(self.kinds(key, [variant[2]]))
            for kind, field in self._places(key, variant[1] + variant[3]):
                self.variant_effect.setdefault(kind, []).append((children, field, number))
        elif " > " in place:
            parent, child = place.split(" > ")
            self.pair_effect[np.ix_(self.kinds(key, [parent]), self.kinds(key, [child]))] = number
        elif place.rpartition(".")[2].isdigit():
            parent, _, position = place.rpartition(".")
            for kind in self.kinds(key, [parent]):
                self.position_effect.setdefault(kind, {})[int(position)] = number
        else:
            for kind, field in self._places(key, place):
                self.field_effect[kind, field] = number

    def _compile_flow(self) -> None:
        data = self.data
        self.forms: dict[int, Form] = {}
        self.scope_rules: dict[int, ScopeRule] = {}
        self.order: dict[int, tuple[int, ...]] = {}
        for name, entry in data.get("flow", {}).items():
            form = Form(entry["form"], self.parts(f"flow.{name}", entry), entry)
            self.forms.update(dict.fromkeys(self.kinds(f"flow.{name}", [name]), form))
        for name, entry in data.get("scopes", {}).items():
            key = f"scopes.{name}"
            places = {word: entry[word] for word in ("name", "body", "generic", "outer") if word in entry}
            rule = ScopeRule(
                entry["kind"],
                self.parts(key, places),
                entry.get("named", "outer"),
                bool(entry.get("hoist", False)),
                frozenset(self.kinds(f"{key}.unless_in", entry.get("unless_in", []))),
                frozenset(self.kinds(f"{key}.through", entry.get("through", []))),
            )
            self.scope_rules.update(dict.fromkeys(self.kinds(key, [name]), rule))
        self.scope_rules_of_functions = frozenset(k for k, rule in self.scope_rules.items() if rule.kind == "function")
        for name, fields in data.get("order", {}).items():
            ids = tuple(self.field(f"order.{name}", field) for field in fields)
            self.order.update(dict.fromkeys(self.kinds(f"order.{name}", [name]), ids))
        self.constants: dict[tuple[int, str], bool] = {}
        for word, value in (("true", True), ("false", False)):
            for text in data.get("constants", {}).get(word, []):
                name, _, spelled = text.partition("=")
                for kind in self.kinds(f"constants.{word}", [name]):
                    self.constants[kind, spelled] = value
        self.constant_kinds = frozenset(kind for kind, _ in self.constants)
        self.is_special = np.zeros(self.size, dtype=bool)
        self.is_special[[*self.forms, *self.scope_rules, *self.order]] = True
        self.is_active = np.zeros(self.size, dtype=bool)
        active = {"jump", "label", "loop", "switch", "try", "handler", "comprehension"}
        self.is_active[[k for k, form in self.forms.items() if form.name in active - {"comprehension"}]] = True
        self.is_active[[k for k, rule in self.scope_rules.items() if rule.kind == "function"]] = True
        self.raises_after = any(form.words.get("raises_after") for form in self.forms.values())
        self.call_forms = {k: form for k, form in self.forms.items() if form.name == "call"}
