"""Idle entries: what a language file says and what, taken out, changes nothing on any example."""

import random
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from codestruct.analysis import Analysis
from codestruct.closure import render
from codestruct.errors import LanguageError
from codestruct.language import Language
from codestruct.syntax import Tree
from codestruct.testing.entries import Path, list_entries, look_up
from codestruct.testing.sampling import draw_set

__all__ = ["find_idle_entries"]

_RENDERED = frozenset({"items", "bodies", "tokens", "categories", "removes"})
"""Sections that also say what a set of items renders to."""
_SETS = 8


def find_idle_entries(language: Language, examples: Sequence[Analysis]) -> list[Path]:
    """The entries of a language's own file that change nothing on its examples (ours): mutation testing of the file.

    An entry works if, without it, the file is not valid any more, or the analysis of some example is another one: its
    items, tokens, bindings or flow, or what random sets of its items render to.
    """
    cases = [_Case(code) for code in sorted(examples, key=lambda code: len(code.source))]
    idle = []
    for path in list_entries(language.stated):
        try:
            without = language.restate(_take_out(language.stated, path))
            _ = without.tables
        except LanguageError:
            continue  # the rest of the file needs it
        wanted = _mentioned(path, language)
        relevant = (case for case in cases if not wanted or wanted & case.kinds)
        if not any(case.differs(without, path[0] in _RENDERED) for case in relevant):
            idle.append(path)
    return idle


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


def _mentioned(path: Path, language: Language) -> frozenset[int]:
    """The ids of the node kind without which an entry can do nothing; empty where there is no such kind (a hole)."""
    section, key = path[0], str(path[1])
    if section in ("scoping", "removes") or (path[-1] in ("hole", "separator") and section == "items"):
        return frozenset()
    if section in ("names", "tokens", "items", "categories", "constants") and isinstance(path[-1], int):
        key = str(look_up(language.stated, path))
    elif path[:2] == ("items", "wrappers"):
        key = str(path[2])
    ids = language.grammar.ids
    first = re.match(r"\w+", key)
    names = [key, f'"{key}"', *([first[0]] if first else [])]
    if "ERROR" in names:
        return frozenset({len(language.grammar.kinds)})
    return frozenset(kind for name in names for kind in ids.get(name, ()))
