"""Functions: what a source defines that can be called, with its parameters and its class."""

from fnmatch import fnmatchcase
from typing import NamedTuple

import numpy as np

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.language import Role, TokenClass

__all__ = ["Function", "Functions", "Parameter"]


class Parameter(NamedTuple):
    """A place for an argument: the rows of the names that it defines, and how arguments come to it."""

    names: tuple[int, ...]
    rest: str = ""  # "positional" or "named": it takes all further ones
    by_name: bool = True  # a call may name it


class Function(NamedTuple):
    """A function: its row and name, the class that it is a method of (-1: none), and what its header says."""

    row: int
    name: str
    home: int
    parameters: tuple[Parameter, ...]
    bound: bool  # the first parameter is the object that it is called on
    final: bool  # no other method can stand in for it


class Functions:
    """The functions and classes of one source.

    `by_row`: the functions; `within`: the innermost function around each row, itself included; `around`: the innermost
    function or class around each row. `of_definition`: by site, the function or class that it defines; `methods`: by
    class and name; `constructors`: by class; `classes`: by row, the row of its name. A class is a row, or (where
    methods stand beside their type) a number below -1 for each name of a receiver's type.
    """

    def __init__(self, nodes: Nodes, bindings: Bindings) -> None:
        self.nodes = nodes
        self.words = nodes.tables.methods
        self.site = dict(zip(bindings.start.tolist(), range(len(bindings)), strict=True))
        self.role, self.end = bindings.role.tolist(), bindings.end.tolist()
        self.rows = nodes.rows("function")
        self.within = nodes.innermost({row: row for row in self.rows})
        self.classes: dict[int, int] = {}
        bodies = self._find_classes()
        innermost = nodes.innermost({**{row: row for row in self.rows}, **bodies})
        self.around = [innermost[above] if above >= 0 else -1 for above in nodes.parent]
        self.assigned = self._find_values()
        self.receivers: dict[str, int] = {}
        self.by_row: dict[int, Function] = {}
        self.of_definition: dict[int, int] = {}
        self.methods: dict[tuple[int, str], list[Function]] = {}
        self.constructors: dict[int, list[Function]] = {}
        for row in self.rows:
            self._add(row)
        for row, named in self.classes.items():
            self._note_definition(row, named)

    def site_at(self, row: int) -> int:
        """The site of a name, -1 where the row is none."""
        site = self.site.get(self.nodes.start[row], -1)
        return site if site >= 0 and self.nodes.stop[row] == row + 1 and self.end[site] == self.nodes.end[row] else -1

    def _find_classes(self) -> dict[int, int]:
        """Note the classes, by row that of their name; by the row of a class's body the class."""
        nodes, rules, grammar = self.nodes, self.nodes.tables.scope_rules, self.nodes.tables.grammar
        kinds = [kind for kind, rule in rules.items() if rule.kind == "class"]
        bodies = {}
        for row in np.flatnonzero(np.isin(nodes.tree.kind, kinds)).tolist():
            parts, named = rules[nodes.kind[row]].parts, -1
            child = row + 1
            while child < nodes.stop[row]:
                index = parts.by_field.get(nodes.field[child], parts.by_kind.get(nodes.kind[child]))
                if index is not None and parts.names[index] == "body":
                    bodies[child] = row
                elif grammar.fields[nodes.field[child]] == "name":
                    named = child
                child = nodes.stop[child]
            if row in bodies.values():
                self.classes[row] = named
        return bodies

    def _find_values(self) -> dict[int, int]:
        """By row of a value the row that it is assigned to: a name, or what holds a field of a class."""
        nodes = self.nodes
        found: dict[int, int] = {}
        for row in nodes.rows("assign", "field"):
            targets = nodes.parts(row, "name" if nodes.form(row) == "field" else "target")
            values = nodes.parts(row, "value")
            if len(targets) == len(values) == 1:
                left, right = nodes.items_of(targets[0]), nodes.items_of(values[0])
                if len(left) == len(right):
                    found.update((nodes.strip(value), target) for value, target in zip(right, left, strict=True))
        return found

    def _add(self, row: int) -> None:
        """Note a function under its names."""
        named = self._find_name(row)
        text = self.nodes.text(named) if named >= 0 else ""
        home = self._find_home(row)
        bound = home != -1 and self.words.get("receiver") == "first" and not self._has_mark(row, "unbound")
        final = self.words.get("overriding") is False or self._has_mark(row, "final", text)
        function = self.by_row[row] = Function(row, text, home, tuple(self._list_parameters(row)), bound, final)
        if home != -1 and text:
            self.methods.setdefault((home, text), []).append(function)
            if self.nodes.says(row, "constructor") or text in self.words.get("constructor", ()):
                self.constructors.setdefault(home, []).append(function)
        self._note_definition(row, named)

    def _note_definition(self, row: int, named: int) -> None:
        """Note which sites define a function or class: its own name, or the variable that it is assigned to."""
        for at in (named, self.assigned.get(row, -1)):
            if at >= 0 and (site := self.site_at(at)) >= 0 and self.role[site] in (Role.DEFINE, Role.DECLARE):
                self.of_definition[site] = row

    def _find_name(self, row: int) -> int:
        """The row of a function's name: its own, or that of the class's field which holds it."""
        nodes = self.nodes
        found = nodes.parts(row, "name")
        if not found:
            target = self.assigned.get(row, -1)
            return target if target >= 0 and nodes.form(nodes.parent[target]) == "field" else -1
        leaves = (leaf for leaf in range(found[0], nodes.stop[found[0]]) if nodes.stop[leaf] == leaf + 1)
        return next((leaf for leaf in leaves if self._is_identifier(leaf)), -1)

    def _is_identifier(self, row: int) -> bool:
        return bool(self.nodes.tables.token_class[self.nodes.kind[row]] == TokenClass.IDENTIFIER)

    def _find_home(self, row: int) -> int:
        """The class that a function is a method of: the one around it, or that of its receiver; -1 for none."""
        nodes = self.nodes
        for receiver in nodes.parts(row, "receiver"):
            for leaf in range(receiver, nodes.stop[receiver]):
                if nodes.stop[leaf] == leaf + 1 and self._is_identifier(leaf) and not self._is_defined(leaf):
                    return self.receivers.setdefault(nodes.text(leaf), -2 - len(self.receivers))
        return self.around[row] if self.around[row] in self.classes else -1

    def _is_defined(self, row: int) -> bool:
        site = self.site_at(row)
        return site >= 0 and self.role[site] == Role.DEFINE

    def _has_mark(self, row: int, word: str, name: str = "") -> bool:
        """Whether one of the words of a list stands before a function's name (a modifier, a decorator), or fits it."""
        nodes, wanted = self.nodes, self.words.get(word, ())
        if not wanted:
            return False
        named = self._find_name(row)
        above = nodes.parent[row]
        first = above if above >= 0 and nodes.tables.is_wrapper[nodes.kind[above]] else row
        before = range(first, named if named >= 0 else row)
        marks = {nodes.text(leaf) for leaf in before if nodes.stop[leaf] == leaf + 1}
        return any(one in marks or (name and fnmatchcase(name, one)) for one in wanted)

    def receiver_names(self, function: Function) -> tuple[int, ...]:
        """The rows of the parameter that is the object which a method is called on."""
        for receiver in self.nodes.parts(function.row, "receiver"):
            return self._list_names(function.row, receiver)
        return function.parameters[0].names if function.bound and function.parameters else ()

    def _list_parameters(self, row: int) -> list[Parameter]:
        """The places for arguments in a function's header."""
        nodes = self.nodes
        found = nodes.parts(row, "parameters")
        if not found:  # further inside the declarator
            head = nodes.parts(row, "name")
            inside = range(head[0], nodes.stop[head[0]]) if head else range(0)
            found = [inner for inner in inside if nodes.form(inner) == "parameters"][:1]
        if found and nodes.form(found[0]) != "parameters":
            return [Parameter(self._list_names(row, found[0]))]  # `x => x`
        places: list[Parameter] = []
        for child in (child for one in found for child in nodes.children(one)):
            if nodes.form(child) == "skip" and nodes.says(child, "unnamed"):
                places = [place._replace(by_name=False) for place in places]
            places += self._list_places(row, child)
        return places

    def _list_places(self, function: int, row: int) -> list[Parameter]:
        """The places that one entry of a list of parameters makes."""
        nodes, form = self.nodes, self.nodes.form(row)
        if form == "skip":
            return []
        if form == "parameter" and len(names := nodes.parts(row, "names")) > 1:
            return [Parameter((name,)) for name in names]
        inner = next((one for one in (row, *nodes.children(row)[:1]) if nodes.form(one) == "rest"), -1)
        rest = "" if inner < 0 else "named" if nodes.says(inner, "named") else "positional"
        return [Parameter(self._list_names(function, row), rest)]

    def _list_names(self, function: int, row: int) -> tuple[int, ...]:
        """The rows of the names that a parameter defines; not those of a function in its default value."""
        rows = range(row, self.nodes.stop[row])
        return tuple(one for one in rows if self._is_defined(one) and self.within[one] == function)
