"""Parameters: the places for arguments in the header of a function."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from codestruct.access import Nodes
from codestruct.language import Role

__all__ = ["Parameter", "Parameters"]


_GIVEN = re.compile(r"[1-9][0-9]*|[@*]")
_RESTS: Mapping[object, str] = {None: "positional", True: "named", "trailing": "trailing"}


class Parameter(NamedTuple):
    """A place for an argument: the rows of the names that it defines, and how arguments come to it."""

    names: tuple[int, ...]
    rest: str = ""  # "positional" or "named": it takes all further ones; "trailing": what stands after the others
    label: str = ""  # by which a call may name it; "" where it has several, or none may
    certain: bool = True  # an argument of this number is known to come here


class Parameters:
    """Finds the parameters of the functions of one source. `roles`: by start of a name what it does."""

    def __init__(self, nodes: Nodes, roles: Mapping[int, int], within: Sequence[int]) -> None:
        self.nodes, self.roles, self.within = nodes, roles, within
        self.given: dict[int, list[int]] = {}  # by function the places that read an argument by its number
        for row in nodes.rows("given"):
            if within[row] >= 0 and _GIVEN.fullmatch(nodes.text(row)):
                self.given.setdefault(within[row], []).append(row)

    def list_places(self, function: int) -> tuple[Parameter, ...]:
        """The places for arguments of a function, in order."""
        nodes = self.nodes
        if function in self.given:
            return tuple(self._list_given(function))
        found = [nodes.strip(row) for row in nodes.parts(function, "parameters")]
        if not found:  # further inside the declarator
            head = nodes.parts(function, "name")
            inside = range(head[0], nodes.stop[head[0]]) if head else range(0)
            found = [inner for inner in inside if nodes.form(inner) == "parameters"][:1]
        places: list[Parameter] = []
        rest = ""
        for row, child in self._list_entries(found):
            if nodes.form(child) == "skip":
                if nodes.says(child, "unnamed"):
                    places = [place._replace(label="") for place in places]
            elif nodes.form(child) == "rest" and nodes.says(child, "next"):
                rest = "positional"
                continue
            else:
                places += self._make_places(function, child, rest or self._find_rest(row, child))
            rest = ""
        return tuple(places)

    def _list_entries(self, lists: list[int]) -> Iterator[tuple[int, int]]:
        """(list, entry) of all lists of parameters; a parameter without a list is its own."""
        nodes = self.nodes
        for row in lists:
            if nodes.form(row) == "skip":
                continue
            if nodes.form(row) != "parameters":
                yield row, row  # `x => x`
                continue
            skipped = nodes.parts(row, "skip")
            yield from ((row, child) for child in nodes.children(row) if child not in skipped)

    def _find_rest(self, row: int, child: int) -> str:
        """Which further arguments an entry of a list takes, "" for none."""
        nodes, form = self.nodes, self.nodes.form(child)
        if nodes.form(row) == "parameters" and child in nodes.parts(row, "rest"):
            return "positional"
        if form == "parameter" and nodes.parts(child, "rest"):
            return "positional"
        inner = next((one for one in (child, *nodes.children(child)[:1]) if nodes.form(one) == "rest"), -1)
        return "" if inner < 0 else _RESTS[nodes.says(inner, "named")]

    def _make_places(self, function: int, row: int, rest: str) -> list[Parameter]:
        """The places that one entry of a list of parameters makes."""
        nodes = self.nodes
        if nodes.form(row) == "parameter":
            several, labels = nodes.parts(row, "names"), nodes.parts(row, "label")
            if len(several) > 1:
                return [Parameter((one,), rest, nodes.name(one)) for one in several]
            names = self.list_names(function, row)
            return [Parameter(names, rest, nodes.text(labels[0]) if labels else self._tell(names))]
        names = self.list_names(function, row)
        by_mark = any(nodes.form(one) == "rest" for one in (row, *nodes.children(row)[:1]))
        return [Parameter(names, rest, "" if by_mark else self._tell(names))]

    def _tell(self, names: tuple[int, ...]) -> str:
        return self.nodes.name(names[0]) if len(names) == 1 else ""

    def list_names(self, function: int, row: int) -> tuple[int, ...]:
        """The rows of the names that a parameter defines; not those of a function in its default value."""
        rows = range(row, self.nodes.stop[row])
        return tuple(one for one in rows if self.is_defined(one) and self.within[one] == function)

    def is_defined(self, row: int) -> bool:
        """Whether a row is a name that is defined there."""
        return self.nodes.is_leaf[row] and self.roles.get(self.nodes.start[row], -1) == Role.DEFINE

    def _list_given(self, function: int) -> Iterator[Parameter]:
        """The places of a function that reads its arguments by number, all of them where it is no number."""
        nodes, every = self.nodes, []
        numbered: dict[int, list[int]] = {}
        for row in self.given[function]:
            if (text := nodes.text(row)).isdigit():
                numbered.setdefault(int(text), []).append(row)
            else:
                every.append(row)
        for number in range(1, max(numbered, default=0) + 1):
            yield Parameter((*numbered.get(number, ()), *every), certain=False)
        if every:
            yield Parameter(tuple(every), "positional", certain=False)
