"""Tree, Bindings, Flow -> Calls: what passes between functions and their calls."""

from collections.abc import Iterator

import numpy as np

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.calls.functions import Function, Functions
from codestruct.calls.resolution import Callee, Resolver
from codestruct.calls.table import CallKind, Calls
from codestruct.flow import Flow
from codestruct.items import Items
from codestruct.syntax import Tree

__all__ = ["CallKind", "Calls", "find_calls"]

Row = tuple[int, int, int, int, int, bool]  # call, function, kind, source, target, certain


def find_calls(tree: Tree, items: Items, bindings: Bindings, flow: Flow) -> Calls:
    """What passes between the functions of a source and their calls in it (`Calls`).

    A call means the functions of the source whose definitions reach its name, or that were assigned to the variable of
    that name; a class means its constructor; `this.f()`, `self.f()` and, where the language has it, a bare `f()` mean
    the methods of the same class, `C.f()` those of C; of several methods those that take so many arguments. All of that
    is ours. A row is certain where its function certainly is called: the flow to its name is certain, or the function
    is there from the start and the only one; no other method has the name, and no subclass can replace it. Raises
    InvalidLanguage where the language does not say what a call is.

    >>> import codestruct as cs
    >>> code = cs.analyze("def f(a):\\n  return a\\nx = f(1)", "python")
    >>> [CallKind(kind).name for kind in code.calls.kind], code.calls.source_item.tolist()
    (['CALL', 'ARGUMENT', 'RETURN'], [0, 2, 1])
    """
    nodes = Nodes(tree)
    functions = Functions(nodes, bindings)
    resolver = Resolver(nodes, functions, bindings, flow)
    returns = _find_returns(nodes, functions)
    found: set[Row] = set()
    for call in nodes.rows("call"):
        arguments = _list_arguments(nodes, call)
        for callee in _fit(resolver.resolve(call), len(arguments)):
            found.add((call, callee.row, CallKind.CALL, callee.row, call, callee.certain))
            if callee.function is None:
                continue
            for value, name, certain in _pass_arguments(nodes, functions, arguments, callee):
                found.add((call, callee.row, CallKind.ARGUMENT, value, name, certain and callee.certain))
            for value in () if callee.makes else returns.get(callee.row, ()):
                found.add((call, callee.row, CallKind.RETURN, value, call, callee.certain))
    rows = np.array(sorted(found), dtype=np.int32).reshape(-1, 6)
    call_, function, kind_, source, target, sure = np.ascontiguousarray(rows.T)
    sides = items.owner[source], items.owner[target]
    columns = kind_.astype(np.uint8), call_, function, source, target, sure.astype(bool), *sides
    for column in columns:
        column.flags.writeable = False
    return Calls(*columns)


def _list_arguments(nodes: Nodes, call: int) -> list[int]:
    """The rows of a call's arguments."""
    found = nodes.parts(call, "arguments")
    return [one for row in found for one in (nodes.children(row) if nodes.form(row) == "arguments" else [row])]


def _fit(callees: list[Callee], count: int) -> list[Callee]:
    """Those of several methods that can take as many arguments; certain where it is the only one."""
    if len(callees) < 2 or any(one.function is None or one.function.home == -1 for one in callees):
        return callees
    fitting = [one for one in callees if one.function is not None and _takes(one.function, count + one.filled)]
    if len(fitting) == 1 and fitting[0].function is not None:
        return [fitting[0]._replace(certain=fitting[0].makes or fitting[0].function.final)]
    return fitting or callees


def _takes(function: Function, count: int) -> bool:
    places = function.parameters
    return len(places) == count or (any(place.rest for place in places) and count >= len(places) - 1)


def _pass_arguments(
    nodes: Nodes, functions: Functions, arguments: list[int], callee: Callee
) -> Iterator[tuple[int, int, bool]]:
    """(argument, name of a parameter, whether it certainly goes there) of one call."""
    assert callee.function is not None, "a class takes no arguments by itself"
    places = callee.function.parameters[callee.filled :]
    names = {nodes.text(name): name for place in places if place.by_name and not place.rest for name in place.names}
    rest = next((i for i, place in enumerate(places) if place.rest), len(places))
    position, certain = 0, True
    for argument in arguments:
        form = nodes.form(argument)
        if form == "keyword":
            key, value = nodes.part(argument, "name"), nodes.part(argument, "value")
            goes = [names[nodes.text(key)]] if nodes.text(key) in names else [
                name for place in places if place.rest == "named" for name in place.names
            ]  # fmt: skip
            yield from ((value, name, True) for name in goes)
            continue
        named = form == "spread" and bool(nodes.says(argument, "named"))
        certain &= form != "spread"
        last = min(position, rest) + 1 if certain else len(places) if named else rest + 1
        for place in places[min(position, rest) : last]:
            if place.rest != ("positional" if named else "named"):
                yield from ((argument, name, certain) for name in place.names)
        position += certain


def _find_returns(nodes: Nodes, functions: Functions) -> dict[int, list[int]]:
    """By function the rows of what it gives back."""
    found: dict[int, list[int]] = {}
    kinds = [
        kind for kind, form in nodes.tables.forms.items() if form.name == "jump" and form.words["to"] == "function"
    ]
    for row in np.flatnonzero(np.isin(nodes.tree.kind, kinds)).tolist():
        if functions.within[row] >= 0 and nodes.children(row):
            found.setdefault(functions.within[row], []).append(row)
    for row in functions.rows:
        result = nodes.part(row, "result")
        if result >= 0 and not nodes.tables.is_body[nodes.kind[result]]:
            found.setdefault(row, []).append(result)
        elif result >= 0 and nodes.says(row, "tail") and (inner := nodes.children(result)):
            found.setdefault(row, []).append(inner[-1])
    return found
