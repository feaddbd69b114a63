"""Reference models: what `rho` and `token-cleaning` hold the base model's loss against.

    rated      the base model fine-tuned on the best rated share of the rows: Rho-1's reference learns from text of
               high quality
    random     the base model fine-tuned on a share of the rows taken by a hash of their ids: Token Cleaning's warm-up
    evolving   Token Cleaning's self-evolving form: the rows are cut into portions; the reference of a portion is the
               model that learned from the first portion whole, and then from what was cleaned of those in between

A reference trains on every response token of its rows. What happens in an evolving reference to the portion that it
starts from is not settled by the publication; here its rows are scored by the model that has just learned from them.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import datasets
import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedModel

from codeblock.columns import append_columns, require_columns
from codeblock.errors import ConfigError
from codeblock.labels import build_labels
from codeblock.methods import REFERENCE
from codeblock.models import LanguageModel
from codeblock.optimisation import TrainingConfig
from codeblock.scoring import ScoringConfig, score_tokens
from codeblock.settings import suggest_fields
from codeblock.training import train_model

__all__ = ["ReferenceConfig", "add_reference", "score_reference"]

Kind = Literal["rated", "random", "evolving"]


@suggest_fields
@dataclass(frozen=True, slots=True)
class ReferenceConfig:
    """How a reference comes about.

    `share` of the rows it learns from; `rounds` is the number of portions of an evolving one, and `keep` the share of
    a portion's response tokens that cleaning leaves (0.6 as published). `training`: the optimisation; `lora_rank` in
    it, as published for Token Cleaning, keeps a large base model affordable.
    """

    share: float = 0.2
    rounds: int = 4
    keep: float = 0.6
    training: TrainingConfig = field(default_factory=TrainingConfig)

    def __post_init__(self) -> None:
        for name in ("share", "keep"):
            if not 0 < getattr(self, name) <= 1:
                raise ConfigError(name, f"{getattr(self, name)} is outside (0, 1]", "give for example 0.2")
        if self.rounds < 2:
            raise ConfigError("rounds", f"{self.rounds} portions leave nothing to clean", "give 2 or more")


def score_reference(
    scores: datasets.Dataset, model: PreTrainedModel, config: ScoringConfig | None = None, *, show: bool = False
) -> datasets.Dataset:
    """`scores` with `reference_logprob`: what `logprob` is, under another model of the same tokenizer; float32."""
    require_columns(scores, ["input_ids", "token_turn"], "reference", "codeblock score")
    ids = [np.asarray(row, dtype=np.int32) for row in scores["input_ids"]]
    wanted = [np.asarray(row) >= 0 for row in scores["token_turn"]]
    return append_columns(scores, {REFERENCE: score_tokens(model, ids, wanted, config, show=show)})


def add_reference(
    scores: datasets.Dataset,
    kind: Kind,
    load: Callable[[], LanguageModel],
    place: Path,
    config: ReferenceConfig | None = None,
    scoring: ScoringConfig | None = None,
    *,
    bf16: bool = False,
    show: bool = False,
) -> datasets.Dataset:
    """Train the reference of `kind` from the base model and score all rows with it; see `score_reference`.

    `load` gives a fresh base model in float32. The reference, or its states round by round, stay under `place`. Rows
    without a `rating` are the last that a "rated" reference takes.
    """
    config = config or ReferenceConfig()
    require_columns(scores, ["id", "input_ids", "token_turn", "logprob"], "reference", "codeblock score")
    if kind == "evolving":
        return _evolve(scores, load(), place, config, scoring, bf16=bf16, show=show)
    order = _order_rows(scores, config.training.seed)
    if kind == "rated":
        require_columns(scores, ["rating"], "reference", "codeblock pairs")
        rating = np.nan_to_num(np.array(scores["rating"], dtype=np.float64), nan=-np.inf)
        order = order[np.argsort(-rating[order], kind="stable")]
    taken = scores.select(order[: max(1, round(config.share * len(order)))])
    learner = load()
    train_model(_label_all(taken), learner, place, config.training, bf16=bf16, overwrite=True, show=show)
    return score_reference(scores, learner.model, scoring, show=show)


def _evolve(
    scores: datasets.Dataset,
    learner: LanguageModel,
    place: Path,
    config: ReferenceConfig,
    scoring: ScoringConfig | None,
    *,
    bf16: bool,
    show: bool,
) -> datasets.Dataset:
    portions = np.array_split(_order_rows(scores, config.training.seed), config.rounds)
    found: list[datasets.Dataset] = []
    for number, rows in enumerate(portions):
        portion = scores.select(rows)
        if number:
            found.append(score_reference(portion, learner.model, scoring, show=show))
            labels = build_labels(_clean(found[-1], config.keep))[0]
        else:
            labels = _label_all(portion)
        if number + 1 < len(portions):  # what is learned last would score nothing
            training = replace(config.training, total_tokens=None)
            there = place / f"round-{number}"
            train_model(labels, learner, there, training, bf16=bf16, overwrite=True, show=show)
        if not number:
            found.append(score_reference(portion, learner.model, scoring, show=show))
    joined = datasets.concatenate_datasets(found)
    return joined.select(np.argsort(np.concatenate(portions), kind="stable"))


def _order_rows(scores: datasets.Dataset, seed: int) -> NDArray[np.int64]:
    keys = [hashlib.sha256(f"reference:{seed}:{name}".encode()).digest() for name in scores["id"]]
    return np.array(sorted(range(len(keys)), key=lambda row: keys[row]), dtype=np.int64)


def _label_all(scores: datasets.Dataset) -> datasets.Dataset:
    supervised = [np.asarray(turn) >= 0 for turn in scores["token_turn"]]
    return build_labels(append_columns(scores, {"supervised": supervised}))[0]


def _clean(scores: datasets.Dataset, keep: float) -> datasets.Dataset:
    """The portion's response tokens whose loss falls most from the base model to the reference, `keep` of them."""
    excess = [
        np.asarray(r, dtype=np.float64) - np.asarray(b, dtype=np.float64)
        for r, b in zip(scores[REFERENCE], scores["logprob"], strict=True)
    ]
    flat = np.concatenate(excess)
    edge = np.nanquantile(flat, 1 - keep) if not np.isnan(flat).all() else np.inf
    return append_columns(scores, {"supervised": [values >= edge for values in excess]})
