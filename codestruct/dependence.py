"""Items, Flow -> the item graph: which item reads what which item defines."""

import numpy as np

from codestruct.binding import Bindings
from codestruct.flow import Flow
from codestruct.graph import Graph
from codestruct.items import Items

__all__ = ["build_graph"]


def build_graph(items: Items, bindings: Bindings, flow: Flow) -> Graph:
    """The graph of the items: an edge a -> b, a != b, where a definition owned by a reaches a use owned by b.

    The weight of an edge is the number of distinct symbols that it stands for. The definition is ours.

    >>> import codestruct as cs
    >>> cs.analyze("x = 1\\ny = x", "python").graph.edges()
    [(0, 1)]
    """
    source, target = bindings.item[flow.define], bindings.item[flow.use]
    kept = (source != target) & (source >= 0) & (target >= 0)
    triples = np.stack((source[kept], target[kept], bindings.symbol[flow.use][kept]), axis=1).astype(np.int64)
    if len(triples):
        triples = np.unique(triples, axis=0)
    return Graph.from_edges(len(items), triples[:, 0], triples[:, 1])
