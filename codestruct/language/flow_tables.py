"""The tables of scopes and control flow: what a node kind opens, and which construct it is."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from codestruct.language.lookup import Bools, Lookup, Parts

__all__ = ["FlowTables", "Form", "ScopeRule"]


SCOPE_PARTS = ("name", "body", "generic", "outer", "of", "within")
_READ_BY_OTHERS = {"not", "group", "arm", "header", "chain"}
"""Forms that mean something as a part of another construct only."""


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
    hoist_in: frozenset[int]  # the parents under which it is hoisted; none given: all
    unless_in: frozenset[int]
    unless_has: frozenset[int]  # the tokens beside which it opens none
    inner: bool  # whether its body's declarations are not seen from its header
    through: frozenset[int]
    sealed: bool
    rejoins: bool


class FlowTables(Lookup):
    """Forms, scope rules and evaluation orders by kind id."""

    def compile_flow(self) -> None:
        """Forms, scopes, orders and literal conditions."""
        data = self.data
        self.forms: dict[int, Form] = {}
        for name, entry in data.get("flow", {}).items():
            form = Form(entry["form"], self.parts(f"flow.{name}", entry), entry)
            if "operator" in entry:  # a field that is read by its name
                self.field(f"flow.{name}.operator", str(entry["operator"]))
            self.forms.update(dict.fromkeys(self.kinds(f"flow.{name}", [name]), form))
        self._compile_scopes(data.get("scopes", {}))
        self.order: dict[int, dict[int, int]] = {}  # by kind: the place of each field, after what is in none (0)
        for name, fields in data.get("order", {}).items():
            ids = {self.field(f"order.{name}", field): place for place, field in enumerate(fields, 1)}
            self.order.update(dict.fromkeys(self.kinds(f"order.{name}", [name]), ids))
        self.has_inner = any(rule.inner for rule in self.scope_rules.values())
        self.constants: dict[tuple[int, str], bool] = {}
        for word, value in (("true", True), ("false", False)):
            for text in data.get("constants", {}).get(word, []):
                name, _, spelled = text.partition("=")
                for kind in self.kinds(f"constants.{word}", [name]):
                    self.constants[kind, spelled] = value
        self.constant_kinds = frozenset(kind for kind, _ in self.constants)
        self._compile_constructs()
        self.raises_after = any(form.words.get("raises_after") for form in self.forms.values())
        self.chain_tokens = self.mask("flow", {f.words["optional"] for f in self.forms.values() if f.name == "chain"})
        self.chain_kinds = self.members(self.chain_tokens)
        self.ending_calls = {k: form for k, form in self.forms.items() if form.words.get("never_returns")}

    def _compile_scopes(self, scopes: Mapping[str, Mapping[str, Any]]) -> None:
        """What scope each kind opens."""
        self.scope_rules: dict[int, ScopeRule] = {}
        for name, entry in scopes.items():
            key = f"scopes.{name}"
            hoist = entry.get("hoist")
            rule = ScopeRule(
                kind=entry["kind"],
                parts=self.parts(key, {word: entry[word] for word in SCOPE_PARTS if word in entry}),
                named=entry.get("named", "outer"),
                hoist=bool(hoist),
                hoist_in=frozenset(self.kinds(f"{key}.hoist", hoist) if isinstance(hoist, list) else []),
                unless_in=frozenset(self.kinds(f"{key}.unless_in", entry.get("unless_in", []))),
                unless_has=frozenset(self.kinds(f"{key}.unless_has", entry.get("unless_has", []))),
                inner=bool(entry.get("inner", False)),
                through=frozenset(self.kinds(f"{key}.through", entry.get("through", []))),
                sealed=bool(entry.get("sealed", False)),
                rejoins=bool(entry.get("rejoins", False)),
            )
            self.scope_rules.update(dict.fromkeys(self.kinds(key, [name]), rule))
        self.scope_rules_of_functions = frozenset(k for k, rule in self.scope_rules.items() if rule.kind == "function")

    def _compile_constructs(self) -> None:
        """Which kinds are constructs, bool [K] each."""
        acting = [kind for kind, form in self.forms.items() if form.name not in _READ_BY_OTHERS]
        scopes = [kind for kind, rule in self.scope_rules.items() if rule.kind != "module"]
        self.is_special = self._flag([*acting, *scopes, *self.order])
        jumping = self._having("jump", "label", "loop", "switch", "try", "handler")
        self.construct = np.full(self.size, 2, dtype=np.uint8)
        self.construct[list(self.order.keys() - self.scope_rules.keys() - self.forms.keys())] = 4
        """What a construct of each kind is to the machine that lowers: one of its own (2), or just its order (4)."""
        self.is_active = self._flag([*jumping, *self.scope_rules_of_functions])
        self.is_ending_call = self._flag(k for k, form in self.forms.items() if form.words.get("never_returns"))
        self.is_constant = self._flag(self.constant_kinds)
        self.decides = self._flag(self._having("branch", "arm", "logic", "not", "group", "assert"))
        """In which a literal condition counts."""
        self.is_choice = self._flag(self._having("branch", "arm", "logic", "case"))
        """Of which a call may be an arm or an operand: one that never returns ends the path there too."""
        self.guard_kinds = frozenset(self._having("try", "with"))
        self.is_guard = self._flag(self.guard_kinds)
        self.is_call = self._flag(k for k in self._having("call") if k not in self.scope_rules)
        self.is_no_call = ~self.is_call
        silent = {k for k in self._having("logic") if not self.forms[k].words.get("assigns")}
        reading = {k for k in self._having("call") if "callee" in self.forms[k].words}  # may raise by that alone
        self.is_loud = ~self._flag((silent | reading) - self.scope_rules.keys() - self.order.keys())
        """Which are not their children in order even where nothing inside defines, jumps or decides."""

    def _having(self, *names: str) -> list[int]:
        """The kinds that have one of some forms."""
        return [kind for kind, form in self.forms.items() if form.name in names]

    def _flag(self, kinds: Iterable[int]) -> Bools:
        flags = np.zeros(self.size, dtype=bool)
        flags[list(kinds)] = True
        return flags
