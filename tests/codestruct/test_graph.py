"""Graph: rows as promised, one way in, and exports that independent readers understand."""

import io
import json
import pickle
import sys
from collections import Counter
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codestruct.errors import DependencyMissing, GraphError
from codestruct.graph import Graph
from tests.strategies_graphs import digraphs

INT32 = st.integers(-(2**31), 2**31 - 1)


def make_graph() -> Graph:
    return Graph.from_edges(3, [2, 0, 0], [0, 1, 2], weight=[1, 2, 3])


@given(st.data(), st.integers(1, 12))
def test_from_edges_sorts_and_merges(data: st.DataObject, n: int) -> None:
    node = st.integers(0, n - 1)
    rows = data.draw(st.lists(st.tuples(node, node, st.integers(-(2**20), 2**20)), max_size=60))
    source, target, weight = ([row[i] for row in rows] for i in range(3))
    total: Counter[tuple[int, int]] = Counter()
    for a, b, w in rows:
        total[a, b] += w
    graph = Graph.from_edges(n, np.array(source, np.int32), target, weight)
    assert graph.n == n
    assert graph.edges() == sorted(total)
    assert dict(zip(graph.edges(), graph.weight.tolist(), strict=True)) == dict(total)
    counted = Graph.from_edges(n, source, target)
    assert dict(zip(counted.edges(), counted.weight.tolist(), strict=True)) == Counter((a, b) for a, b, _ in rows)
    # What is built without checks passes the checks.
    assert Graph(graph.indptr, graph.indices, graph.weight) == graph


@given(digraphs())
def test_arrays_are_int32_and_read_only_even_after_pickling(graph: Graph) -> None:
    for one in (graph, pickle.loads(pickle.dumps(graph)), Graph(graph.indptr, graph.indices, graph.weight)):
        assert one == graph
        for array in (one.indptr, one.indices, one.weight):
            assert array.dtype == np.int32
            assert not array.flags.writeable
        assert one.source.dtype == np.int32


def test_graph_keeps_no_hold_on_the_callers_arrays() -> None:
    indptr, indices, weight = np.array([0, 1, 1]), np.array([1], np.int32), np.array([1], np.int32)
    graph = Graph(indptr, indices, weight)
    indices[0] = 0
    assert graph.edges() == [(0, 1)]


def test_equality_and_repr() -> None:
    assert make_graph() == make_graph()
    assert make_graph() != Graph.from_edges(3, [2, 0, 0], [0, 1, 2])
    assert make_graph() != "a graph"
    assert repr(make_graph()) == "Graph(n=3, edges=3)"
    with pytest.raises(TypeError):
        hash(make_graph())


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((2, [0], [2]), "an edge leaves the nodes"),
        ((2, [-1], [1]), "an edge leaves the nodes"),
        ((0, [0], [0]), "an edge leaves the nodes"),
        ((2, [0, 1], [1]), "2 sources, 1 targets"),
        ((2, [0], [1], [1, 2]), "2 weights"),
        ((-1, [], []), "not a number of nodes"),
        ((2**31, [], []), "not a number of nodes"),
        ((2, [0.5], [1]), "float64"),
        ((2, [[0]], [1]), "2-dimensional"),
        ((2, ["0"], [1]), "<U1"),
        ((2, [2**70], [1]), "object"),
        ((2, [0], [1], [2**31]), "exceeds 32 bits"),
        ((2, [0, 0], [1, 1], [2**31 - 1, 1]), "exceeds 32 bits"),
    ],
)
def test_from_edges_refuses_what_is_no_graph(arguments: Any, reason: str) -> None:
    with pytest.raises(GraphError, match=reason):
        Graph.from_edges(*arguments)


