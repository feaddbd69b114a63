"""Where bytes stand on a page of fixed-width characters: lines and columns."""

import html
import unicodedata

import numpy as np
import numpy.typing as npt

from codestruct.source import Source

__all__ = ["TAB", "Layout"]

TAB = 4
"""Columns to the next tab stop, as in the page's style."""
Ints = npt.NDArray[np.int64]


class Layout:
    """Lines of a source (without their ends) and the column of any byte in them, both from 0."""

    def __init__(self, source: Source) -> None:
        self.data = source.data
        self.starts: list[int] = source.line_starts.tolist()
        after = [*self.starts[1:], len(self.data)]
        self.ends = [
            start + len(self.data[start:end].rstrip(b"\r\n")) for start, end in zip(self.starts, after, strict=True)
        ]
        self._starts = np.array(self.starts, dtype=np.int64)
        self._plain = self.data.isascii() and b"\t" not in self.data

    def line_of(self, offsets: npt.ArrayLike) -> Ints:
        """The line of each byte offset."""
        return np.searchsorted(self._starts, np.asarray(offsets, dtype=np.int64), side="right") - 1

    def places(self, offsets: npt.ArrayLike) -> tuple[Ints, Ints]:
        """Line and column of each byte offset."""
        where = np.asarray(offsets, dtype=np.int64)
        line = self.line_of(where)
        column = where - self._starts[line]
        if not self._plain:
            column = np.array(
                [self._width(self.starts[row], at) for row, at in zip(line.tolist(), where.tolist(), strict=True)],
                dtype=np.int64,
            )
        return line, column

    def box(self, start: int, end: int) -> tuple[int, int, int, int]:
        """The first line, the number of lines, the left column and the width of what stands between two offsets."""
        (first, last), (left, right) = (row.tolist() for row in self.places([start, max(end, start)]))
        if last > first and end == self.starts[last]:
            last, right = last - 1, 0
        if first == last:
            return first, 1, left, max(right - left, 1)
        right = max(self._width(self.starts[row], self.ends[row]) for row in range(first, last + 1))
        margin = min(
            (self._indent(row) for row in range(first + 1, last + 1) if self.ends[row] > self.starts[row]), default=left
        )
        left = min(left, margin)
        return first, last - first + 1, left, max(right - left, 1)

    def escape(self, start: int, end: int) -> str:
        """The text between two offsets, as HTML."""
        return html.escape(self.data[start:end].decode("utf-8", "replace"), quote=False)

    def _indent(self, row: int) -> int:
        line = self.data[self.starts[row] : self.ends[row]]
        return self._width(self.starts[row], self.starts[row] + len(line) - len(line.lstrip()))

    def _width(self, start: int, end: int) -> int:
        """The columns that a stretch at the beginning of a line takes."""
        if self._plain:
            return end - start
        column = 0
        for character in self.data[start:end].decode("utf-8", "replace"):
            if character == "\t":
                column += TAB - column % TAB
            elif not unicodedata.combining(character):
                column += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        return column
