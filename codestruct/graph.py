"""Graph: a directed graph as compressed sparse rows, with exports. It knows nothing of code."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from codestruct.columns import SHOWN, write_rows
from codestruct.errors import DependencyMissing, GraphError

if TYPE_CHECKING:
    import networkx
    import scipy.sparse

__all__ = ["Graph"]

Int32 = NDArray[np.int32]
INT32_MAX = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Graph:
    """A directed, weighted graph on the nodes 0 .. n-1.

    The targets of node `i` are `indices[indptr[i]:indptr[i + 1]]`, strictly increasing: there are no parallel
    edges. Self-loops are allowed here, although an item graph has none. The arrays are read-only int32:
    `indptr` [n + 1], `indices` [m], `weight` [m]. Raises `GraphError` where they do not fit together.

    >>> graph = Graph.from_edges(3, [0, 0, 1], [1, 1, 2])
    >>> graph
    Graph(n=3, edges=2)
    >>> graph.edges(), graph.weight.tolist()
    ([(0, 1), (1, 2)], [2, 1])
    """

    indptr: Int32
    indices: Int32
    weight: Int32

    def __post_init__(self) -> None:
        for name in ("indptr", "indices", "weight"):
            object.__setattr__(self, name, _freeze(name, getattr(self, name)))
        _check(self.indptr, self.indices, self.weight)

    @classmethod
    def from_edges(cls, n: int, source: ArrayLike, target: ArrayLike, weight: ArrayLike | None = None) -> Self:
        """The graph on `n` nodes with an edge from each source to its target; parallel edges merge, weights add up.

        `source`, `target` and `weight` are integers [m]; without `weight` each edge weighs 1, so that the weight of
        a merged edge is its multiplicity. Raises `GraphError` for a node outside 0 .. n-1, for lengths that differ,
        and for a weight outside int32. Cost: one sort, O(m log m).

        >>> Graph.from_edges(2, [0, 0], [1, 1], weight=[3, 4]).weight.tolist()
        [7]
        """
        sources, targets = _integers("source", source), _integers("target", target)
        weights = np.ones_like(sources) if weight is None else _narrow("weight", _integers("weight", weight))
        if not len(sources) == len(targets) == len(weights):
            lengths = f"{len(sources)} sources, {len(targets)} targets, {len(weights)} weights"
            raise GraphError("Graph.from_edges()", lengths, "give one of each an edge")
        if not 0 <= n <= INT32_MAX:
            raise GraphError("Graph.from_edges()", f"n = {n} is not a number of nodes", "give 0 <= n < 2**31")
        if len(sources) == 0:
            return cls.from_rows(np.zeros(n + 1, np.int32), sources.astype(np.int32), weights.astype(np.int32))
        # Seen as unsigned, a negative node is a huge one.
        if max(sources.view(np.uint64).max(), targets.view(np.uint64).max()) >= n:
            raise GraphError("Graph.from_edges()", f"an edge leaves the nodes 0 .. {n - 1}", "give a larger n")
        keys = sources * n + targets  # below 2**62; ordered as the rows are
        keys = keys[order := np.argsort(keys, kind="stable")]
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        rows, columns = np.divmod(keys[first], n)
        merged = np.add.reduceat(weights[order], first, dtype=np.int64)
        if weight is not None:
            merged = _narrow("weight", merged)
        indptr = np.searchsorted(rows, np.arange(n + 1)).astype(np.int32)
        return cls.from_rows(indptr, columns.astype(np.int32), merged.astype(np.int32))

    @classmethod
    def from_weights(cls, n: int, weights: Mapping[tuple[int, int], int]) -> Self:
        """The graph on `n` nodes of (source, target) pairs and their weights; half the cost of `from_edges`.

        Raises `GraphError` for a node outside 0 .. n-1 and for a weight outside int32.

        >>> Graph.from_weights(2, {(0, 1): 3}).weight.tolist()
        [3]
        """
        pairs = sorted(weights)
        sources, targets = [source for source, _ in pairs], [target for _, target in pairs]
        if pairs and (min(sources[0], min(targets)) < 0 or max(sources[-1], max(targets)) >= n):
            raise GraphError("Graph.from_weights()", f"an edge leaves the nodes 0 .. {n - 1}", "give a larger n")
        indptr = np.zeros(n + 1, np.int32)
        if pairs:
            np.bincount(sources, minlength=n).cumsum(out=indptr[1:])
        weight = _narrow("weight", np.array([weights[pair] for pair in pairs], dtype=np.int64))
        return cls.from_rows(indptr, np.array(targets, dtype=np.int32), weight)

    @classmethod
    def from_rows(cls, indptr: Int32, indices: Int32, weight: Int32) -> Self:
        """The graph of int32 arrays that nobody else changes and that are known to fit together: nothing is checked.

        >>> Graph.from_rows(np.array([0, 1, 1], np.int32), np.ones(1, np.int32), np.ones(1, np.int32)).edges()
        [(0, 1)]
        """
        graph = object.__new__(cls)
        for name, array in (("indptr", indptr), ("indices", indices), ("weight", weight)):
            array.setflags(write=False)
            object.__setattr__(graph, name, array)
        return graph

    @property
    def n(self) -> int:
        """The number of nodes."""
        return len(self.indptr) - 1

    @property
    def source(self) -> Int32:
        """The source of each edge, int32 [m], in the order of `indices`, which are the targets.

        >>> Graph.from_edges(3, [2, 0, 2], [0, 1, 1]).source.tolist()
        [0, 2, 2]
        """
        return np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.indptr))

    def edges(self) -> list[tuple[int, int]]:
        """The edges as (source, target) pairs, sorted; their weights are `weight`, in the same order."""
        indices, bounds = self.indices.tolist(), pairwise(self.indptr.tolist())
        return [(source, target) for source, (first, last) in enumerate(bounds) for target in indices[first:last]]

    def to_networkx(self) -> "networkx.DiGraph[int]":
        """The same graph in networkx: nodes 0 .. n-1 in order, each edge with its `weight`.

        >>> Graph.from_edges(3, [0, 1], [1, 2]).to_networkx().edges(data="weight")
        OutEdgeDataView([(0, 1, 1), (1, 2, 1)])
        """
        import networkx

        graph = networkx.DiGraph()
        graph.add_nodes_from(range(self.n))
        graph.add_weighted_edges_from(
            zip(self.source.tolist(), self.indices.tolist(), self.weight.tolist(), strict=True)
        )
        return graph

    def to_scipy(self) -> "scipy.sparse.csr_array":
        """The weighted adjacency matrix, [n, n] int32, a copy; entry (i, j) is the weight of the edge i -> j.

        Raises `DependencyMissing` where scipy is not installed.

        >>> Graph.from_edges(2, [0, 0], [1, 1]).to_scipy().toarray().tolist()
        [[0, 2], [0, 0]]
        """
        try:
            import scipy.sparse
        except ModuleNotFoundError as error:
            raise DependencyMissing.of("Graph.to_scipy()", "scipy") from error
        return scipy.sparse.csr_array((self.weight, self.indices, self.indptr), shape=(self.n, self.n), copy=True)

    def to_dot(self, labels: Sequence[str] | None = None) -> str:
        r"""The graph in the DOT language of Graphviz, one label [n] a node (by default its number).

        >>> print(Graph.from_edges(2, [0], [1]).to_dot(["x = 1", "print(x)"]))
        digraph {
          0 [label="x = 1"];
          1 [label="print(x)"];
          0 -> 1 [weight=1];
        }
        """
        nodes = [f'  {i} [label="{_escape_dot(label)}"];' for i, label in enumerate(self._label(labels))]
        edges = [f"  {a} -> {b} [weight={w}];" for a, b, w in self._triples()]
        return "\n".join(["digraph {", *nodes, *edges, "}"])

    def to_mermaid(self, labels: Sequence[str] | None = None) -> str:
        """The graph as a Mermaid flowchart, one label [n] a node (by default its number).

        >>> print(Graph.from_edges(2, [0], [1]).to_mermaid(["x = 1", "f(x)"]))
        flowchart TD
          n0["x = 1"]
          n1["f(x)"]
          n0 --> n1
        """
        nodes = [f'  n{i}["{_escape_mermaid(label)}"]' for i, label in enumerate(self._label(labels))]
        return "\n".join(["flowchart TD", *nodes, *(f"  n{a} --> n{b}" for a, b in self.edges())])

    def to_graphml(self, labels: Sequence[str] | None = None) -> str:
        """The graph in GraphML (written by networkx): `label` on the nodes, `weight` on the edges.

        Characters that XML cannot hold become U+FFFD.
        """
        import networkx

        graph = self.to_networkx()
        texts = {i: re.sub(_NOT_XML, "\ufffd", label) for i, label in enumerate(self._label(labels))}
        networkx.set_node_attributes(graph, texts, "label")
        return "\n".join(networkx.generate_graphml(graph))

    def to_json(self, labels: Sequence[str] | None = None) -> str:
        """The graph as JSON in networkx's node-link form: `nodes` with `id` and `label`, `edges` with `weight`.

        >>> json.loads(Graph.from_edges(2, [0], [1]).to_json())["edges"]
        [{'source': 0, 'target': 1, 'weight': 1}]
        """
        data: dict[str, Any] = {
            "directed": True,
            "multigraph": False,
            "graph": {},
            "nodes": [{"id": i, "label": label} for i, label in enumerate(self._label(labels))],
            "edges": [{"source": a, "target": b, "weight": w} for a, b, w in self._triples()],
        }
        return json.dumps(data)

    def _label(self, labels: Sequence[str] | None) -> Sequence[str]:
        if labels is None:
            return [str(i) for i in range(self.n)]
        if len(labels) != self.n:
            raise GraphError("labels", f"{len(labels)} labels for {self.n} nodes", "give one label a node")
        return labels

    def _triples(self) -> list[tuple[int, int, int]]:
        return list(zip(self.source.tolist(), self.indices.tolist(), self.weight.tolist(), strict=True))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        columns = ("indptr", "indices", "weight")
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in columns)

    def __reduce__(self) -> tuple[type["Graph"], tuple[Int32, Int32, Int32]]:
        return Graph, (self.indptr, self.indices, self.weight)  # by way of __init__, so that arrays stay read-only

    def _repr_html_(self) -> str:
        rows = [list(map(str, triple)) for triple in self._triples()[:SHOWN]]
        return write_rows(f"Graph of {self.n} nodes, edges", ["from", "to", "weight"], rows, len(self.indices))

    def __repr__(self) -> str:
        return f"Graph(n={self.n}, edges={len(self.indices)})"


def _integers(name: str, values: ArrayLike) -> NDArray[np.int64]:
    """`values` as int64 [m]; an empty list, whose dtype numpy takes for float, counts as integers."""
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        reason = f"{array.ndim}-dimensional array of {array.dtype}"
        raise GraphError(f"array {name!r} of a graph", reason, "give a one-dimensional array of integers")
    return array.astype(np.int64)


def _narrow(name: str, array: NDArray[np.int64]) -> Int32:
    """`array` as int32, if its values are."""
    narrow = array.astype(np.int32)
    if (narrow != array).any():
        raise GraphError(f"array {name!r} of a graph", "a value exceeds 32 bits", "scale the values down")
    return narrow


def _freeze(name: str, values: ArrayLike) -> Int32:
    """A read-only copy as int32, so that no later change of the caller's array reaches the graph."""
    frozen = _narrow(name, _integers(name, values))
    frozen.flags.writeable = False
    return frozen


