"""Nodes: the rows of a tree by what they are to objects, functions and calls."""

from collections.abc import Iterator, Mapping

import numpy as np

from codestruct.errors import InvalidLanguage
from codestruct.language import TokenClass
from codestruct.language.flow_tables import Form
from codestruct.language.lookup import Parts
from codestruct.leaves import find_leaves
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
        leaf = np.zeros(len(tree), dtype=bool)
        leaf[find_leaves(tree)[0]] = True
        self.is_leaf: list[bool] = leaf.tolist()

    def rows(self, *forms: str) -> list[int]:
        """The rows that have one of some forms."""
        of = self.access.items()
        kinds = [kind for kind, form in of if form.name in forms or ("index" in forms and "element" in form.words)]
        found: list[int] = np.flatnonzero(np.isin(self.tree.kind, kinds)).tolist()
        return [row for row in found if self.form(row) in forms]

    def form(self, row: int) -> str:
        """The form of a row, "" where it has none."""
        form = self.access.get(self.kind[row])
        if form is None or not self._holds(row, form):
            return ""
        mark = form.words.get("element")
        return "index" if mark and self._begins(row, form, mark) else form.name

    def _begins(self, row: int, form: Form, mark: str) -> bool:
        """Whether the arguments of a call begin with a mark that makes it an element: `xs[i]`."""
        return any(
            self.data.startswith(mark.encode(), self.start[one]) for one in self._fill(row, form.parts, "arguments")
        )

    def _holds(self, row: int, form: Form) -> bool:
        """Whether a row has the form of its kind: everywhere, or where it or one of its tokens reads so."""
        texts = form.words.get("texts")
        if texts is None or self.is_leaf[row]:
            return texts is None or self.text(row) in texts
        return any(self.is_leaf[child] and self.text(child) in texts for child in self.tree_children(row))

    def says(self, row: int, word: str) -> object:
        """What the language says with a word about rows of this kind, None where nothing."""
        return self.access[self.kind[row]].words.get(word)

    def tree_children(self, row: int) -> Iterator[int]:
        """All children of a row, tokens and comments too."""
        child = row + 1
        while child < self.stop[row]:
            yield child
            child = self.stop[child]

    def children(self, row: int) -> list[int]:
        """The named children of a row that are no comments."""
        kind, named, comment = self.kind, self.tables.named, self.tables.is_comment
        return [child for child in self.tree_children(row) if named[kind[child]] and not comment[kind[child]]]

    def parts(self, row: int, name: str) -> list[int]:
        """The children of a row that fill a part of its form."""
        form = self.access[self.kind[row]]
        if "element" in form.words and self.form(row) == "index":
            name = {"object": "callee", "index": "arguments"}.get(name, name)
        return self._fill(row, form.parts, name) if name in form.parts.names else []

    def _fill(self, row: int, parts: Parts, name: str) -> list[int]:
        wanted = parts.names.index(name)
        named = self.children(row) if parts.by_position or parts.others == wanted else []
        others = set(named) if parts.others == wanted else ()
        placed = {child: parts.by_position[place] for place, child in enumerate(named) if place in parts.by_position}
        found = []
        for child in self.tree_children(row):
            index = parts.by_field.get(self.field[child], parts.by_kind.get(self.kind[child], placed.get(child, -1)))
            if index == wanted or (index < 0 and child in others):
                found.append(child)
        return found

    def part(self, row: int, name: str) -> int:
        """The child of a row that fills a part, the bare inside of it; -1 where there is none."""
        found = self.parts(row, name)
        return self.strip(found[0]) if found else -1

    def strip(self, row: int) -> int:
        """What is inside parentheses, lists of one, and whatever else is nothing but what is in it."""
        while True:
            form, inner = self.form(row), []
            if form in ("group", "arguments"):
                inner = self.parts(row, "inner") or self.children(row)
            elif form == "keyword" and not self.parts(row, "name"):
                inner = self.parts(row, "value")
            elif (rule := self.tables.forms.get(self.kind[row])) is not None and rule.name == "group":
                inner = self.children(row)
            if len(inner) != 1:
                return row
            row = inner[0]

    def items_of(self, row: int) -> list[int]:
        """The values of a list without brackets (`a, b = f, g`), the row itself where it is none."""
        return self.children(row) if self.form(row) == "list" else [row]

    def is_property(self, call: int) -> bool:
        """Whether a call on an object hands over nothing, where such a call is how a member is read."""
        given = self.parts(call, "arguments") or self.parts(call, "trailing")
        return bool(self.says(call, "property")) and not given and self.part(call, "object") >= 0

    def leaves(self, row: int) -> Iterator[int]:
        """The tokens of a row; itself, where it is one."""
        return (leaf for leaf in range(row, self.stop[row]) if self.is_leaf[leaf])

    def identifiers(self, row: int) -> Iterator[int]:
        """The names in a row; itself, where it is one."""
        classes, identifier = self.tables.token_class, TokenClass.IDENTIFIER
        return (leaf for leaf in self.leaves(row) if classes[self.kind[leaf]] == identifier)

    def name(self, row: int) -> str:
        """The name that a row is, or begins with (`f<int>`), without the sign that its language puts before it."""
        return self.text(next(self.identifiers(row), row)).removeprefix(self.tables.methods.get("sigil", ""))

    def kind_name(self, row: int) -> str:
        """The node kind of a row, as the grammar calls it."""
        return str(self.tables.grammar.kinds[self.kind[row]])

    def text(self, row: int) -> str:
        """The source text of a row."""
        return self.data[self.start[row] : self.end[row]].decode("utf-8", "replace")

    def innermost(self, regions: Mapping[int, int]) -> list[int]:
        """For each row what the innermost of some subtrees that hold it stands for; -1 outside of all."""
        found: list[int] = []
        for row, above in enumerate(self.parent):
            found.append(regions[row] if row in regions else found[above] if above >= 0 else -1)
        return found
