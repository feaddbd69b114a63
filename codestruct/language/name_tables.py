"""The tables of names: what each place does to the names below it."""

import re

import numpy as np

from codestruct.language.effects import Effect, parse_effect
from codestruct.language.lookup import Lookup
from codestruct.language.vocabulary import Role

__all__ = ["IGNORE", "NameTables"]

IGNORE = 1
"""The number of the effect that takes the names below a place out of the program."""


class NameTables(Lookup):
    """Effects are numbers, 0 for none; arrays of them by kind and field [K, F] and by kind and kind of child [K, K]."""

    def compile_names(self) -> None:
        """Which leaves are names, the effects of places on them, and from where on a name is seen."""
        names = dict(self.data.get("names", {}))
        self._compile_leaves(names.pop("leaves", []))
        self.is_apart = self.mask("names.apart", names.pop("apart", []))
        self.spelled = re.compile(names.pop("spelled", "").encode())
        self.private_prefix = names.pop("private", "").encode()
        self.blank_names = frozenset(text.encode() for text in names.pop("blank", []))
        self._compile_effects(names)
        self._describe_effects()
        self.context_below: dict[int, int] = {}
        """(number << 11 | context) -> context below, where the source has no say in it; filled on demand."""
        scoping = self.data.get("scoping", {})
        self.visible_from_name = {
            kind: scoping.get(kind, "hoisted") for kind in ("module", "function", "class", "block")
        }
        self.else_apart = scoping.get("otherwise", "") == "apart"
        self.redeclare_new = scoping.get("redeclare", "same") == "new"
        self.class_hidden = "functions" in scoping.get("hidden", [])

    def _compile_leaves(self, leaves: list[str]) -> None:
        """Which leaves are names: everywhere, below a kind (`a > b`) or at a place (`a.field`)."""
        kinds = self.size
        self.is_name = self.mask("names.leaves", [word for word in leaves if "." not in word and " > " not in word])
        self.is_name_below = np.zeros((kinds, kinds), dtype=bool)
        for parent, _, child in (word.partition(" > ") for word in leaves if " > " in word):
            self.is_name_below[np.ix_(self.kinds("names.leaves", [parent]), self.kinds("names.leaves", [child]))] = True
        self.is_name_at = np.zeros((kinds, len(self.grammar.fields)), dtype=bool)
        for place in (word for word in leaves if "." in word):
            for pair in self.places("names.leaves", place):
                self.is_name_at[pair] = True

    def _compile_effects(self, names: dict[str, str]) -> None:
        """The effects by number, each entered at its places; the general before the special, which overrides it."""
        kinds, fields = self.size, len(self.grammar.fields)
        self.effects: list[Effect] = [Effect(), Effect(ignore=True)]
        self.conditions: list[int] = [0, 0]
        self.seen: list[tuple[bool, int] | None] = [None, None]  # (at its end?, field) from which on a name is seen
        index: dict[Effect, int] = {self.effects[IGNORE]: IGNORE}
        self.field_effect = np.zeros((kinds, fields), dtype=np.int16)
        self.pair_effect = np.zeros((kinds, kinds), dtype=np.int16)
        self.position_effect: dict[int, dict[int, int]] = {}
        self.variant_effect: dict[int, list[tuple[frozenset[int], int, int]]] = {}  # kind: children, field, effect
        self.nested_effect: list[tuple[int, int, int, int]] = []  # (kind, kind of child, field in it, effect)
        self.below_effect: dict[tuple[int, int], dict[tuple[int, int], int]] = {}
        """(kind, field): (kind anywhere below, -1) or (kind, field) of a place below: effect."""
        self.below_pair: dict[tuple[int, int], dict[tuple[int, int], int]] = {}  # for (kind, kind of child)
        for place in sorted(names, key=lambda place: (not place.startswith("*."), not place.endswith(".*"))):
            key = f"names.{place}"
            effect = parse_effect(self.file, key, names[place])
            if effect not in index:
                index[effect] = len(self.effects)
                self.effects.append(effect)
                wanted = effect.condition or effect.unless
                self.conditions.append(self.field(key, wanted) if wanted else 0)
                side, beside = effect.seen
                self.seen.append((side == "after", self.field(key, beside)) if side else None)
            self._compile_place(key, place, index[effect])
        self.has_names_at = bool(self.is_name_at.any() or self.is_name_below.any())
        self.has_variant = np.zeros(kinds, dtype=bool)
        self.has_variant[list(self.variant_effect)] = True
        self.has_position = np.zeros(kinds, dtype=bool)
        self.has_position[list(self.position_effect)] = True

    def _describe_effects(self) -> None:
        """What the passes ask of effects, as arrays by their numbers."""
        effects = self.effects
        self.effect_is_active = np.array(
            [e.role not in (None, Role.USE) or e.intro is not None or e.capture for e in effects], dtype=bool
        )
        self.effect_is_use = np.array([e.role == Role.USE for e in effects], dtype=bool)
        self.effect_is_matched = np.array([e.matched for e in effects], dtype=bool)
        self.effect_is_outside = np.array([e.outside for e in effects], dtype=bool)
        self.has_matched, self.has_outside = bool(self.effect_is_matched.any()), bool(self.effect_is_outside.any())
        self.effect_is_marked = np.array(
            [e._replace(role=None) != Effect() or e.role not in (None, Role.USE) for e in effects], dtype=bool
        )
        """Which effects make names of ordinary code something else than read. An annotation's does (`outside`): within
        the function its names are not read again."""
        self.is_conditional = [bool(e.condition or e.unless or e.capital) for e in effects]
        self.introduces = [e.intro is not None for e in effects]
        self.is_odd = [e.siblings or e.last or e.first or e.capture for e in effects]

    def _compile_place(self, key: str, place: str, number: int) -> None:
        """Enter an effect at a.field, a.*, *.field, a.2, a > b, a > b.field, a[b].field, below: a.field >> c."""
        variant = re.fullmatch(r"(\w+)\[(.+)\](\.(?:\w+|\*))", place)
        if " >> " in place:
            outer, below = place.split(" >> ")
            parent, _, child = outer.partition(" > ")
            inner = self.places(key, below) if "." in below else [(kind, -1) for kind in self.kinds(key, [below])]
            pairs = [(a, b) for a in self.kinds(key, [parent]) for b in self.kinds(key, [child])] if child else []
            for pair in pairs:
                self.below_pair.setdefault(pair, {}).update(dict.fromkeys(inner, number))
            for pair in () if child else self.places(key, outer):
                self.below_effect.setdefault(pair, {}).update(dict.fromkeys(inner, number))
        elif variant:
            children = frozenset(self.kinds(key, [variant[2]]))
            for kind, field in self.places(key, variant[1] + variant[3]):
                self.variant_effect.setdefault(kind, []).append((children, field, number))
        elif " > " in place and "." in place:
            parent, rest = place.split(" > ")
            for above in self.kinds(key, [parent]):
                self.nested_effect += [(above, kind, field, number) for kind, field in self.places(key, rest)]
        elif " > " in place:
            parent, child = place.split(" > ")
            self.pair_effect[np.ix_(self.kinds(key, [parent]), self.kinds(key, [child]))] = number
        elif place.rpartition(".")[2].isdigit():
            parent, _, position = place.rpartition(".")
            for kind in self.kinds(key, [parent]):
                self.position_effect.setdefault(kind, {})[int(position)] = number
        else:
            for kind, field in self.places(key, place):
                self.field_effect[kind, field] = number
