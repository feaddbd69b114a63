"""Macros: what a text that is put where its name stands does to the control flow there."""

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from codestruct.syntax import Tree

__all__ = ["Macro", "find_macro_uses"]

_NO_CODE = re.compile(rb"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", re.DOTALL)
_ONCE = re.compile(rb"\bwhile\s*\(\s*0\s*\)")  # the end of a `do` that runs once
_WORD = re.compile(rb"\w+|\?|&&|\|\|")


class Macro(NamedTuple):
    """What the text of one macro holds, that of macros named in it included.

    `gotos` names labels; `leaves`: it ends the path; `breaks` and `continues` are those of a loop around its use.
    """

    switch: bool = False
    case: bool = False
    gotos: frozenset[bytes] = frozenset()
    breaks: bool = False
    continues: bool = False
    leaves: bool = False
    loop: bool = False
    perhaps: bool = False

    def acts(self) -> bool:
        """Whether control can go elsewhere because of it."""
        return self.switch or self.case or bool(self.gotos) or self.breaks or self.continues or self.leaves

    def joined(self, inner: "Macro") -> "Macro":
        """With what a macro named in the text does."""
        caught = self.loop or self.switch
        return Macro(
            self.switch or inner.switch,
            self.case or inner.case,
            self.gotos | inner.gotos,
            self.breaks or (inner.breaks and not caught),
            self.continues or (inner.continues and not self.loop),
            self.leaves or (inner.leaves and not (self.perhaps or self.loop or self.case)),
            self.loop or inner.loop,
            self.perhaps or inner.perhaps,
        )


def find_macro_uses(tree: Tree, name: npt.NDArray[np.bool_]) -> dict[int, Macro]:
    """The calls, or bare names, that stand for a macro of this source whose text is more than a value, by row."""
    tables = tree.language.tables
    if not tables.macro_texts:
        return {}
    macros = {text: macro for text, macro in _read_macros(tree).items() if macro.acts() or macro.loop}
    if not macros:
        return {}
    kind, (_, _, start, end, parent, _), data = tree.kind, tree.lists, tree.source.data
    used = np.flatnonzero(name & tables.is_macro_use[kind[tree.parent], tree.field]).tolist()
    texts = {row: data[start[row] : end[row]] for row in used}
    found = {row: macros[text] for row, text in texts.items() if text in macros}
    return {parent[row] if tables.is_call[kind[parent[row]]] else row: macro for row, macro in found.items()}


def _read_macros(tree: Tree) -> dict[bytes, Macro]:
    """The macros that a source defines, by name, each with what those named in its text do."""
    tables = tree.language.tables
    _, field, start, end, parent, stop = tree.lists
    data, macros, named_in = tree.source.data, dict[bytes, Macro](), dict[bytes, set[bytes]]()
    for above, at in tables.macro_texts:
        for row in np.flatnonzero((tree.field == at) & (tree.kind[tree.parent] == above)).tolist():
            child = parent[row] + 1
            while child < stop[parent[row]] and field[child] != tables.macro_name:
                child = stop[child]
            text = _ONCE.sub(b"", _NO_CODE.sub(b" ", data[start[row] : end[row]]))
            name, words = data[start[child] : end[child]], _WORD.findall(text)
            macros[name] = macros.get(name, Macro()).joined(_read_text(words, tables.macro_words))
            for word in words:
                named_in.setdefault(word, set()).add(name)
    todo = list(macros)
    while todo:
        inner = todo.pop()
        for name in named_in.get(inner, ()):
            joined = macros[name].joined(macros[inner])
            if joined != macros[name]:
                macros[name] = joined
                todo.append(name)
    return macros


def _read_text(words: list[bytes], meanings: dict[bytes, str]) -> Macro:
    """What the words of one text do."""
    found = {meanings.get(word) for word in words}
    switch, case, loop = "switch" in found, "case" in found, "loop" in found
    breaks, continues = "break" in found and not (loop or switch), "continue" in found and not loop
    gotos = frozenset(word for before, word in pairwise(words) if meanings.get(before) == "goto")
    perhaps = "perhaps" in found
    jumps = bool(gotos) or breaks or continues or "return" in found
    return Macro(
        switch, case, gotos, breaks, continues, jumps and not (perhaps or loop or switch or case), loop, perhaps
    )
