"""The shape of each section of a language file: where a table belongs, a list, a text; before any word is looked up."""

from collections.abc import Iterator, Mapping
from typing import Any

from codestruct.errors import InvalidLanguage

__all__ = ["check_shapes"]

DEPTHS: Mapping[str, int] = {
    **dict.fromkeys(("kinds", "texts", "order", "constants", "tokens", "scoping", "names", "opening", "macros"), 1),
    **dict.fromkeys(("fields", "bodies", "scopes", "flow", "access", "reparse"), 2),
}
"""Sections that are tables of values (1), or tables of those (2)."""
LISTS = frozenset({"tokens", "order", "constants", "categories"})
TEXTS = frozenset({"texts", "opening"})
LISTED = frozenset({"names.leaves", "names.blank", "names.apart"})
PARENTS = (".unless_in", ".through", ".unless_has")
ITEM_TABLES = frozenset({"wrappers", "trailing"})
ITEM_TEXTS = frozenset({"hole", "separator"})


def check_shapes(file: str, data: Mapping[str, Any]) -> None:
    """Raise InvalidLanguage at the first value of a language file that is of another shape than its place takes."""
    for section, depth in DEPTHS.items():
        for key, value in _list_values(file, section, data.get(section, {}), depth):
            _check_value(file, key, value, _tell_shape(section, key))
    for word, value in data.get("items", {}).items():
        what = "table" if word in ITEM_TABLES else "text" if word in ITEM_TEXTS else "list"
        _check_value(file, f"items.{word}", value, what)
    categories = data.get("categories", {})
    for word, value in categories.items():
        for key, below in _list_values(file, f"categories.{word}", value, word == "wrapped"):
            _check_value(file, key, below, "list")
    for word, value in data.get("methods", {}).items():
        _check_value(file, f"methods.{word}", value, "list" if isinstance(value, list) else "")
    for word in ("aliases", "extensions", "filenames", "shebangs"):
        _check_value(file, word, data.get(word, []), "list")


def _tell_shape(section: str, key: str) -> str:
    if section in LISTS or key in LISTED or key.endswith((".except", ".only")):
        return "list"
    if section in TEXTS or section == "names":
        return "text"
    return "text or list" if key.endswith(PARENTS) else ""


def _list_values(file: str, key: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The values that stand so many tables below a key, each with its own key."""
    if not depth:
        yield key, value
        return
    if not isinstance(value, Mapping):
        raise InvalidLanguage.at(file, key, f"a table belongs here, not {value!r}")
    for word, below in value.items():
        yield from _list_values(file, f"{key}.{word}", below, depth - 1)


def _check_value(file: str, key: str, value: Any, what: str) -> None:
    """A list holds texts; where `what` is "", positions too, which, like a text or a flag, may stand alone."""
    if isinstance(value, list):
        fits = what in ("list", "text or list", "") and all(
            isinstance(one, str if what else str | int) for one in value
        )
    elif isinstance(value, Mapping):
        fits = what == "table" and all(isinstance(one, str) for one in value.values())
    else:
        fits = isinstance(value, str) if "text" in what else what == ""
    if not fits:
        raise InvalidLanguage.at(file, key, f"a {what or 'text, a position or a list'} belongs here, not {value!r}")
