"""Control dependence: against its definition on random graphs, and by hand in every language."""

import time

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import codestruct as cs
from codestruct.control.dominators import find_dominators
from codestruct.control.outline import draw_outline
from codestruct.control.postdominance import Decisions
from codestruct.errors import GraphError
from tests.codestruct.control_cases import CASES
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.dialects import DIALECTS
from tests.flowprograms.rendering import render_program
from tests.strategies_flow import flow_programs
from tests.strategies_graphs import digraphs
from tests.strategies_programs import GRAMMARS, mutilated, programs

LANGUAGES = sorted(GRAMMARS)


def reach(starts: set[int], following: dict[int, set[int]], without: set[int] = frozenset()) -> set[int]:
    seen = starts - without
    todo = list(seen)
    while todo:
        new = following.get(todo.pop(), set()) - without - seen
        seen |= new
        todo += new
    return seen


class Definition:
    """Control dependence word by word: y post-dominates x if no way from x to the end goes without y."""

    def __init__(self, successors: list[list[int]], entries: list[int]) -> None:
        self.live = reach(set(entries), dict(enumerate(map(set, successors))))
        self.successors = {x: set(successors[x]) for x in self.live}
        self.onwards = {x: set(targets) or {-1} for x, targets in self.successors.items()}
        order = Decisions(successors, entries).order
        assert set(order) == self.live
        components = [set(c) for c in nx.strongly_connected_components(nx.DiGraph(self.onwards))]
        for loop in components:
            if loop != {-1} and all(self.onwards[x] <= loop for x in loop):
                self.onwards[max(loop, key=order.index)].add(-1)

    def always_passes(self, x: int, blocks: set[int]) -> bool:
        return -1 not in reach({x}, self.onwards, without=blocks)

    def branches(self, blocks: set[int]) -> set[int]:
        """The branches that decide whether one of the blocks is run."""
        return {
            x
            for x in self.live
            if len(self.successors[x]) > 1
            and any(self.always_passes(s, blocks) for s in self.successors[x])
            and not all(self.always_passes(s, blocks) for s in self.onwards[x])
        }


def rows(graph: cs.Graph) -> list[list[int]]:
    return [graph.indices[a:b].tolist() for a, b in zip(graph.indptr[:-1], graph.indptr[1:], strict=True)]


@settings(max_examples=4 * settings.default.max_examples)
@given(digraphs(max_nodes=14), st.data())
def test_dependence_is_its_definition_on_any_graph(graph: cs.Graph, data: st.DataObject) -> None:
    successors = rows(graph)
    entries = data.draw(st.lists(st.integers(0, graph.n - 1), max_size=2, unique=True)) if graph.n else []
    decisions, definition = Decisions(successors, entries), Definition(successors, entries)
    expected = {(x, y) for y in definition.live for x in definition.branches({y})}
    assert len(decisions.pairs) == len(set(decisions.pairs))
    assert set(decisions.pairs) == expected
    assert not decisions.capped
    if graph.n:
        copies = data.draw(st.sets(st.integers(0, graph.n - 1), min_size=1, max_size=3))
        found = set(decisions.find_branches(copies))
        assert found == definition.branches(copies & definition.live) - copies


@given(digraphs())
def test_dominators_are_those_of_networkx(graph: cs.Graph) -> None:
    if graph.n == 0:
        return
    successors = rows(graph)
    predecessors: list[list[int]] = [[] for _ in successors]
    for source, target in graph.edges():
        predecessors[target].append(source)
    expected = dict(nx.immediate_dominators(graph.to_networkx(), 0))
    expected[0] = -1  # newer versions of networkx leave the root out
    found = find_dominators(successors, predecessors, 0)
    assert found == [(-1 if (up := expected.get(node, -1)) is None else up) for node in range(graph.n)]


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@given(data=st.data())
def test_items_depend_as_their_blocks_do(dialect: Dialect, data: st.DataObject) -> None:
    """On random programs: an item's rows are the branches that decide whether one of the blocks it begins in is run."""
    code = cs.analyze(render_program(data.draw(flow_programs(dialect)), dialect).text, dialect.name)
    outline = draw_outline(code.tree, code.items)
    definition = Definition(outline.successors, outline.entries)
    expected = set()
    for item in range(len(code.items)):
        blocks = {block for one, block in outline.begins if one == item}
        expected |= {(outline.owner[x], item) for x in definition.branches(blocks)}
        assert blocks or item not in {i for i, _ in outline.begins}
    expected = {(decider, item) for decider, item in expected if decider not in (item, -1)}
    assert set(zip(code.control.decider.tolist(), code.control.item.tolist(), strict=True)) == expected
    assert len(code.control) == len(expected)


def describe(source: str, language: str) -> dict[str, set[str]]:
    """By the first word that tells an item: those that decide about it."""
    code = cs.analyze(source, language)
    assert not code.errors, code.errors
    text = [source[item.start : item.end].split("\n")[0].rstrip(" {;") for item in code.items]
    found: dict[str, set[str]] = {}
    for decider, item in zip(code.control.decider.tolist(), code.control.item.tolist(), strict=True):
        found.setdefault(text[item], set()).add(text[decider])
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_examples(case: tuple[str, str, dict[str, set[str]]]) -> None:
    language, source, expected = case
    found = describe(source, language)
    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_rows_name_items_and_are_sorted(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(programs(language)), language)
    control, n = code.control, len(code.items)
    pairs = list(zip(control.item.tolist(), control.decider.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert all(0 <= item < n and 0 <= decider < n and item != decider for item, decider in pairs)
    with pytest.raises(ValueError):
        control.item[:] = 0


def test_many_branches_take_linear_time() -> None:
    def seconds(count: int) -> float:
        source = "try:\n" + "".join(f"  if c:\n    f({i})\n" for i in range(count)) + "finally:\n  g()\n"
        code = cs.analyze(source, "python")
        _ = code.items
        began = time.perf_counter()
        assert len(code.control) >= count
        return time.perf_counter() - began

    seconds(10)
    small, large = (min(seconds(count) for _ in range(3)) for count in (500, 2000))
    assert large < 12 * small


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.one_of(st.binary(max_size=200), *(mutilated(language) for language in LANGUAGES)))
def test_total_on_any_bytes(language: str, data: bytes) -> None:
    code = cs.analyze(data, language)
    assert (code.control.item < len(code.items)).all()


@pytest.mark.parametrize(
    "data", [b"{" * 3000, b"if (x) " * 1500, b"try { " * 800, b"do { " * 800 + b"} while (x);" * 800]
)
@pytest.mark.parametrize("language", ["javascript", "java", "c"])
def test_deep_nesting(language: str, data: bytes) -> None:
    assert not cs.analyze(data, language).control.capped


def test_graph_using_control() -> None:
    code = cs.analyze("if a:\n  x = 1\n  y = x", "python")
    assert cs.build_graph(code).edges() == code.graph.edges() == [(1, 2)]
    assert cs.build_graph(code, using="control").edges() == [(0, 1), (0, 2)]
    both = cs.build_graph(code, using=("control", "flow", "flow"))
    assert (both.edges(), both.weight.tolist()) == ([(0, 1), (0, 2), (1, 2)], [1, 1, 1])
    assert cs.build_graph(code, using=()).edges() == []
    with pytest.raises(GraphError, match="no table 'flaw'"):
        cs.build_graph(code, using=("flaw",))
    with pytest.raises(GraphError, match="give it the analysis"):
        cs.build_graph(code.items, code.bindings, code.flow, using=("control",))
