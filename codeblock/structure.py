"""Stage 2: the items of a response's code, and the model's tokens that make up each item's own text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import codestruct as cs
from codeblock.chat import Conversation, locate_tokens, partition_turns
from codeblock.data import Part, Segment
from codeblock.granularity import Granularity, assign_units, contract_graph

__all__ = ["Structure", "find_structure", "name_language"]

Ints = NDArray[np.int32]
# What a fence puts around the name of a language: `{.python}`, `lang-js`.
_INFO_WORD = re.compile(r"^[{.]+|^(?:lang|language)-|[}:]+$")
_LOGIC = np.array(
    [cs.TokenClass.KEYWORD, cs.TokenClass.OPERATOR, cs.TokenClass.IDENTIFIER, cs.TokenClass.LITERAL], dtype=np.int8
)

ITEM_COLUMNS = {
    "turn": np.int32,
    "block": np.int32,
    "start": np.int32,
    "end": np.int32,
    "parent": np.int32,
    "complete": np.bool_,
    "cut": np.bool_,
    "own_cut": np.bool_,
    "reach": np.float64,
    "bridge": np.float64,
}
"""The per-item arrays of a `Structure` and their dtypes."""


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """The items of a conversation's code, response by response in order, and the tokens that belong to them.

    Per token of the conversation: `token_item`, int32, the item whose own text it belongs to (-1 for none: prose,
    trivia, code without a known language), `token_class`, int8, its `codestruct.TokenClass` (-1 outside code and for
    blank space), and `token_logic`, bool, whether it is core logic and belongs to an item. Per item: `turn`,
    `block` (of the whole conversation, from 0), `start` and `end` (characters of the conversation's text), `parent`,
    int32; `complete` (touches no syntax error), `cut` (its span runs past the last token), `own_cut` (its own text
    does), bool; `reach` and `bridge`, float64; `kind`, the grammar's name. `notes` counts what went wrong.
    """

    token_item: Ints
    token_class: NDArray[np.int8]
    token_logic: NDArray[np.bool_]
    turn: Ints
    block: Ints
    start: Ints
    end: Ints
    parent: Ints
    complete: NDArray[np.bool_]
    cut: NDArray[np.bool_]
    own_cut: NDArray[np.bool_]
    reach: NDArray[np.float64]
    bridge: NDArray[np.float64]
    kind: tuple[str, ...]
    notes: dict[str, int]


def name_language(info: str, code: str) -> str | None:
    """The canonical name of a code block's language: what its fence says, else what its text shows; None if neither.

    Raises `codestruct.errors.UnknownLanguage` where the fence names a language that is not registered.

    >>> name_language("js title=x", ""), name_language("", "")
    ('javascript', None)
    """
    word = _first_word(info)
    if word:
        return cs.get_language(word).name
    found = cs.detect_language(code)
    return None if found is None else cs.get_language(found).name


def find_structure(
    conversation: Conversation, *, join_blocks: bool = False, granularity: Granularity = "statement"
) -> Structure:
    """Analyse the code blocks of every response, each by itself, and align the tokens to their items.

    With another `granularity` than "statement", what is called an item here and after is one of its units. With
    `join_blocks`, the blocks of one language in a response are one source. A token belongs to an item's own text
    if `codestruct.align` gives it to the item and the two overlap; comments, separators and the blank space between
    items belong to nothing. A block in an unknown language, or in one whose grammar is not installed, has no items
    and is counted in `notes`.
    """
    segments, owner = partition_turns(conversation.text, conversation.turns)
    boundaries = np.array([s.start for s in segments], dtype=np.int32)
    place = locate_tokens(boundaries, conversation.start, conversation.end)
    notes: Counter[str] = Counter()
    groups: dict[tuple[int, int | str], tuple[str, list[int]]] = {}
    for number, segment in enumerate(segments):
        if segment.part is not Part.CODE:
            continue
        notes["code blocks"] += 1
        notes["code blocks with an unclosed fence"] += not segment.closed
        try:
            language = name_language(segment.info, segment.code)
        except cs.errors.UnknownLanguage:
            notes[f"code blocks in an unknown language ({_first_word(segment.info)})"] += 1
            continue
        if language is None:
            notes["code blocks without a named or recognised language"] += 1
            continue
        key = (owner[number], language if join_blocks else number)
        groups.setdefault(key, (language, []))[1].append(number)
    pieces = []
    for (turn, _), (language, numbers) in groups.items():
        source = _Source.of([segments[n] for n in numbers])
        try:
            code = cs.analyze(source.code, language)
        except cs.errors.LanguageError as error:
            notes[f"code blocks in a language that cannot be read ({error})"] += len(numbers)
            continue
        notes["code blocks with syntax errors"] += bool(code.errors)
        pieces.append(_align(conversation, source, code, turn, np.isin(place, numbers), granularity))
    return _concatenate(len(conversation.ids), pieces, dict(+notes))


def _first_word(info: str) -> str:
    """The language that an info string names: `js` of `js title=x`, `{.python}` or `python,ignore`."""
    return _INFO_WORD.sub("", re.split(r"[\s,]", info.strip(), maxsplit=1)[0]).lower()


@dataclass(frozen=True, slots=True)
class _Source:
    """Code blocks joined into one source text, with the way between its characters and the conversation's."""

    code: str
    segments: tuple[Segment, ...]
    base: tuple[int, ...]  # where each segment's code starts in the joined code

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> "_Source":
        pieces: list[str] = []
        base: list[int] = []
        length = 0
        for segment in segments:
            base.append(length)
            ends_line = segment.code.endswith("\n") or len(segments) == 1
            pieces.append(segment.code if ends_line else segment.code + "\n")
            length += len(pieces[-1])
        return cls("".join(pieces), tuple(segments), tuple(base))

    def to_code(self, chars: Ints) -> Ints:
        """Characters of the conversation -> characters of the code."""
        result = np.zeros(len(chars), dtype=np.int32)
        for segment, base in zip(self.segments, self.base, strict=True):
            inside = chars >= segment.start
            assert segment.offsets is not None  # code segments have them
            result[inside] = base + segment.offsets[np.minimum(chars[inside], segment.end) - segment.start]
        return result

    def to_text(self, chars: Ints) -> Ints:
        """Characters of the code -> the characters of the conversation that they are."""
        which = np.searchsorted(np.array(self.base), chars, side="right") - 1
        result = np.zeros(len(chars), dtype=np.int32)
        for number, (segment, base) in enumerate(zip(self.segments, self.base, strict=True)):
            inside = which == number
            assert segment.offsets is not None
            result[inside] = segment.start + np.searchsorted(segment.offsets, chars[inside] - base, side="right") - 1
        return result


def _align(
    conversation: Conversation,
    source: _Source,
    code: cs.Analysis,
    turn: int,
    inside: NDArray[np.bool_],
    granularity: Granularity,
) -> Structure:
    """The structure of one source; `inside` says which tokens lie in its segments."""
    tokens = np.flatnonzero(inside)
    token_item = np.full(len(conversation.ids), -1, dtype=np.int32)
    token_class = np.full(len(conversation.ids), -1, dtype=np.int8)
    token_logic = np.zeros(len(conversation.ids), dtype=np.bool_)
    own, own_end = _map_own_text(code)
    span = np.stack([source.to_code(conversation.start[tokens]), source.to_code(conversation.end[tokens])], axis=1)
    item, cls = cs.align(code, span)
    spans = code.source.to_byte(span)
    item = np.where(_touches(own, spans[:, 0], spans[:, 1], item) & (cls != cs.TokenClass.COMMENT), item, -1)
    token_class[tokens] = cls
    token_logic[tokens] = np.isin(cls, _LOGIC) & (item >= 0)
    unit = assign_units(code.items.parent, np.asarray(code.items.category) == cs.Category.FUNCTION, granularity)
    token_item[tokens] = np.where(item >= 0, np.append(unit, -1)[item], -1)
    limit = int(conversation.end[-1]) if conversation.cut else len(conversation.text)
    table = _tabulate_units(code, unit, own_end, source, limit)
    count = len(table["start"])
    fixed: dict[str, Any] = {"turn": np.full(count, turn, dtype=np.int32), "block": np.zeros(count, dtype=np.int32)}
    first = np.unique(unit, return_index=True)[1]
    kind = tuple(code.items[int(item)].kind for item in first)
    aligned: dict[str, Any] = {"token_item": token_item, "token_class": token_class, "token_logic": token_logic}
    return Structure(**aligned, **fixed, **table, kind=kind, notes={})


def _map_own_text(code: cs.Analysis) -> tuple[Ints, Ints]:
    """The item that each byte is own text of (-1: none), and where each item's own text ends."""
    own = np.full(len(code.source.data) + 1, -1, dtype=np.int32)
    end = np.zeros(len(code.items), dtype=np.int32)
    for number in range(len(code.items)):
        for first, after in code.items.own(number):
            own[first:after] = number
            end[number] = after
    return own, end


def _tabulate_units(code: cs.Analysis, unit: Ints, own_end: Ints, source: _Source, limit: int) -> dict[str, Any]:
    """The per-item columns of a `Structure`, of units; a unit is complete, or cut, as its worst member is."""
    items, count = code.items, int(unit.max(initial=-1)) + 1
    first = np.unique(unit, return_index=True)[1]
    owner = np.asarray(items.parent)[first]
    start = source.to_text(code.source.to_char(items.start))
    end, last = (source.to_text(code.source.to_char(np.maximum(b, 1) - 1)) + 1 for b in (items.end, own_end))
    graph = code.graph if count == len(unit) else contract_graph(code.graph, unit)
    largest = np.zeros((2, count), dtype=np.int32)
    np.maximum.at(largest[0], unit, end)
    np.maximum.at(largest[1], unit, last)
    complete = np.ones(count, dtype=np.bool_)
    np.logical_and.at(complete, unit, np.asarray(items.complete))
    return {
        "start": start[first],
        "end": largest[0],
        "parent": np.where(owner >= 0, np.append(unit, -1)[owner], -1).astype(np.int32),
        "complete": complete,
        "cut": largest[0] > limit,
        "own_cut": largest[1] > limit,
        "reach": np.asarray(code.reach if graph is code.graph else cs.reach(graph)),
        "bridge": np.asarray(code.bridge if graph is code.graph else cs.bridge(graph)),
    }


def _touches(own: Ints, start: Ints, end: Ints, item: Ints) -> NDArray[np.bool_]:
    """Whether each byte span `[start, end)` holds a byte of its item's own text."""
    width = np.maximum(end - start, 0)
    first = np.cumsum(width) - width
    at = np.arange(int(width.sum())) + np.repeat(start - first, width)
    hit = np.concatenate(([0], np.cumsum(own[at] == np.repeat(item, width))))
    found: NDArray[np.bool_] = (hit[first + width] > hit[first]) & (item >= 0)
    return found


def _concatenate(tokens: int, pieces: Sequence[Structure], notes: dict[str, int]) -> Structure:
    """One structure of many, each of which holds tokens that no other does."""
    token_item = np.full(tokens, -1, dtype=np.int32)
    token_class = np.full(tokens, -1, dtype=np.int8)
    token_logic = np.zeros(tokens, dtype=np.bool_)
    columns: dict[str, list[NDArray[np.generic]]] = {name: [] for name in ITEM_COLUMNS}
    kinds: list[str] = []
    for block, piece in enumerate(pieces):
        mine = piece.token_item >= 0
        token_item[mine] = piece.token_item[mine] + len(kinds)
        np.maximum(token_class, piece.token_class, out=token_class)
        token_logic |= piece.token_logic
        for name in columns:
            columns[name].append(getattr(piece, name))
        columns["block"][-1] = np.full(len(piece.kind), block, dtype=np.int32)
        columns["parent"][-1] = np.where(piece.parent >= 0, piece.parent + len(kinds), -1).astype(np.int32)
        kinds += piece.kind
    joined = {name: np.concatenate([np.zeros(0, dtype=dtype), *columns[name]]) for name, dtype in ITEM_COLUMNS.items()}
    aligned: dict[str, Any] = {"token_item": token_item, "token_class": token_class, "token_logic": token_logic}
    return Structure(**aligned, **joined, kind=tuple(kinds), notes=notes)
