"""parse(): a source, or as much of it as there is time for, to its tree."""

import time
from typing import TYPE_CHECKING

import numpy as np

from codestruct.acceleration import get_kernels
from codestruct.language import Language
from codestruct.source import Source
from codestruct.splicing import Table, splice_parts
from codestruct.syntax.columns import make_lists, pack_large, read_table
from codestruct.syntax.tree import MAX_SECONDS, Diagnostic, Tree

if TYPE_CHECKING:
    import tree_sitter

__all__ = ["MAX_BYTES", "parse"]

MAX_BYTES = 32 * 1024 * 1024
"""Bytes of one source that are parsed by default; the rest is reported and left out."""
_TRIES = ((0.7, 1), (0.2, 16), (0.1, 256))
"""Which share of the time is given to parsing which part of a source: 1, 1/16, 1/256 of its bytes."""
_CHUNK = 1 << 16


def parse(
    source: Source | str | bytes,
    language: Language,
    *,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
) -> Tree:
    """The syntax tree of a source as a table; total on any bytes.

    A source over `max_bytes` is cut there. A parse over `max_seconds` is given up in favour of a part of the source,
    and where that fails too, nothing is parsed. Both are diagnostics, of the kinds SIZE and TIME; what was not parsed
    is one ERROR node, the last child of the root.

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
    lists: Table = ([len(language.grammar.kinds)], [0], [0], [0], [-1], [1])
    _add_rest(lists, source, language, 0)
    return Tree(source, language, lists, (), tuple(limits), max_seconds)


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
    if kernels is not None and not (limits or lead or tail or language.tables.amendments or language.tables.reparse):
        native = kernels.parse(language.native, data, seconds)
        return native and Tree.of_kernels(kernels, native, source, language, limits, max_seconds)
    table = _read(language, lead + data + tail, seconds)
    if table is None:
        return None
    lists, missing = _amend(language, table, len(lead), data, time.monotonic() + max_seconds)
    if limits:
        _add_rest(lists, source, language, len(data))
    tree = Tree(source, language, lists, missing, limits, max_seconds)
    if kernels is not None:
        columns = np.array((tree.kind, tree.field, tree.start, tree.end, tree.parent, tree.stop))
        tree.native = kernels.adopt_tree(language.native, source.data, columns, missing)
    return tree


def _add_rest(lists: Table, source: Source, language: Language, start: int) -> None:
    """Enter what was not parsed as one ERROR node at the end of the root."""
    count, end = len(lists[0]), len(source)
    for column, value in zip(lists, (len(language.grammar.kinds), 0, start, end, 0, count + 1), strict=True):
        column.append(value)
    lists[3][0], lists[5][0] = end, count + 1


def _read(language: Language, data: bytes, seconds: float) -> tuple[Table, tuple[int, ...]] | None:
    """The table of a parse, and its rows that the parser invented; None where it took too long."""
    kernels = get_kernels()
    if kernels is None or language.native is None:
        tree = _parse_bounded(language, data, seconds)
        return None if tree is None else read_table(tree, len(language.grammar.kinds))
    native = kernels.parse(language.native, data, seconds)
    if native is None:
        return None
    columns, missing = kernels.tree_columns(native)
    return make_lists(columns), missing


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
        return pack_large(lists), missing

    def read(text: bytes) -> tuple[Table, tuple[int, ...]] | None:
        return _read(language, text, late - time.monotonic())

    lists, missing = splice_parts(data, lists, missing, language.tables.reparse, read)
    return pack_large(lists), missing


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
