"""Reference models: each learns from the rows that its kind says, and every row gets a score."""

from pathlib import Path

import datasets
import numpy as np
import pytest

from codeblock import (
    ColumnError,
    ConfigError,
    LanguageModel,
    ReferenceConfig,
    TrainingConfig,
    add_reference,
    load_model,
    load_pool,
    score_responses,
)
from codeblock.columns import append_columns
from tests.codeblock.samples import RECORDS

CONFIG = ReferenceConfig(
    share=0.25, rounds=3, training=TrainingConfig(learning_rate=3e-2, epochs=4, batch_rows=2, accumulate=1)
)


@pytest.fixture(scope="module")
def scores(tiny_directory: Path) -> datasets.Dataset:
    tiny = load_model(str(tiny_directory))
    rows = score_responses(load_pool(RECORDS).records, tiny.model, tiny.tokenizer)[0]
    return append_columns(rows, {"rating": np.arange(len(rows), dtype=np.float64)})


def gains(rows: datasets.Dataset) -> list[float]:
    """How much likelier each row is to its reference than to the base model, in nats a token."""
    return [float(np.nanmean(np.array(r["reference_logprob"]) - np.array(r["logprob"]))) for r in rows]


@pytest.mark.parametrize("kind", ["rated", "random", "evolving"])
def test_every_row_is_scored_by_a_model_that_has_learned(
    scores: datasets.Dataset, tiny_directory: Path, tmp_path: Path, kind: str
) -> None:
    def load() -> LanguageModel:
        return load_model(str(tiny_directory))

    rows = add_reference(scores, kind, load, tmp_path / "reference", CONFIG)
    assert rows["id"][:] == scores["id"][:]
    for row in rows:
        assert (np.isnan(row["reference_logprob"]) == np.isnan(row["logprob"])).all()
    found = gains(rows)
    assert np.mean(found) > 0.5
    if kind == "rated":  # the last two are the best rated, and what it learned by heart
        assert min(found[-2:]) > np.median(found)
    states = sorted(p.name for p in (tmp_path / "reference").iterdir() if p.is_dir())
    assert states == (["round-0", "round-1"] if kind == "evolving" else [])


def test_an_adapter_learns_too_and_is_merged(scores: datasets.Dataset, tiny_directory: Path, tmp_path: Path) -> None:
    training = TrainingConfig(learning_rate=3e-2, epochs=6, batch_rows=2, accumulate=1, lora_rank=4)
    config = ReferenceConfig(share=0.5, training=training)
    rows = add_reference(scores, "random", lambda: load_model(str(tiny_directory)), tmp_path / "a", config)
    assert np.mean(gains(rows)) > 0.02  # the head and the embeddings, random here, stay as they are
    merged = load_model(str(tmp_path / "a")).model
    assert not any("lora" in name for name, _ in merged.named_parameters())
    plain = load_model(str(tiny_directory)).model
    changed = {n for (n, a), b in zip(plain.named_parameters(), merged.parameters(), strict=True) if not a.equal(b)}
    assert changed
    assert not any("embed" in name or "norm" in name for name in changed)


@pytest.mark.parametrize("wrong", [{"share": 0}, {"keep": 2}, {"rounds": 1}])
def test_settings_out_of_range_are_named(wrong: dict) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        ReferenceConfig(**wrong)


def test_a_rated_reference_needs_ratings(scores: datasets.Dataset, tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match="no column rating; give it the output of `codeblock pairs`"):
        add_reference(scores.remove_columns("rating"), "rated", lambda: pytest.fail("loaded"), tmp_path)
