"""Items -> bytes: chosen items as a complete program again, with holes and separators where something was taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from codestruct.errors import RenderError
from codestruct.items import Items
from codestruct.keywords import suggest_keywords
from codestruct.syntax import Tree
from codestruct.tokens import Tokens

if TYPE_CHECKING:
    from codestruct.analysis import Analysis

__all__ = ["Rendering", "find_holes", "render", "render_items", "spine"]

Ints = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]

_LINE_BREAK = re.compile(rb"(?<!\\)(?<!\\\r)\n|(?<!\\)\r(?!\n)")
_BLANK = b" \t\r\n\f\v\\"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered program: its bytes, and the spans of them that come from no source (holes, separators, spaces)."""

    data: bytes
    inserted: tuple[tuple[int, int], ...]


@suggest_keywords
def render_items(code: "Analysis", keep: npt.ArrayLike) -> bytes:
    r"""The program that remains of `code` when every item that is not in `keep` is taken out.

    Ours (P3 of docs/guides/concepts.md): a clean source stays one that parses clean, and its items are those in `keep`,
    indices of items or a bool [n_items]; it must hold the ancestors of each of its items (see `spine`), else
    RenderError. A body that loses all its members gets the language's hole; comments go with the item that they are of.

    >>> import codestruct as cs
    >>> code = cs.analyze("if x:\n    y = 1\nz = 2\n", "python")
    >>> cs.render_items(code, keep=[0])
    b'if x:\n    pass\n'
    """
    return render(code.tree, code.items, code.tokens, keep).data


def spine(items: Items, index: int) -> list[int]:
    r"""Item `index` with the items around it, outermost first: the smallest set with it that can be rendered.

    Ours (P4 of docs/guides/concepts.md). Raises IndexError where there is no such item.

    >>> import codestruct as cs
    >>> spine(cs.analyze("if x:\n    y = 1\n    z = 2\n", "python").items, 2)
    [0, 2]
    """
    return [*items.ancestors(index), range(len(items))[index]]


def render(tree: Tree, items: Items, tokens: Tokens, keep: npt.ArrayLike) -> Rendering:
    r"""`render_items` for the parts of an analysis; says also which spans of the result it made up.

    >>> from codestruct.items import find_items
    >>> from codestruct.language import get_language
    >>> from codestruct.syntax import parse
    >>> from codestruct.tokens import classify_tokens
    >>> tree = parse("if x: y()\nz = 2\n", get_language("python"))
    >>> render(tree, items := find_items(tree), classify_tokens(tree, items), [0])
    Rendering(data=b'if x: pass\n', inserted=((6, 10),))
    """
    kept = _read_keep(items, keep)
    if kept.all():
        return Rendering(tree.source.data, ())
    group = _group_members(tree, items)
    # what goes, seen from what stays: the outermost removed items, and the lists that lose them
    outermost = ~kept & ((items.parent < 0) | kept[items.parent])
    lost = np.unique(group[outermost])
    start, end, item = _find_solid(tree.source.data, tokens)
    begins = np.searchsorted(start, items.start[outermost])
    separators = frozenset(text.encode() for text in tree.language.tables.separator_texts)
    writer = _Writer(tree.source.data, start, end, item, begins, separators)
    holes = [
        (*writer.find_leaves(items, first, last), text) for first, last, text in _holes(tree, items, kept, group, lost)
    ]
    marks = [
        (int(writer.find_leaves(items, one, one)[1]) - 1, one, text)
        for one, text in _separators(tree, items, kept, group, lost)
    ]
    writer.write((item >= 0) & ~kept[item], holes, marks)
    return Rendering(bytes(writer.out), tuple(writer.inserted))


