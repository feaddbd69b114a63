"""All stages in a row, for full-token training and for CodeBlock at the same number of optimiser steps."""

import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

import datasets
import numpy as np
import torch
from transformers import PreTrainedTokenizerBase

from codeblock.data import load_pool, split_pool
from codeblock.errors import ConfigError
from codeblock.evaluation import measure_nll
from codeblock.labels import build_labels
from codeblock.methods import METHODS, select_by_method
from codeblock.mining import mine_pairs
from codeblock.models import EMBEDDED_MODEL, LanguageModel, load_model, load_tokenizer, probe_dtype
from codeblock.optimisation import TrainingConfig
from codeblock.pairs import PairConfig, load_evaluation_texts, name_embedder, name_rater, select_pairs
from codeblock.references import Kind, ReferenceConfig, add_reference
from codeblock.scoring import ScoringConfig, score_responses, take_records
from codeblock.selection import SelectionConfig
from codeblock.settings import suggest_fields
from codeblock.supervision import select_supervision
from codeblock.training import train_model
from codeblock.workspace import Workspace

__all__ = ["PRESETS", "RunConfig", "run_pipeline"]

# The stages whose counted diagnostics and seconds are told, in their order; then those of each method.
_STAGES = ("records", "pool", "heldout", "pairs", "scores", "selection", "nll-before")


@suggest_fields
@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything that a run's outcome depends on, but for the machine.

    `methods`: names of `METHODS`, each trained and evaluated. `data`: a source for `load_pool`; None mines `mined`
    records from the standard library. `instruction`, `response`, `group`, `rating`: its fields. `download`: whether the
    hub may be asked for the model. `rater`, `embedder`: of stage 1, by name (see `codeblock.pairs`). `heldout`: the
    share of records kept from training, whole groups at a time. `pool_tokens`, `heldout_tokens`: how many tokens of
    both sides are used (None: all). `dtype`: the number format of scoring and evaluation, and whether training
    multiplies in bfloat16; `auto` takes what is faster here. `model`: by name or folder. `pairs`, `scoring`,
    `selection`, `training`, `references`: the settings of those stages.
    """

    methods: tuple[str, ...] = ("full", "codeblock")
    data: str | None = None
    instruction: str = "instruction"
    response: str = "response"
    group: str | None = None
    rating: str | None = None
    mined: int = 2_000
    model: str = EMBEDDED_MODEL
    download: bool = False
    dtype: Literal["auto", "float32", "bfloat16"] = "auto"
    rater: str = "given"
    embedder: str = "tfidf"
    heldout: float = 0.1
    pool_tokens: int | None = None
    heldout_tokens: int | None = None
    pairs: PairConfig = field(default_factory=PairConfig)
    scoring: ScoringConfig = field(default_factory=ScoringConfig)
    selection: SelectionConfig = field(default_factory=SelectionConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    references: ReferenceConfig = field(default_factory=ReferenceConfig)

    def __post_init__(self) -> None:
        for name in self.methods:
            if name not in METHODS:
                raise ConfigError("methods", f"unknown value {name!r}", f"give some of {', '.join(METHODS)}")


PRESETS: dict[str, RunConfig] = {
    "whole": RunConfig(),
    # Sized for two CPU cores and some ten minutes: half of the pool is kept and scored.
    "demo": RunConfig(
        mined=1_000,
        pool_tokens=200_000,
        heldout_tokens=12_000,
        scoring=ScoringConfig(max_tokens=768, batch_tokens=3072),
        training=TrainingConfig(total_tokens=40_000),
    ),
}
"""Named settings of a run."""


def run_pipeline(
    config: RunConfig,
    output: Path,
    *,
    resume: bool = False,
    overwrite: bool = False,
    show: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Run every stage, each with its rows and facts under `output`, write `results.json` there, and return the same.

    All methods train on the same rows in the same order, from the same model, for the same number of steps; they
    differ in the labels alone. `say` is told what is going on. Raises what the stages raise, and `OutputExists`.
    """
    space = Workspace(output, {"run": asdict(config), "source": _identify(config)}, resume=resume, overwrite=overwrite)
    tokenizer = load_tokenizer(config.model, download=config.download)
    dtype = _choose_dtype(config)
    run = _Run(config, space, tokenizer, dtype, show)
    pool, heldout = _take_sides(run)
    say(f"{len(pool)} records to learn from, {len(heldout)} held out")
    pairs = space.rows("pairs", partial(_select_pairs, run, pool))
    overlap = sum(name != "" for name in pairs["contaminated"])
    say(f"{overlap} of them overlap an evaluation set (looked for: {', '.join(load_evaluation_texts()) or 'none'})")
    say(f"number format: {_name(dtype)}{' (probed)' if config.dtype == 'auto' else ''}")
    scores = space.rows("scores", partial(_score, run, pairs))
    selection = space.rows("selection", partial(select_supervision, scores, config.selection, show=show))
    chosen = {name: _choose(run, name, scores) for name in config.methods}
    labels = _label(space, chosen)
    before = space.facts("nll-before", partial(_evaluate, run, heldout, config.model))
    methods = {}
    for method in config.methods:
        say(f"method {method}")
        found = _train_and_evaluate(run, method, labels[method], heldout)
        methods[method] = {**found, "supervised in all": sum(map(sum, chosen[method]["supervised"]))}
    facts = {
        "model": config.model,
        "dtype": _name(dtype),
        "tokens": _count_tokens(pool, selection),
        "before": before,
        "methods": methods,
        "stages": {name: space.facts(name) for name in (*_STAGES, *(f"labels-{m}" for m in config.methods))},
    }
    (output / "results.json").write_text(json.dumps(facts, indent=2), encoding="utf-8")
    return facts


