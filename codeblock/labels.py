"""Supervised tokens -> the columns that trainers read: `input_ids`, `attention_mask`, `labels`."""

from typing import Literal

import datasets
import numpy as np

from codeblock.columns import append_columns, require_columns
from codeblock.errors import ConfigError, DataError

__all__ = ["IGNORED", "build_labels"]

IGNORED = -100
"""The label of a token that no loss is taken on."""


def build_labels(
    selection: datasets.Dataset, method: Literal["codeblock", "full"] = "codeblock"
) -> tuple[datasets.Dataset, dict[str, int]]:
    """The training set of one method: `id`, `input_ids`, `attention_mask` and `labels`, one row a conversation.

    `codeblock` labels the tokens that `select_supervision` chose; `full` labels everything that the assistant wrote
    and the mark that ends its turn. All other labels are -100. A row without any label would make a batch's loss 0/0
    or silently nothing, so it is dropped and counted. Raises `DataError` where no row is left.
    """
    column = {"codeblock": "supervised", "full": "token_turn"}.get(method)
    if column is None:
        raise ConfigError("method", f"unknown value {method!r}", "give codeblock or full")
    require_columns(selection, ["id", "input_ids", column], "labels", "codeblock select")
    rows: list[int] = []
    labels: list[np.ndarray[tuple[int], np.dtype[np.int32]]] = []
    ids = []
    for number, record in enumerate(selection.select_columns(["input_ids", column])):
        tokens = np.asarray(record["input_ids"], dtype=np.int32)
        flags = np.asarray(record[column])
        wanted = flags >= 0 if method == "full" else flags.astype(np.bool_)
        # Nothing precedes the first token, so that no loss can be taken on it.
        if wanted[1:].any():
            rows.append(number)
            ids.append(tokens)
            labels.append(np.where(wanted, tokens, IGNORED).astype(np.int32))
    if not rows:
        raise DataError("the selection", "no row has a supervised token", "raise the code or the prose budget")
    columns = {"input_ids": ids, "attention_mask": [np.ones(len(i), dtype=np.int8) for i in ids], "labels": labels}
    kept = selection.select(rows).select_columns(["id"])
    return append_columns(kept, columns), {"rows without a supervised token, dropped": len(selection) - len(rows)}
