"""A response as the report shows it: its text in runs of one fate, its tokens' GCE, its items' terms, its budget."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from codeblock.data import Part
from codeblock.explanation import ItemTerms, explain
from codeblock.selection import SelectionConfig, gce
from codeblock.supervision import read_conversation

__all__ = ["Budget", "ItemRow", "Piece", "Response", "Run", "annotate_response"]

_TERMS = ("utility", "rank", "reach", "bridge", "gate", "priority")


@dataclass(frozen=True, slots=True)
class Piece:
    """One token's characters; `heat` is its GCE as a share of the highest possible, `told` the same in words."""

    text: str
    heat: float = 0.0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens in a row that share an item and a fate; `first` is True for the first run of its item.

    `written` is False for the context between an assistant's turns.
    """

    pieces: tuple[Piece, ...]
    item: int | None
    chosen: bool
    written: bool = True
    first: bool = False
    heat: float = 0.0
    terms: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """The terms of one item; `from_utility` and `from_structure` are the two parts of its priority, of the highest."""

    terms: ItemTerms
    line: str
    from_utility: float
    from_structure: float


@dataclass(frozen=True, slots=True)
class Budget:
    """The tokens of one part of a response: all, supervised, and how many may be supervised by its own budget."""

    part: str
    tokens: int
    supervised: int
    allowed: int


@dataclass(frozen=True, slots=True)
class Response:
    """Everything that the page shows of one response."""

    number: int
    title: str
    share: str
    asked: str
    runs: tuple[Run, ...]
    items: tuple[ItemRow, ...]
    budgets: tuple[Budget, ...]


def annotate_response(number: int, record: Mapping[str, Any], config: SelectionConfig) -> Response:
    """What the page shows of a row of `select_supervision`'s output; `config` is the selection's (q and budgets)."""
    conversation, _ = read_conversation(record)
    written = conversation.turn >= 0
    supervised = np.asarray(record["supervised"], dtype=np.bool_)
    share = f"{supervised.sum()} of {written.sum()} response tokens, {sum(record['item_selected'])} of "
    share += f"{len(record['item_selected'])} items"
    begin = conversation.turns[0][0]
    end = int(conversation.end[written][-1]) if written.any() else begin
    terms = explain(record)
    budgets = tuple(
        Budget(name, int((conversation.part == part).sum()), int((supervised & (conversation.part == part)).sum()),
               int(allowed * int((conversation.part == part).sum())))
        for name, part, allowed in (
            ("code", Part.CODE, config.code_budget), ("prose", Part.PROSE, config.prose_budget)
        )
    )  # fmt: skip
    runs = tuple(_read_runs(record, terms, config.q, begin, end))
    return Response(number, record["id"], share, conversation.text[:begin], runs, _tabulate(terms), budgets)


def _tabulate(terms: tuple[ItemTerms, ...]) -> tuple[ItemRow, ...]:
    """The items by falling priority, with what utility and structure each add to it."""
    highest = max((item.priority for item in terms), default=0.0) or 1.0
    ordered = sorted(terms, key=lambda item: (item.turn, item.place))
    return tuple(
        ItemRow(
            item, item.text.split("\n", 1)[0][:60], item.utility / highest, (item.priority - item.utility) / highest
        )
        for item in ordered
    )


def _read_runs(
    record: Mapping[str, Any], terms: tuple[ItemTerms, ...], q: float, begin: int, stop: int
) -> Iterator[Run]:
    """The text from `begin` to `stop` in runs; bytes of one character that are several tokens share its fate."""
    text = record["text"]
    highest = max(record["item_priority"], default=0.0) or 1.0
    seen: set[int] = set()
    pieces: list[Piece] = []
    at, key = begin, (-1, False, True)

    def finish() -> Iterator[Run]:
        item, chosen, written = key
        told = tuple(piece for piece in pieces if piece.text)
        if told and item < 0:
            yield Run(told, None, chosen, written)
        elif told:
            heat = round(0.15 + 0.5 * terms[item].priority / highest, 2)
            yield Run(told, item, chosen, True, item not in seen, heat, _describe(terms[item]))
            seen.add(item)
        pieces.clear()

    columns = ("token_start", "token_end", "token_item", "supervised", "token_turn", "logprob")
    for start, end, item, chosen, turn, logprob in zip(*(record[name] for name in columns), strict=True):
        if end <= at or start >= stop:
            continue
        if start > at:
            pieces.append(Piece(text[at:start]))  # what lies between tokens goes with what stands before it
        if (item, chosen, turn >= 0) != key:
            yield from finish()
            key = (item, chosen, turn >= 0)
        pieces.append(_read_piece(text[max(start, at) : end], logprob, q))
        at = end
    if at < stop:
        pieces.append(Piece(text[at:stop]))
    yield from finish()


def _read_piece(text: str, logprob: float, q: float) -> Piece:
    if np.isnan(logprob):
        return Piece(text)
    value = float(gce(np.asarray([logprob]), q)[0])
    heat = value * q if q else min(value / 8, 1.0)  # of the highest, 1 / q; cross-entropy has none
    return Piece(text, round(max(heat, 0.0), 2), f"GCE {value:.3f}, p {np.exp(logprob):.3f}")


def _describe(item: ItemTerms) -> str:
    terms = ", ".join(f"{name} {getattr(item, name):.3f}" for name in _TERMS)
    return f"{item.kind} ({item.state}; {item.tokens} tokens; number {item.place} by priority): {terms}"