@dataclass(frozen=True, slots=True)
class _Run:
    """What every stage of a run is given."""

    config: RunConfig
    space: Workspace
    tokenizer: PreTrainedTokenizerBase
    dtype: torch.dtype
    show: bool

    def load(self, name: str | None = None, dtype: torch.dtype = torch.float32) -> LanguageModel:
        """The base model, or another one."""
        return load_model(name or self.config.model, dtype=dtype, download=self.config.download)


def _identify(config: RunConfig) -> dict[str, Any]:
    """What tells one state of the source from another."""
    if config.data is None:
        return {"python": platform.python_version()}
    path = Path(config.data)
    return {"bytes": path.stat().st_size, "modified": path.stat().st_mtime} if path.is_file() else {}


def _take_sides(run: _Run) -> tuple[datasets.Dataset, datasets.Dataset]:
    """The records to learn from, and those held out."""
    config, space = run.config, run.space
    records = space.rows("records", partial(_load_records, config, space.root))
    learn, hold = split_pool(records, config.heldout)
    sides = []
    for name, rows, total in (("pool", learn, config.pool_tokens), ("heldout", hold, config.heldout_tokens)):
        take = partial(take_records, rows, run.tokenizer, config.scoring, total, show=run.show)
        sides.append(space.rows(name, take))
    return sides[0], sides[1]


