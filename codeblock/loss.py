"""The masked loss at the price of its supervised tokens: other positions never meet the LM head."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from codeblock.labels import IGNORED

__all__ = ["SupervisedCollator", "weighted_loss"]


class SupervisedCollator:
    """Makes rows of `input_ids` and `labels` a batch whose loss is computed on supervised positions only.

    Besides `input_ids` and `labels`, int64 [batch, width], the batch holds `logits_to_keep`, bool [batch, width], True
    at each position whose next token has a label, and `shift_labels`, int64 [supervised], those labels. transformers
    (5.21 and newer) then hands the LM head the states of these positions alone; the loss is the stock one, sum of
    -log p over supervised tokens divided by their number, with equal gradients. A label on the first token of a row,
    which nothing precedes, is taken off.

    Rows are padded, with an `attention_mask`; with `packed` they are laid end to end instead, [1, tokens], and
    `position_ids` that start anew tell transformers to keep them from seeing each other. Rows that have `weights` (a
    float a token) give `shift_weights`, float32 [supervised], too; see `weighted_loss`.

    >>> batch = SupervisedCollator(0)([{"input_ids": [5, 6, 7], "labels": [-100, -100, 7]}])
    >>> batch["logits_to_keep"].tolist(), batch["shift_labels"].tolist()
    ([[False, True, False]], [7])
    """

    def __init__(self, pad_id: int, *, packed: bool = False) -> None:
        self.pad_id = pad_id
        self.packed = packed

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        lay = _lay_end_to_end if self.packed else _pad
        ids, lengths = lay([row["input_ids"] for row in rows], self.pad_id, torch.long)
        labels, _ = lay([[IGNORED, *row["labels"][1:]] for row in rows], IGNORED, torch.long)
        keep = _shift(labels, IGNORED) != IGNORED
        batch: dict[str, Any] = {
            "input_ids": ids,
            "labels": labels,
            "logits_to_keep": keep,
            "shift_labels": _shift(labels, IGNORED)[keep],
        }
        if self.packed:
            batch["position_ids"] = torch.cat([torch.arange(length) for length in lengths])[None]
            batch["use_cache"] = False  # with a cache, transformers takes the rows for one text
        else:
            batch["attention_mask"] = (torch.arange(ids.shape[1]) < torch.tensor(lengths)[:, None]).long()
        if all("weights" in row for row in rows):
            weights, _ = lay([row["weights"] for row in rows], 0.0, torch.float32)
            batch["shift_weights"] = _shift(weights, 0.0)[keep]
        return batch


def weighted_loss(logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor, total: Any) -> torch.Tensor:
    """The sum of weight times -log p over supervised tokens, divided by `total`, the global batch's sum of weights.

    `logits` [supervised, vocabulary], `labels` and `weights` [supervised]. With equal weights it is the stock loss.
    """
    losses = torch.nn.functional.cross_entropy(logits.float(), labels, reduction="none")
    loss: torch.Tensor = (losses * weights).sum() / total
    return loss


def _pad(rows: Sequence[Sequence[Any]], fill: Any, dtype: torch.dtype) -> tuple[torch.Tensor, list[int]]:
    lengths = [len(row) for row in rows]
    table = torch.full((len(rows), max(lengths)), fill, dtype=dtype)
    for number, row in enumerate(rows):
        table[number, : len(row)] = torch.as_tensor(row, dtype=dtype)
    return table, lengths


def _lay_end_to_end(rows: Sequence[Sequence[Any]], fill: Any, dtype: torch.dtype) -> tuple[torch.Tensor, list[int]]:
    return torch.cat([torch.as_tensor(row, dtype=dtype) for row in rows])[None], [len(row) for row in rows]


def _shift(table: torch.Tensor, fill: Any) -> torch.Tensor:
    """Each position's value is its next token's."""
    return torch.nn.functional.pad(table[:, 1:], (0, 1), value=fill)
