"""Resolution: which functions of the source a call may mean."""

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
        self.symbol = bindings.symbol.tolist()
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
        callee, given = nodes.part(call, "callee"), nodes.part(call, "object")
        if callee < 0:
            return []
        if given >= 0:
            return self._find_methods(given, nodes.text(callee))
        form = nodes.form(callee)
        if form == "member":
            target, member = nodes.part(callee, "object"), nodes.part(callee, "member")
            return self._find_methods(target, nodes.text(member)) if target >= 0 and member >= 0 else []
        if form == "this":
            return self._make(self.find_class(callee), certain=True)
        if (site := self.functions.site_at(callee)) >= 0:
            return self._find_reaching(site, makes=bool(nodes.says(call, "new")))
        if nodes.says(call, "new"):
            found = self.called.get(nodes.text(callee), [])
            return [one for row in found for one in self._make(row, certain=len(found) == 1)]
        return self._find_around(call, nodes.text(callee))

    def _find_reaching(self, site: int, *, makes: bool) -> list[Callee]:
        """The functions and classes whose definitions reach a name."""
        found, rules = [], self.nodes.tables.scope_rules
        for define, certain in self.reaching.get(site, ()):
            row = self.functions.of_definition.get(define, -1)
            if row in self.functions.by_row:
                rule = rules.get(self.nodes.kind[row])
                always = rule is not None and rule.hoist and self.definitions[self.symbol[define]] == 1
                found.append(Callee(row, self.functions.by_row[row], certain or always, makes=makes))
            elif row >= 0:
                found += self._make(row, certain=certain)
        return found

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
        classes = [(functions.of_definition.get(define, -1), sure) for define, sure in self.reaching.get(site, ())]
        if site >= 0 and self.symbol[site] < 0:
            named = self.called.get(self.nodes.text(target), [])
            classes = [(row, len(named) == 1) for row in named]
        return [
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
        if self.nodes.form(row) == "this":
            around = functions.around[row]
            while around in functions.by_row and self.nodes.says(around, "this") == "outer":
                around = functions.around[around]
            return functions.by_row[around].home if around in functions.by_row else around
        site = functions.site_at(row)
        if site < 0:
            return -1
        homes = {self.objects.get(define, -1) for define, _ in self.reaching.get(site, ())}
        return homes.pop() if len(homes) == 1 else -1
