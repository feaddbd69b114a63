"""The columns of a table of nodes: read from a parse by one walk, as lists or packed."""

from array import array
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from codestruct.splicing import Table

if TYPE_CHECKING:
    import tree_sitter

__all__ = ["make_lists", "pack_large", "read_table"]

LIST_ROWS = 1 << 16
"""Up to so many nodes the columns of a table are lists."""
ERROR_KIND = 65535
"""The kind id that tree-sitter gives to an ERROR node."""


def read_table(tree: "tree_sitter.Tree", error: int) -> tuple[Table, tuple[int, ...]]:
    """One walk of the cursor over all nodes in preorder; the hot loop of the library.

    Lists are the quickest columns to fill and to read, and take ten times the memory of numbers: beyond `LIST_ROWS`
    rows they are packed, part by part.
    """
    cursor = tree.walk()
    down, across, up = cursor.goto_first_child, cursor.goto_next_sibling, cursor.goto_parent
    kinds: list[int] = []
    fields: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    parents: list[int] = []
    stops: list[int] = []
    columns = kinds, fields, starts, ends, parents, stops
    packed = _make_packed()
    missing: list[int] = []
    broken = tree.root_node.has_error
    above: list[int] = []
    parent, first = -1, 0
    while True:
        for row in range(first, first + LIST_ROWS):
            node = cursor.node
            assert node is not None, "a cursor inside a tree is at a node"
            kind = node.kind_id
            if broken and (kind == ERROR_KIND or node.is_missing):
                if kind == ERROR_KIND:
                    kind = error
                else:
                    missing.append(row)
            kinds.append(kind)
            fields.append(cursor.field_id or 0)
            starts.append(node.start_byte)
            ends.append(node.end_byte)
            parents.append(parent)
            stops.append(row + node.descendant_count)
            if down():
                above.append(parent)
                parent = row
                continue
            while not across():
                if not up():
                    return (_pack(packed, columns) if first else columns), tuple(missing)
                parent = above.pop()
        first += LIST_ROWS
        _pack(packed, columns)


def _pack(packed: Table, columns: Table) -> Table:
    """Move what the columns hold to the packed ones."""
    for numbers, column in zip(packed, columns, strict=True):
        numbers.extend(column)
        column.clear()
    return packed


def pack_large(columns: Table) -> Table:
    """The columns, packed if they are lists of many rows."""
    if len(columns[0]) <= LIST_ROWS or isinstance(columns[0], array):
        return columns
    return _pack(_make_packed(), columns)


def _make_packed() -> Table:
    return array("i"), array("i"), array("i"), array("i"), array("i"), array("i")


def make_lists(columns: npt.NDArray[np.int32]) -> Table:
    """The columns of an array for loops: lists of a small tree, packed numbers of a large one."""
    if columns.shape[1] > LIST_ROWS:
        packed = _make_packed()
        for numbers, column in zip(packed, columns, strict=True):
            numbers.extend(column.data)
        return packed
    kind, field, start, end, parent, stop = columns.tolist()
    return kind, field, start, end, parent, stop
