"""The tables of scopes and control flow: what a node kind opens, and which construct it is."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from codestruct.language.lookup import Lookup, Parts

__all__ = ["FlowTables", "Form", "ScopeRule"]


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
    sealed: bool


class FlowTables(Lookup):
    """Forms, scope rules and evaluation orders by kind id."""

    def compile_flow(self) -> None:
        """Forms, scopes, orders and literal conditions."""
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
                bool(entry.get("sealed", False)),
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
        self.ending_calls = {k: form for k, form in self.forms.items() if form.words.get("never_returns")}
        self.is_read_call = np.zeros(self.size, dtype=bool)  # calls that read their callee, and may raise by that alone
        self.is_read_call[[k for k, form in self.forms.items() if "callee" in form.words]] = True
        self.is_constant = np.zeros(self.size, dtype=bool)
        self.is_constant[list(self.constant_kinds)] = True
        self.decides = np.zeros(self.size, dtype=bool)  # constructs in which a literal condition counts
        deciding = {"branch", "arm", "logic", "not", "group", "assert"}
        self.decides[[k for k, form in self.forms.items() if form.name in deciding]] = True
