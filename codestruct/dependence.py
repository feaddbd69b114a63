"""Items and the tables over them -> the item graph: which item depends on which."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Protocol

from codestruct.acceleration import get_kernels
from codestruct.binding import Bindings
from codestruct.calls import Calls
from codestruct.control import Control
from codestruct.errors import GraphError
from codestruct.flow import Flow
from codestruct.graph import Graph
from codestruct.items import Items
from codestruct.mutations import Mutations
from codestruct.paths import Paths

__all__ = ["Analyzed", "build_graph"]

Edges = Iterable[tuple[int, int, int]]
"""Of each row of a table: the item that it comes from, the one that it goes to, and what it stands for."""


class Analyzed(Protocol):
    """A source with its tables, as `Analysis` has them."""

    @property
    def items(self) -> Items: ...
    @property
    def bindings(self) -> Bindings: ...
    @property
    def flow(self) -> Flow: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def paths(self) -> Paths: ...
    @property
    def mutations(self) -> Mutations: ...
    @property
    def control(self) -> Control: ...


def build_graph(
    code: Analyzed | Items,
    bindings: Bindings | None = None,
    flow: Flow | None = None,
    *,
    using: Iterable[str] = ("flow",),
) -> Graph:
    """The graph of the items: an edge a -> b, a != b, where a definition owned by a reaches a use owned by b.

    `using` names the tables whose rows become edges: `flow`, `paths`, `mutations`, `calls` (function -> call, argument
    -> parameter, return -> call), `control` (decider -> item that it decides about). The weight of an edge is the
    number of distinct things that it stands for: symbols, for calls functions, for control one. Give an analysis, or
    for the flow alone items, bindings and flow. The definition is ours. Raises GraphError for a table that there is
    not.

    >>> import codestruct as cs
    >>> code = cs.analyze("x = 1\\nif x:\\n  f()", "python")
    >>> build_graph(code).edges(), build_graph(code, using=("flow", "control")).edges()
    ([(0, 1)], [(0, 1), (1, 2)])
    """
    names = tuple(dict.fromkeys((using,) if isinstance(using, str) else using))
    for name in names:
        if name not in _TABLES:
            raise GraphError("build_graph()", f"there is no table {name!r}", f"use some of {', '.join(_TABLES)}")
    if isinstance(code, Items):
        if bindings is None or flow is None or names != ("flow",):
            raise GraphError("build_graph()", "items alone have no tables", "give it the analysis: build_graph(code)")
        return _link_flow(len(code), bindings, flow)
    if names == ("flow",):
        return _link_flow(len(code.items), code.bindings, code.flow)
    return _link(len(code.items), [_TABLES[name](code) for name in names])


def _link_flow(n: int, bindings: Bindings, flow: Flow) -> Graph:
    kernels = get_kernels()
    if kernels is not None:
        return Graph.from_rows(*kernels.build_links(n, bindings.item, bindings.symbol, flow.define, flow.use))
    return _link(n, [_follow_flow(bindings, flow)])


def _link(n: int, found: list[Edges]) -> Graph:
    weights = Counter[tuple[int, int]]()
    for edges in found:
        weights.update([(a, b) for a, b, _ in set(edges) if a != b and a >= 0 and b >= 0])
    return Graph.from_weights(n, weights)


def _follow_flow(bindings: Bindings, flow: Flow) -> Edges:
    item, symbol = bindings.item.tolist(), bindings.symbol.tolist()
    pairs = zip(flow.define.tolist(), flow.use.tolist(), strict=True)
    return [(item[define], item[use], symbol[use]) for define, use in pairs]


def _follow_control(code: Analyzed) -> Edges:
    return zip(code.control.decider.tolist(), code.control.item.tolist(), repeat(0))


def _follow_calls(code: Analyzed) -> Edges:
    calls = code.calls
    return zip(calls.source_item.tolist(), calls.target_item.tolist(), calls.function.tolist(), strict=True)


def _follow_mutations(code: Analyzed) -> Edges:
    item, symbol = code.bindings.item.tolist(), code.bindings.symbol.tolist()
    pairs = zip(code.mutations.define.tolist(), code.mutations.use.tolist(), strict=True)
    return ((item[define], item[use], symbol[use]) for define, use in pairs)


def _follow_paths(code: Analyzed) -> Edges:
    item, symbol = code.paths.item.tolist(), code.paths.symbol.tolist()
    pairs = zip(code.paths.define.tolist(), code.paths.use.tolist(), strict=True)
    return ((item[define], item[use], symbol[use]) for define, use in pairs)


_TABLES: dict[str, Callable[[Analyzed], Edges]] = {
    "flow": lambda code: _follow_flow(code.bindings, code.flow),
    "paths": _follow_paths,
    "mutations": _follow_mutations,
    "calls": _follow_calls,
    "control": _follow_control,
}
