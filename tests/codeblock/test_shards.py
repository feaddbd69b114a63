"""Scores shard by shard: the same bytes whoever made them, and whatever was stopped on the way."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from codeblock import (
    ConfigError,
    LanguageModel,
    Ranks,
    ScoringConfig,
    ShardsMissing,
    load_model,
    load_pool,
    score_in_shards,
    score_responses,
    score_tokens,
)
from codeblock.cli import app
from tests.codeblock.samples import RECORDS

Rows = tuple[list[np.ndarray], list[np.ndarray]]


def make_rows(seed: int, count: int) -> Rows:
    draw = np.random.default_rng(seed)
    ids = [draw.integers(3, 900, draw.integers(1, 20)).astype(np.int32) for _ in range(count)]
    return ids, [draw.random(len(row)) < 0.6 for row in ids]


@pytest.fixture(scope="module")
def model(tiny_directory: Path) -> LanguageModel:
    return load_model(str(tiny_directory))


@settings(max_examples=8)
@given(st.integers(0, 12), st.integers(1, 5), st.integers(1, 3), st.data())
def test_any_ranks_in_any_order_give_the_same_bytes(
    model: LanguageModel,
    tmp_path_factory: pytest.TempPathFactory,
    count: int,
    shard: int,
    world: int,
    data: st.DataObject,
) -> None:
    ids, wanted = make_rows(count, count)
    config = ScoringConfig(shard_rows=shard, batch_tokens=64)
    alone = score_in_shards(model.model, ids, wanted, tmp_path_factory.mktemp("alone"), config)
    place = tmp_path_factory.mktemp("ranks")
    for rank in data.draw(st.permutations(range(world))):
        try:
            found = score_in_shards(model.model, ids, wanted, place, config, Ranks(rank, world))
        except ShardsMissing:
            found = None
    assert found is not None  # the last rank finds all shards there
    assert [row.tobytes() for row in found] == [row.tobytes() for row in alone]
    for row, plain in zip(found, score_tokens(model.model, ids, wanted, config), strict=True):
        assert np.allclose(row, plain, atol=1e-5, equal_nan=True)


def test_what_is_there_is_not_scored_again(model: LanguageModel, tmp_path: Path) -> None:
    ids, wanted = make_rows(0, 10)
    config = ScoringConfig(shard_rows=3)
    first = score_in_shards(model.model, ids, wanted, tmp_path, config)
    (home,) = tmp_path.iterdir()
    files = sorted(home.iterdir())
    assert [f.name for f in files] == ["000000.npy", "000001.npy", "000002.npy", "000003.npy"]
    times = [f.stat().st_mtime_ns for f in files]
    files[2].unlink()
    again = score_in_shards(model.model, ids, wanted, tmp_path, config)
    assert [row.tobytes() for row in again] == [row.tobytes() for row in first]
    assert [f.stat().st_mtime_ns == t for f, t in zip(files, times, strict=True)] == [True, True, False, True]


def test_other_work_has_shards_of_its_own(model: LanguageModel, tiny_directory: Path, tmp_path: Path) -> None:
    ids, wanted = make_rows(0, 4)
    other = load_model(str(tiny_directory)).model
    other.model.norm.weight.data[3] += 1e-3
    score_in_shards(model.model, ids, wanted, tmp_path, ScoringConfig())
    score_in_shards(load_model(str(tiny_directory)).model, ids, wanted, tmp_path, ScoringConfig())
    assert len(list(tmp_path.iterdir())) == 1
    score_in_shards(other, ids, wanted, tmp_path, ScoringConfig())
    score_in_shards(model.model, ids[::-1], wanted[::-1], tmp_path, ScoringConfig())
    score_in_shards(model.model, ids, wanted, tmp_path, ScoringConfig(batch_tokens=50))
    assert len(list(tmp_path.iterdir())) == 4


def test_ranks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Ranks.of_environment() == Ranks(0, 1)
    monkeypatch.setenv("RANK", "2")
    monkeypatch.setenv("WORLD_SIZE", "3")
    assert Ranks.of_environment() == Ranks(2, 3)
    with pytest.raises(ConfigError, match="3 is none of 3"):
        Ranks(3, 3)


def test_two_ranks_one_killed_and_taken_up(
    tiny_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real processes: one is killed in the middle, the other (this one) ends well, torchrun takes the work up."""
    copies = [{**record, "id": f"{record['id']}-{n}"} for n in range(6) for record in RECORDS]
    pool = load_pool(copies).records
    pool.save_to_disk(str(tmp_path / "pairs"))
    model = load_model(str(tiny_directory))
    config = ScoringConfig(shard_rows=2)
    expected = score_responses(pool, model.model, model.tokenizer, config, shards=tmp_path / "alone")[0]

    out, shards = tmp_path / "out", tmp_path / "out.shards"
    words = ["-m", "codeblock.cli", "score", str(tmp_path / "pairs"), str(out), "--model", str(tiny_directory)]
    words += ["--dtype", "float32", "--shard-rows", "2"]

    for name, value in (("RANK", "1"), ("WORLD_SIZE", "2")):
        monkeypatch.setenv(name, value)
    victim = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE)
    while not list(shards.glob("*/*.npy")) and victim.poll() is None:
        time.sleep(0.002)
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    done = {file.name for file in shards.glob("*/*.npy")}
    assert 0 < len(done) < 13
    monkeypatch.setenv("RANK", "0")
    survivor = CliRunner().invoke(app, words[2:])
    assert survivor.exit_code == 0
    assert "rank 0 has done its own" in survivor.stdout
    assert not out.exists()
    times = {file.name: file.stat().st_mtime_ns for file in shards.glob("*/*.npy")}
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", *words]
    launched = subprocess.run(launch, capture_output=True, text=True)
    assert launched.returncode == 0, launched.stderr[-3000:]
    for name, moment in times.items():
        assert next(shards.glob(f"*/{name}")).stat().st_mtime_ns == moment
    (alone,), (together,) = ((d for d in p.iterdir() if d.is_dir()) for p in (tmp_path / "alone", shards))
    for file in alone.iterdir():
        assert (together / file.name).read_bytes() == file.read_bytes()
    expected.save_to_disk(str(tmp_path / "expected"))
    (a,), (b,) = (sorted(p.glob("*.arrow")) for p in (tmp_path / "expected", out))
    assert a.read_bytes() == b.read_bytes()
    assert json.loads((out / "codeblock.json").read_text())["conversations cut at the token limit"] == 0
