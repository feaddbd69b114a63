"""Tree -> Items: the partition of a source into syntactically complete units."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from codestruct.acceleration import get_kernels
from codestruct.columns import Columns, Enumerations
from codestruct.language import Category
from codestruct.leaves import find_own_spans
from codestruct.syntax import Tree

__all__ = ["Item", "Items", "find_items"]

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Item:
    """One item, as a row for people.

    `index` is its row in `Items`, `kind` the grammar's by name, `category` ours; `start` and `end` are bytes; `parent`
    is an index, -1 for none; `complete` is False where its own text touches a syntax error.
    """

    index: int
    kind: str
    category: Category
    start: int
    end: int
    parent: int
    complete: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Items(Columns):
    """The items of one source in preorder: a laminar family.

    `kind` (the grammar's kind id), `start` and `end` (bytes), `parent` (-1 at the root), all int32 [n]; `category`
    (`Category`), uint8 [n]; `complete`, bool [n], False where the item's own text touches an ERROR or MISSING node.
    `row` is the item's row in the tree, `owner`, int32 [nodes], the innermost item around each node of the tree, and
    `kind_names[kind]` the kind by name.
    """

    kind: Ints
    category: npt.NDArray[np.uint8]
    start: Ints
    end: Ints
    parent: Ints
    complete: npt.NDArray[np.bool_]
    row: Ints
    owner: Ints = field(repr=False)
    kind_names: tuple[str, ...] = field(repr=False)
    _tree: Tree = field(repr=False)
    _own: list[list[tuple[int, int]]] = field(default_factory=list, repr=False)

    enumerations: ClassVar[Enumerations] = {"category": Category}

    def _words(self) -> dict[str, Sequence[str]]:
        return {**Columns._words(self), "kind": self.kind_names}

    def __len__(self) -> int:
        return len(self.start)

    def __iter__(self) -> Iterator[Item]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, index: int) -> Item:
        i = range(len(self))[index]
        return Item(
            i,
            self.kind_names[self.kind[i]],
            Category(int(self.category[i])),
            int(self.start[i]),
            int(self.end[i]),
            int(self.parent[i]),
            bool(self.complete[i]),
        )

    def at(self, offsets: npt.ArrayLike) -> Ints:
        """The innermost item whose span holds each byte offset, int32, -1 for none."""
        wanted = np.asarray(offsets)
        _, edges, inside = _sweep(self.start, self.end)
        return np.concatenate(([-1], inside)).astype(np.int32)[np.searchsorted(edges, wanted, side="right")]

    def ancestors(self, index: int) -> list[int]:
        """The items around item `index`, outermost first."""
        chain = []
        above = int(self.parent[index])
        while above >= 0:
            chain.append(above)
            above = int(self.parent[above])
        return chain[::-1]

    def own(self, index: int) -> list[tuple[int, int]]:
        """The byte spans of item `index`'s own text: its leaves outside nested items, the blank between neighbours."""
        if not self._own:  # found once for all items, at the first question
            self._own.extend(find_own_spans(self._tree, self.owner, len(self)))
        return list(self._own[range(len(self))[index]])


def find_items(tree: Tree) -> Items:
    """The items of a tree: the members of its bodies, and the single units that stand for a body.

    The definition is ours (docs/guides/concepts.md): a member is a named child of a body that is no comment, hole
    or clause; an ERROR node is a body too, so that broken code keeps its whole items. Where a limit was hit, what was
    not parsed is the last item, an incomplete one.

    >>> from codestruct.language import get_language
    >>> from codestruct.syntax import parse
    >>> items = find_items(parse("if x:\\n    y = 1\\n", get_language("python")))
    >>> [(item.kind, item.parent) for item in items]
    [('if_statement', -1), ('assignment', 0)]
    """
    tables = tree.language.tables
    kernels = get_kernels() if tree.native is not None and not (tables.has_detached or tree.truncated) else None
    if kernels is not None:
        inner, category, start, end, parent, complete, row, owner = kernels.find_items(tree.native)
        return Items(inner, category, start, end, parent, complete, row, owner, tables.kind_names, tree)
    kind, row = tree.kind, _choose_members(tree)
    apart: list[tuple[int, int]] = []
    if tables.has_detached:
        row, apart = _find_detached(tree, row)
    if tree.truncated:
        row = np.append(row, np.int32(len(tree) - 1))
    start, end = tree.start.take(row), tree.end.take(row)
    parent, owner = _nest(row, tree.stop.take(row), len(tree))
    for part, member in apart:
        one = np.searchsorted(row, member)
        owner[slice(part, member) if part < member else slice(tree.stop[member], tree.stop[part])] = one
        start[one], end[one] = min(start[one], tree.start[part]), max(end[one], tree.end[part])
    inner = kind.take(_unwrap(tree, row))
    complete = np.ones(len(row), dtype=bool)
    if tree.errors:
        broken = np.concatenate((np.flatnonzero(kind == tables.error), np.array(tree.missing, dtype=np.int64)))
        hit = owner[broken.astype(np.int64)]
        complete[hit[hit >= 0]] = False
    for array in (row, start, end, parent, owner, inner, complete, category := tables.category.take(inner)):
        array.setflags(write=False)
    return Items(inner, category, start, end, parent, complete, row, owner, tables.kind_names, tree)


def _choose_members(tree: Tree) -> Ints:
    """The rows of the items."""
    tables, kind = tree.language.tables, tree.kind
    row: Ints = (tables.has_members.take(tree.above) & tree.is_solid).nonzero()[0].astype(np.int32)
    if len(row) and row[0] == 0:
        row = row[1:]  # what is above the root is nonsense (parent -1)
    if not len(row):
        return row
    above, within, own = tree.above.take(row), tree.field.take(row), kind.take(row)
    chosen = tables.member_field[above, within] & tables.member_kind[above, own]
    if tables.has_units and (unit := tables.unit_field[above, within] & tables.can_be_unit.take(own)).any():
        owner_kind = np.where(tables.clauses.take(above), tree.above.take(tree.parent.take(row)), above)
        chosen |= unit & ~(tables.else_field[above, within] & (owner_kind == own))
    holes = tables.holes.take(own)
    if holes.any():
        chosen &= ~(holes & (tree.stop.take(row) - row <= 2))  # at most one leaf: nothing is wrapped
    return row[chosen]


def _find_detached(tree: Tree, members: Ints) -> tuple[Ints, list[tuple[int, int]]]:
    """The members, and the parts that stand beside one in a body, each with its row: an item takes them in.

    Detached parts stand before it (attributes), trailing ones after it: the bodies of heredocs, in the order of what
    announces them. Members on the line between the two are no items of their own (ours: items nest).
    """
    tables, (kind, _, _, _, above, stop) = tree.language.tables, tree.lists
    found: list[tuple[int, int]] = []
    chosen = np.zeros(len(tree), dtype=bool)
    chosen[members] = True
    before = np.flatnonzero(tables.detached[tree.kind] & tables.is_body[tree.kind[tree.parent]]).tolist()
    member_of: dict[int, int] = {}
    for part in reversed(before):
        after = stop[part]
        while after < stop[above[part]] and tables.is_comment[kind[after]]:
            after = stop[after]
        if after < stop[above[part]] and (chosen[after] or after in member_of):
            member_of[part] = member_of.get(after, after)
            found.append((part, member_of[part]))
    trailing = np.flatnonzero(tables.trailing[tree.kind] >= 0)
    for body in np.unique(tree.parent[trailing]).tolist() if len(trailing) else ():
        found += _find_trailing(tree, chosen, body, trailing)
    return np.flatnonzero(chosen).astype(np.int32), found


def _find_trailing(
    tree: Tree, chosen: npt.NDArray[np.bool_], body: int, trailing: npt.NDArray[np.int64]
) -> list[tuple[int, int]]:
    """The trailing parts in one body, each with the row of the member that announces it."""
    tables, (kind, _, _, _, _, stop) = tree.language.tables, tree.lists
    announcing = np.flatnonzero(np.isin(tree.kind, np.unique(tables.trailing[tree.kind[trailing]])))
    found: list[tuple[int, int]] = []
    waiting: deque[int] = deque()  # a member, once for each part that it announces and does not hold itself
    child = body + 1
    while child < stop[body]:
        if tables.trailing[kind[child]] >= 0 and waiting:
            member = waiting.popleft()
            found.append((child, member))
            chosen[stop[member] : child] = False
        elif chosen[child]:
            low, high = np.searchsorted(announcing, (child, stop[child]))
            first, last = np.searchsorted(trailing, (child, stop[child]))
            waiting.extend([child] * (int(high - low) - int(last - first)))
        child = stop[child]
    return found


def _nest(row: Ints, stop: Ints, count: int) -> tuple[Ints, Ints]:
    """The parent of each item, and the innermost item of each of so many nodes."""
    parents, edges, inside = _sweep(row, stop)
    bounds: npt.NDArray[np.int64] = np.array([0, *edges, count], dtype=np.int64)
    owner: Ints = np.array([-1, *inside], dtype=np.int32).repeat(bounds[1:] - bounds[:-1])
    return np.array(parents, dtype=np.int32), owner


def _sweep(start: Ints, end: Ints) -> tuple[list[int], list[int], list[int]]:
    """The parent of each item; the places (rows or bytes) where the innermost item changes, and the item from there on.

    One pass over the items in preorder.
    """
    parents: list[int] = []
    edges: list[int] = []
    inside: list[int] = []
    open_items: list[int] = []
    ends = end.tolist()
    for index, first in enumerate(start.tolist()):
        while open_items and ends[open_items[-1]] <= first:
            edges.append(ends[open_items.pop()])
            inside.append(open_items[-1] if open_items else -1)
        parents.append(open_items[-1] if open_items else -1)
        edges.append(first)
        inside.append(index)
        open_items.append(index)
    while open_items:
        edges.append(ends[open_items.pop()])
        inside.append(open_items[-1] if open_items else -1)
    return parents, edges, inside


def _unwrap(tree: Tree, row: Ints) -> Ints:
    """The row inside each item's wrappers (an expression statement's expression); the row itself where none wraps."""
    tables = tree.language.tables
    inner = row.copy()
    todo = tables.is_wrapper.take(tree.kind.take(row)).nonzero()[0]
    if not len(todo):
        return inner
    kind, fields, _, _, _, stop = tree.lists
    counts, wrappers = tables.counts, tables.wrappers
    for index in todo.tolist():
        node = int(row[index])
        while (wanted := wrappers.get(kind[node])) is not None:
            child, limit, found = node + 1, stop[node], -1
            while child < limit:
                if fields[child] == wanted and counts[kind[child]]:
                    found = child  # the last one: what a label stands before, not the label
                child = stop[child]
            if found < 0:
                break
            node = found
        inner[index] = node
    return inner
