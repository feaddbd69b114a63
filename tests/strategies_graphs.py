"""Random directed graphs, of the shapes that break graph algorithms."""

from hypothesis import strategies as st

from codestruct.graph import Graph

Pairs = list[tuple[int, int]]


@st.composite
def digraphs(draw: st.DrawFn, max_nodes: int = 24) -> Graph:
    """A graph of at most `max_nodes` nodes: any, forward only, complete, a cycle, a path; or some of these together."""
    graph = draw(_pieces(max_nodes))
    while graph.n < max_nodes and draw(st.booleans()):
        graph = _join(graph, draw(_pieces(max_nodes - graph.n)))
    return _renumber(graph, draw(st.permutations(range(graph.n)))) if draw(st.booleans()) else graph


@st.composite
def _pieces(draw: st.DrawFn, max_nodes: int) -> Graph:
    n = draw(st.integers(0, max_nodes))
    if n == 0:
        return Graph.from_edges(0, [], [])
    shape = draw(st.sampled_from(["any", "any", "forward", "complete", "cycle", "path"]))
    node = st.integers(0, n - 1)
    pairs: Pairs
    if shape == "complete":
        pairs = [(a, b) for a in range(n) for b in range(n) if a != b]
    elif shape == "cycle":
        pairs = [(a, (a + 1) % n) for a in range(n)]
    elif shape == "path":
        pairs = [(a, a + 1) for a in range(n - 1)]
    else:
        pairs = draw(st.lists(st.tuples(node, node), max_size=3 * n))
        if shape == "forward":
            pairs = [(min(pair), max(pair)) for pair in pairs]
    return Graph.from_edges(n, [a for a, _ in pairs], [b for _, b in pairs])


def _join(left: Graph, right: Graph) -> Graph:
    pairs = left.edges() + [(a + left.n, b + left.n) for a, b in right.edges()]
    return Graph.from_edges(left.n + right.n, [a for a, _ in pairs], [b for _, b in pairs])


def _renumber(graph: Graph, order: list[int]) -> Graph:
    return Graph.from_edges(graph.n, [order[a] for a, _ in graph.edges()], [order[b] for _, b in graph.edges()])
