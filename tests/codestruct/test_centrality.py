"""reach and bridge: equal to networkx on any graph, exact or estimated as they say on large ones."""

from fractions import Fraction

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codestruct import centrality
from codestruct.centrality import bridge, reach
from codestruct.graph import Graph
from tests.strategies_graphs import digraphs


def expect_reach(graph: Graph) -> list[float]:
    mirror = graph.to_networkx()
    return [len(networkx.descendants(mirror, i)) / (graph.n - 1) if graph.n > 1 else 0.0 for i in range(graph.n)]


def expect_bridge(graph: Graph) -> list[float]:
    if graph.n < 3:
        return [0.0] * graph.n
    return list(networkx.betweenness_centrality(graph.to_networkx()).values())


def make_random(n: int, m: int, window: int, back: float = 0.0, seed: int = 0) -> Graph:
    """Like the items of a file: uses a short way after their definitions, and a few edges back."""
    draw = np.random.default_rng(seed)
    early = draw.integers(0, n - 1, m)
    late = np.minimum(n - 1, early + 1 + draw.integers(0, window, m))
    turned = draw.random(m) < back
    return Graph.from_edges(n, np.where(turned, late, early), np.where(turned, early, late))


def make_ladder(rungs: int) -> Graph:
    """`rungs` two-way branches in a row: 2**rungs shortest paths from end to end."""
    joint = 3 * np.arange(rungs)
    source = np.concatenate([joint, joint, joint + 1, joint + 2])
    target = np.concatenate([joint + 1, joint + 2, joint + 3, joint + 3])
    return Graph.from_edges(3 * rungs + 1, source, target)


@given(digraphs())
def test_reach_is_networkx_descendants(graph: Graph) -> None:
    assert reach(graph).dtype == np.float64
    assert reach(graph).tolist() == expect_reach(graph)


@given(digraphs())
def test_bridge_is_networkx_betweenness(graph: Graph) -> None:
    assert bridge(graph).dtype == np.float64
    np.testing.assert_allclose(bridge(graph), expect_bridge(graph), rtol=0, atol=1e-12)


@given(digraphs(), st.integers(1, 30))
def test_reach_of_large_graphs_is_the_same_in_blocks_of_any_width(graph: Graph, block: int) -> None:
    successors = centrality._successors(graph)
    counts = centrality._count_blockwise(successors, block)
    assert counts == [len(networkx.descendants(graph.to_networkx(), i)) for i in range(graph.n)]


@given(digraphs())
def test_components_are_those_of_networkx_sinks_first(graph: Graph) -> None:
    components, component_of = centrality._condense(centrality._successors(graph))
    expected = networkx.strongly_connected_components(graph.to_networkx())
    assert sorted(map(sorted, components)) == sorted(map(sorted, expected))
    assert all(component_of[node] == c for c, members in enumerate(components) for node in members)
    assert all(component_of[a] >= component_of[b] for a, b in graph.edges())


@given(digraphs())
def test_walking_from_all_sources_is_betweenness(graph: Graph) -> None:
    sums = centrality._accumulate_dependencies(centrality._successors(graph), range(graph.n))
    scale = max((graph.n - 1) * (graph.n - 2), 1)
    np.testing.assert_allclose(sums / scale, expect_bridge(graph), rtol=0, atol=1e-12)


@given(digraphs(), st.sampled_from([2.0, 8.0, 2.0**20]))
def test_scaling_path_counts_changes_nothing(graph: Graph, most: float) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(centrality, "MOST_PATHS", most)  # so low that it is passed all the time
        sums = centrality._accumulate_dependencies(centrality._successors(graph), range(graph.n))
    scale = max((graph.n - 1) * (graph.n - 2), 1)
    np.testing.assert_allclose(sums / scale, expect_bridge(graph), rtol=0, atol=1e-12)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_nodes(n: int) -> None:
    graph = Graph.from_edges(n, range(n - 1), range(1, n))
    assert reach(graph).tolist() == ([1.0, 0.0] if n == 2 else [0.0] * n)
    assert bridge(graph).tolist() == [0.0] * n


