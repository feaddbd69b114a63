"""Tree: the nodes of one parse as a table."""

import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from codestruct.acceleration import Kernels, Native
from codestruct.language import Language
from codestruct.source import Source
from codestruct.splicing import Table
from codestruct.syntax.columns import make_lists

__all__ = ["MAX_SECONDS", "Diagnostic", "Tree"]

MAX_SECONDS = 30.0
"""Seconds that the parse, the lowering and the flow of a source may take each by default."""

_BLANK = b" \t\r\n\f\v\\\xef\xbb\xbf"

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to know about a source: `kind` is ERROR, MISSING, SKIPPED or a limit's; `start` and `end` are bytes.

    `message` says it in words.
    """

    kind: str
    start: int
    end: int
    message: str


class Tree:
    """The nodes of one parse in preorder, a row each, as parallel int32 arrays.

    `kind` (the grammar's kind id; ERROR is `len(grammar.kinds)`), `field` (the field of its parent that it fills, 0 for
    none), `start`, `end` (bytes), `parent` (row, -1 at the root), `stop` (the row after its subtree). A row is a node;
    row r's children are r + 1, stop[r + 1], ... while below stop[r]. `missing` holds the rows that the parser invented,
    `truncated` the limits that were hit: then the last row, an ERROR, is what was not parsed.
    The same columns stand under `lists`, for loops: lists of a small tree, packed numbers of a large one.
    """

    __slots__ = ("__dict__", "columns", "language", "max_seconds", "missing", "native", "source", "truncated")

    def __init__(
        self,
        source: Source,
        language: Language,
        lists: Table,
        missing: tuple[int, ...],
        truncated: tuple[Diagnostic, ...],
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        self.source: Source = source
        self.language: Language = language
        self.lists: Table = lists
        self.missing: tuple[int, ...] = missing
        self.truncated: tuple[Diagnostic, ...] = truncated
        self.max_seconds: float = max_seconds
        self.native: Native | None = None
        self.columns: Ints | None = None  # of a native tree, int32 [6, n]

    @classmethod
    def of_kernels(
        cls,
        kernels: Kernels,
        native: Native,
        source: Source,
        language: Language,
        truncated: tuple[Diagnostic, ...],
        max_seconds: float,
    ) -> "Tree":
        """The tree that the accelerator has; its columns are seen where they are, and lists made when asked for."""
        tree = object.__new__(cls)
        tree.source, tree.language, tree.truncated, tree.max_seconds = source, language, truncated, max_seconds
        tree.native = native
        tree.columns, tree.missing = kernels.tree_columns(native)
        tree.kind, tree.field, tree.start, tree.end, tree.parent, tree.stop = tree.columns
        return tree

    def __reduce__(self) -> tuple[Any, ...]:
        return Tree, (self.source, self.language, self.lists, self.missing, self.truncated, self.max_seconds)

    def __len__(self) -> int:
        return len(self.kind)

    @cached_property
    def lists(self) -> Table:
        """The columns for loops."""
        assert self.columns is not None, "a tree has lists or columns"
        return make_lists(self.columns)

    def __repr__(self) -> str:
        return f"Tree({self.language.name}, {len(self)} nodes)"

    @cached_property
    def kind(self) -> Ints:
        """Kind id of each node, int32 [n]."""
        return _column(self.lists[0])

    @cached_property
    def field(self) -> Ints:
        """Field id of each node in its parent, int32 [n]."""
        return _column(self.lists[1])

    @cached_property
    def start(self) -> Ints:
        """First byte of each node, int32 [n]."""
        return _column(self.lists[2])

    @cached_property
    def end(self) -> Ints:
        """Byte after each node, int32 [n]."""
        return _column(self.lists[3])

    @cached_property
    def parent(self) -> Ints:
        """Row of each node's parent, int32 [n]."""
        return _column(self.lists[4])

    @cached_property
    def stop(self) -> Ints:
        """Row after each node's subtree, int32 [n]."""
        return _column(self.lists[5])

    @cached_property
    def above(self) -> Ints:
        """Kind id of each node's parent, int32 [n]; nonsense at the root."""
        return self.kind.take(self.parent)

    @cached_property
    def is_leaf(self) -> Bools:
        """Which rows have no children, bool [n]."""
        leaf: Bools = self.stop == np.arange(1, len(self) + 1, dtype=np.int32)
        return leaf

    @cached_property
    def is_solid(self) -> Bools:
        """Which rows hold any byte, bool [n]."""
        return self.start < self.end

    @cached_property
    def present(self) -> frozenset[int]:
        """The kind ids that occur: what a tree does not hold need not be looked for."""
        present = np.zeros(len(self.language.grammar.kinds) + 1, dtype=bool)
        present[self.kind] = True
        return frozenset(present.nonzero()[0].tolist())

    @cached_property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the source: outermost ERROR nodes, MISSING nodes, bytes left out, limits; by place."""
        found = [*self.truncated, *self._find_skipped()]
        error, row = len(self.language.grammar.kinds), 0
        if error not in self.present and not self.missing:
            return tuple(sorted(found, key=lambda one: (one.start, one.end)))
        kind, _, start, end, _, stop = self.lists
        if error in self.present:
            row, rows = kind.index(error), len(kind) - bool(self.truncated)  # what was not parsed is told there
            while row < rows:
                if kind[row] == error:
                    text = self.source.data[start[row] : min(end[row], start[row] + 40)].decode("utf-8", "replace")
                    found.append(Diagnostic("ERROR", start[row], end[row], f"no rule of the grammar fits {text!r}"))
                    row = stop[row]
                else:
                    row += 1
        for row in self.missing:
            name = self.language.grammar.kinds[kind[row]]
            found.append(Diagnostic("MISSING", start[row], end[row], f"{name!r} is missing here"))
        return tuple(sorted(found, key=lambda one: (one.start, one.end))) if found else ()

    def _find_skipped(self) -> Iterator[Diagnostic]:
        """What stands in no leaf and is not blank, of a grammar that hides such places (see `blanks` in a language)."""
        blanks = self.language.tables.blanks
        if blanks is None:
            return
        data, whole = self.source.data, self.is_leaf | self.language.tables.is_token[self.kind]
        done = 0
        for start, end in [*zip(self.start[whole].tolist(), self.end[whole].tolist(), strict=True), (len(data),) * 2]:
            if (text := data[done:start].strip(_BLANK)) and not blanks.fullmatch(text):
                yield Diagnostic("SKIPPED", done, start, f"the grammar skips {data[done:start][:40]!r}")
            done = max(done, end)


def _column(values: Sequence[int]) -> Ints:
    """A column as a read-only array; on the way by bytes a list takes half the time that `np.array` takes."""
    if not isinstance(values, array):
        return np.frombuffer(struct.pack(f"{len(values)}i", *values), dtype=np.int32)
    column: Ints = np.frombuffer(values, dtype=np.int32)
    column.setflags(write=False)
    return column
