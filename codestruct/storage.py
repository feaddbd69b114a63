"""Storage: an analysis as compact bytes, and back without analyzing again."""

import json
from functools import cached_property
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from codestruct.analysis import Analysis
from codestruct.binding import Bindings
from codestruct.errors import RecordError
from codestruct.flow import Flow
from codestruct.graph import Graph
from codestruct.items import Items
from codestruct.language import Language, get_language
from codestruct.source import Source
from codestruct.syntax import Diagnostic, Tree, parse
from codestruct.tokens import Tokens

__all__ = ["StoredAnalysis", "load_analysis", "store_analysis"]

MAGIC = b"codestruct 2\n"
Ints = npt.NDArray[Any]

_COLUMNS = {
    "items": ("kind", "start", "end", "parent", "row"),
    "tokens": ("start", "end", "item"),
    "bindings": ("name", "start", "end", "symbol", "item", "symbol_name", "symbol_scope", "scope_parent"),
    "flow": ("define", "use"),
    "graph": ("indptr", "indices", "weight"),
}
"""Columns of numbers, by table."""
_SMALL = {
    "items": ("category", "complete"),
    "tokens": ("cls", "trivia"),
    "bindings": ("role",),
    "flow": ("kind", "certain"),
}
"""Columns of one byte a row."""
_FLAGS = frozenset(("complete", "trivia", "certain"))
_FIRST = dict(zip(_COLUMNS, accumulate(map(len, _COLUMNS.values()), initial=0), strict=False))
"""The place of each table's first column, which has a row a row."""
_READERS = [(table, attrgetter(*names)) for table, names in _COLUMNS.items()]
_SMALL_READERS = [(table, name) for table, names in _SMALL.items() for name in names]


def store_analysis(code: Analysis) -> bytes:
    """All tables of an analysis with its source, as bytes: a header in JSON, then the columns.

    Everything but program, control and calls is computed if it is not there yet; those, and the tree, come back by
    parsing again when they are asked for. A number takes two bytes, or four where one is above 65,534; a class or flag
    takes one.

    >>> from codestruct.analysis import analyze
    >>> stored = load_analysis(store_analysis(analyze("x = 1\\ny = x", "python")))
    >>> stored.graph.edges(), stored.reach.tolist()
    ([(0, 1)], [1.0, 0.0])
    """
    columns: list[Ints] = []
    for table, read in _READERS:
        columns += read(getattr(code, table))
    owner = code.items.owner  # the innermost item of each node, by where it changes
    edges = np.concatenate(([0], np.flatnonzero(owner[1:] != owner[:-1]) + 1, [len(owner)]))
    columns += edges, owner[edges[:-1]]
    numbers = np.concatenate(columns, dtype=np.int64)
    numbers += 1
    packed = numbers.astype("<u2" if numbers.max(initial=0) < 1 << 16 else "<u4")
    header = json.dumps(
        {
            "language": code.language.name, "grammar": code.language.grammar.origin,
            "bytes": len(code.source), "width": packed.itemsize,
            "sizes": [len(column) for column in columns], "names": code.bindings.names,
            "capped": code.flow.capped, "late": code.flow.late,
            "parsed": int(code.tree.start[-1]) if code.tree.truncated else None,
            "errors": [(error.kind, error.start, error.end, error.message) for error in code.errors],
        },
        separators=(",", ":"),
    ).encode()  # fmt: skip
    small = [getattr(getattr(code, table), name).tobytes() for table, name in _SMALL_READERS]
    floats = np.concatenate((code.reach, code.bridge)).astype("<f8")
    size = len(header).to_bytes(4, "little")
    return b"".join((MAGIC, size, header, packed.tobytes(), *small, floats.tobytes(), code.source.data))


def load_analysis(data: bytes, language: Language | None = None) -> "StoredAnalysis":
    """The analysis that `store_analysis` stored; tables are made as they are asked for.

    `language` says which one is meant where it is a private one. Raises RecordError where the bytes are no stored
    analysis, UnknownLanguage.

    >>> from codestruct.analysis import analyze
    >>> len(load_analysis(store_analysis(analyze("x = 1\\ny = x", "python"))).items)
    2
    """
    if data.startswith(b"codestruct ") and not data.startswith(MAGIC):
        form = data[11:20].split(b"\n")[0].decode("ascii", "replace")
        reason = f"it is in form {form}, and this version reads form {MAGIC[11:-1].decode()}"
        raise RecordError("stored analysis", reason, "read it with the version that wrote it, or store it again")
    if not data.startswith(MAGIC):
        raise RecordError("stored analysis", f"it starts with {data[:16]!r}", "give what store_analysis() gave")
    try:
        return StoredAnalysis(data, language)
    except (ValueError, KeyError, IndexError) as error:
        if isinstance(error, RecordError):
            raise
        raise RecordError("stored analysis", f"it is cut off or damaged ({error})", "store it again") from error


