"""Tree -> its leaves: the rows that hold text, and which of them are trivia."""

import numpy as np
import numpy.typing as npt

from codestruct.syntax import Tree

__all__ = ["find_leaves", "find_own_spans"]

Rows = npt.NDArray[np.int64]


def find_leaves(tree: Tree) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """The rows of the leaves in order, int64 [n], and which are trivia: comments, separators between members; bool [n].

    A node that the language reads as one token (an atom, a comment) is a leaf, and nothing inside it is.
    """
    tables = tree.language.tables
    leaf = tree.is_leaf & (tree.start < tree.end)
    atoms = np.flatnonzero(tables.is_token[tree.kind] & ~tree.is_leaf & (tree.start < tree.end))
    if len(atoms):
        depth = np.zeros(len(tree) + 1, dtype=np.int32)
        np.add.at(depth, atoms + 1, 1)
        np.add.at(depth, tree.stop[atoms], -1)
        leaf[atoms] = True
        leaf &= np.cumsum(depth)[:-1] <= 0
    rows = np.flatnonzero(leaf)
    kind = tree.kind[rows]
    separator = tables.separators[kind] & tables.separated[tree.kind[tree.parent[rows]]]
    return rows, tables.is_comment[kind] | separator


def find_own_spans(tree: Tree, owner: npt.NDArray[np.int32], count: int) -> list[list[tuple[int, int]]]:
    """The byte spans of every item's own text: runs of neighbouring leaves of one item, blank space included."""
    rows, trivia = find_leaves(tree)
    spans: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    last = -1
    columns = tree.start[rows].tolist(), tree.end[rows].tolist(), owner[rows].tolist(), trivia.tolist()
    for start, end, item, loose in zip(*columns, strict=True):
        if loose or item < 0:
            last = -1
        elif item == last:
            spans[item][-1] = (spans[item][-1][0], end)
        else:
            spans[item].append((start, end))
            last = item
    return spans
