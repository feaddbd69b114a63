"""Parts of a tree that are parsed again as what they are taken for: the arguments of a macro as expressions."""

from collections.abc import Callable, MutableSequence

import numpy as np
import numpy.typing as npt

from codestruct.language import Reparse

__all__ = ["Table", "splice_parts"]

Column = MutableSequence[int]
Table = tuple[Column, Column, Column, Column, Column, Column]
"""Kind, field, start, end, parent and stop of each node."""
Read = Callable[[bytes], tuple[Table, tuple[int, ...]] | None]
Columns = npt.NDArray[np.int32]

MAX_DEPTH = 8
"""How deep parts within parts are parsed again; what lies deeper stays as it was."""


def splice_parts(
    data: bytes, table: Table, missing: tuple[int, ...], rules: tuple[Reparse, ...], read: Read
) -> tuple[Table, tuple[int, ...]]:
    """The table, and its rows that the parser invented, with parts parsed again where that is clean.

    Ours: the text of a part that a rule names, without its brackets, stands in a template of the rule in place of the
    mark; the node that spans the template's brackets takes the part's place. `read` parses a text; None: it took long.
    """
    tried: set[tuple[int, int]] = set()
    for _ in range(MAX_DEPTH):
        found = []
        for row, rule in _find_parts(table, rules, tried):
            nodes = _reparse(data, table, row, rule, read)
            if nodes is not None:
                found.append((row, nodes))
        if not found:
            break
        table, missing = _splice(table, missing, found)
    return table, missing


def _find_parts(table: Table, rules: tuple[Reparse, ...], tried: set[tuple[int, int]]) -> list[tuple[int, Reparse]]:
    """The rows that a rule names and that have not been tried, each with its rule."""
    kind, _, start, end, parent, _ = table
    columns = np.array((kind, parent), dtype=np.int32)
    found = []
    for rule in rules:
        inside = np.isin(columns[0][columns[1]], list(rule.parents))
        for row in np.flatnonzero(np.isin(columns[0], list(rule.kinds)) & inside).tolist():
            place = start[row], end[row]
            if place not in tried:
                tried.add(place)
                found.append((row, rule))
    return sorted(found, key=lambda one: one[0])


def _reparse(data: bytes, table: Table, row: int, rule: Reparse, read: Read) -> Columns | None:
    """The nodes of a part parsed as one of the rule's templates, as columns in place; None where none fits."""
    start, end = table[2][row], table[3][row]
    for before, after in rule.templates.get(data[start : start + 1], ()):
        answer = read(before + data[start + 1 : end - 1] + after)
        if answer is None or answer[1] or rule.error in answer[0][0]:
            continue
        nodes = answer[0]
        first, last = len(before) - 1, len(before) - 1 + end - start
        for one, (low, high) in enumerate(zip(nodes[2], nodes[3], strict=True)):
            if (low, high) == (first, last):
                new = np.array(nodes, dtype=np.int32)[:, one : nodes[5][one]]
                new[1, 0] = 0
                new[2:4] += start - first
                new[4:6] -= one
                return new
    return None


def _splice(table: Table, missing: tuple[int, ...], found: list[tuple[int, Columns]]) -> tuple[Table, tuple[int, ...]]:
    """The table with the subtrees of some rows, none inside another, replaced; and where its rows `missing` are now."""
    old = np.array(table, dtype=np.int32)
    first = np.array([row for row, _ in found])
    after = old[5][first]
    grown = np.cumsum([0, *(new.shape[1] - (stop - row) for (row, new), stop in zip(found, after, strict=True))])
    moved = old.copy()
    for column in (4, 5):
        moved[column] += grown[np.searchsorted(after, old[column], side="right")].astype(np.int32)
    pieces, done = [], 0
    for (row, new), stop, shift in zip(found, after.tolist(), grown.tolist(), strict=False):
        pieces.append(moved[:, done:row])
        above = moved[4][row]
        new[4:6] += row + shift
        new[4, 0] = above
        pieces.append(new)
        done = stop
    columns = np.concatenate([*pieces, moved[:, done:]], axis=1).tolist()
    ahead = np.searchsorted(after, np.array(missing, dtype=np.int64), side="right").tolist()
    kept = [row for row, part in zip(missing, ahead, strict=True) if part == len(first) or row < first[part]]
    rows = [row + int(grown[np.searchsorted(after, row, side="right")]) for row in kept]
    kind, field, start, end, parent, stop = columns
    return (kind, field, start, end, parent, stop), tuple(rows)
