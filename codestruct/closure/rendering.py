"""What is kept, what is taken out, and the holes and separators that go in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from codestruct.closure.writer import Writer, find_solid
from codestruct.errors import RenderError
from codestruct.items import Items
from codestruct.keywords import suggest_keywords
from codestruct.syntax import Tree
from codestruct.tokens import Tokens

if TYPE_CHECKING:
    from codestruct.analysis import Analysis

__all__ = ["Rendering", "find_holes", "render", "render_items", "spine"]

Indices = npt.NDArray[np.int64]


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
    start, end, item = find_solid(tree.source.data, tokens)
    begins = np.searchsorted(start, items.start[outermost])
    separators = frozenset(text.encode() for text in tree.language.tables.separator_texts)
    writer = Writer(tree.source.data, start, end, item, begins, separators)
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
