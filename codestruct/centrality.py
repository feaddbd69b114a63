"""Centralities of a directed graph: `reach` and `bridge`, both unweighted. They know nothing of code."""

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from codestruct.acceleration import get_kernels
from codestruct.graph import Graph

__all__ = ["bridge", "reach"]

Float64 = NDArray[np.float64]

# Below this many nodes no pair of them has 2**1024 shortest paths between it: layers of w nodes each give w**(n/w)
# paths, at most 3**(n/3), which is less than 2**1024 for n < 1938. So path counts fit a float.
COUNTABLE_NODES = 1_900

# Above, all sources are walked if that visits at most so many nodes and edges (a few s), otherwise a sample of them is,
# which visits about as many, but never fewer sources than PIVOTS.
EXACT_VISITS = 2**21
PIVOTS = 16

# A layer whose path counts pass the first bound goes on scaled down by it; counts below the second, which are at most
# 2**-1000 of the layer's greatest, are rounded up to it.
MOST_PATHS, FEWEST_PATHS = 2.0**500, 2.0**-500

# The bit sets of reach take at most so many bits at once: 64 MB.
BITSET_BITS = 2**29

# Up to so many nodes reach is exact (some s); beyond, it is estimated from so many random ranks a node, some at a time.
EXACT_NODES = 2**17
RANKS, RANKS_AT_ONCE = 64, 16

# Up to so many nodes reach first tries so many sweeps over all the sets, at most 2 MB of them.
SWEEP_NODES, SWEEPS = 4_096, 4


def reach(graph: Graph) -> Float64:
    """The share of the other nodes that each node has a path to: `reach(i) = |descendants(i)| / (n - 1)`.

    The use of it for items of code is ours. Float64 [n] in [0, 1]; 0 where n < 2. A node on a cycle is not its own
    descendant. Exact up to 131,072 nodes: strongly connected components by Tarjan's algorithm (1972), then one bit set
    a component, joined in reverse topological order. Beyond, an estimate of the number of nodes reached (Cohen 1997;
    same graph, same estimate), whose standard error is 13% of it. Cost: O(n (n + m) / 64) word operations in the worst
    case if exact, O(n + m) if not; memory O(n + m) and at most some 64 MB of sets.

    >>> reach(Graph.from_edges(3, [0, 1], [1, 2])).tolist()
    [1.0, 0.5, 0.0]
    """
    if graph.n < 2:
        return np.zeros(graph.n)
    kernels = get_kernels() if graph.n <= SWEEP_NODES else None
    known = kernels.count_descendants(graph.indptr, graph.indices) if kernels is not None else None
    counts = np.array(_count_descendants(_successors(graph))) if known is None else known
    return counts.astype(np.float64) / (graph.n - 1)


def bridge(graph: Graph) -> Float64:
    """The betweenness of each node: `bridge(v) = sum over s, t of sigma(s, t | v) / sigma(s, t) / ((n - 1)(n - 2))`.

    sigma(s, t) counts the shortest paths from s to t, sigma(s, t | v) those of them with v strictly inside (Freeman
    1977); s, t, v are distinct. The use of it for items of code is ours. Float64 [n] in [0, 1]; 0 where n < 3.

    Exact (Brandes 2001) where n < 1,900, and beyond where walking from all sources visits at most 2**21 nodes and
    edges. Otherwise an unbiased estimate b from k >= 16 sources drawn without replacement (Brandes & Pich 2007; same
    graph, same estimate): its standard error is at most sqrt(b (1 - b) / k), hence at most 0.125. Cost: O(nm) time if
    exact, O(km) if not; O(n + m) memory.

    >>> bridge(Graph.from_edges(3, [0, 1], [1, 2])).tolist()
    [0.0, 0.5, 0.0]
    """
    n = graph.n
    if n < 3 or len(graph.indices) < 2:
        return np.zeros(n)
    if n < COUNTABLE_NODES:
        return _measure_betweenness(graph)
    successors = _successors(graph)
    sources = [node for node in range(n) if successors[node]]
    pivots = _choose_pivots(sources, successors)
    scale = len(sources) / len(pivots) / ((n - 1) * (n - 2))
    return _accumulate_dependencies(successors, pivots) * scale


