"""Supervised tokens -> the columns that trainers read: `input_ids`, `attention_mask`, `labels`."""

from collections.abc import Mapping
from typing import Any

import datasets
import numpy as np
from numpy.typing import NDArray

from codeblock.columns import append_columns, require_columns
from codeblock.errors import DataError

__all__ = ["IGNORED", "build_labels"]

IGNORED = -100
"""The label of a token that no loss is taken on."""


_WEIGHTS = ("token_item", "item_turn", "item_priority")


def build_labels(selection: datasets.Dataset, *, weighted: bool = False) -> tuple[datasets.Dataset, dict[str, int]]:
    """The training set: `id`, `input_ids`, `attention_mask` and `labels`, one row a conversation.

    Labels are the tokens that a method chose (`supervised`), and -100 elsewhere. A row without any label would make a
    batch's loss 0/0 or silently nothing, so it is dropped and counted. Raises `DataError` where no row is left.

    `weighted` adds `weights`, float32, which `train_model` multiplies the losses of tokens by: the priority of the item
    that a token belongs to, divided by the highest priority in its response; 1 for words. Soft selection is this over
    a selection with a code budget of 1. Ours.
    """
    columns = ["input_ids", "supervised", *(_WEIGHTS if weighted else ())]
    require_columns(selection, ["id", *columns], "labels", "codeblock select")
    rows: list[int] = []
    ids: list[NDArray[Any]] = []
    labels: list[NDArray[Any]] = []
    weights: list[NDArray[Any]] = []
    for number, record in enumerate(selection.select_columns(columns)):
        tokens = np.asarray(record["input_ids"], dtype=np.int32)
        wanted = np.asarray(record["supervised"], dtype=np.bool_)
        # Nothing precedes the first token, so that no loss can be taken on it.
        if wanted[1:].any():
            rows.append(number)
            ids.append(tokens)
            labels.append(np.where(wanted, tokens, IGNORED).astype(np.int32))
            if weighted:
                weights.append(_weigh_tokens(record, wanted))
    if not rows:
        raise DataError("the selection", "no row has a supervised token", "raise the code or the prose budget")
    made = {"input_ids": ids, "attention_mask": [np.ones(len(i), dtype=np.int8) for i in ids], "labels": labels}
    if weighted:
        made["weights"] = weights
    kept = selection.select(rows).select_columns(["id"])
    return append_columns(kept, made), {"rows without a supervised token, dropped": len(selection) - len(rows)}


def _weigh_tokens(record: Mapping[str, Any], wanted: NDArray[np.bool_]) -> NDArray[np.float32]:
    owner, turn = np.asarray(record["token_item"], dtype=np.int64), np.asarray(record["item_turn"], dtype=np.int64)
    priority = np.asarray(record["item_priority"], dtype=np.float64)
    highest = np.zeros(turn.max(initial=-1) + 1)
    np.maximum.at(highest, turn, priority)
    share = np.divide(priority, highest[turn], out=np.zeros_like(priority), where=highest[turn] > 0)
    return np.where(wanted, np.append(share, 1.0)[owner], 0.0).astype(np.float32)
