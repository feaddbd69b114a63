"""Outputs on disk: whole or not at all, and nobody's work is removed."""

from pathlib import Path

import datasets
import pytest

from codeblock import ConfigError, OutputExists
from codeblock.workspace import MARK, Workspace, claim_output, save_stage, write_whole


def rows(n: int = 1) -> datasets.Dataset:
    return datasets.Dataset.from_dict({"n": list(range(n))})


def test_an_output_is_whole_or_not_there(tmp_path: Path) -> None:
    def fail() -> None:
        with write_whole(tmp_path / "out") as place:
            (place / "half").write_text("half")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out.partial").mkdir()  # as a process that was killed leaves it
    save_stage(rows(), tmp_path / "out", {"a": 1})
    assert datasets.load_from_disk(str(tmp_path / "out"))["n"][:] == [0]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_failed_replacement_keeps_what_was_there(tmp_path: Path) -> None:
    save_stage(rows(3), tmp_path / "out", {})

    def fail() -> None:
        with write_whole(tmp_path / "out", overwrite=True):
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    assert len(datasets.load_from_disk(str(tmp_path / "out"))) == 3


def test_existing_outputs_are_replaced_only_when_asked_and_ours(tmp_path: Path) -> None:
    save_stage(rows(), tmp_path / "ours", {})
    with pytest.raises(OutputExists, match="it exists; choose another place, or give --overwrite"):
        claim_output(tmp_path / "ours")
    claim_output(tmp_path / "ours", overwrite=True)
    (tmp_path / "file").write_text("x")
    for overwrite in (False, True):
        with pytest.raises(OutputExists, match="codeblock did not write it"):
            claim_output(tmp_path / "file", overwrite=overwrite)
    (tmp_path / "empty").mkdir()
    claim_output(tmp_path / "empty")


def test_a_run_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    made: list[str] = []

    def make(name: str) -> tuple[datasets.Dataset, dict[str, int]]:
        made.append(name)
        return rows(), {"rows with something": 1}

    first = Workspace(tmp_path / "run", {"a": 1})
    first.rows("one", lambda: make("one"))
    first.facts("two", lambda: {"x": 2})
    second = Workspace(tmp_path / "run", {"a": 1}, resume=True)
    assert second.rows("one", lambda: make("again"))["n"][:] == [0]
    assert second.facts("two", lambda: {"x": 3})["x"] == 2
    assert second.facts("one")["rows with something"] == 1
    assert made == ["one"]
    with pytest.raises(ConfigError, match="it was made with another a, b; give"):
        Workspace(tmp_path / "run", {"a": 2, "b": 1}, resume=True)
    with pytest.raises(OutputExists):
        Workspace(tmp_path / "run", {"a": 1})
    Workspace(tmp_path / "run", {"a": 2}, overwrite=True)
    assert [p.name for p in (tmp_path / "run").iterdir()] == [MARK]
