"""Resolution: which functions of the source a call may mean."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.calls.functions import Function, Functions
from codestruct.flow import Flow
from codestruct.language import Role

__all__ = ["Callee", "Resolver"]


class Callee(NamedTuple):
    """What a call may mean: a function or class, whether it certainly does, how many parameters it fills by itself."""

    row: int
    function: Function | None  # None: a class without a constructor of its own
    certain: bool
    filled: int = 0
    makes: bool = False  # an object, which is the result


class Resolver:
    """Finds what the calls of one source mean."""

    def __init__(self, nodes: Nodes, functions: Functions, bindings: Bindings, flow: Flow) -> None:
        self.nodes, self.functions = nodes, functions
        self.symbol, self.role = bindings.symbol.tolist(), bindings.role.tolist()
        self.makes = frozenset(functions.words.get("makes", ()))
        self.overloads = bool(functions.words.get("overloads"))
        defining = bindings.symbol[(bindings.role == Role.DEFINE) | (bindings.role == Role.UPDATE)]
        self.definitions = np.bincount(defining[defining >= 0], minlength=len(bindings.symbol_name)).tolist()
        self.reaching: dict[int, list[tuple[int, bool]]] = {}  # by use: definitions, and whether they certainly reach
        for define, use, certain in zip(flow.define.tolist(), flow.use.tolist(), flow.certain.tolist(), strict=True):
            self.reaching.setdefault(use, []).append((define, certain))
        self.objects = {  # by site of the name of a method's object: the method's class
            functions.site_at(row): function.home
            for function in functions.by_row.values()
            if function.home != -1
            for row in functions.receiver_names(function)
        }
        self.called: dict[str, list[int]] = {}  # classes whose name is no variable, by name
        for row, named in functions.classes.items():
            if named >= 0 and functions.site_at(named) < 0:
                self.called.setdefault(nodes.text(named), []).append(row)

    def resolve(self, call: int) -> list[Callee]:
        """What a call may mean, of what the source defines."""
        nodes = self.nodes
        if nodes.says(call, "bare"):
            return self._find_bare(call)
        callee, given = nodes.part(call, "callee"), nodes.part(call, "object")
        if callee < 0:
            return []
        if given >= 0:
            return self._find_methods(given, nodes.name(callee))
        form = nodes.form(callee)
        if form == "member":
            target, member = nodes.part(callee, "object"), nodes.part(callee, "member")
            return self._find_methods(target, nodes.name(member)) if target >= 0 and member >= 0 else []
        if form == "this" or nodes.text(callee) in self.makes:
            return self._make(self._find_around_class(callee), certain=True)
        if (site := self.functions.site_at(callee)) >= 0:
            found = self._find_reaching(site, makes=bool(nodes.says(call, "new")))
            if self.symbol[site] >= 0:
                return found
            return self._find_called(callee) or self._find_around(call, nodes.text(callee))
        return self._find_called(callee) if nodes.says(call, "new") else self._find_around(call, nodes.text(callee))

    def _find_bare(self, row: int) -> list[Callee]:
        """The functions that a name calls by itself, without a mark of a call around it."""
        nodes, above, site = self.nodes, self.nodes.parent[row], self.functions.site_at(row)
        if site < 0 or self.role[site] != Role.USE:
            return []
        callee = nodes.form(above) == "call" and not nodes.says(above, "bare") and nodes.part(above, "callee") == row
        found = [] if callee else self._find_reaching(site, makes=False)
        return [one for one in found if one.function is not None and one.function.name]  # a variable is read

    def _find_called(self, row: int) -> list[Callee]:
        """The constructors of a class whose name is no variable."""
        found = self.called.get(self.nodes.name(row), [])
        return [one for row in found for one in self._make(row, certain=len(found) == 1)]

    def _list_defined(self, site: int) -> Iterator[tuple[int, int, bool]]:
        """(definition, function or class, whether it certainly is the one) of the definitions that reach a name."""
        for define, certain in self.reaching.get(site, ()):
            row = self.functions.of_definition.get(define, -1)
            rule = self.nodes.tables.scope_rules.get(self.nodes.kind[row]) if row >= 0 else None
            always = rule is not None and rule.hoist and self.definitions[self.symbol[define]] == 1
            yield define, row, certain or always

    def _find_reaching(self, site: int, *, makes: bool) -> list[Callee]:
        """The functions and classes whose definitions reach a name."""
        found: dict[int, Callee] = {}
        functions = self.functions
        for define, row, sure in self._list_defined(site):
            if row not in functions.by_row:
                found.update((one.row, one) for one in (self._make(row, certain=sure) if row >= 0 else ()))
                continue
            same = functions.of_symbol[self.symbol[define]] if self.overloads else [functions.by_row[row]]
            sure = sure and len(same) == 1
            found.update((one.row, Callee(one.row, one, sure and one.final, makes=makes)) for one in same)
        return list(found.values())

    def _make(self, row: int, *, certain: bool) -> list[Callee]:
        """The constructors of a class; the class itself where it has none."""
        made = self.functions.constructors.get(row, [])
        if row == -1 or not (made or "constructor" in self.functions.words):
            return []
        if not made:
            return [Callee(row, None, certain, makes=True)]
        return [Callee(one.row, one, certain and len(made) == 1, int(one.bound), makes=True) for one in made]

    def _find_methods(self, target: int, name: str) -> list[Callee]:
        """The methods of a name on an object: `this`, the object of a method around, or a class."""
        functions = self.functions
        home = self.find_class(target)
        if home != -1:
            found = functions.methods.get((home, name), [])
            return [Callee(one.row, one, one.final and len(found) == 1, int(one.bound)) for one in found]
        site = functions.site_at(target)
        classes = [(row, sure) for _, row, sure in self._list_defined(site)]
        if site >= 0 and self.symbol[site] < 0:
            named = self.called.get(self.nodes.text(target), [])
            classes = [(row, len(named) == 1) for row in named]
        known = functions.receivers.get(functions.key(target), -1) if site >= 0 else -1
        if known not in (-1, *(row for row, _ in classes)):
            classes.append((known, True))
        if site >= 0 and name in self.functions.words.get("invokes", ()):
            return self._find_reaching(site, makes=False)
        made = [one for row, sure in classes if name in self.makes for one in self._make(row, certain=sure)]
        return made + [
            Callee(one.row, one, certain and len(found) == 1)
            for row, certain in classes
            for found in [functions.methods.get((row, name), [])]
            for one in found
        ]

    def _find_around(self, row: int, name: str) -> list[Callee]:
        """The methods of a name in the innermost class around that has some: a call without an object."""
        functions = self.functions
        around = functions.around[row]
        while around >= 0:
            found = functions.methods.get((around, name), [])
            if found:
                return [Callee(one.row, one, one.final and len(found) == 1) for one in found]
            around = functions.around[around]
        return []

    def find_class(self, row: int) -> int:
        """The class whose object a row means: `this`, or the name of a method's object; -1 for none.

        A class is a row, or a number below -1 (see Functions).
        """
        functions = self.functions
        if self.nodes.form(row) in ("this", "own"):
            return self._find_around_class(row)
        site = functions.site_at(row)
        if site < 0:
            return -1
        homes = {self.objects.get(define, -1) for define, _ in self.reaching.get(site, ())}
        return homes.pop() if len(homes) == 1 else -1

    def _find_around_class(self, row: int) -> int:
        """The class of the object that the code of a row runs for."""
        functions = self.functions
        around = functions.around[row]
        while around in functions.by_row and self.nodes.says(around, "this") == "outer":
            around = functions.around[around]
        return functions.by_row[around].home if around in functions.by_row else functions.extended.get(around, around)
