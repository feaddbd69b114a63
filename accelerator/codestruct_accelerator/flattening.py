"""A language's compiled tables -> a mapping of plain arrays and numbers, which the kernels read once."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from codestruct.language import Form, Language, Parts, ScopeRule
from codestruct_accelerator import kernels

__all__ = ["flatten_language"]

Flags = npt.NDArray[np.uint8]

WORDS = (
    "and", "or", "not", "assigns", "negated", "after", "fallthrough", "exhaustive", "default", "catch_all", "unbinds",
    "goto", "breaks", "continues", "checked", "scattered", "never_returns", "parts",
)  # fmt: skip
BY_KIND = (
    "is_comment", "is_token", "is_atom", "is_string", "is_body", "has_members", "holes", "clauses", "can_be_unit",
    "separators", "separated", "is_wrapper", "is_statement_place", "member_field", "member_kind", "unit_field",
    "else_field", "token_class", "category", "is_name", "is_apart", "is_name_at", "is_name_below", "is_special",
    "is_active", "is_ending_call", "is_constant", "decides", "is_choice", "is_guard", "is_call",
)  # fmt: skip
"""Tables that are taken as they are: one byte a kind, a (kind, field) or a (kind, kind)."""
FLAGS = (
    "ignore", "first", "capture", "outside", "siblings", "entry", "last", "silent", "capital", "matched", "apart",
    "small",
)  # fmt: skip
NOT_LOWERED = frozenset({"member"})
"""Scope rules whose sources are lowered in Python."""


def flatten_language(language: Language) -> dict[str, Any]:
    """The tables of a language as the kernels take them."""
    tables = language.tables
    kinds, fields = tables.size, len(tables.grammar.fields)
    flat: dict[str, Any] = {name: _bytes(getattr(tables, name)) for name in BY_KIND}
    wrappers = np.full(kinds, -1, dtype=np.int32)
    for kind, field in tables.wrappers.items():
        wrappers[kind] = field
    flat.update(
        kinds=kinds,
        fields=fields,
        named=_bytes(tables.named),
        counts=_bytes(np.array(tables.counts)),
        wrappers=wrappers,
        has_docstrings=bool(tables.is_string.any()),
        raises_after=tables.raises_after,
        lowers=_knows(language),
        is_quiet=_bytes(~tables.is_loud),
    )
    _flatten_names(tables, flat)
    _flatten_flow(tables, kinds, fields, flat)
    return flat


def _knows(language: Language) -> bool:
    """Whether the kernels lower this language: it has no macros, no spelling rule for names, no qualified members."""
    tables = language.tables
    rules = {rule.kind for rule in tables.scope_rules.values()}
    known_forms = {form.name for form in tables.forms.values()} <= set(kernels.FORMS)
    within = any("within" in rule.parts.names for rule in tables.scope_rules.values())
    plain = not tables.macro_texts and not tables.spelled.pattern and not within
    return plain and known_forms and rules.isdisjoint(NOT_LOWERED)


def _flatten_names(tables: Any, flat: dict[str, Any]) -> None:
    flat["field_effect"], flat["pair_effect"] = _whole(tables.field_effect), _whole(tables.pair_effect)
    flat["position_effect"] = [
        (kind, position, number)
        for kind, places in tables.position_effect.items()
        for position, number in places.items()
    ]
    flat["variant_effect"] = [
        (kind, _mark(tables.size, children), field, number)
        for kind, variants in tables.variant_effect.items()
        for children, field, number in variants
    ]
    flat["nested_effect"] = tables.nested_effect
    for name in ("below_effect", "below_pair"):
        entries = getattr(tables, name).items()
        flat[name] = [(place, [(*below, number) for below, number in inner.items()]) for place, inner in entries]
    flat["effects"] = [_flatten_effect(tables, number) for number in range(len(tables.effects))]
    flat["blank_names"] = sorted(tables.blank_names)
    flat["private_prefix"] = tables.private_prefix
    visible = ("hoisted", "name", "declaration")
    words = tables.visible_from_name
    by_kind = [words["module"], words["function"], words["class"], words["block"], "hoisted"]
    by_kind += [words["function"], words["block"], words["function"]]
    flat["visible_from_name"] = np.array([visible.index(word) for word in by_kind], dtype=np.uint8)
    flat["has_member_rules"] = any(rule.kind == "member" for rule in tables.scope_rules.values())
    for name in ("else_apart", "redeclare_new", "class_hidden"):
        flat[name] = getattr(tables, name)


def _flatten_effect(tables: Any, number: int) -> dict[str, Any]:
    effect = tables.effects[number]
    seen = tables.seen[number]
    return {
        **{name: getattr(effect, name) for name in FLAGS},
        "role": -1 if effect.role is None else int(effect.role),
        "intro": -1 if effect.intro is None else int(effect.intro),
        "otherwise": int(effect.otherwise),
        "condition": tables.conditions[number],
        "unless": bool(effect.unless),
        "seen_end": -1 if seen is None else int(seen[0]),
        "seen_field": -1 if seen is None else seen[1],
        "active": bool(tables.effect_is_active[number]),
        "use": bool(tables.effect_is_use[number]),
        "plain": not tables.effect_is_marked[number],
    }


def _flatten_flow(tables: Any, kinds: int, fields: int, flat: dict[str, Any]) -> None:
    flat["is_chain_token"] = _bytes(tables.chain_tokens)
    flat["is_function"] = _mark(kinds, tables.scope_rules_of_functions)
    flat["has_order"] = _mark(kinds, tables.order)
    flat["order"] = [tuple(tables.order.get(kind, ())) for kind in range(kinds)]
    flat["constants"] = [(kind, text.encode(), value) for (kind, text), value in tables.constants.items()]
    for name, table, flatten in (("form", tables.forms, _flatten_form), ("rule", tables.scope_rules, _flatten_rule)):
        distinct = list({id(one): one for one in table.values()}.values())
        place = {id(one): index for index, one in enumerate(distinct)}
        of_kind = np.full(kinds, -1, dtype=np.int32)
        for kind, one in table.items():
            of_kind[kind] = place[id(one)]
        flat[f"{name}s"] = [flatten(one, tables, kinds, fields) for one in distinct]
        flat[f"{name}_of"] = of_kind


def _flatten_form(form: Form, tables: Any, kinds: int, fields: int) -> dict[str, Any]:
    words = form.words
    return {
        "name": kernels.FORMS.index(form.name),
        "parts": _flatten_parts(form.parts, kinds, fields),
        "operator_field": tables.field_ids[words["operator"]] if "operator" in words else -1,
        "to": kernels.JUMPS.index(words["to"]) if form.name == "jump" else -1,
        "exhaustive_in_expressions": words.get("exhaustive") == "expression",
        "words": {word: _flatten_word(words, word, tables) for word in WORDS},
    }


def _flatten_word(words: Mapping[str, Any], word: str, tables: Any) -> dict[str, Any] | None:
    value = words.get(word)
    if value is None:
        return None
    texts = value if isinstance(value, list) else []
    names = (*tables.grammar.kinds, "ERROR")
    kinds = np.array([name in texts for name in names], dtype=bool)
    return {
        "is_list": isinstance(value, list),
        "truth": bool(value),
        "texts": [text.encode() for text in texts],
        "tokens": _bytes(kinds & ~tables.named),
        "kinds": _bytes(kinds),
    }


def _flatten_rule(rule: ScopeRule, tables: Any, kinds: int, fields: int) -> dict[str, Any]:
    return {
        "kind": kernels.SCOPES.index(rule.kind),
        "parts": _flatten_parts(rule.parts, kinds, fields),
        "named_outer": rule.named == "outer",
        "named_inner": rule.named == "inner",
        "hoist": rule.hoist,
        "hoist_anywhere": not rule.hoist_in,
        "inner": rule.inner,
        "sealed": rule.sealed,
        "rejoins": rule.rejoins,
        **{name: _mark(kinds, getattr(rule, name)) for name in ("hoist_in", "unless_in", "unless_has", "through")},
    }


def _flatten_parts(parts: Parts, kinds: int, fields: int) -> dict[str, Any]:
    """A part is its place in `kernels.PARTS`; -1 is none."""
    code = [kernels.PARTS.index(name) for name in parts.names]
    by_field, by_kind = np.full(fields, -1, dtype=np.int8), np.full(kinds, -1, dtype=np.int8)
    for field, index in parts.by_field.items():
        by_field[field] = code[index]
    for kind, index in parts.by_kind.items():
        by_kind[kind] = code[index]
    return {
        "present": sum(1 << one for one in set(code)),
        "by_field": by_field,
        "by_kind": by_kind,
        "by_position": [(position, code[index]) for position, index in parts.by_position.items()],
        "others": code[parts.others] if parts.others >= 0 else -1,
    }


def _mark(size: int, numbers: Iterable[int]) -> Flags:
    flags = np.zeros(size, dtype=np.uint8)
    flags[list(numbers)] = 1
    return flags


def _bytes(array: npt.NDArray[Any]) -> Flags:
    return np.ascontiguousarray(array).astype(np.uint8)


def _whole(array: npt.NDArray[Any]) -> npt.NDArray[np.int16]:
    return np.ascontiguousarray(array, dtype=np.int16)
