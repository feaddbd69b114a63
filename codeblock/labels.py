"""Supervised tokens -> the columns that trainers read: `input_ids`, `attention_mask`, `labels`."""

import datasets
import numpy as np

from codeblock.columns import append_columns, require_columns
from codeblock.errors import DataError

__all__ = ["IGNORED", "build_labels"]

IGNORED = -100
"""The label of a token that no loss is taken on."""


def build_labels(selection: datasets.Dataset) -> tuple[datasets.Dataset, dict[str, int]]:
    """The training set: `id`, `input_ids`, `attention_mask` and `labels`, one row a conversation.

    Labels are the tokens that a method chose (`supervised`), and -100 elsewhere. A row without any label would make a
    batch's loss 0/0 or silently nothing, so it is dropped and counted. Raises `DataError` where no row is left.
    """
    require_columns(selection, ["id", "input_ids", "supervised"], "labels", "codeblock select")
    rows: list[int] = []
    labels: list[np.ndarray[tuple[int], np.dtype[np.int32]]] = []
    ids = []
    for number, record in enumerate(selection.select_columns(["input_ids", "supervised"])):
        tokens = np.asarray(record["input_ids"], dtype=np.int32)
        wanted = np.asarray(record["supervised"], dtype=np.bool_)
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