def test_as_many_paths_as_a_float_can_count() -> None:
    """Layers of three, each joined to all of the next, have the most shortest paths for their number of nodes."""
    layers = centrality.COUNTABLE_NODES // 3
    pairs = [(3 * k + a, 3 * k + 3 + b) for k in range(layers - 1) for a in range(3) for b in range(3)]
    graph = Graph.from_edges(3 * layers, [a for a, _ in pairs], [b for _, b in pairs])
    k = np.repeat(np.arange(layers), 3)
    assert graph.n < centrality.COUNTABLE_NODES
    # A third of what passes from the layers before to those after.
    expected = 3 * k * (layers - 1 - k) / ((graph.n - 1) * (graph.n - 2))
    np.testing.assert_allclose(bridge(graph), expected, rtol=1e-12)


def test_too_many_paths_for_a_float(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centrality, "EXACT_VISITS", 2**24)
    rungs = 1_030
    graph = make_ladder(rungs)
    n = graph.n
    expected = np.zeros(n)
    for k in range(rungs + 1):
        expected[3 * k] = 3 * k * (n - 1 - 3 * k)
        if k < rungs:  # half of what passes from the joint before to the joint after
            expected[3 * k + 1 : 3 * k + 3] = float(Fraction((3 * k + 1) * (n - 3 - 3 * k), 2))
    np.testing.assert_allclose(bridge(graph) * (n - 1) * (n - 2), expected, rtol=1e-12)


def test_both_sides_of_the_exact_size_agree() -> None:
    graph = make_random(1_000, 2_000, window=30, back=0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(centrality, "COUNTABLE_NODES", 0)
        np.testing.assert_allclose(bridge(graph), centrality._measure_betweenness(graph), rtol=0, atol=1e-12)


def test_large_graphs_with_short_walks_are_exact() -> None:
    graph = make_random(3_000, 4_500, window=3_000)
    np.testing.assert_allclose(bridge(graph), centrality._measure_betweenness(graph), rtol=0, atol=1e-12)


def test_sample_keeps_its_standard_error_and_is_repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = make_random(2_500, 5_000, window=25, back=0.05)
    exact = centrality._measure_betweenness(graph)
    monkeypatch.setattr(centrality, "EXACT_VISITS", 1)
    monkeypatch.setattr(centrality, "PIVOTS", 64)
    estimate = bridge(graph)
    assert np.array_equal(estimate, bridge(graph))
    assert not np.array_equal(estimate, exact)
    bound = np.sqrt(exact * (1 - exact) / centrality.PIVOTS)
    missed = np.abs(estimate - exact) / np.maximum(bound, 1e-12)
    assert missed[exact == 0].max() < 1e-3
    # Nodes share the sample, so the mean square over nodes is no average of independent draws: allow twice the bound.
    assert np.sqrt(np.mean(missed[exact > 0] ** 2)) < 2
    assert np.corrcoef(estimate, exact)[0, 1] > 0.98


def test_sample_is_unbiased(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over disjoint samples that make up all sources, the estimates' mean is the exact value."""
    graph = make_random(600, 1_200, window=25, back=0.05)
    successors = centrality._successors(graph)
    sources = [node for node in range(graph.n) if successors[node]]
    scale = 4 / ((graph.n - 1) * (graph.n - 2))
    parts = [centrality._accumulate_dependencies(successors, sources[i::4]) * scale for i in range(4)]
    np.testing.assert_allclose(np.mean(parts, axis=0), bridge(graph), rtol=0, atol=1e-12)


@pytest.mark.parametrize("back", [False, True])
def test_long_paths_need_no_recursion(back: bool) -> None:
    n = 50_000
    head, tail = np.arange(n - 1), np.arange(1, n)
    graph = Graph.from_edges(n, tail, head) if back else Graph.from_edges(n, head, tail)
    expected = np.arange(n) / (n - 1)
    assert np.array_equal(reach(graph), expected if back else expected[::-1])


def test_the_estimate_of_reach_keeps_its_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = make_random(3_000, 6_000, window=30, back=0.05)
    exact = reach(graph)
    monkeypatch.setattr(centrality, "EXACT_NODES", 0)
    estimate = reach(graph)
    assert np.array_equal(estimate, reach(graph))
    assert (estimate[exact == 0] == 0).all()
    off = (estimate - exact)[exact > 0] / (exact[exact > 0] + 1 / (graph.n - 1))  # of the set, the node itself included
    assert np.sqrt(np.mean(off**2)) < 2 / np.sqrt(centrality.RANKS - 2)
