"""Items and the tables over them -> the item graph: which item depends on which."""

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from codestruct.binding import Bindings
from codestruct.control import Control
from codestruct.errors import GraphError
from codestruct.flow import Flow
from codestruct.graph import Graph
from codestruct.items import Items

__all__ = ["Analyzed", "build_graph"]

Ints = npt.NDArray[Any]
Edges = tuple[Ints, Ints, Ints]
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
    def control(self) -> Control: ...


def build_graph(
    code: Analyzed | Items,
    bindings: Bindings | None = None,
    flow: Flow | None = None,
    *,
    using: Iterable[str] = ("flow",),
) -> Graph:
    """The graph of the items: an edge a -> b, a != b, where a definition owned by a reaches a use owned by b.

    `using` names the tables whose rows become edges, of `flow` and `control` (decider -> item that it decides about).
    The weight of an edge is the number of distinct things that it stands for: symbols, for control one. Give an
    analysis, or for the flow alone items, bindings and flow. The definition is ours. Raises GraphError for a table that
    there is not.

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
        n, found = len(code), [_follow_flow(bindings, flow)]
    else:
        n, found = len(code.items), [_TABLES[name](code) for name in names]
    quads = [np.stack((*edges, np.full(len(edges[0]), which)), axis=1) for which, edges in enumerate(found)]
    rows = np.concatenate(quads).astype(np.int64) if quads else np.zeros((0, 4), np.int64)
    rows = rows[(rows[:, 0] != rows[:, 1]) & (rows[:, 0] >= 0) & (rows[:, 1] >= 0)]
    if len(rows):
        rows = np.unique(rows, axis=0)
    return Graph.from_edges(n, rows[:, 0], rows[:, 1])


def _follow_flow(bindings: Bindings, flow: Flow) -> Edges:
    return bindings.item[flow.define], bindings.item[flow.use], bindings.symbol[flow.use]


def _follow_control(code: Analyzed) -> Edges:
    return code.control.decider, code.control.item, np.zeros(len(code.control), np.int32)


_TABLES = {
    "flow": lambda code: _follow_flow(code.bindings, code.flow),
    "control": _follow_control,
}
