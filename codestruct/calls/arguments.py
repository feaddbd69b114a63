"""Arguments: what the calls of a source hand over, and to which parameters."""

from collections.abc import Iterator

from codestruct.access import Nodes
from codestruct.calls.resolution import Callee

__all__ = ["Arguments"]

Argument = tuple[int, bool]
"""The row of an argument, and whether it stands after the list of the others (a block, a closure)."""


class Arguments:
    """Finds the arguments of the calls of one source, and hands them over."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        forms = nodes.access.values()
        self.awaited = any(form.name == "rest" and form.words.get("named") == "trailing" for form in forms)
        """Whether a parameter says that it takes what stands after the others; else the last one does."""
        self.ordered = any("label" in form.parts.names for form in forms)
        """Whether arguments with a name stand in the order of the parameters, too."""

    def find_inner(self, call: int) -> int:
        """The call to which another adds no more than what stands after the arguments (`f(x) { }`); -1 for none."""
        nodes = self.nodes
        if not nodes.parts(call, "trailing") or nodes.parts(call, "arguments"):
            return -1
        callee = nodes.part(call, "callee")
        return callee if callee >= 0 and nodes.form(callee) == "call" and not nodes.says(callee, "bare") else -1

    def list_of(self, call: int) -> list[Argument]:
        """The arguments of a call, in order."""
        nodes, inner = self.nodes, self.find_inner(call)
        found = self.list_of(inner) if inner >= 0 else []
        trailing = set(nodes.parts(call, "trailing"))
        todo = [*nodes.parts(call, "trailing")[::-1], *nodes.parts(call, "arguments")[::-1]]
        while todo:
            row = todo.pop()
            if nodes.form(row) == "arguments" and row not in trailing:
                trailing.update(nodes.parts(row, "trailing"))
                todo += nodes.children(row)[::-1]
            else:
                found.append((nodes.strip(row), row in trailing))
        return found

    def pass_to(self, callee: Callee, arguments: list[Argument]) -> Iterator[tuple[int, int, bool]]:
        """(argument, name of a parameter, whether it certainly goes there) of one call."""
        assert callee.function is not None, "a class takes no arguments by itself"
        nodes, places = self.nodes, callee.function.parameters[callee.filled :]
        labels = {place.label: i for i, place in enumerate(places) if place.label}
        rest = next((i for i, place in enumerate(places) if place.rest), len(places))
        position, certain = 0, True
        for argument, trailing in arguments:
            form = nodes.form(argument)
            if trailing:
                last = [place for place in places if place.rest == "trailing" or not self.awaited][-1:]
                yield from ((argument, name, True) for place in last for name in place.names)
                continue
            if form == "keyword":
                value, at = nodes.part(argument, "value"), labels.get(nodes.text(nodes.part(argument, "name")), -1)
                goes = [places[at]] if at >= 0 else [place for place in places if place.rest == "named"]
                yield from ((value, name, place.certain) for place in goes for name in place.names)
                if at == position or (self.ordered and at > position):
                    position = at + 1
                continue
            named = form == "spread" and bool(nodes.says(argument, "named"))
            certain &= form not in ("spread", "rest")  # Lua's `...` is both
            to = min(position, rest) + 1 if certain else len(places) if named else rest + 1
            for place in places[min(position, rest) : to]:
                if place.rest not in ("trailing", "positional" if named else "named"):
                    yield from ((argument, name, certain and place.certain) for name in place.names)
            position += certain
