"""Items -> units: how much is chosen at once, an item alone, a block, or a whole function. Ours.

    statement   every item is its own unit
    block       an item that owns others is one unit with those of its direct members that own none: a loop's header
                and the plain statements of its body; the plain statements of a source's top level are one more
    function    a function is one unit with all that is nested in it, but for nested functions; what is in none goes
                with its outermost owner

A unit's own text is that of its members, so that units partition the source as items do, and are nested like them.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

import codestruct as cs

__all__ = ["Granularity", "assign_units", "contract_graph"]

Granularity = Literal["statement", "block", "function"]


def assign_units(
    parent: NDArray[np.integer], is_function: NDArray[np.bool_], granularity: Granularity
) -> NDArray[np.int32]:
    """The unit of each item, numbered in the order of their first members; int32 [n_items].

    Items are in preorder; `parent` is -1 at a root.

    >>> parent, function = np.array([-1, 0, 0, 2]), np.array([True, False, False, False])
    >>> [assign_units(parent, function, g).tolist() for g in ("statement", "block", "function")]
    [[0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0]]
    """
    count = len(parent)
    if granularity == "statement":
        return np.arange(count, dtype=np.int32)
    if granularity == "block":
        owns = np.zeros(count + 1, dtype=np.bool_)
        owns[parent] = True
        # -1, the last place, stands for the top level.
        head = np.where(owns[:count], np.arange(count), parent)
    else:
        head = np.arange(count)
        for item in range(count):  # owners come first
            if parent[item] >= 0 and not is_function[item]:
                head[item] = head[parent[item]]
    _, first, unit = np.unique(head, return_index=True, return_inverse=True)
    number = np.empty(len(first), dtype=np.int32)
    number[np.argsort(first)] = np.arange(len(first))
    return number[unit]


def contract_graph(graph: cs.Graph, unit: NDArray[np.int32]) -> cs.Graph:
    """The graph of the units: an edge between two units where one joins members of them; edges inside a unit go.

    >>> contract_graph(cs.Graph.from_edges(3, [0, 1], [1, 2]), np.array([0, 0, 1], dtype=np.int32)).edges()
    [(0, 1)]
    """
    source, target = unit[graph.source], unit[graph.indices]
    apart = source != target
    edges = np.unique(np.stack([source[apart], target[apart]]), axis=1)
    return cs.Graph.from_edges(int(unit.max(initial=-1)) + 1, edges[0], edges[1])
