"""Tree, Items -> Tokens: the leaves with their classes and items, and a tokenizer's offsets aligned to them."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from codestruct.acceleration import get_kernels
from codestruct.columns import Columns, Enumerations
from codestruct.items import Items
from codestruct.language import TokenClass
from codestruct.leaves import find_leaves
from codestruct.syntax import Tree

__all__ = ["Tokens", "align_offsets", "classify_tokens"]

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tokens(Columns):
    """The leaves of one source in order.

    `start`, `end` (bytes) and `item` (-1 for none), int32 [n]; `cls` (`TokenClass`), uint8 [n]; `trivia`, bool [n]: the
    comments and the separators between members, which are no item's own text and go with a neighbouring member.
    """

    start: Ints
    end: Ints
    cls: npt.NDArray[np.uint8]
    item: Ints
    trivia: npt.NDArray[np.bool_] = field(repr=False)

    enumerations: ClassVar[Enumerations] = {"cls": TokenClass}

    def __len__(self) -> int:
        return len(self.start)

    @property
    def logic(self) -> npt.NDArray[np.bool_]:
        """Which tokens are core logic (keyword, operator, identifier, literal), bool [n]."""
        flags: npt.NDArray[np.bool_] = (self.cls <= TokenClass.LITERAL) & ~self.trivia
        return flags


def classify_tokens(tree: Tree, items: Items) -> Tokens:
    """The leaves of a tree, each with its class and its item.

    A leaf's item is the innermost one around it. Trivia goes to the member that follows it, else to the one before,
    else to the item around it, else to -1; a separator goes to the member before. The rule is ours.

    >>> from codestruct.items import find_items
    >>> from codestruct.language import get_language
    >>> from codestruct.syntax import parse
    >>> tree = parse("x = 1  # one", get_language("python"))
    >>> [TokenClass(cls).name for cls in classify_tokens(tree, find_items(tree)).cls]
    ['IDENTIFIER', 'OPERATOR', 'LITERAL', 'COMMENT']
    """
    tables = tree.language.tables
    kernels = get_kernels() if tree.native is not None else None
    if kernels is not None:
        return Tokens(*kernels.classify_tokens(tree.native, items.owner, items.start, items.end, items.parent))
    rows, trivia = find_leaves(tree)
    cls = tables.token_class.take(tree.kind.take(rows))
    if not tables.string_kinds.isdisjoint(tree.present):
        _mark_docstrings(tree, rows, cls)
    start, end, item = tree.start.take(rows), tree.end.take(rows), items.owner.take(rows)
    if trivia.any():
        _place_trivia(tree, items, rows, trivia, item)
    for array in (start, end, cls, item, trivia):
        array.setflags(write=False)
    return Tokens(start, end, cls, item, trivia)


def _mark_docstrings(tree: Tree, rows: npt.NDArray[np.int64], cls: npt.NDArray[np.uint8]) -> None:
    """Give DOCSTRING to the leaves of each string that is alone the first statement of a module, function or class."""
    tables = tree.language.tables
    kind, _, start, end, parent, stop = tree.lists
    alone = tables.is_string.take(tree.kind) & tables.is_wrapper.take(tree.above)
    for row in alone.nonzero()[0].tolist():
        statement = parent[row]
        body = parent[statement] if statement > 0 else -1
        if (
            body < 0
            or (start[statement], end[statement]) != (start[row], end[row])
            or not tables.is_body[kind[body]]
            or (body > 0 and kind[parent[body]] not in tables.scope_rules)
        ):
            continue
        first = body + 1
        while first < statement and tables.is_comment[kind[first]]:
            first = stop[first]
        if first == statement:
            low, high = np.searchsorted(rows, (row, stop[row]))
            cls[low:high] = TokenClass.DOCSTRING


def _place_trivia(
    tree: Tree, items: Items, rows: npt.NDArray[np.int64], trivia: npt.NDArray[np.bool_], item: Ints
) -> None:
    """Enter the item of each trivial token into `item`."""
    comments, (kind, _, start, end, _, _) = tree.language.grammar.comments, tree.lists
    number = range(len(items) - 1, -1, -1)
    starting = dict(zip(items.start[::-1].tolist(), number, strict=True))  # the outermost one wins
    ending = dict(zip(items.end[::-1].tolist(), number, strict=True))
    solid, where = (~trivia).nonzero()[0], trivia.nonzero()[0]
    after = solid.searchsorted(where).tolist()
    leaves, parent = rows[solid].tolist(), items.parent.tolist()
    for token, row, place in zip(where.tolist(), rows[where].tolist(), after, strict=True):
        following = starting.get(start[leaves[place]], -1) if place < len(leaves) else -1
        preceding = ending.get(end[leaves[place - 1]], -1) if place > 0 else -1
        around = int(item[token])
        # an item that starts or ends here but lies outside the innermost item around is no neighbour in the same body
        if kind[row] not in comments:  # a separator
            following, preceding = preceding, -1
        if following >= 0 and parent[following] == around:
            item[token] = following
        elif preceding >= 0 and parent[preceding] == around:
            item[token] = preceding


def _item_starting(items: Items, offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The outermost item that starts at each offset, -1 for none."""
    if not len(items):
        return np.full(len(offsets), -1, dtype=np.int64)
    found = np.searchsorted(items.start, offsets)
    found[found == len(items)] = 0
    return np.where(items.start[found] == offsets, found, -1)


