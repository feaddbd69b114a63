"""Families: a language file on top of the one that it extends."""

from collections.abc import Callable, Mapping
from typing import Any

from codestruct.errors import InvalidLanguage
from codestruct.language.vocabulary import TOP

__all__ = ["extend_family"]

OWN = ("aliases", "extends", "extensions", "filenames", "removes", "requirement", "shebangs")
"""What tells a language from the others of its family: never inherited."""

SECTIONS = frozenset(key for key, kind in TOP.items() if kind is dict)
INNER = frozenset({"wrappers", "wrapped"})
"""The keys of sections whose tables hold more than one statement."""

Data = Mapping[str, Any]


def extend_family(data: Data, file: str, read: Callable[[str, str], Data]) -> Data:
    """The data of `file` merged into that of its base, and of its base's base; `read(name, file)` gives a base's.

    Ours: a list adds to the base's, a table merges entry by entry, and an entry that says something of its own (a body,
    a scope, a construct, an effect, a text) replaces the base's. `[removes]` has the same shape: what it lists goes
    before anything is added. Raises InvalidLanguage at an extension in a circle, and at a removal of what is not there.
    """
    chain = [(data, file)]
    names = [data.get("name")]
    while base := chain[-1][0].get("extends"):
        if not isinstance(base, str) or base in names:
            raise InvalidLanguage.at(chain[-1][1], "extends", f"{base!r} is no base of {' > '.join(map(str, names))}")
        names.append(base)
        chain.append((read(base, chain[-1][1]), f"{base}.toml"))
    merged, name = chain.pop()
    if "removes" in merged:
        raise InvalidLanguage.at(name, "removes", "the file extends no other")
    for top, name in reversed(chain):
        kept = {key: value for key, value in merged.items() if key not in OWN}
        merged = _merge(_remove(kept, top.get("removes", {}), name, "removes"), top)
    return merged


def _remove(base: Any, removed: Any, file: str, path: str) -> Any:
    """`base` without what `removed` lists of it: keys of a table, or members of a list."""
    if not isinstance(removed, Mapping | list):
        raise InvalidLanguage.at(file, path, f"a table or a list belongs here, not {removed!r}")
    if not isinstance(base, Mapping | list):
        raise InvalidLanguage.at(file, path, f"there is nothing to remove of {base!r}; state the word anew")
    for word in removed:
        if word not in base:
            raise InvalidLanguage.at(file, path, f"the base has no {word!r} to remove", given=str(word), allowed=base)
    if isinstance(removed, Mapping) and isinstance(base, Mapping):
        return {**base, **{key: _remove(base[key], inner, file, f"{path}.{key}") for key, inner in removed.items()}}
    if isinstance(base, Mapping):
        return {key: value for key, value in base.items() if key not in removed}
    return [value for value in base if value not in removed]


def _merge(base: Data, top: Data, tables: frozenset[str] = SECTIONS) -> dict[str, Any]:
    """`top` on `base`; `tables` are the keys whose tables merge, any other table is one statement, and replaces."""
    merged = dict(base)
    for key, value in top.items():
        below = merged.get(key)
        if key in tables and isinstance(value, Mapping) and isinstance(below, Mapping):
            merged[key] = _merge(below, value, INNER)
        elif isinstance(value, list) and isinstance(below, list):
            merged[key] = [*below, *(one for one in value if one not in below)]
        else:
            merged[key] = value
    return merged