@pytest.mark.parametrize(
    ("indptr", "indices", "weight", "reason"),
    [
        ([], [], [], "does not rise"),
        ([1, 1], [0], [1], "does not rise"),
        ([0, 2], [0], [1], "does not rise"),
        ([0, 1, 0, 1], [0], [1], "does not rise"),
        ([0, 1], [0], [], "0 weights for 1 edges"),
        ([0, 1], [1], [1], "outside"),
        ([0, 1], [-1], [1], "outside"),
        ([0, 2, 2], [1, 0], [1, 1], "not strictly increasing"),
        ([0, 2, 2], [1, 1], [1, 1], "not strictly increasing"),
        ([0, 1, 2], [1, 2**31], [1, 1], "exceeds 32 bits"),
    ],
)
def test_constructor_refuses_what_is_no_graph(
    indptr: list[int], indices: list[int], weight: list[int], reason: str
) -> None:
    with pytest.raises(GraphError, match=reason):
        Graph(indptr, indices, weight)


@given(digraphs())
def test_to_networkx_and_to_scipy_agree(graph: Graph) -> None:
    mirror = graph.to_networkx()
    assert list(mirror) == list(range(graph.n))
    assert sorted(mirror.edges) == graph.edges()
    if graph.n:
        matrix = networkx.to_numpy_array(mirror, nodelist=range(graph.n), weight="weight")
        assert np.array_equal(graph.to_scipy().toarray(), matrix)


def test_to_scipy_is_a_copy() -> None:
    graph = make_graph()
    matrix = graph.to_scipy()
    matrix.data[:] = 9
    assert graph.weight.tolist() == [2, 3, 1]


def test_to_scipy_names_the_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(DependencyMissing, match="pip install 'scipy'"):
        make_graph().to_scipy()


@given(digraphs(8), st.data())
def test_graphml_and_json_read_back_the_same(graph: Graph, data: st.DataObject) -> None:
    labels = data.draw(st.lists(st.text(max_size=6), min_size=graph.n, max_size=graph.n))
    from_json = networkx.node_link_graph(json.loads(graph.to_json(labels)), edges="edges")
    assert [from_json.nodes[i]["label"] for i in range(graph.n)] == labels
    from_xml = networkx.read_graphml(io.BytesIO(graph.to_graphml(labels).encode()), node_type=int)
    for mirror in (from_json, from_xml):
        assert mirror.is_directed()
        assert sorted(mirror) == list(range(graph.n))
        assert sorted(mirror.edges(data="weight")) == sorted(graph.to_networkx().edges(data="weight"))


def test_graphml_replaces_what_xml_cannot_hold() -> None:
    text = make_graph().to_graphml(["\x00\x1b[1m", "a < b & \ud800", "ü 🙂"])
    mirror = networkx.read_graphml(io.BytesIO(text.encode()), node_type=int)
    assert [mirror.nodes[i]["label"] for i in range(3)] == ["\ufffd\ufffd[1m", "a < b & \ufffd", "ü 🙂"]


def test_dot_quotes_its_labels() -> None:
    lines = make_graph().to_dot(['print("a\\n")', "if x:\n  y", "]"]).splitlines()
    assert lines[1:4] == ['  0 [label="print(\\"a\\\\n\\")"];', '  1 [label="if x:\\l  y\\l"];', '  2 [label="]"];']
    assert lines[4:-1] == ["  0 -> 1 [weight=2];", "  0 -> 2 [weight=3];", "  2 -> 0 [weight=1];"]


@given(st.text())
def test_mermaid_labels_hold_no_character_of_its_syntax(label: str) -> None:
    line = Graph.from_edges(1, [], []).to_mermaid([label]).split("\n")[1:]
    assert len(line) == 1
    inside = line[0].removeprefix('  n0["').removesuffix('"]')
    assert not set('"`{}|&') & set(inside)
    assert inside.count("<") == label.count("\n")


def test_exports_number_the_nodes_by_default_and_refuse_too_few_labels() -> None:
    graph = make_graph()
    assert '  n2["2"]' in graph.to_mermaid()
    assert "n2 --> n0" in graph.to_mermaid()
    for export in (graph.to_dot, graph.to_mermaid, graph.to_graphml, graph.to_json):
        with pytest.raises(GraphError, match="2 labels for 3 nodes"):
            export(["a", "b"])
