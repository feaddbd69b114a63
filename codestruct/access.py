"""Nodes: the rows of a tree by what they are to objects, functions and calls."""

from collections.abc import Mapping

import numpy as np

from codestruct.errors import InvalidLanguage
from codestruct.syntax import Tree

__all__ = ["Nodes"]


class Nodes:
    """The nodes of one tree, with the forms that the section `access` of their language gives them.

    Raises InvalidLanguage where the language says nothing there: it cannot be told what a call is.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree, self.tables = tree, tree.language.tables
        if not self.tables.access:
            raise InvalidLanguage.at(tree.language.file, "access", "it says nothing of members, functions and calls")
        self.kind, self.field, self.start, self.end, self.parent, self.stop = tree.lists
        self.access = self.tables.access
        self.data = tree.source.data

    def rows(self, *forms: str) -> list[int]:
        """The rows that have one of some forms."""
        kinds = [kind for kind, form in self.access.items() if form.name in forms]
        found: list[int] = np.flatnonzero(np.isin(self.tree.kind, kinds)).tolist()
        return found

    def form(self, row: int) -> str:
        """The form of a row, "" where it has none."""
        form = self.access.get(self.kind[row])
        return form.name if form is not None else ""

    def says(self, row: int, word: str) -> object:
        """What the language says with a word about rows of this kind, None where nothing."""
        return self.access[self.kind[row]].words.get(word)

    def children(self, row: int) -> list[int]:
        """The named children of a row that are no comments."""
        found, child, named, comment = [], row + 1, self.tables.named, self.tables.is_comment
        while child < self.stop[row]:
            if named[self.kind[child]] and not comment[self.kind[child]]:
                found.append(child)
            child = self.stop[child]
        return found

    def parts(self, row: int, name: str) -> list[int]:
        """The children of a row that fill a part of its form."""
        form = self.access[self.kind[row]]
        if name not in form.parts.names:
            return []
        wanted = form.parts.names.index(name)
        by_position = {p for p, index in form.parts.by_position.items() if index == wanted}
        found = [child for place, child in enumerate(self.children(row)) if place in by_position] if by_position else []
        child = row + 1
        while child < self.stop[row]:
            index = form.parts.by_field.get(self.field[child], form.parts.by_kind.get(self.kind[child]))
            if index == wanted:
                found.append(child)
            child = self.stop[child]
        return found

    def part(self, row: int, name: str) -> int:
        """The child of a row that fills a part, the bare inside of it; -1 where there is none."""
        found = self.parts(row, name)
        return self.strip(found[0]) if found else -1

    def strip(self, row: int) -> int:
        """What is inside parentheses, and inside lists of one."""
        while (form := self.tables.forms.get(self.kind[row])) is not None and form.name == "group":
            inner = self.children(row)
            if len(inner) != 1:
                break
            row = inner[0]
        return row

    def items_of(self, row: int) -> list[int]:
        """The values of a list without brackets (`a, b = f, g`), the row itself where it is none."""
        return self.children(row) if self.form(row) == "list" else [row]

    def text(self, row: int) -> str:
        """The source text of a row."""
        return self.data[self.start[row] : self.end[row]].decode("utf-8", "replace")

    def innermost(self, regions: Mapping[int, int]) -> list[int]:
        """For each row what the innermost of some subtrees that hold it stands for; -1 outside of all."""
        found: list[int] = []
        for row, above in enumerate(self.parent):
            found.append(regions[row] if row in regions else found[above] if above >= 0 else -1)
        return found