def _load_records(config: RunConfig, output: Path) -> tuple[datasets.Dataset, dict[str, int]]:
    """The source's records; those that cannot be used are listed in `rejected.jsonl`."""
    if config.data is None:
        return load_pool(mine_pairs(config.mined), group="module").records, {}
    pool = load_pool(
        config.data, instruction=config.instruction, response=config.response, group=config.group, rating=config.rating
    )
    if pool.rejected:
        lines = [json.dumps({"line": r.line, "reason": r.reason}) for r in pool.rejected]
        (output / "rejected.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return pool.records, {"records rejected (see rejected.jsonl)": len(pool.rejected)}


def _select_pairs(run: _Run, pool: datasets.Dataset) -> tuple[datasets.Dataset, dict[str, int]]:
    load = cache(run.load)
    return select_pairs(
        pool,
        run.config.pairs,
        rater=name_rater(run.config.rater, load, show=run.show),
        embedder=name_embedder(run.config.embedder, load, show=run.show),
        evaluations=load_evaluation_texts(),
        show=run.show,
    )


def _choose_dtype(config: RunConfig) -> torch.dtype:
    if config.dtype != "auto":
        return torch.bfloat16 if config.dtype == "bfloat16" else torch.float32
    return probe_dtype(load_model(config.model, download=config.download).model)


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _score(run: _Run, pairs: datasets.Dataset) -> tuple[datasets.Dataset, dict[str, int]]:
    model, shards = run.load(dtype=run.dtype).model, run.space.root / "shards"
    return score_responses(pairs, model, run.tokenizer, run.config.scoring, shards=shards, show=run.show)


def _choose(run: _Run, method: str, scores: datasets.Dataset) -> datasets.Dataset:
    """The selection of one method, with a reference model of its own where it needs one."""
    config, space = run.config, run.space
    if method == "codeblock":
        return space.rows("selection")
    kind = METHODS[method].reference
    if kind is not None:
        scores = space.rows(f"scores-{kind}", lambda: (_refer(run, kind, scores), {}))
    seed = config.training.seed
    return space.rows(f"selection-{method}", partial(select_by_method, scores, method, config.selection, seed=seed))


def _refer(run: _Run, kind: Kind, scores: datasets.Dataset) -> datasets.Dataset:
    config, place = run.config, run.space.root / f"reference-{kind}"
    bf16 = run.dtype == torch.bfloat16
    return add_reference(scores, kind, run.load, place, config.references, config.scoring, bf16=bf16, show=run.show)


def _label(space: Workspace, chosen: dict[str, datasets.Dataset]) -> dict[str, datasets.Dataset]:
    """The labels of every method, of the rows alone in which each of them supervises something."""
    names = [set(build_labels(selection)[0]["id"]) for selection in chosen.values()]
    common = set.intersection(*names)
    return {method: space.rows(f"labels-{method}", partial(_label_rows, s, common)) for method, s in chosen.items()}


def _label_rows(selection: datasets.Dataset, names: set[str]) -> tuple[datasets.Dataset, dict[str, int]]:
    rows = [row for row, name in enumerate(selection["id"]) if name in names]
    dropped = {"rows that some method supervises nothing in, dropped": len(selection) - len(rows)}
    return build_labels(selection.select(rows))[0], dropped


def _train_and_evaluate(run: _Run, method: str, labels: datasets.Dataset, heldout: datasets.Dataset) -> dict[str, Any]:
    place = run.space.root / f"model-{method}"
    trained = run.space.facts(f"training-{method}", partial(_train, run, labels, place))
    return {**trained, "after": run.space.facts(f"nll-{method}", partial(_evaluate, run, heldout, str(place)))}


def _train(run: _Run, labels: datasets.Dataset, place: Path) -> dict[str, Any]:
    bf16 = run.dtype == torch.bfloat16
    return asdict(train_model(labels, run.load(), place, run.config.training, bf16=bf16, show=run.show))


def _evaluate(run: _Run, heldout: datasets.Dataset, name: str) -> dict[str, Any]:
    model = run.load(name, run.dtype).model
    return measure_nll(heldout, model, run.tokenizer, run.config.scoring, show=run.show).as_dict()


def _count_tokens(pool: datasets.Dataset, selection: datasets.Dataset) -> dict[str, int]:
    """Response tokens of the pool and of the pairs kept, and how many of them are supervised."""
    turn = np.concatenate([np.asarray(row) for row in selection["token_turn"]])
    supervised = np.concatenate([np.asarray(row, dtype=np.bool_) for row in selection["supervised"]])
    return {
        "pool": int(sum(pool["response_tokens"])),
        "kept": int((turn >= 0).sum()),
        "supervised": int(supervised.sum()),
        "scored": len(turn),
    }
