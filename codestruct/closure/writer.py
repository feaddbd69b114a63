"""The writing of a program again out of the leaves that stay, with the blank space that goes between them."""

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from codestruct.items import Items
from codestruct.tokens import Tokens

__all__ = ["Writer", "find_solid"]

Ints = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]

_LINE_BREAK = re.compile(rb"(?<!\\)(?<!\\\r)\n|(?<!\\)\r(?!\n)")
_BLANK = b" \t\r\n\f\v\\"


def find_solid(data: bytes, tokens: Tokens) -> tuple[Ints, Ints, Ints]:
    """Start, end and item of the leaves that hold more than a newline or the end of a continued line."""
    codes = np.frombuffer(data, dtype=np.uint8)[tokens.start] if len(tokens) else np.zeros(0, dtype=np.uint8)
    solid = np.ones(len(tokens), dtype=bool)
    for leaf in np.flatnonzero(np.isin(codes, np.frombuffer(_BLANK, dtype=np.uint8))).tolist():
        solid[leaf] = bool(data[tokens.start[leaf] : tokens.end[leaf]].strip(_BLANK))
    return tokens.start[solid], tokens.end[solid], tokens.item[solid]


@dataclass(slots=True)
class Writer:
    """The output, as it grows from left to right out of the leaves that stay and the blank space around them."""

    data: bytes
    start: Ints
    end: Ints
    item: Ints
    begins: Indices  # the first leaf of each outermost item that is taken out
    separators: frozenset[bytes]  # the texts that part members
    out: bytearray = field(default_factory=bytearray)
    inserted: list[tuple[int, int]] = field(default_factory=list)

    def find_leaves(self, items: Items, first: int, last: int) -> tuple[int, int]:
        """The first leaf of one item, and the leaf after the last one of another."""
        return int(np.searchsorted(self.start, items.start[first])), int(np.searchsorted(self.start, items.end[last]))

    def write(
        self, gone: npt.NDArray[np.bool_], holes: list[tuple[int, int, str]], marks: list[tuple[int, int, str]]
    ) -> None:
        """Write what stays, `holes` (first leaf, leaf after, text) and `marks` (leaf before, its item, text)."""
        edges = np.flatnonzero(np.diff(gone, prepend=False, append=False))
        runs = edges.reshape(-1, 2).tolist()
        by_run: dict[int, list[tuple[int, int, str]]] = {}
        starts = edges[::2]
        for hole in sorted(holes):
            by_run.setdefault(int(np.searchsorted(starts, hole[0], side="right")) - 1, []).append(hole)
        events = [(first, run) for run, (first, _) in enumerate(runs)]
        events += [(leaf + 1, -1 - mark) for mark, (leaf, _, _) in enumerate(marks) if leaf >= 0 and not gone[leaf]]
        done = 0
        for _, event in sorted(events):
            if event < 0:
                leaf, item, text = marks[-1 - event]
                self.out += self.data[done : (done := int(self.end[leaf]))]
                self._separate(leaf, item, text)
            else:
                first, after = runs[event]
                done = self._skip(done, first, after, by_run.get(event, []))
        self.out += self.data[done:]

    def _separate(self, leaf: int, item: int, text: str) -> None:
        """Put a separator after an item's last leaf, unless it ends in one or is followed by its own."""
        marks = self.separators | {text.strip().encode()}
        after = leaf + 1
        followed = after < len(self.item) and self.item[after] == item and self._text(after) in marks
        if not text.strip() or not (followed or self._text(leaf) in marks):
            self._insert(text.encode())

    def _skip(self, done: int, first: int, after: int, holes: list[tuple[int, int, str]]) -> int:
        """Write up to a run of removed leaves, and its holes; the byte from which the source goes on."""
        left = int(self.end[first - 1]) if first else 0
        self.out += self.data[done:left]
        for hole, stop, text in holes:
            self._join(left, first, hole)
            self._insert(text.encode())
            first = min(stop, after)
            left = int(self.end[first - 1])
        self._join(left, first, after)
        return self._start(after)

    def _join(self, left: int, first: int, after: int) -> None:
        """Write the blank space between byte `left` and leaf `after`, where the leaves from `first` on are gone.

        What began a line goes on to begin one, with its own indentation; what stood behind something on its line moves
        up to where that began.
        """
        right = self._start(after)
        if first >= after:
            self.out += self.data[left:right]
            return
        blank = self._find_break(first, after, right)
        if blank is None:
            blank = self.data[left : int(self.start[first])]
        elif not self.out:
            blank = blank[max(blank.rfind(b"\n"), blank.rfind(b"\r")) + 1 :]
        self.out += blank
        if not blank and self.out and after < len(self.start) and _is_word(self.out[-1]) and _is_word(self.data[right]):
            self._insert(b" ")

    def _find_break(self, first: int, after: int, right: int) -> bytes | None:
        """The blank space with which the line begins that leads to byte `right`, if that is after leaf `first - 1`.

        The line may begin right there, or with one of the items that are taken out in between.
        """
        begin = int(np.searchsorted(self.begins, after))
        leaf = after
        while True:
            left = int(self.end[leaf - 1]) if leaf else 0
            found = _LINE_BREAK.search(self.data, left, right)
            if found:
                # what is left of the break is dropped: a directive's text would take blanks before it in
                return self.data[found.start() : right]
            begin -= 1
            if begin < 0 or (leaf := int(self.begins[begin])) < first:
                return None
            right = int(self.start[leaf])

    def _start(self, leaf: int) -> int:
        """Where a leaf starts, or, after the last leaf, what the parser has left out."""
        if leaf < len(self.start):
            return int(self.start[leaf])
        rest = self.data[int(self.end[-1]) :] if len(self.end) else self.data
        return len(self.data) - len(rest.lstrip(_BLANK))

    def _insert(self, text: bytes) -> None:
        self.inserted.append((len(self.out), len(self.out) + len(text)))
        self.out += text

    def _text(self, leaf: int) -> bytes:
        return self.data[int(self.start[leaf]) : int(self.end[leaf])]


def _is_word(code: int) -> bool:
    return code >= 0x80 or code in b"_$" or chr(code).isalnum()
