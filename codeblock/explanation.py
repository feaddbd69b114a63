"""Why an item was chosen, or was not: every term of the formula, one row an item."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from codeblock.errors import ColumnError

__all__ = ["ItemTerms", "explain"]

_MEASURES = ("utility", "rank", "reach", "bridge", "structure", "gate", "priority")


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """One item of a response with the terms of its priority (see `codeblock.selection`) and what became of it.

    `kind` is the grammar's, `text` the item's own; `turn`, `block` and `parent` (an index, -1 for none) say where it
    stands; `tokens` of its own, `supervised` of them. `utility`, `rank`, `reach`, `bridge`, `structure`, `gate` and
    `priority` are the terms; `place` is its place in the order of priority among its response's items, from 1, ties by
    position. `state` is one of "selected", "supervised with what it owns" (its text goes with a selected item inside
    it), "below the budget", "cut by the token limit", "incomplete" (it, or what it stands in, touches a syntax error or
    the token limit) and "no tokens of its own".
    """

    kind: str
    text: str
    turn: int
    block: int
    parent: int
    tokens: int
    supervised: int
    utility: float
    rank: float
    reach: float
    bridge: float
    structure: float
    gate: float
    priority: float
    place: int
    state: str


def explain(record: Mapping[str, Any]) -> tuple[ItemTerms, ...]:
    """The terms of every item of a row that `select_supervision` wrote, in the order of the text.

    `text` is the item's whole span, `tokens` the tokens of its own text, `supervised` how many of those are learned.
    Raises `ColumnError` for a row of another stage.
    """
    if "item_eligible" not in record:
        raise ColumnError("explain()", "no column item_eligible", "give it a row of the output of `codeblock select`")
    owner, supervised = np.asarray(record["token_item"], dtype=np.int64), np.asarray(record["supervised"], dtype=bool)
    count = len(record["item_kind"])
    tokens = np.bincount(owner[owner >= 0], minlength=count)
    learned = np.bincount(owner[(owner >= 0) & supervised], minlength=count)
    turn, priority = np.asarray(record["item_turn"]), np.asarray(record["item_priority"], dtype=np.float64)
    place = np.zeros(count, dtype=np.int64)
    for number in np.unique(turn):
        mine = np.flatnonzero(turn == number)
        place[mine[np.argsort(-priority[mine], kind="stable")]] = np.arange(1, len(mine) + 1)
    return tuple(
        ItemTerms(
            kind=record["item_kind"][item],
            text=record["text"][record["item_start"][item] : record["item_end"][item]],
            turn=int(turn[item]),
            block=int(record["item_block"][item]),
            parent=int(record["item_parent"][item]),
            tokens=int(tokens[item]),
            supervised=int(learned[item]),
            **{name: float(record[f"item_{name}"][item]) for name in _MEASURES},
            place=int(place[item]),
            state=_tell_state(record, item, int(tokens[item]), int(learned[item])),
        )
        for item in range(count)
    )


def _tell_state(record: Mapping[str, Any], item: int, tokens: int, learned: int) -> str:
    if record["item_selected"][item]:
        return "selected"
    if tokens and learned == tokens:
        return "supervised with what it owns"
    if record["item_cut"][item]:
        return "cut by the token limit"
    if not tokens:
        return "no tokens of its own"
    return "below the budget" if record["item_eligible"][item] else "incomplete"