def _item_ending(items: Items, offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The outermost item that ends at each offset, -1 for none."""
    if not len(items):
        return np.full(len(offsets), -1, dtype=np.int64)
    order = np.argsort(items.end, kind="stable")
    ends = items.end[order]
    found = np.searchsorted(ends, offsets)
    found[found == len(items)] = 0
    return np.where(ends[found] == offsets, order[found], -1)


def align_offsets(items: Items, tokens: Tokens, start: Ints, end: Ints) -> tuple[Ints, npt.NDArray[np.int8]]:
    """The item and class of spans of bytes, such as a language model's tokens; int32 [n] and int8 [n], -1 for none.

    A span takes those of the leaf that it overlaps most, the earlier one where two tie. A span of blank space alone has
    no class, and goes where its last byte belongs; an empty span has neither. The rule is ours.
    """
    count = len(tokens)
    item = np.full(len(start), -1, dtype=np.int32)
    cls = np.full(len(start), -1, dtype=np.int8)
    if not count:
        return item, cls
    low = np.searchsorted(tokens.end, start, side="right")
    high = np.searchsorted(tokens.start, end, side="left")
    best = np.zeros(len(start), dtype=np.int64)
    chosen = np.full(len(start), -1, dtype=np.int64)
    alive = np.flatnonzero((low < high) & (start < end))
    leaf = low[alive]
    while len(alive):
        overlap = np.minimum(tokens.end[leaf], end[alive]) - np.maximum(tokens.start[leaf], start[alive])
        better = overlap > best[alive]
        best[alive[better]] = overlap[better]
        chosen[alive[better]] = leaf[better]
        go_on = leaf + 1 < high[alive]
        alive, leaf = alive[go_on], leaf[go_on] + 1
    hit = chosen >= 0
    item[hit] = tokens.item[chosen[hit]]
    cls[hit] = tokens.cls[chosen[hit]].astype(np.int8)
    blank = np.flatnonzero(~hit & (start < end))
    if len(blank):
        item[blank] = _blank_items(items, tokens, end[blank] - 1)
    return item, cls


def _blank_items(items: Items, tokens: Tokens, offsets: Ints) -> Ints:
    """The item of each byte of blank space: between two leaves of one item that item, else by the rule of trivia."""
    right = np.searchsorted(tokens.start, offsets, side="right")
    left = right - 1
    padded_item = np.concatenate((tokens.item, [-1]))
    padded_trivia = np.concatenate((tokens.trivia, [True]))
    inside = (padded_item[left] == padded_item[right]) & ~padded_trivia[left] & ~padded_trivia[right]
    around = items.at(offsets)
    parent = np.append(items.parent, -1)
    starts = np.concatenate((tokens.start, [-1]))
    ends = np.concatenate((tokens.end, [-1]))
    following = _item_starting(items, starts[right].astype(np.int64))
    preceding = _item_ending(items, ends[left].astype(np.int64))
    following = np.where((following >= 0) & (parent[following] == around), following, -1)
    preceding = np.where((preceding >= 0) & (parent[preceding] == around), preceding, -1)
    # next to a comment, blank space goes where the comment goes
    beside = np.where(padded_trivia[right] & (right < len(tokens)), padded_item[right], -1)
    chain = np.where(
        following >= 0, following, np.where(beside >= 0, beside, np.where(preceding >= 0, preceding, around))
    )
    return np.where(inside, padded_item[left], chain).astype(np.int32)
