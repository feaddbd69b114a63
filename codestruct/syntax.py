"""Source -> Tree: a bounded parse, and its result as a table of nodes. Nothing behind this door sees tree_sitter."""

import struct
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from codestruct.acceleration import Kernels, Native, get_kernels
from codestruct.language import Language
from codestruct.source import Source
from codestruct.splicing import Table, splice_parts

if TYPE_CHECKING:
    import tree_sitter

__all__ = ["MAX_BYTES", "MAX_SECONDS", "Diagnostic", "Tree", "parse"]

MAX_BYTES = 32 * 1024 * 1024
"""Bytes of one source that are parsed by default; the rest is reported and left out."""
MAX_SECONDS = 30.0
"""Seconds that the parse, the lowering and the flow of a source may take each by default."""
_TRIES = ((0.7, 1), (0.2, 16), (0.1, 256))
"""Which share of the time is given to parsing which part of a source: 1, 1/16, 1/256 of its bytes."""
ERROR_KIND = 65535
_CHUNK = 1 << 16
_LIST_ROWS = 1 << 16
"""Up to so many nodes the columns of a table are lists."""
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
    row r's children are r + 1, stop[r + 1], ... while below stop[r]. `missing` holds the rows that the parser invented.
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
        return _make_lists(self.columns)

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
            row = kind.index(error)
            while row < len(kind):
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


def parse(
    source: Source | str | bytes,
    language: Language,
    *,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
) -> Tree:
    """The syntax tree of a source as a table; total on any bytes.

    A source over `max_bytes` is cut there. A parse over `max_seconds` is given up in favour of a part of the source,
    and where that fails too, the tree is one ERROR node. Both are diagnostics, of the kinds SIZE and TIME.

    >>> from codestruct.language import get_language
    >>> parse("x = 1", get_language("python")).lists[0][:1] == [get_language("python").grammar.ids["module"][0]]
    True
    """
    if not isinstance(source, Source):
        source = Source(source)
    data, limits = source.data, []
    if len(data) > max_bytes:
        limits.append(Diagnostic("SIZE", max_bytes, len(data), f"only the first {max_bytes:,} bytes were parsed"))
        data = data[:max_bytes]
    for share, part in _TRIES:
        size = len(data) // part
        told = limits
        if part > 1:
            message = f"the parse took more than {max_seconds * _TRIES[0][0]:g} s: only {size:,} bytes were parsed"
            told = [*limits, Diagnostic("TIME", size, len(data), message)]
        tree = _parse_part(source, language, data[:size], max_seconds * share, tuple(told), max_seconds)
        if tree is not None:
            return tree
    limits.append(Diagnostic("TIME", 0, len(data), f"the parse took more than {max_seconds:g} s and was given up"))
    error = len(language.grammar.kinds)
    return Tree(source, language, ([error], [0], [0], [len(source)], [-1], [1]), (), tuple(limits), max_seconds)


def _frame(language: Language, data: bytes) -> tuple[bytes, bytes]:
    """What a source is read between, as its language says (`opening`, `closing`)."""
    (opening, unless), closing = language.tables.opening, language.tables.closing
    return (
        opening if opening and not unless.search(data) else b"",
        closing if closing and not data.endswith(closing) else b"",
    )


def _parse_part(
    source: Source, language: Language, data: bytes, seconds: float, limits: tuple[Diagnostic, ...], max_seconds: float
) -> Tree | None:
    """The tree of a source of which `data` is parsed, None where that took more than so many seconds."""
    kernels = get_kernels() if language.native is not None else None
    lead, tail = _frame(language, data)
    if kernels is not None and not (lead or tail or language.tables.amendments or language.tables.reparse):
        native = kernels.parse(language.native, data, seconds)
        return native and Tree.of_kernels(kernels, native, source, language, limits, max_seconds)
    table = _read(language, lead + data + tail, seconds)
    if table is None:
        return None
    lists, missing = _amend(language, table, len(lead), data, time.monotonic() + max_seconds)
    tree = Tree(source, language, lists, missing, limits, max_seconds)
    if kernels is not None:
        columns = np.array((tree.kind, tree.field, tree.start, tree.end, tree.parent, tree.stop))
        tree.native = kernels.adopt_tree(language.native, source.data, columns, missing)
    return tree


