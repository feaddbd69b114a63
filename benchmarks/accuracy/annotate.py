"""Write an oracle's answers into a source file as the claims that codestruct.testing.carets reads.

    python -m benchmarks.accuracy.annotate SOURCE --bind BIND.jsonl [--flow FLOW.jsonl] > ANNOTATED

For a new language: take hard snippets, let an oracle answer, read what it says, and keep the result as a test. Claims
go below the line that they speak of, so the numbers in them are those of the annotated file.
"""

import argparse
import bisect
import re
import sys
from collections import defaultdict
from pathlib import Path

from .answers import Row, index_answers

WORD = re.compile(r"[\w$]+")
MARKS = {".py": "#", ".rb": "#", ".lua": "--"}


class _Layout:
    """Lines and columns of a file before claims go into it, and line numbers after."""

    def __init__(self, raw: bytes) -> None:
        self.lines = raw.decode().rstrip("\n").split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line.encode()) + 1)
        self.inserted = [0] * len(self.lines)  # claim lines below each line

    def find(self, at: int) -> tuple[int, int]:
        """Byte offset -> line index, column in characters."""
        line = bisect.bisect_right(self.starts, at) - 1
        return line, len(self.lines[line].encode()[: at - self.starts[line]].decode())

    def name_place(self, at: int, name: str) -> str:
        line, column = self.find(at)
        number = line + 1 + sum(self.inserted[:line])
        alone = sum(match[0] == name for match in WORD.finditer(self.lines[line])) == 1
        return str(number) if alone else f"{number}:{column + 1}"


def _point(layout: _Layout, line: int, columns: list[int], mark: str) -> list[str]:
    """The comment lines, without claims, that point at columns of a line."""
    indent = re.match(r"\s*", layout.lines[line])[0]
    free = len(indent) + len(mark)
    arrows = [layout.lines[line][:c] if c <= len(indent) else " " * c for c in columns if c < free]
    carets = [c for c in columns if c >= free]
    found = [f"{arrow}{mark} <-" for arrow in arrows]
    if carets:
        text = indent + mark
        for column in carets:
            text += " " * (column - len(text)) + "^"
        found.append(text)
    return found


def _is_telling(row: Row) -> bool:
    """Locals of every kind; of what lies further out, the values."""
    if row["class"] in ("unresolved", "hidden") or row.get("macro"):
        return False
    return row["class"] in ("local", "closure") or row.get("space", "value") in ("value", "func")


def annotate(raw: bytes, mark: str, bind: list[Row], flow: list[Row]) -> str:
    """The source with a claim for each use that an oracle knows: what it binds to, and what it reads."""
    layout = _Layout(raw)
    reads = {row["use_start_byte"]: row for row in flow}
    uses = {row["use_start_byte"]: row for row in flow} | {row["use_start_byte"]: row for row in bind}

    def places(row: Row, key: str = "def_start_bytes") -> frozenset[int]:
        return frozenset(row.get(key) or ())

    # uses of a line that make the same claims share one comment line
    groups: dict[int, dict[tuple[str, frozenset[int] | None, frozenset[int], frozenset[int]], list[int]]]
    groups = defaultdict(lambda: defaultdict(list))
    bound = {row["use_start_byte"] for row in bind}
    for at, row in sorted(uses.items()):
        if not _is_telling(row):
            continue
        line, column = layout.find(at)
        seen = reads.get(at)
        seen = None if seen is None or seen.get("shared") or seen["class"] not in ("local", "file") else seen
        first = None if seen is None else places(seen)
        maybe = frozenset() if seen is None else places(seen, "may_start_bytes") - places(seen)
        binds = places(row) if at in bound else frozenset({-1})
        groups[line][row["name"], first, maybe, binds].append(column)
    for line, claims in groups.items():
        layout.inserted[line] = sum(len(_point(layout, line, columns, mark)) for columns in claims.values())
    out = []
    for number, text in enumerate(layout.lines):
        out.append(text)
        for (name, first, maybe, binds), columns in groups.get(number, {}).items():
            words = []
            if first is not None:
                named = [layout.name_place(at, name) for at in sorted(first)]
                named += [layout.name_place(at, name) + "?" for at in sorted(maybe)]
                words.append("reads: " + (", ".join(named) or "-"))
            if binds != {-1} and (first is None or binds != first):
                words.append("binds: " + (", ".join(layout.name_place(at, name) for at in sorted(binds)) or "-"))
            out += [f"{pointer} {'; '.join(words)}" for pointer in _point(layout, number, columns, mark)]
    return "\n".join(out) + "\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--bind", type=Path, required=True)
    parser.add_argument("--flow", type=Path)
    options = parser.parse_args(argv)

    def rows(path: Path | None) -> list[Row]:
        found = index_answers(path) if path else {}
        extents = [extent for file, extent in found.items() if Path(file).name == options.source.name]
        return extents[0].read_rows() if extents else []

    mark = MARKS.get(options.source.suffix, "//")
    sys.stdout.write(annotate(options.source.read_bytes(), mark, rows(options.bind), rows(options.flow)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
