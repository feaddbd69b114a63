"""Training by two processes, replicated (DDP) and sharded (FSDP): the losses and weights of one on the same rows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from codeblock import LanguageModel, TrainingConfig, load_model, train_model
from tests.codeblock.test_training import rows_of


def weights_of(model: LanguageModel) -> torch.Tensor:
    return torch.cat([weight.flatten() for weight in model.model.state_dict().values()])


def test_two_ranks_train_as_one_process_does(tiny_directory: Path, tmp_path: Path) -> None:
    rows = rows_of(12)
    rows.save_to_disk(str(tmp_path / "plain"))
    weights = [[0.5 + (n + at) % 3 for at in range(12)] for n in range(12)]
    rows.add_column("weights", weights).save_to_disk(str(tmp_path / "weighted"))
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    words = ["-m", "tests.codeblock.ranks_program", str(tiny_directory), str(tmp_path)]
    done = subprocess.run([*launch, *words], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.count("supervised of") == 1  # the first process speaks

    config = TrainingConfig(batch_rows=2, accumulate=2, learning_rate=1e-3)
    before = weights_of(load_model(str(tiny_directory)))
    for name, weighted in (("plain", False), ("weighted", True), ("fsdp", False)):
        alone = load_model(str(tiny_directory))
        labels = rows.add_column("weights", weights) if weighted else rows
        expected = train_model(labels, alone, tmp_path / f"{name}-alone", config)
        found = json.loads((tmp_path / f"{name}-ranks" / "codeblock.json").read_text())
        assert (found["steps"], found["rows"]) == (expected.steps, expected.rows) == (3, 12)
        assert found["losses"] == pytest.approx(expected.losses, abs=1e-4)
        together, trained = weights_of(load_model(str(tmp_path / f"{name}-ranks"))), weights_of(alone)
        assert (together - trained).abs().mean() < 0.01 * (trained - before).abs().mean()
