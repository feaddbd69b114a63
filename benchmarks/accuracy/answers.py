"""What oracles and tools say of a file, read from JSON lines or from codestruct.

An answer file holds a header line for each source file and then a line for each use; README.md lists the fields.
Answers are read a file at a time: an index of byte ranges is built once and handed to the workers.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Extent:
    """Where the rows of one source file lie in an answer file, and whether there is an answer at all."""

    answers: str
    start: int
    end: int
    sha1: str | None
    error: str | None

    def read_rows(self) -> list[Row]:
        with open(self.answers, "rb") as lines:
            lines.seek(self.start)
            return [json.loads(line) for line in lines.read(self.end - self.start).splitlines()]


def index_answers(path: Path) -> dict[str, Extent]:
    """Map each source file named in an answer file to the extent of its rows."""
    heads: list[tuple[int, int, Row]] = []
    at = 0
    with open(path, "rb") as lines:
        for line in lines:
            if not line.startswith(b'{"use_start_byte"'):
                heads.append((at, at + len(line), json.loads(line)))
            at += len(line)
    ends = [head[0] for head in heads[1:]] + [at]
    return {
        row["file"]: Extent(str(path), start, end, row.get("sha1"), row.get("error"))
        for (_, start, row), end in zip(heads, ends, strict=True)
    }


def check_bytes(extent: Extent, raw: bytes) -> None:
    """Refuse answers that were given for other bytes than those on disk."""
    if extent.sha1 is not None and hashlib.sha1(raw).hexdigest() != extent.sha1:
        raise ValueError(f"{extent.answers} answers for another version of this file: run the oracles again")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tool says of one file, by the byte offset at which a name starts.

    A tool with a table of symbols fills `symbol` and `binding`; one that only points from a use to its definitions
    fills `pointers`. `reaching` is flow-sensitive; None where the tool has no such answer.
    """

    symbol: dict[int, int] | None = None  # site -> symbol, -1 where the name is free
    binding: frozenset[int] = frozenset()  # sites that declare, define or update
    defining: frozenset[int] = frozenset()  # sites that define or update
    pointers: dict[int, frozenset[int]] | None = None  # use -> tokens that bind the name
    reaching: dict[int, frozenset[int]] | None = None  # use -> definitions that may reach it
    doubled: int = 0  # sites that start where another one starts
    sites: frozenset[int] = field(default=frozenset())


def read_codestruct(raw: bytes, language: str) -> Reading:
    """Analyze a file with codestruct and keep what the scorer compares."""
    import codestruct as cs

    code = cs.analyze(raw, language)
    sites, flow = code.bindings, code.flow
    starts, roles = sites.start.tolist(), sites.role.tolist()
    symbol = dict(zip(starts, sites.symbol.tolist(), strict=True))
    binding = {cs.Role.DECLARE, cs.Role.DEFINE, cs.Role.UPDATE}
    defining = {cs.Role.DEFINE, cs.Role.UPDATE}
    inside = {cs.FlowKind.FLOW, cs.FlowKind.CARRIED}
    reaching: dict[int, set[int]] = {start: set() for start in starts}
    columns = (flow.define.tolist(), flow.use.tolist(), flow.kind.tolist(), flow.certain.tolist())
    for define, use, kind, certain in zip(*columns, strict=True):
        if certain and kind in inside:
            reaching[starts[use]].add(starts[define])
    return Reading(
        symbol=symbol,
        binding=frozenset(s for s, role in zip(starts, roles, strict=True) if role in binding),
        defining=frozenset(s for s, role in zip(starts, roles, strict=True) if role in defining),
        reaching={use: frozenset(found) for use, found in reaching.items()},
        doubled=len(starts) - len(symbol),
        sites=frozenset(starts),
    )


def read_recorded(bind: Extent | None, flow: Extent | None) -> Reading:
    """What another tool said, from its answer files; `flow` may be the same extent as `bind`."""

    def pointers(extent: Extent | None) -> dict[int, frozenset[int]] | None:
        if extent is None:
            return None
        if extent.error:
            raise ValueError(extent.error)
        return {row["use_start_byte"]: frozenset(row["def_start_bytes"] or ()) for row in extent.read_rows()}

    names, reaching = pointers(bind), pointers(flow)
    return Reading(pointers=names, reaching=reaching, sites=frozenset(names or ()) | frozenset(reaching or ()))