class _LateTree(Tree):
    """A tree that is parsed when it is first looked at."""

    def __init__(self, source: Source, language: Language, parsed: int | None) -> None:
        self.source, self.language, self._size = source, language, parsed

    @cached_property
    def _parsed(self) -> Tree:
        """The same rows as before: of a source that was cut, what was parsed then."""
        return parse(self.source, self.language, max_bytes=len(self.source) if self._size is None else self._size)

    native = property(lambda self: self._parsed.native)
    lists = property(lambda self: self._parsed.lists)
    missing = property(lambda self: self._parsed.missing)
    truncated = property(lambda self: self._parsed.truncated)
    max_seconds = property(lambda self: self._parsed.max_seconds)


class StoredAnalysis(Analysis):
    """An analysis read from bytes; what the bytes hold is not computed again."""

    def __init__(self, data: bytes, language: Language | None = None) -> None:
        self._data = data
        at = len(MAGIC) + 4
        end = at + int.from_bytes(data[at - 4 : at], "little")
        self._header: dict[str, Any] = json.loads(data[at:end])
        sizes: list[int] = self._header["sizes"]
        kind = np.dtype("<u2" if self._header["width"] == 2 else "<u4")
        numbers = np.frombuffer(data, kind, sum(sizes), end).astype(np.int32)
        numbers -= 1
        numbers.flags.writeable = False
        self._numbers, self._small_at = numbers, end + kind.itemsize * len(numbers)
        at = self._small_at + sum(sizes[_FIRST[table]] * len(names) for table, names in _SMALL.items())
        self._floats = np.frombuffer(data, "<f8", 2 * sizes[0], at)
        source = Source(data[at + 16 * sizes[0] :])
        if len(source) != self._header["bytes"]:
            raise RecordError("stored analysis", f"{len(source)} bytes of source are left of it", "store it again")
        known = language or get_language(self._header["language"])
        super().__init__(_LateTree(source, known, self._header["parsed"]))

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return (StoredAnalysis, (self._data, self.language))

    @cached_property
    def _columns(self) -> dict[str, dict[str, Any]]:
        sizes: list[int] = self._header["sizes"]
        ends = list(accumulate(sizes, initial=0))
        columns = iter([self._numbers[start:end] for start, end in pairwise(ends)])
        found: dict[str, dict[str, Any]] = {}
        for table, names in _COLUMNS.items():
            found[table] = dict(zip(names, columns, strict=False))
        found["owner"] = {"edges": next(columns), "inside": next(columns)}
        at = self._small_at
        for table, name in _SMALL_READERS:
            rows = sizes[_FIRST[table]]
            found[table][name] = np.frombuffer(self._data, np.bool_ if name in _FLAGS else np.uint8, rows, at)
            at += rows
        return found

    @cached_property
    def items(self) -> Items:
        """The items, in preorder."""
        written, here = self._header["grammar"], self.language.grammar.origin
        if written != here:  # another version of a grammar numbers its kinds in another way
            reason = f"its kinds are those of {written}, and installed is {here}"
            raise RecordError("stored analysis", reason, "install that one, or analyze again")
        owner = np.repeat(self._columns["owner"]["inside"], np.diff(self._columns["owner"]["edges"]))
        owner.flags.writeable = False
        names = self.language.tables.kind_names
        return Items(**self._columns["items"], owner=owner, kind_names=names, _tree=self.tree)

    @cached_property
    def tokens(self) -> Tokens:
        """The leaves, with their classes and items."""
        return Tokens(**self._columns["tokens"])

    @cached_property
    def bindings(self) -> Bindings:
        """The occurrences of names, with their symbols."""
        return Bindings(**self._columns["bindings"], names=tuple(self._header["names"]))

    @cached_property
    def flow(self) -> Flow:
        """The definitions that each use may read."""
        return Flow(**self._columns["flow"], capped=tuple(self._header["capped"]), late=self._header["late"])

    @cached_property
    def graph(self) -> Graph:
        """The item graph of the flow."""
        return Graph.from_rows(**self._columns["graph"])

    @cached_property
    def reach(self) -> npt.NDArray[np.float64]:
        """The share of the other items that each item's definitions come to, float64 [n_items]."""
        return self._floats[: len(self._floats) // 2]

    @cached_property
    def bridge(self) -> npt.NDArray[np.float64]:
        """The betweenness of each item in the item graph, float64 [n_items]."""
        return self._floats[len(self._floats) // 2 :]

    @cached_property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the source, and which limits were hit, by place."""
        return tuple(Diagnostic(*error) for error in self._header["errors"])
