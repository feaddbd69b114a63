"""Occurrences of access paths: what stands where, and from which object it starts."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.calls.functions import Functions
from codestruct.calls.resolution import Resolver
from codestruct.language import TokenClass

__all__ = ["ANY", "Base", "Chain", "Occurrence", "Starts", "find_aliases", "find_chains"]

ANY = "[*]"
"""The step to an element whose index is not known."""

Base = tuple[str, int]
"""What a path starts from: ("name", symbol), ("free", number of a name), ("class", the class whose object it is), or
("this", the function whose object it is)."""


class Chain(NamedTuple):
    """An access path as it stands: its row, the row that it starts from, and the steps from there."""

    row: int
    root: int
    steps: tuple[str, ...]


class Occurrence(NamedTuple):
    """An access path in the source: its row, what it starts from and the steps from there, and how it is called."""

    row: int
    base: Base
    steps: tuple[str, ...]
    text: str


def find_chains(nodes: Nodes, functions: Functions) -> list[Chain]:
    """The access paths of a tree by row, those inside others included; so are the fields of classes."""
    found: dict[int, Chain] = {}
    for row in reversed(nodes.rows("member", "index", "deref", "own", "call")):  # what is inside comes first
        form = nodes.form(row)
        if form == "own":
            found[row] = Chain(row, row, ("." + nodes.text(row),))
        if form == "own" or (form == "call" and not nodes.is_property(row)):
            continue
        target, step = nodes.part(row, "object"), _find_step(nodes, row, form)
        if target < 0 or not step:
            continue
        if step[0] == "." and nodes.form(target) == "deref" and _is_pointer(nodes, target):
            target = nodes.part(target, "object")  # (*p).x is p->x
        if target in found:
            found[row] = Chain(row, found[target].root, (*found[target].steps, step))
        elif target >= 0 and (nodes.form(target) == "this" or functions.site_at(target) >= 0):
            found[row] = Chain(row, target, (step,))
    for row in nodes.rows("field"):
        named = nodes.part(row, "name")
        if named >= 0 and functions.around[row] in functions.classes:
            found[row] = Chain(row, row, ("." + nodes.name(named),))
    return [found[row] for row in sorted(found)]


def _find_step(nodes: Nodes, row: int, form: str) -> str:
    """The step that a row goes from its object, "" where it goes none."""
    if form in ("member", "call"):
        member = nodes.part(row, "member" if form == "member" else "callee")
        return "." + nodes.name(member) if member >= 0 else ""
    if form == "deref":
        return "[0]" if _is_pointer(nodes, row) else ""
    index = nodes.part(row, "index")
    if index < 0:
        return ANY
    text = nodes.text(index)
    known = nodes.says(row, "known")
    literal = nodes.kind_name(index) in known if isinstance(known, list) else _is_literal(nodes, index)
    if len(nodes.parts(row, "index")) != 1 or not literal:
        return ANY
    if nodes.says(row, "members") and text[:1] in "\"'`":
        return "." + text[1:-1]
    return f"[{text}]"


def _is_literal(nodes: Nodes, row: int) -> bool:
    """Whether a row is one literal: a leaf, or a text without anything to be evaluated in it."""
    classes, named = nodes.tables.token_class, nodes.tables.named
    if nodes.is_leaf[row]:
        return bool(classes[nodes.kind[row]] == TokenClass.LITERAL)
    leaves = list(nodes.leaves(row))
    quoted = nodes.data[nodes.start[row] : nodes.start[row] + 1] in (b'"', b"'", b"`")
    names = nodes.tables.is_name
    return quoted and not any(
        names[nodes.kind[leaf]] or not (named[nodes.kind[leaf]] or classes[nodes.kind[leaf]] == TokenClass.LITERAL)
        for leaf in leaves
    )


def _is_pointer(nodes: Nodes, row: int) -> bool:
    """Whether a row is `*p`, not `&x` or `-x`, which the grammar may give the same kind."""
    form = nodes.access[nodes.kind[row]]
    texts = form.words.get("pointer", ())
    return any(nodes.is_leaf[child] and nodes.text(child) in texts for child in nodes.tree_children(row))


class Starts:
    """What the paths of a source start from. `fields`: by symbol of a name in a class's scope, that class."""

    def __init__(
        self, nodes: Nodes, functions: Functions, resolver: Resolver, bindings: Bindings, fields: Mapping[int, int]
    ) -> None:
        self.nodes, self.functions, self.resolver, self.fields = nodes, functions, resolver, fields
        self.symbol, self.name = bindings.symbol.tolist(), bindings.name.tolist()

    def list_occurrences(self, chains: Iterable[Chain]) -> list[Occurrence]:
        """Each chain with what it starts from."""
        found = []
        for row, root, steps in chains:
            base, first = self.find(root)
            head = "" if self.nodes.form(root) == "own" else "this" if root == row else self.nodes.text(root)
            text = (head + "".join(steps)).removeprefix(".")
            found.append(Occurrence(row, base, (*first, *steps), text))
        return found

    def find(self, row: int) -> tuple[Base, tuple[str, ...]]:
        """What a row stands for that is a name, `this` or a field of a class: where a path starts, and first steps."""
        functions, nodes = self.functions, self.nodes
        if nodes.form(row) == "field":
            return ("class", functions.around[row]), ()
        home = self.resolver.find_class(row)
        if home != -1:
            return ("class", home), ()
        if nodes.form(row) in ("this", "own"):
            around = functions.within[row]
            while around >= 0 and nodes.says(around, "this") == "outer":
                around = functions.within[nodes.parent[around]]
            return ("this", around), ()
        site = functions.site_at(row)
        symbol = self.symbol[site]
        if symbol in self.fields:
            return ("class", self.fields[symbol]), ("." + nodes.text(row),)
        defined = {functions.of_definition.get(define, -1) for define, _ in self.resolver.reaching.get(site, ())}
        if len(defined) == 1 and (made := defined.pop()) in functions.classes:
            return ("class", made), ()  # what all its objects share
        return (("name", symbol) if symbol >= 0 else ("free", self.name[site])), ()


def find_aliases(nodes: Nodes, functions: Functions, starts: Starts) -> dict[Base, Base]:
    """By what a path may start from, what stands for all that may be the same object: names that are assigned one
    another, or the address of one another, whenever that happens (ours, after Steensgaard 1996)."""
    above: dict[Base, Base] = {}

    def find(base: Base) -> Base:
        while above.get(base, base) != base:
            above[base] = base = above.get(above[base], above[base])
        return base

    for value, target in functions.assigned.items():
        if nodes.form(value) == "deref" and not _is_pointer(nodes, value):
            value = nodes.part(value, "object")  # the address of it
        while functions.site_at(target) < 0 and not nodes.form(target) and len(inner := nodes.children(target)) == 1:
            target = inner[0]  # within C's declarators
        ends = [row for row in (target, value) if row >= 0 and (row != target or functions.site_at(row) >= 0)]
        if len(ends) == 2 and all(nodes.form(row) == "this" or functions.site_at(row) >= 0 for row in ends):
            one, other = (starts.find(row) for row in ends)
            if not one[1] and not other[1] and one[0] != other[0]:
                above[find(one[0])] = find(other[0])
    return {base: find(base) for base in [*above, *above.values()]}