def _successors(graph: Graph) -> list[list[int]]:
    indptr, indices = graph.indptr.tolist(), graph.indices.tolist()
    return [indices[start:end] for start, end in pairwise(indptr)]


def _count_descendants(successors: list[list[int]]) -> list[int]:
    """The number of other nodes that each node has a path to."""
    n = len(successors)
    if n > EXACT_NODES:
        return _estimate_descendants(successors)
    counts = _count_by_sweeps(successors) if n <= SWEEP_NODES else None
    return _count_blockwise(successors, block=max(BITSET_BITS // n, 64)) if counts is None else counts


def _count_by_sweeps(successors: list[list[int]]) -> list[int] | None:
    """The same for a graph that runs forward but for a few edges, as snippets do; None for any other.

    A sweep goes from the last node to the first, so that one is enough where no edge goes back; where some do, each
    on a path takes one more, and the last one finds nothing to add.
    """
    n = len(successors)
    runs_forward = True
    for node, row in enumerate(successors):
        if row and row[0] < node:
            runs_forward = False
            break
    sets = [1 << node for node in range(n)]
    for _ in range(SWEEPS):
        grown = False
        for node in range(n - 1, -1, -1):
            known = bits = sets[node]
            for successor in successors[node]:
                bits |= sets[successor]
            if bits != known:
                sets[node] = bits
                grown = True
        if runs_forward or not grown:
            return [bits.bit_count() - 1 for bits in sets]
    return None


def _count_blockwise(successors: list[list[int]], block: int) -> list[int]:
    """The same for any graph, by sets of at most `block` bits, one pass over the graph for each block of the nodes.

    Nodes get bits in the order of their components, sinks first, so that a component reaches no bit beyond its own.
    """
    components, component_of = _condense(successors)
    counts = [-1] * len(components)  # the sets hold the node itself
    for low in range(0, len(successors), block):
        sets = [0] * len(components)
        end = -low
        for c, members in enumerate(components):
            start, end = end, end + len(members)
            if end <= 0:
                continue  # all it reaches lies in earlier blocks
            bits = (1 << min(end, block)) - (1 << min(max(start, 0), block))
            for node in members:
                for successor in successors[node]:
                    bits |= sets[component_of[successor]]
            sets[c] = bits
            counts[c] += bits.bit_count()
    return [counts[c] for c in component_of]


def _estimate_descendants(successors: list[list[int]]) -> list[int]:
    """The same by size estimation: of many nodes with random ranks the least is small.

    Each node draws ranks from an exponential distribution; the least rank among s nodes is distributed as one with
    rate s, so that (k - 1) / (the sum of k such minima) estimates s without bias.
    """
    components, component_of = _condense(successors)
    draw = np.random.default_rng(0)
    total = np.zeros(len(components))
    for _ in range(RANKS // RANKS_AT_ONCE):
        ranks = draw.standard_exponential((len(successors), RANKS_AT_ONCE), dtype=np.float32)
        least = np.empty((len(components), RANKS_AT_ONCE), dtype=np.float32)
        for c, members in enumerate(components):
            best = ranks[members[0]] if len(members) == 1 else ranks[members].min(axis=0)
            for node in members:
                for successor in successors[node]:
                    if component_of[successor] != c:
                        best = np.minimum(best, least[component_of[successor]])
            least[c] = best
        total += least.sum(axis=1)
    size = np.array([len(members) for members in components])
    is_end = np.array([not any(map(successors.__getitem__, members)) for members in components])
    reached = np.where(is_end, size, np.maximum((RANKS - 1) / total, size))
    counts: list[int] = np.rint(np.minimum(reached, len(successors)) - 1).astype(int)[component_of].tolist()
    return counts


def _condense(successors: list[list[int]]) -> tuple[list[list[int]], list[int]]:
    """The strongly connected components, each after all that it leads to, and the component of each node."""
    n = len(successors)
    components: list[list[int]] = []
    component_of = [0] * n
    entered = [0] * n  # when the walk came to a node, from 1; 0: not yet
    lowest = [0] * n  # the earliest open node known to be reached from a node; n + 1 once its component is closed
    rows = [iter(row) for row in successors]
    pending: list[int] = []  # the nodes of open components
    clock = 0
    for root in range(n):
        path = [] if entered[root] else [root]
        while path:
            node = path[-1]
            if not entered[node]:
                clock += 1
                entered[node] = lowest[node] = clock
                pending.append(node)
            for successor in rows[node]:
                if not entered[successor]:
                    path.append(successor)
                    break
                lowest[node] = min(lowest[node], lowest[successor])
            else:
                path.pop()
                if path:
                    lowest[path[-1]] = min(lowest[path[-1]], lowest[node])
                if lowest[node] == entered[node]:
                    members = [pending.pop()]
                    while members[-1] != node:
                        members.append(pending.pop())
                    for member in members:
                        component_of[member] = len(components)
                        lowest[member] = n + 1
                    components.append(members)
    return components, component_of


def _measure_betweenness(graph: Graph) -> Float64:
    """Betweenness by rustworkx, in one thread: more of them would add up in a different order each time."""
    if (kernels := get_kernels()) is not None:
        return kernels.measure_betweenness(graph.indptr, graph.indices)
    import rustworkx

    mirror: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph()
    mirror.add_nodes_from(range(graph.n))
    mirror.add_edges_from_no_data(graph.edges())
    measured = rustworkx.digraph_betweenness_centrality(mirror, parallel_threshold=graph.n + 1)
    return np.fromiter(measured.values(), np.float64, graph.n)


def _choose_pivots(sources: list[int], successors: list[list[int]]) -> list[int]:
    """All sources if walking from them is affordable, else a random sample, the same for the same graph."""
    n, m = len(successors), sum(map(len, successors))
    descendants = _count_descendants(successors)
    visits = sum(descendants[node] + 1 for node in sources) * (m + n) / n
    affordable = int(len(sources) * EXACT_VISITS / visits)
    if affordable >= len(sources):
        return sources
    return random.Random(0).sample(sources, min(max(affordable, PIVOTS), len(sources)))


def _accumulate_dependencies(successors: list[list[int]], sources: Sequence[int]) -> Float64:
    """The sum over `sources` s and all t of sigma(s, t | v) / sigma(s, t), for each node v; float64 [n].

    Brandes's algorithm, but for path counts that outgrow a float: a layer of nodes at the same distance then goes on
    with all its counts scaled down, since only ratios between neighbouring layers matter.
    """
    n = len(successors)
    total, dependency, paths = [0.0] * n, [0.0] * n, [0.0] * n
    distance = [-1] * n
    for source in sources:
        order, shrunk = _walk_layers(successors, source, distance, paths)
        for node in reversed(order):
            below = distance[node] + 1
            share = 0.0
            for successor in successors[node]:
                if distance[successor] == below:
                    share += (1.0 + dependency[successor]) / paths[successor]
            count = max(paths[node] / MOST_PATHS, FEWEST_PATHS) if below - 1 in shrunk else paths[node]
            dependency[node] = share * count
            total[node] += dependency[node]
        total[source] -= dependency[source]
        for node in order:
            distance[node] = -1
    return np.array(total)


def _walk_layers(
    successors: list[list[int]], source: int, distance: list[int], paths: list[float]
) -> tuple[list[int], set[int]]:
    """The nodes reached from `source` in order of distance, and the distances whose counts go on scaled down.

    Fills in `distance` and `paths` of these nodes; `distance` must be -1 everywhere before.
    """
    order = [source]
    shrunk = set()
    distance[source], paths[source] = 0, 1.0
    depth, start, end = 0, 0, 1
    bound = 1.0  # no count of the layer order[start:end] is greater
    while start < end:
        layer = order[start:end]
        if bound > MOST_PATHS:
            bound = max([paths[node] for node in layer])
        shrinks = bound > MOST_PATHS
        if shrinks:
            shrunk.add(depth)
            bound /= MOST_PATHS
        depth += 1
        for node in layer:
            count = max(paths[node] / MOST_PATHS, FEWEST_PATHS) if shrinks else paths[node]
            for successor in successors[node]:
                if distance[successor] < 0:
                    distance[successor] = depth
                    paths[successor] = count
                    order.append(successor)
                elif distance[successor] == depth:
                    paths[successor] += count
        bound *= end - start
        start, end = end, len(order)
    return order, shrunk
