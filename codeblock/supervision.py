"""Stages 2 and 4 on a data set: scored responses in, supervised tokens out, with every term that led to them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import datasets
import numpy as np
from numpy.typing import NDArray

from codeblock.chat import Conversation
from codeblock.columns import append_columns, require_columns
from codeblock.data import Part
from codeblock.progress import track
from codeblock.selection import (
    Ranking,
    SelectionConfig,
    choose_items,
    choose_words,
    draw_numbers,
    gce,
    rank_items,
    with_ancestors,
)
from codeblock.structure import Structure, find_structure

__all__ = ["read_conversation", "select_supervision"]

_TOKENS = ("start", "end", "turn", "part")
_READ = ["id", "text", "turns", "input_ids", *(f"token_{name}" for name in _TOKENS), "logprob", "tokens_cut"]
_STRUCTURE = ("turn", "block", "start", "end", "parent", "complete", "cut", "reach", "bridge")
_TERMS = ("utility", "rank", "gate", "structure", "priority")

Flags = NDArray[np.bool_]


def select_supervision(
    scores: datasets.Dataset, config: SelectionConfig | None = None, *, show: bool = False
) -> tuple[datasets.Dataset, dict[str, int]]:
    """Choose the tokens of each scored response that are to be learned from.

    Reads the columns that `score_responses` writes. Adds, per token, `supervised` (bool) and `token_item` (int32, -1
    for none), and, per item, `item_turn`, `item_block`, `item_start`, `item_end` (characters of `text`),
    `item_parent`, `item_complete`, `item_cut`, `item_reach`, `item_bridge`, `item_utility`, `item_rank`, `item_gate`,
    `item_structure`, `item_priority`, `item_eligible`, `item_selected` and `item_kind`. Items cut by the token limit
    are never chosen. Returns the rows and counted diagnostics.
    """
    config = config or SelectionConfig()
    require_columns(scores, _READ, "select", "codeblock score")
    notes: Counter[str] = Counter()
    rows: list[_Row] = []
    for number in track(range(len(scores)), "selecting", show=show):
        record = scores[number]
        conversation, logprob = read_conversation(record)
        structure = find_structure(conversation, join_blocks=config.join_blocks, granularity=config.granularity)
        notes.update(structure.notes)
        order = draw_numbers(config.seed, record["id"], len(structure.kind)) if config.order == "random" else None
        rows.append(_read_row(conversation, structure, logprob, order, config))
    offers = [offer for row in rows for offer in row.offers]
    if config.scope == "dataset":
        chosen = _split(_choose(_join(offers), config), offers)
    else:
        chosen = [_choose(offer, config) for offer in offers]
    columns: dict[str, list[Any]] = {}
    at = 0
    for row in rows:
        for name, values in _write_row(row, chosen[at : at + len(row.offers)], config).items():
            columns.setdefault(name, []).append(values)
        at += len(row.offers)
    notes["items selected"] = int(sum(items.sum() for items, _ in chosen))
    notes["responses without code"] = sum(offer.code_tokens == 0 for offer in offers)
    return append_columns(scores, columns), dict(notes)


def read_conversation(record: Mapping[str, Any]) -> tuple[Conversation, NDArray[np.float32]]:
    """The conversation and the log-probabilities that a row of `score_responses` holds."""
    ids, start, end, turn = (
        np.asarray(record[name], dtype=np.int32) for name in ("input_ids", "token_start", "token_end", "token_turn")
    )
    turns = tuple((int(first), int(last)) for first, last in record["turns"])
    part = np.asarray(record["token_part"], dtype=np.int8)
    conversation = Conversation(record["text"], turns, ids, start, end, turn, part, record["tokens_cut"])
    return conversation, np.asarray(record["logprob"], dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Offer:
    """What one response, or several joined, has for a budget to choose from."""

    priority: NDArray[np.float64]
    eligible: Flags
    tokens: NDArray[np.int64]  # of each item's own text
    parent: NDArray[np.int32]
    word_value: NDArray[np.float64]
    is_word: Flags
    code_tokens: int
    prose_tokens: int


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    conversation: Conversation
    structure: Structure
    rankings: list[Ranking]  # one a response, like the three below
    offers: list[_Offer]
    items: list[slice]
    tokens: list[slice]


def _read_row(
    conversation: Conversation,
    structure: Structure,
    logprob: NDArray[np.float32],
    order: NDArray[np.float64] | None,
    config: SelectionConfig,
) -> _Row:
    row = _Row(conversation, structure, [], [], [], [])
    count = len(conversation.turns)
    # Context after a turn goes with its tokens; it is neither prose nor code, so nothing of it is on offer.
    token_edges = np.searchsorted(np.maximum.accumulate(conversation.turn), np.arange(count + 1))
    item_edges = np.searchsorted(structure.turn, np.arange(count + 1))
    is_word = (conversation.part == Part.PROSE) & ~_blank_tokens(conversation) & ~np.isnan(logprob)
    for turn in range(count):
        tokens = slice(token_edges[turn], token_edges[turn + 1])
        items = slice(item_edges[turn], item_edges[turn + 1])
        owner = _number_from(structure.token_item[tokens], items.start)
        logic, reach, bridge = structure.token_logic[tokens], structure.reach[items], structure.bridge[items]
        ranking = rank_items(logprob[tokens], owner, logic, reach, bridge, config)
        parent = _number_from(structure.parent[items], items.start)
        size = np.bincount(owner[owner >= 0], minlength=len(parent))
        part = conversation.part[tokens]
        row.offers.append(
            _Offer(
                priority=ranking.priority if order is None else order[items],
                eligible=_eligible_items(structure, items, parent, config) & (size > 0),
                tokens=size,
                parent=parent,
                word_value=gce(logprob[tokens], config.q),
                is_word=is_word[tokens],
                code_tokens=int((part == Part.CODE).sum()),
                prose_tokens=int((part == Part.PROSE).sum()),
            )
        )
        row.rankings.append(ranking)
        row.items.append(items)
        row.tokens.append(tokens)
    return row


def _number_from(items: NDArray[np.int32], first: int) -> NDArray[np.int32]:
    """Items of a conversation as items of a response whose first one is `first`; -1 stays."""
    return np.where(items >= 0, items - first, -1).astype(np.int32)


def _blank_tokens(conversation: Conversation) -> Flags:
    text = conversation.text
    spans = zip(conversation.start.tolist(), conversation.end.tolist(), strict=True)
    return np.array([not text[start:end].strip() for start, end in spans], dtype=np.bool_)


def _eligible_items(structure: Structure, items: slice, parent: NDArray[np.int32], config: SelectionConfig) -> Flags:
    """Which items may be chosen: whole within the token limit and free of syntax errors, and so are the ancestors'
    own texts where these are supervised too."""
    eligible = ~structure.cut[items]
    sound = ~structure.own_cut[items]
    if not config.allow_incomplete:
        eligible &= structure.complete[items]
        sound &= structure.complete[items]
    if config.closure == "spine":
        for item in range(len(parent)):  # parents come first
            if parent[item] >= 0:
                sound[item] &= sound[parent[item]]
                eligible[item] &= sound[parent[item]]
    return eligible


def _choose(offer: _Offer, config: SelectionConfig) -> tuple[Flags, Flags]:
    """The chosen items and words of an offer; budgets are whole tokens, rounded down."""
    code = int(config.code_budget * offer.code_tokens + 1e-9)
    prose = int(config.prose_budget * offer.prose_tokens + 1e-9)
    items = choose_items(offer.priority, offer.eligible, offer.tokens, offer.parent, code, config.closure)
    return items, choose_words(offer.word_value, offer.is_word, prose)


def _join(offers: Sequence[_Offer]) -> _Offer:
    first = np.cumsum([0, *(len(o.priority) for o in offers)])
    parents = [
        np.where(o.parent >= 0, o.parent + at, -1).astype(np.int32) for o, at in zip(offers, first, strict=False)
    ]
    return _Offer(
        priority=np.concatenate([o.priority for o in offers]),
        eligible=np.concatenate([o.eligible for o in offers]),
        tokens=np.concatenate([o.tokens for o in offers]),
        parent=np.concatenate(parents),
        word_value=np.concatenate([o.word_value for o in offers]),
        is_word=np.concatenate([o.is_word for o in offers]),
        code_tokens=sum(o.code_tokens for o in offers),
        prose_tokens=sum(o.prose_tokens for o in offers),
    )


def _split(chosen: tuple[Flags, Flags], offers: Sequence[_Offer]) -> list[tuple[Flags, Flags]]:
    items = np.split(chosen[0], np.cumsum([len(o.priority) for o in offers])[:-1])
    words = np.split(chosen[1], np.cumsum([len(o.is_word) for o in offers])[:-1])
    return list(zip(items, words, strict=True))


def _write_row(row: _Row, chosen: Sequence[tuple[Flags, Flags]], config: SelectionConfig) -> dict[str, Any]:
    structure, part = row.structure, row.conversation.part
    supervised = np.zeros(len(part), dtype=np.bool_)
    selected = np.zeros(len(structure.kind), dtype=np.bool_)
    for (items, words), offer, place, tokens in zip(chosen, row.offers, row.items, row.tokens, strict=True):
        selected[place] = items
        closed = with_ancestors(items, offer.parent) if config.closure == "spine" else items
        owner = structure.token_item[tokens] - place.start
        supervised[tokens] = np.append(closed, False)[np.where(structure.token_item[tokens] >= 0, owner, -1)] | words
    supervised |= (part == Part.END) & config.supervise_end
    supervised |= (part == Part.FENCE) & config.supervise_fences
    columns: dict[str, Any] = {"supervised": supervised, "token_item": structure.token_item}
    columns |= {f"item_{name}": getattr(structure, name) for name in _STRUCTURE}
    for name in _TERMS:
        columns[f"item_{name}"] = np.concatenate([np.zeros(0), *(getattr(r, name) for r in row.rankings)])
    columns["item_eligible"] = np.concatenate([np.zeros(0, dtype=np.bool_), *(offer.eligible for offer in row.offers)])
    columns["item_selected"] = selected
    columns["item_kind"] = list(structure.kind)
    return columns