def _read(language: Language, data: bytes, seconds: float) -> tuple[Table, tuple[int, ...]] | None:
    """The table of a parse, and its rows that the parser invented; None where it took too long."""
    kernels = get_kernels()
    if kernels is None or language.native is None:
        tree = _parse_bounded(language, data, seconds)
        return None if tree is None else _read_table(tree, len(language.grammar.kinds))
    native = kernels.parse(language.native, data, seconds)
    if native is None:
        return None
    columns, missing = kernels.tree_columns(native)
    return _make_lists(columns), missing


def _make_lists(columns: Ints) -> Table:
    """The columns of an array for loops: lists of a small tree, packed numbers of a large one."""
    if columns.shape[1] > _LIST_ROWS:
        packed = _make_packed()
        for numbers, column in zip(packed, columns, strict=True):
            numbers.extend(column.data)
        return packed
    kind, field, start, end, parent, stop = columns.tolist()
    return kind, field, start, end, parent, stop


def _amend(
    language: Language, table: tuple[Table, tuple[int, ...]], lead: int, data: bytes, late: float
) -> tuple[Table, tuple[int, ...]]:
    """The table of a parse, amended as the language says; parts are read a second time as far as there is time."""
    (lists, missing), amendments = table, language.tables.amendments
    if lead or language.tables.closing:  # what was put around the source holds no byte of it
        for column in lists[2:4]:
            for row, offset in enumerate(column):
                column[row] = min(max(0, offset - lead), len(data))
    if amendments.texts:
        lists, missing = amendments.fill(lists, missing)
    amendments.apply(lists, data)
    if not language.tables.reparse:
        return _pack_large(lists), missing

    def read(text: bytes) -> tuple[Table, tuple[int, ...]] | None:
        return _read(language, text, late - time.monotonic())

    lists, missing = splice_parts(data, lists, missing, language.tables.reparse, read)
    return _pack_large(lists), missing


def _parse_bounded(language: Language, data: bytes, max_seconds: float) -> "tree_sitter.Tree | None":
    """The parse, or None where it took too long. Only a parse by callback can be cancelled."""
    parser = language.parser()
    deadline = time.monotonic() + max_seconds

    def read(offset: int, _: object) -> bytes:
        return data[offset : offset + _CHUNK]

    def is_late(_offset: int, _has_error: bool) -> bool:
        return time.monotonic() > deadline

    try:
        tree = parser.parse(read, progress_callback=is_late)
    except ValueError:  # how the binding reports a cancelled parse
        tree = None
    if tree is None:
        parser.reset()  # or the next parse would return this one's tree
    return tree


def _read_table(tree: "tree_sitter.Tree", error: int) -> tuple[Table, tuple[int, ...]]:
    """One walk of the cursor over all nodes in preorder; the hot loop of the library.

    Lists are the quickest columns to fill and to read, and take ten times the memory of numbers: beyond `_LIST_ROWS`
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
        for row in range(first, first + _LIST_ROWS):
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
        first += _LIST_ROWS
        _pack(packed, columns)


def _pack(packed: Table, columns: Table) -> Table:
    """Move what the columns hold to the packed ones."""
    for numbers, column in zip(packed, columns, strict=True):
        numbers.extend(column)
        column.clear()
    return packed


def _pack_large(columns: Table) -> Table:
    """The columns, packed if they are lists of many rows."""
    if len(columns[0]) <= _LIST_ROWS or isinstance(columns[0], array):
        return columns
    return _pack(_make_packed(), columns)


def _make_packed() -> Table:
    return array("i"), array("i"), array("i"), array("i"), array("i"), array("i")
