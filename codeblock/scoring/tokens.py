"""Token ids -> log-probabilities: batches of like length, the head applied a piece at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedModel

from codeblock.errors import ConfigError, ModelError
from codeblock.progress import new_progress
from codeblock.settings import suggest_fields

__all__ = ["ScoringConfig", "score_tokens"]


@suggest_fields
@dataclass(frozen=True, slots=True)
class ScoringConfig:
    """How much is scored at once.

    `max_tokens`: a conversation's tokens past it are left out. `batch_tokens`: tokens of a batch, padding included.
    `head_entries`: logits that exist at a time, rows times vocabulary, in float32 (4 bytes each; two such tables).
    `shard_rows`: conversations of a shard, where scores are kept shard by shard (see `score_in_shards`).
    """

    max_tokens: int = 1024
    batch_tokens: int = 4096
    head_entries: int = 1 << 24
    shard_rows: int = 64

    def __post_init__(self) -> None:
        for name in ("max_tokens", "batch_tokens", "head_entries", "shard_rows"):
            if getattr(self, name) < 1:
                raise ConfigError(name, f"{getattr(self, name)} is not positive", "give a positive number")


def score_tokens(
    model: PreTrainedModel,
    rows: Sequence[NDArray[np.int32]],
    wanted: Sequence[NDArray[np.bool_]],
    config: ScoringConfig | None = None,
    *,
    show: bool = False,
) -> list[NDArray[np.float32]]:
    """log p(token | the tokens before it) of the wanted tokens of each row; NaN for the others and for a first token.

    Rows are batched by length. The head is applied to `head_entries` logits at a time and to wanted positions only,
    so that peak memory beyond the model's own body is about 8 bytes times `head_entries`, whatever the vocabulary.
    """
    config = config or ScoringConfig()
    results = [np.full(len(row), np.nan, dtype=np.float32) for row in rows]
    batches = list(_bucket_rows(rows, wanted, config.batch_tokens))
    with new_progress(show=show) as progress, torch.inference_mode():
        task = progress.add_task("scoring", total=sum(len(rows[r]) for b in batches for r in b), unit="tokens")
        for batch in batches:
            _score_batch(model, rows, wanted, batch, results, config.head_entries)
            progress.advance(task, sum(len(rows[r]) for r in batch))
    return results


def _bucket_rows(
    rows: Sequence[NDArray[np.int32]], wanted: Sequence[NDArray[np.bool_]], batch_tokens: int
) -> Iterator[list[int]]:
    """Row numbers of similar length, longest first (memory fails at once or never), within `batch_tokens` padded."""
    order = sorted((r for r in range(len(rows)) if wanted[r][1:].any()), key=lambda r: (-len(rows[r]), r))
    batch: list[int] = []
    for row in order:
        if batch and len(rows[batch[0]]) * (len(batch) + 1) > batch_tokens:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _score_batch(
    model: PreTrainedModel,
    rows: Sequence[NDArray[np.int32]],
    wanted: Sequence[NDArray[np.bool_]],
    batch: list[int],
    results: list[NDArray[np.float32]],
    head_entries: int,
) -> None:
    width = len(rows[batch[0]])
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    keep = torch.zeros(len(batch), width, dtype=torch.bool)
    for at, row in enumerate(batch):
        length = len(rows[row])
        ids[at, :length] = torch.from_numpy(rows[row].astype(np.int64))
        mask[at, :length] = 1
        # The state at position i predicts token i + 1.
        keep[at, : length - 1] = torch.from_numpy(wanted[row][1:].copy())
    targets = ids[:, 1:][keep[:, :-1]]
    device = model.device
    logprobs = _apply_model(model, ids.to(device), mask.to(device), keep.to(device), targets.to(device), head_entries)
    found = logprobs.float().cpu().numpy()
    at = 0
    for row in batch:
        places = np.flatnonzero(wanted[row][1:]) + 1
        results[row][places] = found[at : at + len(places)]
        at += len(places)


def _apply_model(
    model: PreTrainedModel,
    ids: torch.Tensor,
    mask: torch.Tensor,
    keep: torch.Tensor,
    targets: torch.Tensor,
    head_entries: int,
) -> torch.Tensor:
    """Log-probabilities of `targets`, float32 [kept positions].

    The model runs as it always does, except that its head is handed one row; the states that were meant for the head
    are then projected piece by piece. The one row shows whether the model does more to its logits than the head does
    (soft caps, scales): if so, the whole model is asked for them, row by row. It is the row of the largest state,
    since on small logits a cap does nothing.
    """
    head = model.get_output_embeddings()
    if head is None:
        raise ModelError("the model", "it has no output embeddings", "give a causal language model")
    caught: list[torch.Tensor] = []

    def hand_over_one(module: torch.nn.Module, args: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        row = int(args[0].norm(dim=-1).argmax())
        caught[:] = args[0], args[0][row : row + 1]
        return (caught[1], *args[1:])

    hook = head.register_forward_pre_hook(hand_over_one)
    try:
        shown = model(input_ids=ids, attention_mask=mask, logits_to_keep=keep, use_cache=False).logits
    finally:
        hook.remove()
    states, one = caught
    if not torch.equal(head(one), shown):
        return _score_whole(model, ids, mask, keep, targets)
    step = max(1, head_entries // shown.shape[-1])
    pieces = [_pick(head(some), wanted) for some, wanted in zip(states.split(step), targets.split(step), strict=True)]
    return torch.cat(pieces)


def _score_whole(
    model: PreTrainedModel, ids: torch.Tensor, mask: torch.Tensor, keep: torch.Tensor, targets: torch.Tensor
) -> torch.Tensor:
    pieces = []
    for row, wanted in enumerate(targets.split(keep.sum(1).tolist())):
        one = slice(row, row + 1)
        logits = model(input_ids=ids[one], attention_mask=mask[one], logits_to_keep=keep[one], use_cache=False).logits
        pieces.append(_pick(logits, wanted))
    return torch.cat(pieces)


def _pick(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return -torch.nn.functional.cross_entropy(logits.float(), targets, reduction="none")
