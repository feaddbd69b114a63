"""Dominators of any directed graph in near linear time."""

__all__ = ["find_dominators"]


def find_dominators(successors: list[list[int]], predecessors: list[list[int]], root: int) -> list[int]:
    """The immediate dominator of each node, -1 for the root and what it does not reach, by Lengauer and Tarjan (1979).

    Their simple version, O(m log n) for m edges; the nodes are handled by their numbers in a depth-first search.

    >>> find_dominators([[1, 2], [3], [3], []], [[], [0], [0], [1, 2]], 0)
    [-1, 0, 0, 0]
    """
    nodes, number, above = _number_nodes(successors, root)
    semi = list(range(len(nodes)))
    best = list(range(len(nodes)))
    forest = [-1] * len(nodes)
    idom = [-1] * len(nodes)
    bucket: list[list[int]] = [[] for _ in nodes]
    for node in range(len(nodes) - 1, 0, -1):
        for other in predecessors[nodes[node]]:
            if number[other] >= 0:
                semi[node] = min(semi[node], semi[_evaluate(number[other], forest, best, semi)])
        bucket[semi[node]].append(node)
        parent = above[node]
        forest[node] = parent
        for waiting in bucket[parent]:
            lowest = _evaluate(waiting, forest, best, semi)
            idom[waiting] = lowest if semi[lowest] < semi[waiting] else parent
        bucket[parent] = []
    for node in range(1, len(nodes)):
        if idom[node] != semi[node]:
            idom[node] = idom[idom[node]]
    found = [-1] * len(successors)
    for node in range(1, len(nodes)):
        found[nodes[node]] = nodes[idom[node]]
    return found


def _number_nodes(successors: list[list[int]], root: int) -> tuple[list[int], list[int], list[int]]:
    """Depth first from the root: the nodes by number, the number of each node (-1: not reached), each one's parent."""
    nodes = [root]
    number = [-1] * len(successors)
    number[root] = 0
    above = [-1]
    stack = [(0, iter(successors[root]))]
    while stack:
        node, targets = stack[-1]
        for target in targets:
            if number[target] < 0:
                number[target] = len(nodes)
                above.append(node)
                nodes.append(target)
                stack.append((number[target], iter(successors[target])))
                break
        else:
            stack.pop()
    return nodes, number, above


def _evaluate(node: int, forest: list[int], best: list[int], semi: list[int]) -> int:
    """The node of least semidominator on the way up the forest to below its root; shortens that way."""
    if forest[node] < 0:
        return node
    way = []
    at = node
    while forest[forest[at]] >= 0:
        way.append(at)
        at = forest[at]
    for at in reversed(way):
        up = forest[at]
        if semi[best[up]] < semi[best[at]]:
            best[at] = best[up]
        forest[at] = forest[up]
    return best[node]
