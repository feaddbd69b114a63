"""What reach and bridge cost: python benchmarks/centrality.py [--large]

Without --large: microseconds a call on graphs of a snippet's size, beside networkx (on a ready graph) and beside
the pure-Python walk that `bridge` takes on large graphs. With --large: seconds, sources walked and peak memory on
graphs of up to 100,000 nodes.
"""

import resource
import sys
import timeit
from collections.abc import Callable

import networkx
import numpy as np

from codestruct import centrality
from codestruct.graph import Graph


def make_local(n: int, m: int, window: int, back: float) -> Graph:
    """Like items in a file: an edge spans at most `window` nodes; a share `back` of the edges goes backwards."""
    draw = np.random.default_rng(n)
    early = draw.integers(0, n - 1, m)
    late = np.minimum(n - 1, early + 1 + draw.integers(0, window, m))
    turned = draw.random(m) < back
    return Graph.from_edges(n, np.where(turned, late, early), np.where(turned, early, late))


def make_shapes(n: int) -> dict[str, Graph]:
    """The shapes that are hard for one of the two: long paths, one huge component, too many paths for a float."""
    node = np.arange(n)
    joint = 3 * np.arange(n // 3 - 1)
    draw = np.random.default_rng(0)
    return {
        "path": Graph.from_edges(n, node[:-1], node[1:]),
        "path, backwards": Graph.from_edges(n, node[1:], node[:-1]),
        "cycle": Graph.from_edges(n, node, (node + 1) % n),
        "branches in a row": Graph.from_edges(
            n,
            np.concatenate([joint, joint, joint + 1, joint + 2]),
            np.concatenate([joint + 1, joint + 2, joint + 3, joint + 3]),
        ),
        "random": Graph.from_edges(n, draw.integers(0, n, 2 * n), draw.integers(0, n, 2 * n)),
    }


def measure(call: Callable[[], object], seconds: float = 0.1) -> float:
    """The best of five means, in seconds."""
    number = max(1, int(seconds / max(timeit.timeit(call, number=1), 1e-6)))
    return min(timeit.repeat(call, number=number, repeat=5)) / number


def compare_small() -> None:
    print("us a call         from_edges    reach   bridge   walk   networkx: descendants  betweenness")
    for n, m in [(5, 5), (10, 12), (25, 30), (50, 100), (200, 1_000)]:
        for back in (0.0, 0.1):
            graph = make_local(n, m, n, back)
            mirror = graph.to_networkx()
            successors = centrality._successors(graph)
            source, target = graph.source, graph.indices
            calls: list[Callable[[], object]] = [
                lambda n=n, source=source, target=target: Graph.from_edges(n, source, target),
                lambda graph=graph: centrality.reach(graph),
                lambda graph=graph: centrality.bridge(graph),
                lambda n=n, rows=successors: centrality._accumulate_dependencies(rows, range(n)),
                lambda mirror=mirror: [networkx.descendants(mirror, node) for node in mirror],
                lambda mirror=mirror: networkx.betweenness_centrality(mirror),
            ]
            figures = [measure(call) * 1e6 for call in calls]
            print(f"{n:4}/{m:<5} back {back:3.1f}" + "".join(f"{figure:10.1f}" for figure in figures), flush=True)


def measure_large() -> None:
    graphs = {
        f"window {window}, back {back}, {n}": make_local(n, 2 * n, window, back)
        for n in (5_000, 20_000, 100_000)
        for window, back in ((20, 0.0), (20, 0.1), (n, 0.0))
    }
    half = np.arange(900)
    graphs["900 definitions x 900 uses"] = Graph.from_edges(1_800, np.repeat(half, 900), np.tile(half + 900, 900))
    for name, graph in (graphs | make_shapes(100_000)).items():
        successors = centrality._successors(graph)
        sources = [node for node, row in enumerate(successors) if row]
        walked = len(centrality._choose_pivots(sources, successors))
        reach = timeit.timeit(lambda graph=graph: centrality.reach(graph), number=1)
        bridge = timeit.timeit(lambda graph=graph: centrality.bridge(graph), number=1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{name:30} {graph!r:32} reach {reach:6.2f} s  bridge {bridge:6.2f} s  "
            f"sources {walked} of {len(sources)}  peak {peak} MB",
            flush=True,
        )


if __name__ == "__main__":
    measure_large() if "--large" in sys.argv[1:] else compare_small()
