"""The command line: each stage reads what the one before wrote; what goes wrong is one line and exit code 1."""

import json
import subprocess
import sys
from pathlib import Path

import datasets
import pytest
from click.testing import Result
from typer.testing import CliRunner

from codeblock import CodeblockError
from codeblock.cli import app, main
from codeblock.errors import SandboxError
from codeblock.sandbox import require_sandbox
from tests.codeblock.samples import RECORDS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join([*map(json.dumps, RECORDS), '{"instruction": "x"}']) + "\n")
    return path


def call(*words: object) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit | CodeblockError):
        raise result.exception
    return result


def test_the_stages_in_a_row(data: Path, tiny_directory: Path, tmp_path: Path) -> None:
    model = ("--model", tiny_directory, "--dtype", "float32")
    names = ("pairs", "scores", "selection", "labels", "model", "a.html")
    pairs, scores, selection, labels, trained, page = (tmp_path / name for name in names)
    result = call("pairs", data, pairs, "--keep", 0.8)
    assert "left out: line 10, neither 'messages' nor 'response' is there" in result.stderr
    assert "pairs kept: 7" in result.stdout
    assert "records rejected: 1" in result.stdout
    assert "7 rows" in call("score", pairs, scores, *model, "--max-tokens", 200).stdout
    result = call("select", scores, selection, "--code-budget", 0.6, "--closure", "spine", "--scope", "dataset")
    assert "items selected" in result.stdout
    assert call("labels", selection, labels).exit_code == 0
    result = call("train", labels, trained, *model, "--batch-rows", 2, "--accumulate", 1)
    assert "steps on" in result.stdout
    before, after = (
        json.loads(call("evaluate", data, "--model", name, "--dtype", "float32").stdout)
        for name in (tiny_directory, trained)
    )
    assert before["code_tokens"] == after["code_tokens"] > 0
    assert before["records rejected"] == 1
    assert before["code"] != after["code"]
    assert "written" in call("report", selection, page, "--responses", 3).stdout
    assert page.read_text(encoding="utf-8").count("<article>") == 3
    with pytest.raises(CodeblockError, match="it exists"):
        raise call("report", selection, page).exception
    assert call("report", selection, page, "--overwrite").exit_code == 0


def test_run_prints_the_table_and_writes_the_page(data: Path, tiny_directory: Path, tmp_path: Path) -> None:
    words = ("run", "--data", data, "--out", tmp_path / "run", "--model", tiny_directory, "--dtype", "float32")
    result = call(*words, "--preset", "whole")
    assert result.exit_code == 0, result.output
    assert all(word in result.stdout for word in ("Results", "codeblock", "full", "report:"))
    assert (tmp_path / "run" / "report.html").is_file()
    with pytest.raises(CodeblockError, match="or, to a run, --resume"):
        raise call(*words, "--preset", "whole").exception
    assert call(*words, "--preset", "whole", "--resume").exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("pairs", "none.jsonl", "out"), "error: none.jsonl: no such file or directory; name an existing one"),
        (("score", "none", "out"), "error: none: no stage wrote it; name the directory that the stage before wrote"),
        (("select", "none", "out", "--q", "3"), "error: q: 3.0 is outside [0, 1]; give a number in it"),
        (("evaluate", "none.jsonl"), "error: none.jsonl: no such file"),
        (("selct",), "error: No such command 'selct'"),
        (("select",), "error: Missing argument 'rows'; see "),
    ],
)
def test_what_goes_wrong_is_one_line(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["codeblock", *words])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == (2 if len(words) == 1 else 1)
    said = capsys.readouterr().err
    assert said.startswith(message)
    assert said.count("\n") == 1


def test_a_stage_given_the_wrong_rows_names_the_right_ones(tmp_path: Path, tiny_directory: Path) -> None:
    datasets.Dataset.from_dict({"id": ["a"]}).save_to_disk(str(tmp_path / "rows"))
    for stage, source in (("select", "codeblock score"), ("labels", "codeblock select"), ("train", "codeblock labels")):
        words = ("--model", tiny_directory, "--dtype", "float32") if stage == "train" else ()
        result = call(stage, tmp_path / "rows", tmp_path / "out", *words)
        assert f"give it the output of `{source}`" in str(result.exception)


def test_answers_to_problems(tiny_directory: Path, tmp_path: Path) -> None:
    try:
        require_sandbox()
    except SandboxError as refusal:
        pytest.skip(str(refusal))
    problem = {"task_id": "add", "prompt": "def add(a, b):\n", "entry_point": "add", "canonical_solution": ""}
    problem["test"] = "def check(candidate):\n    assert candidate(1, 2) == 3\n"
    (tmp_path / "problems.jsonl").write_text(json.dumps(problem))
    words = ("--model", tiny_directory, "--dtype", "float32", "--max-new-tokens", 4, "--samples", 2, "--temperature", 1)
    result = call("passes", tmp_path / "problems.jsonl", tmp_path / "out", *words, "--k", 1, "--k", 2)
    assert result.stdout.splitlines()[-2:] == ["pass@1: 0.0%", "pass@2: 0.0%"]
    rows = datasets.load_from_disk(str(tmp_path / "out"))
    assert rows["task"] == ["add", "add"]
    assert all(rows["reason"])


def test_the_module_is_a_command() -> None:
    done = subprocess.run([sys.executable, "-m", "codeblock.cli", "--help"], capture_output=True, text=True, check=True)
    for name in ("pairs", "score", "select", "labels", "train", "evaluate", "report", "run"):
        assert name in done.stdout
