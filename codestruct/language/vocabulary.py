"""The vocabulary of a language file: the closed set of sections, keys and words, and what each of them takes."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any

from codestruct.errors import InvalidLanguage
from codestruct.language.access_words import ACCESS, METHODS
from codestruct.language.shapes import check_shapes

__all__ = ["FORMS", "Category", "Intro", "Role", "TokenClass", "check_sections"]


class Category(IntEnum):
    """What an item is, in any language."""

    OTHER = 0
    FUNCTION = 1
    CLASS = 2
    LOOP = 3
    BRANCH = 4
    ASSIGNMENT = 5
    CALL = 6
    IMPORT = 7
    JUMP = 8
    DECLARATION = 9


class TokenClass(IntEnum):
    """What a leaf of the syntax tree is; the first four are core logic."""

    KEYWORD = 0
    OPERATOR = 1
    IDENTIFIER = 2
    LITERAL = 3
    PUNCTUATION = 4
    COMMENT = 5
    DOCSTRING = 6


class Role(IntEnum):
    """What one occurrence of a name does; an UPDATE reads, then defines; a DELETE reads, then kills."""

    DECLARE = 0
    DEFINE = 1
    USE = 2
    UPDATE = 3
    DELETE = 4


class Intro(IntEnum):
    """The scope into which an occurrence introduces its name."""

    NONE = 0
    BLOCK = 1
    FUNCTION = 2
    OUTER = 3
    MODULE = 4
    GLOBAL = 5
    NONLOCAL = 6
    CLASS = 7
    NEAREST = 8
    HEADER = 9


FORMS: Mapping[str, frozenset[str]] = {
    "branch": frozenset({"binds", "test", "then", "else", "negated"}),
    "arm": frozenset({"test", "then"}),
    "logic": frozenset({"left", "right", "operator", "and", "or", "assigns"}),
    "not": frozenset({"operand", "operator", "not"}),
    "group": frozenset(),
    "alternatives": frozenset(),
    "aside": frozenset({"parts"}),
    "loop": frozenset(
        {
            "generators",
            "binds",
            "label",
            "init",
            "test",
            "update",
            "each",
            "in",
            "body",
            "else",
            "header",
            "after",
            "negated",
        }
    ),
    "generator": frozenset({"each", "in"}),
    "bind": frozenset({"value", "else"}),
    "header": frozenset({"init", "test", "update", "each", "in"}),
    "switch": frozenset({"subject", "body", "cases", "fallthrough", "exhaustive", "breaks", "continues", "checked"}),
    "case": frozenset({"scattered", "test", "guard", "default", "catch_all", "fallthrough"}),
    "try": frozenset({"body", "handlers", "else", "finally", "resources", "raises_after"}),
    "with": frozenset({"body"}),
    "handler": frozenset({"catch_all", "unbinds", "body", "type"}),
    "jump": frozenset({"to", "label", "levels"}),
    "label": frozenset({"label", "body", "goto"}),
    "assert": frozenset({"test"}),
    "comprehension": frozenset({"clauses", "body"}),
    "call": frozenset({"callee", "never_returns"}),
    "default": frozenset({"value"}),
    "chain": frozenset({"object", "optional"}),
}
"""The constructs of control flow that a node kind can be, and the parts that each one has."""

JUMPS = frozenset({"function", "switch", "break", "continue", "throw", "goto", "fallthrough", "retry"})
SCOPES = frozenset({"module", "function", "class", "block", "comprehension", "header", "member"})
SCOPE_KEYS = frozenset(
    {"kind", "name", "named", "body", "hoist", "generic", "outer", "unless_in", "through", "sealed"}
    | {"of", "rejoins", "within", "unless_has", "inner"}
)
VISIBILITY = frozenset({"hoisted", "name", "declaration"})
LEVELS = frozenset({"full", "items"})
"""What a language is good for: everything, or items and tokens alone."""

TOP: Mapping[str, type] = {
    "name": str,
    "level": str,
    "extends": str,
    "aliases": list,
    "extensions": list,
    "filenames": list,
    "shebangs": list,
    "grammar": str,
    "requirement": str,
    "removes": dict,
    "opening": dict,
    "closing": str,
    "kinds": dict,
    "fields": dict,
    "texts": dict,
    "tokens": dict,
    "items": dict,
    "bodies": dict,
    "categories": dict,
    "scopes": dict,
    "scoping": dict,
    "names": dict,
    "order": dict,
    "flow": dict,
    "constants": dict,
    "access": dict,
    "methods": dict,
    "macros": dict,
    "reparse": dict,
}
SECTIONS: Mapping[str, frozenset[str]] = {
    "tokens": frozenset(
        {"comments", "keywords", "operators", "identifiers", "literals", "punctuation", "atoms", "docstrings", "blanks"}
    ),
    "items": frozenset(
        {
            "hole",
            "holes",
            "separators",
            "separator",
            "units",
            "else_units",
            "wrappers",
            "clauses",
            "detached",
            "trailing",
            "separated",
        }
    ),
    "categories": frozenset({*(c.name.lower() for c in Category), "wrapped"}),
    "scoping": frozenset({"module", "function", "class", "block", "redeclare", "hidden", "capture", "otherwise"}),
    "constants": frozenset({"true", "false"}),
    "opening": frozenset({"text", "unless"}),
    "macros": frozenset(
        {"texts", "name", "uses", "switch", "case", "goto", "break", "continue", "return", "perhaps", "loop"}
    ),
}
BODY_KEYS = frozenset({"except", "only", "hole", "separator"})


def check_sections(file: str, data: Mapping[str, Any]) -> None:
    """Raise InvalidLanguage at the first key of a language file that the vocabulary does not have."""
    for key, value in data.items():
        if key not in TOP:
            raise InvalidLanguage.at(file, key, f"the vocabulary has no section {key!r}", given=key, allowed=TOP)
        if not isinstance(value, TOP[key]):
            raise InvalidLanguage.at(file, key, f"a {_word(TOP[key])} belongs here, not {value!r}")
    for key in ("name", "grammar"):
        if not data.get(key):
            raise InvalidLanguage.at(file, key, "it is missing")
    if "requirement" in data:
        _check_requirement(file, data["requirement"])
    _check_word(file, "level", data.get("level", "full"), LEVELS)
    for section, allowed in SECTIONS.items():
        _check_keys(file, section, data.get(section, {}), allowed)
    check_shapes(file, data)
    for kind, entry in data.get("bodies", {}).items():
        _check_keys(file, f"bodies.{kind}", entry, BODY_KEYS)
    for kind, entry in data.get("scopes", {}).items():
        _check_keys(file, f"scopes.{kind}", entry, SCOPE_KEYS)
        _check_word(file, f"scopes.{kind}.kind", entry.get("kind", ""), SCOPES)
    _check_forms(file, data)
    _check_keys(file, "methods", data.get("methods", {}), METHODS)
    for key, value in data.get("methods", {}).items():
        if not isinstance(value, METHODS[key]):
            raise InvalidLanguage.at(file, f"methods.{key}", f"a {_word(METHODS[key])} belongs here, not {value!r}")
    for scope, word in data.get("scoping", {}).items():
        if scope in SCOPES:
            _check_word(file, f"scoping.{scope}", word, VISIBILITY)


def _check_forms(file: str, data: Mapping[str, Any]) -> None:
    """The entries of the sections `flow` and `access`, each by the form that it says it has."""
    for kind, entry in data.get("flow", {}).items():
        if not isinstance(entry, dict):
            raise InvalidLanguage.at(file, f"flow.{kind}", f"a table belongs here, not {entry!r}")
        _check_word(file, f"flow.{kind}.form", entry.get("form", ""), FORMS)
        _check_keys(file, f"flow.{kind}", entry, FORMS[entry["form"]] | {"form"})
        if entry["form"] == "jump":
            _check_word(file, f"flow.{kind}.to", entry.get("to", ""), JUMPS)
        if entry["form"] == "chain" and "optional" not in entry:
            raise InvalidLanguage.at(file, f"flow.{kind}.optional", "it is missing")
    for kind, entry in data.get("access", {}).items():
        if not isinstance(entry, dict):
            raise InvalidLanguage.at(file, f"access.{kind}", f"a table belongs here, not {entry!r}")
        _check_word(file, f"access.{kind}.form", entry.get("form", ""), ACCESS)
        _check_keys(file, f"access.{kind}", entry, ACCESS[entry["form"]] | {"form", "texts"})
        if "element" in entry and "arguments" not in entry:
            raise InvalidLanguage.at(file, f"access.{kind}.arguments", "it is missing, and 'element' speaks of it")


def _check_keys(file: str, section: str, entry: Any, allowed: Iterable[str]) -> None:
    if not isinstance(entry, dict):
        raise InvalidLanguage.at(file, section, f"a table belongs here, not {entry!r}")
    for key in entry:
        if key not in allowed:
            raise InvalidLanguage.at(file, f"{section}.{key}", f"no such key {key!r}", given=key, allowed=allowed)


def _check_requirement(file: str, text: str) -> None:
    from packaging.requirements import InvalidRequirement, Requirement  # slow to import, and few files have one

    try:
        Requirement(text)
    except InvalidRequirement as error:
        raise InvalidLanguage.at(file, "requirement", f"it is none that pip reads ({error})") from error


def _check_word(file: str, key: str, word: Any, allowed: Iterable[str]) -> None:
    if not isinstance(word, str) or word not in allowed:
        raise InvalidLanguage.at(file, key, f"no such word {word!r}", given=str(word), allowed=allowed)


def _word(kind: type) -> str:
    return {str: "text", list: "list", bool: "true or false"}.get(kind, "table")
