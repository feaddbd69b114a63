"""Tree -> its leaves: the rows that hold text, and which of them are trivia."""

import numpy as np
import numpy.typing as npt

from codestruct.syntax import Tree

__all__ = ["find_leaves", "find_own_spans"]

Rows = npt.NDArray[np.int64]
_NONE = np.zeros(0, dtype=np.int64)


def find_leaves(tree: Tree) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """The rows of the leaves in order, int64 [n], and which are trivia: comments, separators between members; bool [n].

    A node that the language reads as one token (an atom, a comment) is a leaf, and nothing inside it is.
    """
    tables = tree.language.tables
    leaf = tree.is_leaf & tree.is_solid
    atoms = _NONE
    if not tables.token_kinds.isdisjoint(tree.present):
        atoms = (tables.is_token.take(tree.kind) & tree.is_solid & ~leaf).nonzero()[0]
    if len(atoms):
        depth = np.zeros(len(tree) + 1, dtype=np.int32)
        np.add.at(depth, atoms + 1, 1)
        np.add.at(depth, tree.stop[atoms], -1)
        leaf[atoms] = True
        leaf &= np.cumsum(depth)[:-1] <= 0
    rows = leaf.nonzero()[0]
    kind = tree.kind.take(rows)
    trivia: npt.NDArray[np.bool_] = tables.is_comment.take(kind)
    if not tables.separator_kinds.isdisjoint(tree.present):
        trivia |= tables.separators.take(kind) & tables.separated.take(tree.above.take(rows))
    return rows, trivia


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
