"""Functions: what a source defines that can be called, with its parameters and its class."""

from fnmatch import fnmatchcase
from typing import NamedTuple

import numpy as np

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.calls.parameters import Parameter, Parameters
from codestruct.language import Role

__all__ = ["Function", "Functions"]


class Function(NamedTuple):
    """A function: its row and name, the class that it is a method of (-1: none), and what its header says."""

    row: int
    name: str
    home: int
    parameters: tuple[Parameter, ...]
    bound: bool  # the first parameter is the object that it is called on
    final: bool  # no other method can stand in for it

    @property
    def open_ended(self) -> bool:
        """Whether it takes any number of arguments."""
        return any(place.rest for place in self.parameters)


class Functions:
    """The functions and classes of one source.

    `by_row`: the functions; `within`: the innermost function around each row, itself included; `around`: the innermost
    function or class around each row. `of_definition`: by site, the function or class that it defines; `of_symbol`: by
    symbol the functions; `methods`: by class and name; `constructors`: by class; `classes`: by row, the row of its
    name. A class is a row, or (where methods stand beside a type that is no such row) a number below -1 for each name
    of a type. `extended`: by row of what adds members to a class, that class; `receivers`: by name of a type the class.
    """

    def __init__(self, nodes: Nodes, bindings: Bindings) -> None:
        self.nodes = nodes
        self.words = nodes.tables.methods
        self.site = dict(zip(bindings.start.tolist(), range(len(bindings)), strict=True))
        self.role, self.end, self.symbol = bindings.role.tolist(), bindings.end.tolist(), bindings.symbol.tolist()
        self.rows = nodes.rows("function")
        self.within = nodes.innermost({row: row for row in self.rows})
        self.classes: dict[int, int] = {}
        self.bodies = self._find_classes()
        innermost = nodes.innermost({**{row: row for row in self.rows}, **self.bodies})
        self.around = [innermost[above] if above >= 0 else -1 for above in nodes.parent]
        self.assigned = self._find_values()
        self.receivers = self._name_classes()
        self.extended = {row: self._find_extended(row) for row in nodes.rows("extension")}
        self.places = Parameters(nodes, dict(zip(bindings.start.tolist(), self.role, strict=True)), self.within)
        self.by_row: dict[int, Function] = {}
        self.of_definition: dict[int, int] = {}
        self.of_symbol: dict[int, list[Function]] = {}
        self.methods: dict[tuple[int, str], list[Function]] = {}
        self.constructors: dict[int, list[Function]] = {}
        for row in self.rows:
            self._add(row)
        for row, named in self.classes.items():
            self._note_definition(row, named)

    def site_at(self, row: int) -> int:
        """The site of a name, -1 where the row is none."""
        site = self.site.get(self.nodes.start[row], -1)
        return site if site >= 0 and self.nodes.is_leaf[row] and self.end[site] == self.nodes.end[row] else -1

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
            if "body" not in parts.names:
                bodies[row] = row
            if named >= 0 or row in bodies.values():
                self.classes[row] = named
        return bodies

    def key(self, row: int) -> int | str:
        """What stands for all places that name the same type: its symbol, or what it is called."""
        site = self.site_at(row)
        return self.symbol[site] if site >= 0 and self.symbol[site] >= 0 else self.nodes.name(row)

    def _name_classes(self) -> dict[int | str, int]:
        """The classes whose name no other has, by that."""
        found: dict[int | str, int] = {}
        extensions = {*self.nodes.rows("extension")}
        for row, named in self.classes.items():
            at = named if named >= 0 else self.assigned.get(row, -1)
            if at >= 0 and row not in extensions:
                key = self.key(at)
                found[key] = -1 if key in found else row
        return {key: row for key, row in found.items() if row >= 0}

    def _find_extended(self, row: int) -> int:
        """The class that a row adds members to: the one that it names, or else the one around."""
        parts = self.nodes.parts(row, "of")
        return self._find_named(parts[0]) if parts else self.around[row]

    def _find_named(self, row: int) -> int:
        """The class that a row names, whose names may be beside others that are defined there; -1 for none."""
        named = next((leaf for leaf in self.nodes.identifiers(row) if not self._is_defined(leaf)), -1)
        return self.receivers.setdefault(self.key(named), -2 - len(self.receivers)) if named >= 0 else -1

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
                    pairs = zip(right, left, strict=True)
                    found.update((nodes.strip(value), nodes.strip(target)) for value, target in pairs)
        return found

    def _add(self, row: int) -> None:
        """Note a function under its names."""
        named = self._find_name(row)
        text = self.nodes.text(named) if named >= 0 else ""
        home = self._find_home(row)
        places, receiver = self.places.list_places(row), self.words.get("receiver", "")
        bound = home != -1 and not self._has_mark(row, "unbound") and bool(receiver) and (
            receiver == "first" or (bool(places) and places[0].label == receiver)
        )  # fmt: skip
        function = self.by_row[row] = Function(row, text, home, places, bound, self._is_final(row, home, text))
        if home != -1 and text:
            self.methods.setdefault((home, text), []).append(function)
        if home != -1 and (self.nodes.says(row, "constructor") or text in self.words.get("constructor", ())):
            self.constructors.setdefault(home, []).append(function)
        self._note_definition(row, named)

    def _is_final(self, row: int, home: int, name: str) -> bool:
        """Whether no other function can stand in for one that is called by its name."""
        if home == -1 or self._has_mark(row, "final", name) or self._is_marked(home, "final_in"):
            return True
        marked = self._has_mark(row, "open") or self._is_marked(home, "open_in")
        return self.words.get("overriding") is False and not marked

    def _is_marked(self, home: int, word: str) -> bool:
        """Whether one of the words of a list stands before the name of a class."""
        nodes, words = self.nodes, self.words.get(word, ())
        marks = range(home, self.classes[home]) if words and home in self.classes else range(0)
        return any(nodes.is_leaf[leaf] and nodes.text(leaf) in words for leaf in marks)

    def _note_definition(self, row: int, named: int) -> None:
        """Note which sites define a function or class: its own name, or the variable that it is assigned to."""
        for at in (named, self.assigned.get(row, -1)):
            if at >= 0 and (site := self.site_at(at)) >= 0 and self.role[site] in (Role.DEFINE, Role.DECLARE):
                self.of_definition[site] = row
                if row in self.by_row and self.symbol[site] >= 0:
                    self.of_symbol.setdefault(self.symbol[site], []).append(self.by_row[row])

    def _find_name(self, row: int) -> int:
        """The row of a function's name: its own, or that of what it is assigned to if that makes it a method."""
        nodes = self.nodes
        found = nodes.parts(row, "name")
        if not found:
            target = self.assigned.get(row, -1)
            if target >= 0 and nodes.form(target) == "member" and self.words.get("assigned"):
                return nodes.part(target, "member")
            return target if target >= 0 and nodes.form(nodes.parent[target]) == "field" else -1
        if nodes.form(found[0]) == "member":
            return nodes.part(found[0], "member")
        return found[0] if nodes.is_leaf[found[0]] else next(nodes.identifiers(found[0]), -1)

    def _find_home(self, row: int) -> int:
        """The class that a function is a method of: the one around it, or that of its receiver; -1 for none."""
        nodes = self.nodes
        owners = nodes.parts(row, "receiver")
        at = (*nodes.parts(row, "name"), self.assigned.get(row, -1) if self.words.get("assigned") else -1)[0]
        if at >= 0 and nodes.form(at) == "member":  # `function A.f`, `A.f = function`
            owners = [nodes.part(at, "object")]
        for owner in owners:
            if self.site_at(owner) >= 0 or not nodes.is_leaf[owner]:
                return self._find_named(owner)
        around = self.bodies.get(row, self.around[row])  # a header with parameters is a part of its class
        return self.extended.get(around, around) if around in self.classes else -1

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
        marks = {nodes.text(leaf) for leaf in before if nodes.is_leaf[leaf]}
        return any(one in marks or (name and fnmatchcase(name, one)) for one in wanted)

    def receiver_names(self, function: Function) -> tuple[int, ...]:
        """The rows of the parameter that is the object which a method is called on."""
        for receiver in self.nodes.parts(function.row, "receiver"):
            return self.places.list_names(function.row, receiver)
        return function.parameters[0].names if function.bound and function.parameters else ()
