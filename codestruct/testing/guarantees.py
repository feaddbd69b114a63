"""The guarantees on items as checks that any language and any source can be put to; each gives the faults it finds.

P1 to P7 are those of docs/guides/concepts.md; all of them are ours.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from codestruct.analysis import Analysis
from codestruct.closure import find_holes, render
from codestruct.flow import FlowKind
from codestruct.items import Items, find_items
from codestruct.syntax import Tree, parse
from codestruct.tokens import Tokens, classify_tokens

__all__ = [
    "find_closure_faults",
    "find_completeness_faults",
    "find_cover_faults",
    "find_nesting_faults",
    "find_row_faults",
]

_BLANK = b" \t\r\n\f\v\\\0\xef\xbb\xbf"


def find_cover_faults(tree: Tree, items: Items, tokens: Tokens) -> list[str]:
    """Where own text and trivia are not a partition of the source (P1), each place in words.

    The spans of `items.own`, the trivia and the leaves of no item must not overlap, hold every byte that is not blank,
    and hold only leaves of their item. Bytes that the parser skipped or left out are told as faults, unless it said so.

    >>> from codestruct.analysis import analyze
    >>> code = analyze("if x:  # why\\n    y()\\n", "python")
    >>> find_cover_faults(code.tree, code.items, code.tokens)
    []
    """
    faults: list[str] = []
    spans = [(start, end, i) for i in range(len(items)) for start, end in items.own(i)]
    loose = np.flatnonzero(tokens.trivia | (tokens.item < 0)).tolist()
    spans += [(int(tokens.start[leaf]), int(tokens.end[leaf]), -1) for leaf in loose]
    done, data = 0, tree.source.data
    blanks = tree.language.tables.blanks
    gaps: list[tuple[int, int]] = []
    for start, end, item in sorted(spans):
        if start < done:
            faults.append(f"bytes {start}-{end} of item {item} overlap what ends at {done}")
        else:
            gaps.append((done, start))
        if item >= 0 and not items.start[item] <= start < end <= items.end[item]:
            faults.append(f"bytes {start}-{end} are outside item {item}")
        done = max(done, end)
    for start, end in [*gaps, (done, len(data))] if not tree.errors else ():
        if (text := data[start:end].strip(_BLANK)) and not (blanks and blanks.fullmatch(text)):
            faults.append(f"bytes {start}-{end} are in no item: {text!r:.60}")
    return faults


def find_nesting_faults(items: Items) -> list[str]:
    """Where the items are not laminar, not in source order, or not inside their parents (P2), in words.

    >>> from codestruct.analysis import analyze
    >>> find_nesting_faults(analyze("if x:\\n    y()\\n", "python").items)
    []
    """
    faults = []
    around: list[int] = []
    for i, (start, end, parent) in enumerate(
        zip(items.start.tolist(), items.end.tolist(), items.parent.tolist(), strict=True)
    ):
        if i and (start, -end) < (int(items.start[i - 1]), -int(items.end[i - 1])):
            faults.append(f"item {i} comes after item {i - 1}, but begins before it")
        while around and items.end[around[-1]] <= start:
            around.pop()
        if around and end > items.end[around[-1]]:
            faults.append(f"items {around[-1]} and {i} overlap")
        if parent != (around[-1] if around else -1):
            faults.append(f"item {i} has parent {parent}, but lies in {around[-1] if around else -1}")
        around.append(i)
    return faults


def find_completeness_faults(tree: Tree, items: Items) -> list[str]:
    """Where `complete` is not False for just the items whose own text touches ERROR or MISSING (P7).

    >>> from codestruct.analysis import analyze
    >>> code = analyze("x = (\\ny = 2\\n", "python")
    >>> code.items.complete.all(), find_completeness_faults(code.tree, code.items)
    (np.False_, [])
    """
    error = len(tree.language.grammar.kinds)
    item_at = {row: i for i, row in enumerate(items.row.tolist())}
    touched = set()
    for row in (*np.flatnonzero(tree.kind == error).tolist(), *tree.missing):
        while row > 0 and row not in item_at:  # the innermost item around it, by going up
            row = int(tree.parent[row])
        if row in item_at:
            touched.add(item_at[row])
    found = set(np.flatnonzero(~items.complete).tolist())
    return [
        f"item {i} at byte {items.start[i]} is said to be {'complete' if i in touched else 'incomplete'}"
        for i in sorted(found ^ touched)
    ]


def find_row_faults(code: Analysis) -> list[str]:
    """Where the tables of an analysis name rows that are not there, or disagree on a symbol, in words (ours).

    >>> from codestruct.analysis import analyze
    >>> find_row_faults(analyze("x = 1\\ny = x\\n", "python"))
    []
    """
    names, flow, count, faults = code.bindings, code.flow, len(code.items), []
    if len(code.reach) != count or len(code.bridge) != count:
        faults.append(f"{count} items have {len(code.reach)} values of reach and {len(code.bridge)} of bridge")
    if (names.item >= count).any() or (code.tokens.item >= count).any():
        faults.append("a name or token is of an item that is not there")
    if (names.symbol[flow.define] != names.symbol[flow.use]).any() or (names.symbol[flow.define] < 0).any():
        faults.append("a definition reaches a use of another name")
    if (flow.kind[flow.define == flow.use] != FlowKind.CARRIED).any():
        faults.append("a definition reaches itself without a loop")
    return faults


def find_closure_faults(tree: Tree, items: Items, tokens: Tokens, keep: npt.ArrayLike) -> list[str]:
    """How the program rendered from `keep` falls short of being those items and nothing else (P3, P4), in words.

    It must parse without ERROR or MISSING, and its items be isomorphic to those kept: kind, parent, own tokens.

    Raises RenderError where `keep` lacks an ancestor of what it holds.

    >>> from codestruct.analysis import analyze
    >>> code = analyze("if x:\\n    y()\\nz()\\n", "python")
    >>> find_closure_faults(code.tree, code.items, code.tokens, keep=[0, 1])
    []
    """
    rendered = render(tree, items, tokens, keep)
    again = parse(rendered.data, tree.language)
    if again.errors:
        at = again.errors[0]
        return [f"{at.kind} at byte {at.start}: {at.message}; rendered {_near(rendered.data, at.start)}"]
    found = find_items(again)
    kept = np.asarray(keep)
    chosen = np.flatnonzero(kept) if kept.dtype == bool else np.unique(kept.astype(np.int64))
    if len(found) != len(chosen) or (found.kind != items.kind[chosen]).any():
        return [_first_difference(items, found, chosen, rendered.data)]
    parent = items.parent[chosen]
    renumbered = np.where(parent < 0, -1, np.searchsorted(chosen, parent))
    if (renumbered != found.parent).any():
        i = int(np.flatnonzero(renumbered != found.parent)[0])
        return [f"item {chosen[i]} has another parent; rendered {_near(rendered.data, int(found.start[i]))}"]
    before = _own_texts(tree, items, tokens, ())
    after = _own_texts(again, found, classify_tokens(again, found), rendered.inserted)
    return [
        f"item {one} has own tokens {after[i]} instead of {before[one]}"
        for i, one in [(-1, -1), *enumerate(chosen.tolist())]
        if before.get(one) != after.get(i)
    ]


def _own_texts(tree: Tree, items: Items, tokens: Tokens, inserted: Iterable[tuple[int, int]]) -> dict[int, list[bytes]]:
    """The texts of each item's own tokens, those of no item under -1; no comments, separators, holes and blanks."""
    made_up = np.array(list(inserted), dtype=np.int64).reshape(-1, 2)
    place = np.searchsorted(made_up[:, 0], tokens.start, side="right") - 1
    ours = (place >= 0) & (tokens.start < np.append(made_up[:, 1], 0)[place])
    skip = ours | tokens.trivia | _in_holes(tree, tokens)
    data = tree.source.data
    texts: dict[int, list[bytes]] = {}
    for leaf in np.flatnonzero(~skip).tolist():
        text = data[tokens.start[leaf] : tokens.end[leaf]]
        if text.strip(_BLANK):
            texts.setdefault(int(tokens.item[leaf]), []).append(text)
    return texts


def _in_holes(tree: Tree, tokens: Tokens) -> npt.NDArray[np.bool_]:
    hole = np.flatnonzero(find_holes(tree))
    where = np.searchsorted(tree.start[hole], tokens.start, side="right") - 1
    inside: npt.NDArray[np.bool_] = (where >= 0) & (tokens.start < np.append(tree.end[hole], 0)[where])
    return inside


def _first_difference(items: Items, found: Items, chosen: Sequence[int] | npt.NDArray[np.int64], data: bytes) -> str:
    wanted = [items.kind_names[items.kind[i]] for i in chosen]
    got = [found.kind_names[kind] for kind in found.kind]
    i = next(
        (i for i, (one, other) in enumerate(zip(wanted, got, strict=False)) if one != other), min(len(wanted), len(got))
    )
    where = int(found.start[i]) if i < len(got) else len(data)
    return (
        f"item {i} is {got[i] if i < len(got) else 'missing'} instead of "
        f"{wanted[i] if i < len(wanted) else 'nothing'}; rendered {_near(data, where)}"
    )


def _near(data: bytes, offset: int) -> str:
    return repr(data[max(0, offset - 40) : offset + 40].decode("utf-8", "replace"))
