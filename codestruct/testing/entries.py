"""Dead entries: what a language file says and what, taken out, changes nothing on any example."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from codestruct.analysis import Analysis
from codestruct.closure import render
from codestruct.errors import LanguageError
from codestruct.language import Language
from codestruct.syntax import Tree
from codestruct.testing.sampling import draw_set

__all__ = ["find_dead_entries", "list_entries"]

Path = tuple[str | int, ...]
"""Where an entry stands in a language file: keys, and the place in a list last."""

_IDENTITY = frozenset({
    "name", "level", "extends", "aliases", "extensions", "filenames", "shebangs", "grammar", "requirement",
})  # fmt: skip
_NEEDED = frozenset({"form", "kind", "to"})
"""Words without which the entry that they stand in is none: they live and die with it."""
_WHOLE = frozenset({"order"})
"""Sections whose lists are one statement each."""
_RENDERED = frozenset({"items", "bodies", "tokens", "categories", "removes"})
_SETS = 8


def list_entries(stated: Mapping[str, Any]) -> list[Path]:
    """Where each entry of a language file stands: each member of a list, each construct and each word of one.

    >>> list_entries({"name": "x", "bodies": {"block": {"hole": ";"}}, "tokens": {"comments": ["a", "b"]}})
    [('bodies', 'block'), ('bodies', 'block', 'hole'), ('tokens', 'comments', 0), ('tokens', 'comments', 1)]
    """
    return [path for key, value in stated.items() if key not in _IDENTITY for path in _list_below((key,), value)]


def _list_below(path: Path, value: Any) -> Iterator[Path]:
    if isinstance(value, Mapping):
        if len(path) == 2 and path[0] in ("bodies", "scopes", "flow"):
            yield path
        for key, inner in value.items():
            if key not in _NEEDED or len(path) < 2:
                yield from _list_below((*path, key), inner)
    elif isinstance(value, list) and path[0] not in _WHOLE and (len(value) > 1 or len(path) == 2):
        yield from ((*path, place) for place in range(len(value)))
    else:
        yield path


def find_dead_entries(language: Language, examples: Sequence[Analysis]) -> list[tuple[str, str]]:
    """The entries of a language's own file that do nothing on its examples, each with the reason (ours).

    An entry is alive if, without it, the file is not valid any more, or the analysis of some example is another one:
    its items, tokens, bindings or flow, or what random sets of its items render to. What a file takes over from the
    language that it extends is proven by that language's examples.
    """
    cases = [_Case(code) for code in sorted(examples, key=lambda code: len(code.source))]
    dead = []
    for path in list_entries(language.stated):
        text = _tell(path, language.stated)
        try:
            without = language.restate(_take_out(language.stated, path))
            _ = without.tables
        except LanguageError:
            continue  # the rest of the file needs it
        mentioned = _mentioned(path, language.stated, language)
        relevant = [case for case in cases if not mentioned or mentioned & case.kinds]
        if any(case.differs(without, str(path[0]) in _RENDERED) for case in relevant):
            continue
        reason = f"without it, all is the same in the {len(relevant)} examples where it could matter"
        dead.append((text, reason if relevant else "no example has its node kind"))
    return dead


class _Case:
    """One example, and what the language as it is makes of it."""

    def __init__(self, code: Analysis) -> None:
        self.code = code
        self.kinds = frozenset(np.unique(code.tree.kind).tolist())
        draw = random.Random(len(code.source))
        self.sets = [draw_set(code.items, draw) for _ in range(_SETS)]
        self.sets.append(np.zeros(len(code.items), dtype=bool))
        self.columns = _columns(code)
        self.rendered = [render(code.tree, code.items, code.tokens, keep).data for keep in self.sets]

    def differs(self, language: Language, rendered: bool) -> bool:
        """Whether `language` makes something else of the example."""
        tree = self.code.tree
        other = Analysis(Tree(tree.source, language, tree.lists, tree.missing, tree.truncated))
        if any(not np.array_equal(one, two) for one, two in zip(self.columns, _columns(other), strict=True)):
            return True
        return rendered and any(
            render(other.tree, other.items, other.tokens, keep).data != was
            for keep, was in zip(self.sets, self.rendered, strict=True)
        )


def _columns(code: Analysis) -> list[Any]:
    items, tokens, names, flow = code.items, code.tokens, code.bindings, code.flow
    return [
        items.kind, items.category, items.start, items.end, items.parent, items.complete,
        tokens.start, tokens.end, tokens.cls, tokens.item, tokens.trivia,
        names.start, names.role, names.symbol, names.item,
        flow.define, flow.use, flow.kind, flow.certain,
    ]  # fmt: skip


def _take_out(value: Any, path: Path) -> Any:
    """A copy of the data without what stands at `path`."""
    first, *rest = path
    if isinstance(value, list):
        return [one for place, one in enumerate(value) if place != first]
    if not rest:
        return {key: inner for key, inner in value.items() if key != first}
    return {key: _take_out(inner, tuple(rest)) if key == first else inner for key, inner in value.items()}


def _tell(path: Path, stated: Mapping[str, Any]) -> str:
    """An entry as a person would look for it in the file."""
    value: Any = stated
    for step in path:
        value = value[step]
    keys = ".".join(str(step) if re.fullmatch(r"\w+", str(step)) else f'"{step}"' for step in path if isinstance(step, str))
    return keys if isinstance(value, Mapping) else f"{keys} = {value!r}"


def _mentioned(path: Path, stated: Mapping[str, Any], language: Language) -> frozenset[int]:
    """The ids of the node kind without which an entry can do nothing; empty where there is no such kind (a hole)."""
    section, key = path[0], str(path[1])
    if section in ("scoping", "removes") or path[-1] in ("hole", "separator") and section == "items":
        return frozenset()
    if section in ("names", "tokens", "items", "categories", "constants") and isinstance(path[-1], int):
        value: Any = stated
        for step in path:
            value = value[step]
        key = str(value)
    elif path[:2] == ("items", "wrappers"):
        key = str(path[2])
    ids = language.grammar.ids
    first = re.match(r"\w+", key)
    names = [key, f'"{key}"', *([first[0]] if first else [])]
    if "ERROR" in names:
        return frozenset({len(language.grammar.kinds)})
    return frozenset(kind for name in names for kind in ids.get(name, ()))
