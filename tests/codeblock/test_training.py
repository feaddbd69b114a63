"""Training: the stock Trainer, the mean over a global batch, rows that do not depend on anything but their ids."""

from pathlib import Path

import datasets
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from codeblock import (
    ConfigError,
    DataError,
    LanguageModel,
    ModelError,
    OutputExists,
    TrainingConfig,
    load_model,
    train_model,
)
from codeblock.labels import IGNORED
from codeblock.training import choose_rows


def rows_of(count: int, length: int = 12) -> datasets.Dataset:
    """Rows that repeat themselves, row n with n + 1 supervised tokens."""
    ids = [[100 + (n + at) % 5 for at in range(length)] for n in range(count)]
    labels = [[IGNORED] * (length - 1 - n % 8) + row[length - 1 - n % 8 :] for n, row in enumerate(ids)]
    columns = {"input_ids": ids, "attention_mask": [[1] * length] * count, "labels": labels}
    return datasets.Dataset.from_dict({"id": [f"r{n}" for n in range(count)], **columns})


def test_a_model_learns_and_is_saved_whole(tiny: LanguageModel, tmp_path: Path) -> None:
    config = TrainingConfig(learning_rate=1e-2, epochs=10, batch_rows=2, accumulate=2)
    result = train_model(rows_of(8), tiny, tmp_path / "model", config)
    assert (result.rows, result.tokens, result.steps) == (8, 96, 20)
    assert result.supervised == sum(range(1, 9))
    assert len(result.losses) == 20
    assert result.losses[-1] < result.losses[0] / 2
    again = load_model(str(tmp_path / "model"))
    for (name, weight), other in zip(tiny.model.state_dict().items(), again.model.state_dict().values(), strict=True):
        assert torch.equal(weight, other), name


def test_the_loss_is_the_mean_over_the_supervised_tokens_of_the_whole_step(tiny: LanguageModel, tmp_path: Path) -> None:
    rows = rows_of(6)
    config = TrainingConfig(batch_rows=2, accumulate=3, learning_rate=1e-3)
    summed = count = 0.0
    with torch.inference_mode():
        for row in rows:
            logprobs = torch.log_softmax(tiny.model(torch.tensor([row["input_ids"]])).logits[0], -1)
            for at, label in enumerate(row["labels"]):
                if label != IGNORED:
                    summed -= float(logprobs[at - 1, label])
                    count += 1
    assert train_model(rows, tiny, tmp_path / "m", config).losses == (pytest.approx(summed / count, rel=1e-3),)


def test_batches_do_not_change_the_step(tiny_directory: Path, tmp_path: Path) -> None:
    states = []
    for number, (rows, accumulate) in enumerate([(6, 1), (2, 3), (1, 6)]):
        model = load_model(str(tiny_directory))
        config = TrainingConfig(batch_rows=rows, accumulate=accumulate, learning_rate=1e-3)
        train_model(rows_of(6), model, tmp_path / str(number), config)
        states.append(torch.cat([w.flatten() for w in model.model.state_dict().values()]))
    # Adam's first step is the gradient's sign where the gradient is not tiny.
    for state in states[1:]:
        assert (state - states[0]).abs().mean() < 1e-6


def test_packing_does_not_change_the_steps(tiny_directory: Path, tmp_path: Path) -> None:
    losses = []
    for packed in (False, True):
        config = TrainingConfig(batch_rows=3, accumulate=2, learning_rate=1e-3, epochs=2, packed=packed)
        losses.append(train_model(rows_of(6), load_model(str(tiny_directory)), tmp_path / str(packed), config).losses)
    assert losses[0] == pytest.approx(losses[1], abs=2e-4)


def test_weights_are_those_of_the_whole_step(tiny: LanguageModel, tmp_path: Path) -> None:
    rows = rows_of(6)
    weights = [[0.5 + (n + at) % 3 for at in range(12)] for n in range(6)]
    summed = total = 0.0
    with torch.inference_mode():
        for row, weight in zip(rows, weights, strict=True):
            logprobs = torch.log_softmax(tiny.model(torch.tensor([row["input_ids"]])).logits[0], -1)
            for at, label in enumerate(row["labels"]):
                if label != IGNORED:
                    summed -= weight[at] * float(logprobs[at - 1, label])
                    total += weight[at]
    config = TrainingConfig(batch_rows=2, accumulate=3, learning_rate=1e-3)
    result = train_model(rows.add_column("weights", weights), tiny, tmp_path / "m", config)
    assert result.losses == (pytest.approx(summed / total, rel=1e-3),)


def test_equal_weights_are_none(tiny_directory: Path, tmp_path: Path) -> None:
    config = TrainingConfig(batch_rows=2, accumulate=3, learning_rate=1e-3, epochs=3)
    plain = train_model(rows_of(6), load_model(str(tiny_directory)), tmp_path / "a", config)
    rows = rows_of(6).add_column("weights", [[0.25] * 12] * 6)
    weighted = train_model(rows, load_model(str(tiny_directory)), tmp_path / "b", config)
    assert weighted.losses == pytest.approx(plain.losses, abs=2e-4)


@settings(max_examples=20)
@given(st.permutations(range(12)), st.integers(0, 3), st.integers(1, 150))
def test_rows_depend_on_their_ids_alone(order: list[int], seed: int, total: int) -> None:
    config = TrainingConfig(seed=seed, total_tokens=total)
    rows = rows_of(12)
    chosen = choose_rows(rows, config)
    assert choose_rows(rows.select(order), config)["id"][:] == chosen["id"][:]
    assert len(chosen) == max(1, total // 12) if total < 144 else 12


def test_what_cannot_be_trained_is_said(tiny: LanguageModel, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no row; raise the budgets"):
        train_model(rows_of(2).select([]), tiny, tmp_path / "a")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputExists, match="codeblock did not write it"):
        train_model(rows_of(2), tiny, tmp_path / "mine", overwrite=True)
    half = LanguageModel(tiny.name, tiny.model.to(torch.bfloat16), tiny.tokenizer)
    with pytest.raises(ModelError, match=r"weights are torch.bfloat16; load it in float32"):
        train_model(rows_of(2), half, tmp_path / "b")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine"]
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("name", ["learning_rate", "epochs", "batch_rows", "accumulate", "total_tokens"])
def test_settings_must_be_positive(name: str) -> None:
    with pytest.raises(ConfigError, match=name):
        TrainingConfig(**{name: 0})
