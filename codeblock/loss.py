"""The masked loss at the price of its supervised tokens: other positions never meet the LM head."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from codeblock.labels import IGNORED

__all__ = ["SupervisedCollator"]


class SupervisedCollator:
    """Pads rows of `input_ids` and `labels` into a batch whose loss is computed on supervised positions only.

    Besides `input_ids`, `attention_mask` and `labels`, int64 [batch, width], the batch holds `logits_to_keep`, bool
    [batch, width], True at each position whose next token has a label, and `shift_labels`, int64 [supervised], those
    labels. transformers (5.21 and newer) then hands the LM head the states of these positions alone; the loss is the
    stock one, sum of -log p over supervised tokens divided by their number, with equal gradients.

    >>> batch = SupervisedCollator(0)([{"input_ids": [5, 6, 7], "labels": [-100, -100, 7]}])
    >>> batch["logits_to_keep"].tolist(), batch["shift_labels"].tolist()
    ([[False, True, False]], [7])
    """

    def __init__(self, pad_id: int) -> None:
        self.pad_id = pad_id

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
        width = max(len(row["input_ids"]) for row in rows)
        ids = torch.full((len(rows), width), self.pad_id)
        mask = torch.zeros(len(rows), width, dtype=torch.long)
        labels = torch.full((len(rows), width), IGNORED)
        for number, row in enumerate(rows):
            length = len(row["input_ids"])
            ids[number, :length] = torch.as_tensor(row["input_ids"])
            labels[number, :length] = torch.as_tensor(row["labels"])
            mask[number, :length] = 1
        following = torch.nn.functional.pad(labels[:, 1:], (0, 1), value=IGNORED)
        keep = following != IGNORED
        return {
            "input_ids": ids,
            "attention_mask": mask,
            "labels": labels,
            "logits_to_keep": keep,
            "shift_labels": following[keep],
        }
