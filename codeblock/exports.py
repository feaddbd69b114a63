"""The choice in the words of trainers that tokenize by themselves: Axolotl's `train_detail`."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import datasets
import numpy as np

from codeblock.columns import require_columns

__all__ = ["export_train_detail"]


def export_train_detail(selection: datasets.Dataset) -> datasets.Dataset:
    """Rows of `id` and `messages`, each assistant message with the character spans of its content to learn from.

    Axolotl's chat format: `train_detail` is a list of `{begin_offset, end_offset, train}` over a message's `content`,
    both ends inclusive; together the spans cover it. Other messages have an empty list, which Axolotl leaves untrained.
    A character that several tokens share is trained if one of them is.
    """
    require_columns(
        selection, ["id", "messages", "text", "turns", "token_start", "supervised"], "labels", "codeblock select"
    )
    rows = [{"id": record["id"], "messages": _detail(record)} for record in selection]
    return datasets.Dataset.from_list(rows)


def _detail(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    wanted = np.zeros(len(record["text"]), dtype=np.bool_)
    for start, end, chosen in zip(record["token_start"], record["token_end"], record["supervised"], strict=True):
        wanted[start:end] |= chosen
    turns = iter(record["turns"])
    messages = []
    for message in record["messages"]:
        spans = []
        if message["role"] == "assistant":
            start, end = next(turns)
            content = message["content"]
            flags = np.zeros(len(content), dtype=np.bool_)
            first = content.find(record["text"][start:end])  # what the template stripped is not learned
            flags[first : first + end - start] = wanted[start:end]
            spans = _cut(flags)
        messages.append({"role": message["role"], "content": message["content"], "train_detail": spans})
    return messages


def _cut(flags: np.ndarray[Any, np.dtype[np.bool_]]) -> list[dict[str, Any]]:
    spans, at = [], 0
    for train, group in groupby(flags.tolist()):
        length = sum(1 for _ in group)
        spans.append({"begin_offset": at, "end_offset": at + length - 1, "train": train})
        at += length
    return spans