def _check(indptr: Int32, indices: Int32, weight: Int32) -> None:
    """Raises `GraphError` unless the three arrays are compressed rows with strictly increasing targets."""
    m = len(indices)
    if not len(indptr) or indptr[0] != 0 or indptr[-1] != m or (indptr[1:] < indptr[:-1]).any():
        raise GraphError("Graph.indptr", f"it does not rise from 0 to the {m} edges", "use Graph.from_edges()")
    if len(weight) != m:
        raise GraphError("Graph.weight", f"{len(weight)} weights for {m} edges", "give one weight an edge")
    if m == 0:
        return
    if indices.min() < 0 or indices.max() >= len(indptr) - 1:
        raise GraphError("Graph.indices", f"a target is outside 0 .. {len(indptr) - 2}", "use Graph.from_edges()")
    falls = np.flatnonzero(indices[1:] <= indices[:-1]) + 1
    starts = np.zeros(m + 1, np.bool_)
    starts[indptr] = True
    if not starts[falls].all():
        raise GraphError("Graph.indices", "the targets of a row are not strictly increasing", "use Graph.from_edges()")


_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What XML 1.0 cannot hold, not even escaped; `re` compiles it at first use."""


def _escape_dot(text: str) -> str:
    """A quoted string's inside; a label of several lines is set flush left."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("\n", "\\l") + "\\l" if "\n" in text else escaped


def _escape_mermaid(text: str) -> str:
    """Mermaid's own escapes: `#` and a name or a number, and a `;`; a line break is `<br>`."""
    plain = re.sub(r"[^\w .,=+*/()\[\]:'-]", lambda match: "\n" if match[0] == "\n" else f"#{ord(match[0])};", text)
    return plain.replace("\n", "<br>")
