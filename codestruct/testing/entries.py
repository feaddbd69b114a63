"""The entries of a language file, and whether each one has a place in some example."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from codestruct.analysis import Analysis
from codestruct.language import Language

__all__ = ["Path", "find_unused_entries", "list_entries", "tell_entry"]

Path = tuple[str | int, ...]
"""Where an entry stands in a language file: keys, and the place in a list last."""

_IDENTITY = frozenset({
    "name", "level", "extends", "aliases", "extensions", "filenames", "shebangs", "grammar", "requirement",
    "closing",
})  # fmt: skip
_NEEDED = frozenset({"form", "kind", "to"})
"""Words without which the entry that they stand in is none: they live and die with it."""
_FLAGS = frozenset({"hole", "separator", "named", "operator", "exhaustive", "this", "pointer", "tail", "element"})
"""Words that take no place: they hold wherever their entry does."""


def list_entries(stated: Mapping[str, Any]) -> list[Path]:
    """Where each entry of a language file stands: each member of a list, each construct and each word of one.

    >>> list_entries({"name": "x", "bodies": {"block": {"hole": ";"}}, "tokens": {"comments": ["a", "b"]}})
    [('bodies', 'block'), ('bodies', 'block', 'hole'), ('tokens', 'comments', 0), ('tokens', 'comments', 1)]
    """
    return [path for key, value in stated.items() if key not in _IDENTITY for path in _list_below((key,), value)]


def _list_below(path: Path, value: Any) -> Iterator[Path]:
    if isinstance(value, Mapping):
        if len(path) == 2 and path[0] in ("bodies", "scopes", "flow", "access"):
            yield path
        for key, inner in value.items():
            if key not in _NEEDED or len(path) < 2:
                yield from _list_below((*path, key), inner)
    elif isinstance(value, list) and path[0] != "order":  # an order is one statement
        yield from ((*path, place) for place in range(len(value)))
    else:
        yield path


def look_up(stated: Mapping[str, Any], path: Path) -> Any:
    """What stands at a path of a language file."""
    value: Any = stated
    for step in path:
        value = value[step]
    return value


def tell_entry(stated: Mapping[str, Any], path: Path) -> str:
    """An entry as a person would look for it in the file.

    >>> tell_entry({"names": {"a.b": "use"}}, ("names", "a.b"))
    'names."a.b" = "use"'
    """
    words = (str(step) for step in path if isinstance(step, str))
    keys = ".".join(word if re.fullmatch(r"\w+", word) else f'"{word}"' for word in words)
    value = look_up(stated, path)
    if isinstance(value, Mapping):
        return keys
    return f"{keys} = " + (f'"{value}"' if isinstance(value, str) else repr(value))


def find_unused_entries(language: Language, examples: Sequence[Analysis]) -> list[Path]:
    """The entries of a language's own file whose place is in no example (ours).

    What a file takes over from the language that it extends is for that language's examples to show.

    >>> from codestruct.analysis import analyze
    >>> code = analyze("x = 1", "lua")
    >>> ("categories", "loop", 0) in find_unused_entries(code.language, [code])
    True
    """
    seen = _Seen(language, examples)
    return [path for path in list_entries(language.stated) if not seen.has_entry(path, language.stated)]


class _Seen:
    """What stands where in the examples: kinds by name (anonymous ones bare), `""` for no field."""

    def __init__(self, language: Language, examples: Sequence[Analysis]) -> None:
        grammar, comment = language.grammar, language.tables.is_comment
        self.names = (*grammar.kinds, "ERROR")
        self.kinds: set[str] = set()
        self.fields: set[tuple[str, str]] = set()  # (kind, field of a child)
        self.pairs: set[tuple[str, str]] = set()  # (kind, kind of a child)
        self.width: dict[str, int] = defaultdict(int)  # most named children that are no comments
        self.texts: dict[str, set[str]] = defaultdict(set)  # of each kind, and of its children
        self.families: list[tuple[str, set[str], set[str]]] = []  # kind, kinds and fields of its children, of each node
        for code in examples:
            kind, field, start, end, parent, stop = code.tree.lists
            name = [self.names[k] for k in kind]
            below: dict[int, tuple[set[str], set[str], list[bool]]] = defaultdict(lambda: (set(), set(), []))
            for row in range(len(kind)):
                self.kinds.add(name[row])
                if stop[row] == row + 1 or end[row] - start[row] < 80:
                    text = code.source.data[start[row] : end[row]].decode("utf-8", "replace")
                    self.texts[name[row]].add(text)
                    if row:
                        self.texts[name[parent[row]]].add(text)
                if row:
                    kinds, fields, named = below[parent[row]]
                    kinds.add(name[row])
                    fields.add(grammar.fields[field[row]])
                    named.append(bool(language.tables.named[kind[row]] and not comment[kind[row]]))
            for row, (kinds, fields, named) in below.items():
                self.fields |= {(name[row], one) for one in fields}
                self.pairs |= {(name[row], one) for one in kinds}
                self.width[name[row]] = max(self.width[name[row]], sum(named))
                self.families.append((name[row], kinds, fields))

    def has_entry(self, path: Path, stated: Mapping[str, Any]) -> bool:
        """Whether the place of an entry is in some example."""
        section, value = path[0], look_up(stated, path)
        if section in ("removes", "opening", "scoping", "methods") or path[:2] in (
            ("items", "hole"),
            ("items", "separator"),
        ):
            return True
        if section == "fields":
            return self._has_amended(str(path[1]), value)
        if section == "macros":
            return path[1] == "name" or self._has_place(str(value)) or self._has_text(lambda text: value in text)
        if path[:2] == ("tokens", "blanks"):
            return True  # characters in no leaf
        if section == "reparse":
            return str(path[1]).partition(" > ")[0] in self.kinds  # what is inside is parsed anew
        if section == "kinds":
            return str(path[1]) in self.kinds
        if section == "names":
            return self._has_name(str(path[1]), value)
        if section == "constants":
            kind, _, text = str(value).partition("=")
            return text in self.texts[kind] if text else kind in self.kinds
        if section in ("tokens", "categories") or (section == "items" and isinstance(path[-1], int)):
            return self._has_place(str(value))
        kind = str(path[2] if section == "items" else path[1])  # of a wrapper, or of a part that trails
        return kind in self.kinds and (
            len(path) == 2 or section == "items" or self._has_part(kind, str(path[2]), value, str(section))
        )

    def _has_amended(self, kind: str, value: Any) -> bool:
        """Whether a kind has the child that a field is made of: a position, a kind, or what stands by a token."""
        if isinstance(value, int):
            return self.width[kind] > value
        marks = value.removeprefix("after ").removeprefix("before ").split()
        return all((kind, mark) in self.pairs for mark in marks)

    def _has_text(self, fits: Callable[[str], bool]) -> bool:
        return any(fits(text) for texts in self.texts.values() for text in texts)

    def _has_name(self, key: str, value: Any) -> bool:
        if key == "spelled":
            return True
        if key == "blank":
            return self._has_text(lambda text: text == value)
        if key == "private":
            return self._has_text(lambda text: text.startswith(value))
        if key in ("leaves", "apart"):
            return self._has_place(value)
        return all(self._has_place(part) for part in key.split(" >> "))  # never wrong about what is nowhere

    def _has_place(self, place: str) -> bool:
        """Whether a kind, `kind.field`, `kind.*`, `kind.2`, `kind > child` or `kind[child].field` is somewhere."""
        if place in self.kinds:
            return True
        if " > " in place:
            above, _, below = place.partition(" > ")
            if (above, below) in self.pairs:
                return True
            child, _, field = below.rpartition(".")
            return (above, child) in self.pairs and (field == "*" or (child, field) in self.fields)
        variant = re.fullmatch(r"(\w+)\[(.+)\]\.(\w+|\*)", place)
        if variant:
            kind, child, field = variant.groups()
            return any(
                k == kind and child in kinds and (field == "*" or field in fields) for k, kinds, fields in self.families
            )
        kind, _, field = place.rpartition(".")
        if field == "*":
            return kind in self.kinds
        if kind == "*":
            return any(field == one for _, one in self.fields)
        return self.width[kind] > int(field) if field.isdigit() else (kind, field) in self.fields

    def _has_part(self, kind: str, word: str, value: Any, section: str) -> bool:
        """Whether a word of a construct, scope, body or order has something to name there."""
        if section == "order" or isinstance(value, bool) or word in _FLAGS:
            return True
        if word == "type":  # of a handler: anywhere below it
            return value in self.kinds or (kind, value) in self.fields
        if word in ("catch_all", "never_returns", "default"):
            return self._has_text(lambda text: text == value)
        if word in ("unless_in", "through", "hoist"):
            return (value, kind) in self.pairs or value in self.kinds
        if isinstance(value, int):
            return self.width[kind] > value
        return value == "*" or (kind, value) in self.fields or (kind, value) in self.pairs or value in self.texts[kind]
