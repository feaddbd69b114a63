"""Scores kept shard by shard: several processes share the work, and what was done before a stop is not done again."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedModel

from codeblock.errors import CodeblockError, ConfigError
from codeblock.progress import track
from codeblock.scoring.tokens import ScoringConfig, score_tokens

__all__ = ["ALONE", "Ranks", "ShardsMissing", "score_in_shards"]


class ShardsMissing(CodeblockError):
    """This process has done its part; another one has not yet."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """Which process this is (`rank`, from 0) of how many (`world`) that share a work."""

    rank: int = 0
    world: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.rank < self.world:
            raise ConfigError("rank", f"{self.rank} is none of {self.world}", "give 0 to one less than their number")

    @classmethod
    def of_environment(cls) -> "Ranks":
        """As `torchrun` tells its processes, in RANK and WORLD_SIZE; without them there is one."""
        return cls(int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1")))


ALONE = Ranks()
"""One process that shares with nobody."""


def score_in_shards(
    model: PreTrainedModel,
    rows: Sequence[NDArray[np.int32]],
    wanted: Sequence[NDArray[np.bool_]],
    place: Path,
    config: ScoringConfig | None = None,
    ranks: Ranks = ALONE,
    *,
    show: bool = False,
) -> list[NDArray[np.float32]]:
    """What `score_tokens` returns, each shard of `shard_rows` rows kept under `place` as soon as it is scored.

    Shards stand in a directory named by a hash of the token ids (so of tokenizer, template and data), of the model's
    weights and number format, and of the settings: another of these is other work, beside this. Shard n is the work of
    rank n modulo `world`; a shard that is there is read, whoever made it. Batches never reach over a shard, so that the
    scores are the same bytes however many processes made them, and whatever was stopped and taken up. A shard appears
    whole or not at all. Raises `ShardsMissing` where all of this rank's are there, but not yet all of the others'.
    """
    config = config or ScoringConfig()
    home = place / _identify(model, rows, wanted, config)
    home.mkdir(parents=True, exist_ok=True)
    starts = range(0, len(rows), config.shard_rows)
    if not rows:
        return []
    mine = [n for n in range(len(starts)) if n % ranks.world == ranks.rank]
    for number in track(mine, "scoring", unit="shards", show=show):
        start, file = starts[number], home / f"{number:06}.npy"
        if file.is_file():
            continue
        end = start + config.shard_rows
        found = score_tokens(model, rows[start:end], wanted[start:end], config)
        partial = file.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as stream:
            np.save(stream, np.concatenate(found))
        partial.replace(file)
    missing = [number for number in range(len(starts)) if not (home / f"{number:06}.npy").is_file()]
    if missing:
        reason = f"{len(missing)} of {len(starts)} shards are not there yet; rank {ranks.rank} has done its own"
        raise ShardsMissing(str(home), reason, "let the other ranks finish, then run once more")
    flat = np.concatenate([np.load(home / f"{number:06}.npy") for number in range(len(starts))])
    return np.split(flat, np.cumsum([len(row) for row in rows])[:-1])


def _identify(
    model: PreTrainedModel,
    rows: Sequence[NDArray[np.int32]],
    wanted: Sequence[NDArray[np.bool_]],
    config: ScoringConfig,
) -> str:
    digest = hashlib.sha256(repr((config, type(model).__name__, str(model.dtype))).encode())
    for row, flags in zip(rows, wanted, strict=True):
        digest.update(f"{len(row)}:".encode() + row.tobytes() + flags.tobytes())
    for name, value in model.state_dict().items():
        for part in _take_apart(value):
            # Of the bytes themselves: a sum depends on how many threads add it up.
            digest.update(f"{name}:{tuple(part.shape)}:{part.dtype}:".encode())
            digest.update(part.detach().cpu().contiguous().flatten().view(torch.uint8).numpy().data)
    return digest.hexdigest()[:16]


def _take_apart(value: Any) -> Iterator[torch.Tensor]:
    """The plain tensors of an entry of a model's state: quantised weights are made of several."""
    if hasattr(value, "__tensor_flatten__"):
        for name in value.__tensor_flatten__()[0]:
            yield from _take_apart(getattr(value, name))
    elif isinstance(value, torch.Tensor):
        yield value
