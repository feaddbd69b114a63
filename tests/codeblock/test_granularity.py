"""Units of items: a coarser partition, nested like the items, with the graph between its members."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from codeblock import assign_units
from codeblock.granularity import contract_graph
from tests.codeblock.samples import PYTHON

GRANULARITIES = st.sampled_from(["statement", "block", "function"])


@st.composite
def families(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Parents of items in preorder, and which of them are functions."""
    parents: list[int] = []
    for number in range(draw(st.integers(0, 14))):
        chain, above = [-1], number - 1
        while above >= 0:
            chain.append(above)
            above = parents[above]
        parents.append(draw(st.sampled_from(chain)))
    functions = [draw(st.booleans()) for _ in parents]
    return np.array(parents, dtype=np.int32), np.array(functions, dtype=np.bool_)


def chain(parent: np.ndarray, item: int) -> list[int]:
    found = [item]
    while (item := int(parent[item])) >= 0:
        found.append(item)
    return found


@given(families(), GRANULARITIES)
def test_units_are_nested_like_items(family: tuple[np.ndarray, np.ndarray], granularity: str) -> None:
    parent, function = family
    unit = assign_units(parent, function, granularity)
    first = {int(u): int(np.flatnonzero(unit == u)[0]) for u in np.unique(unit)}
    assert list(first) == list(range(len(first)))
    assert list(first.values()) == sorted(first.values())
    for item in range(len(parent)):
        head = first[int(unit[item])]
        outside = [a for a in chain(parent, item) if unit[a] != unit[item]]
        # Above its unit's head there is nothing of the unit, and below it no other unit comes between.
        assert all(a < head for a in outside)
        assert [unit[a] for a in outside] == [unit[a] for a in chain(parent, head) if unit[a] != unit[head]]


@given(families())
def test_units_are_what_their_names_say(family: tuple[np.ndarray, np.ndarray]) -> None:
    parent, function = family
    items = range(len(parent))
    block, whole = (assign_units(parent, function, g) for g in ("block", "function"))
    assert assign_units(parent, function, "statement").tolist() == list(items)
    owners = set(parent.tolist()) - {-1}
    for a in items:
        inner = [i for i in chain(parent, a) if function[i]]
        home = inner[0] if inner else chain(parent, a)[-1]
        for b in items:
            place = [i if i in owners else int(parent[i]) for i in (a, b)]
            assert (block[a] == block[b]) == (place[0] == place[1])
        assert whole[a] == whole[home]


@given(families(), st.data(), GRANULARITIES)
def test_the_graph_of_units_is_the_quotient(
    family: tuple[np.ndarray, np.ndarray], data: st.DataObject, granularity: str
) -> None:
    parent, function = family
    count = len(parent)
    unit = assign_units(parent, function, granularity)
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda e: e[0] != e[1])
    edges = data.draw(st.lists(pairs, max_size=20, unique=True)) if count > 1 else []
    graph = cs.Graph.from_edges(count, [a for a, _ in edges], [b for _, b in edges])
    quotient = nx.quotient_graph(graph.to_networkx(), lambda a, b: unit[a] == unit[b])
    found = contract_graph(graph, unit)
    expected = {(int(unit[min(a)]), int(unit[min(b)])) for a, b in quotient.edges()}
    assert set(found.edges()) == expected


@pytest.mark.parametrize(("granularity", "units"), [("statement", 5), ("block", 2), ("function", 1)])
def test_units_of_a_function(granularity: str, units: int) -> None:
    items = cs.analyze(PYTHON, "python").items
    function = np.asarray(items.category) == cs.Category.FUNCTION
    assert assign_units(items.parent, function, granularity).max() + 1 == units
