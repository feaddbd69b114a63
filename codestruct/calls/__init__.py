"""Tree, Bindings, Flow -> Calls: what passes between functions and their calls."""

import numpy as np

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.calls.arguments import Arguments
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
    returns, passing = _find_returns(nodes, functions), Arguments(nodes)
    overloads = bool(nodes.tables.methods.get("overloads"))
    found: set[Row] = set()
    calls = nodes.rows("call")
    parts = {inner for call in calls if (inner := passing.find_inner(call)) >= 0}
    for call in calls:
        if call in parts:
            continue
        arguments = passing.list_of(call)
        callees = resolver.resolve(max(call, passing.find_inner(call)))  # what is inside comes after
        for callee in _fit(callees, len(arguments), overloads=overloads):
            found.add((call, callee.row, CallKind.CALL, callee.row, call, callee.certain))
            if callee.function is None:
                continue
            for value, name, certain in passing.pass_to(callee, arguments):
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


def _fit(callees: list[Callee], count: int, *, overloads: bool) -> list[Callee]:
    """Those of several functions that can take as many arguments; certain where it is the only one."""
    if len(callees) < 2 or any(one.function is None or (one.function.home == -1 and not overloads) for one in callees):
        return callees
    fitting = [one for one in callees if one.function is not None and _takes(one.function, count + one.filled)]
    fitting = [one for one in fitting if one.function is None or not one.function.open_ended] or fitting
    if len(fitting) == 1 and fitting[0].function is not None:
        return [fitting[0]._replace(certain=fitting[0].makes or fitting[0].function.final)]
    return fitting or callees


def _takes(function: Function, count: int) -> bool:
    places = function.parameters
    return len(places) == count or (function.open_ended and count >= len(places) - 1)


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
        given_back = _find_result(nodes, row)
        if given_back >= 0:
            found.setdefault(row, []).append(given_back)
    return found


def _find_result(nodes: Nodes, function: int) -> int:
    """What a function gives back without saying so, -1 for nothing."""
    tail, body = nodes.says(function, "tail"), nodes.part(function, "result")
    if "result" not in nodes.access[nodes.kind[function]].parts.names:
        if not tail:
            return -1
        body = function
    is_body, kind = nodes.tables.is_body, nodes.kind
    if body >= 0 and tail and not is_body[kind[body]]:  # in braces of its own
        body = next((one for one in nodes.children(body) if is_body[kind[one]]), body)
    if body < 0 or nodes.form(body) == "group":  # an empty one
        return -1
    if is_body[kind[body]]:
        return _find_tail(nodes, function, body) if tail else -1
    return body if body != function else -1


def _find_tail(nodes: Nodes, function: int, body: int) -> int:
    """The last thing in a body if it is what the function gives back; -1 if it gives nothing back."""
    inner = [one for one in nodes.children(body) if not nodes.tables.clauses[nodes.kind[one]]]
    if not inner or ("typed" in nodes.access[nodes.kind[function]].parts.names and not nodes.parts(function, "typed")):
        return -1
    if nodes.says(function, "tail") == "only" and len(inner) > 1:
        return -1
    return -1 if nodes.data[nodes.end[inner[-1]] - 1 : nodes.end[inner[-1]]] == b";" else inner[-1]