def _read_keep(items: Items, keep: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """The chosen items as bool [n]; RenderError where they are no set of this source's items closed under ancestors."""
    count, wanted = len(items), np.asarray(keep)
    if wanted.dtype == bool:
        if wanted.shape != (count,):
            raise RenderError("keep", f"a mask of shape {wanted.shape} for {count} items", f"give it shape ({count},)")
        kept = wanted.copy()
    else:
        if wanted.size and (wanted.ndim != 1 or wanted.dtype.kind not in "iu"):
            raise RenderError(
                "keep", f"it holds {wanted.dtype} of shape {wanted.shape}", "give indices, or a bool mask"
            )
        wanted = wanted.astype(np.int64)
        outside = wanted[(wanted < 0) | (wanted >= count)]
        if len(outside):
            raise RenderError(f"keep, item {outside[0]}", f"there are {count} items", "give indices from 0 on")
        kept = np.zeros(count, dtype=bool)
        kept[wanted] = True
    orphans = np.flatnonzero(kept & (items.parent >= 0) & ~kept[items.parent])
    if len(orphans):
        orphan = int(orphans[0])
        raise RenderError(
            f"keep, item {orphan}", f"item {items.parent[orphan]} around it is left out", "add spine(items, index)"
        )
    return kept


def _find_solid(data: bytes, tokens: Tokens) -> tuple[Ints, Ints, Ints]:
    """Start, end and item of the leaves that hold more than a newline or the end of a continued line."""
    codes = np.frombuffer(data, dtype=np.uint8)[tokens.start] if len(tokens) else np.zeros(0, dtype=np.uint8)
    solid = np.ones(len(tokens), dtype=bool)
    for leaf in np.flatnonzero(np.isin(codes, np.frombuffer(_BLANK, dtype=np.uint8))).tolist():
        solid[leaf] = bool(data[tokens.start[leaf] : tokens.end[leaf]].strip(_BLANK))
    return tokens.start[solid], tokens.end[solid], tokens.item[solid]


def _group_members(tree: Tree, items: Items) -> Indices:
    """The list in which each item is a member: its body's row, or, of a unit alone, a number of its own."""
    tables, row = tree.language.tables, items.row
    above = tree.parent[row]
    kind, around = tree.kind[row], tree.kind[above]
    member = tables.member_field[around, tree.field[row]] & tables.member_kind[around, kind]
    if tree.truncated:
        member[-1] = True  # what was not parsed stands in the root
    return np.where(member, above, len(tree) + row).astype(np.int64)


def _holes(
    tree: Tree, items: Items, kept: npt.NDArray[np.bool_], group: Indices, lost: Indices
) -> Iterator[tuple[int, int, str]]:
    """First and last member of each list that loses all its members and must not be empty, and what to put there."""
    tables, (kind, _, _, _, _, stop) = tree.language.tables, tree.lists
    emptied = lost[~np.isin(lost, group[kept])]
    index = np.flatnonzero(np.isin(group, emptied))
    index = index[np.argsort(group[index], kind="stable")]
    first = np.searchsorted(group[index], emptied)
    last = np.searchsorted(group[index], emptied, side="right") - 1
    unit_hole = tree.language.data.get("items", {}).get("hole", "")
    is_hole = find_holes(tree)
    for body, one, other in zip(emptied.tolist(), index[first].tolist(), index[last].tolist(), strict=True):
        text = tables.body_hole.get(kind[body], "") if body < len(tree) else unit_hole
        if not text:
            continue
        child, limit = (body + 1, stop[body]) if body < len(tree) else (0, 0)
        while child < limit and not is_hole[child]:
            child = stop[child]
        if child >= limit:  # else a hole is there already
            yield one, other, text


def find_holes(tree: Tree) -> npt.NDArray[np.bool_]:
    """Which nodes are holes of the source itself (`pass`, an empty statement) in a body or as a unit, bool [nodes]."""
    tables, around = tree.language.tables, tree.kind[tree.parent]
    place = tables.is_body[around] | tables.unit_field[around, tree.field]
    wraps_nothing = tree.stop - np.arange(len(tree)) <= 2
    found: npt.NDArray[np.bool_] = tables.holes[tree.kind] & (wraps_nothing | ~tables.is_wrapper[tree.kind]) & place
    return found


def _separators(
    tree: Tree, items: Items, kept: npt.NDArray[np.bool_], group: Indices, lost: Indices
) -> Iterator[tuple[int, str]]:
    """The members that get a new neighbour where members of that list could fuse, and what to put after each."""
    tables, kind = tree.language.tables, tree.lists[0]
    if not any(tables.body_separator.values()):
        return
    hole = np.flatnonzero(find_holes(tree))
    lists = np.concatenate((group, tree.parent[hole]))
    stays = np.concatenate((kept, np.ones(len(hole), dtype=bool)))
    rows = np.concatenate((items.row, hole))
    index = np.flatnonzero(np.isin(lists, lost))
    index = index[np.lexsort((rows[index], lists[index]))]
    place = np.flatnonzero(stays[index])
    left, right = place[:-1], place[1:]
    parted = (right > left + 1) & (lists[index[left]] == lists[index[right]])
    for one in index[left[parted]].tolist():
        text = tables.body_separator.get(kind[int(lists[one])], "")
        if text and one < len(items):
            yield one, text


@dataclass(slots=True)
class _Writer:
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
