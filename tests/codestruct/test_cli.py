"""The command line, as somebody types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import codestruct as cs

SOURCE = "x = 1\nif x:\n    y = x\n    print(y)\n"


def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    program = "from codestruct.cli import main; main()"
    return subprocess.run([sys.executable, "-c", program, *words], input=stdin, capture_output=True, text=True)


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "a.py"
    path.write_text(SOURCE)
    return str(path)


def test_analyze_counts(source: str) -> None:
    facts = json.loads(run("analyze", source, "--json").stdout)
    assert (facts["language"], facts["items"], facts["errors"]) == ("python", 4, [])
    assert "def-use pairs" in run("analyze", source).stdout


def test_items_and_tokens_are_tables(source: str) -> None:
    rows = json.loads(run("items", source, "--json").stdout)
    assert [row["kind"] for row in rows] == ["assignment", "if_statement", "assignment", "call"]
    assert len(json.loads(run("tokens", "-", "-l", "python", "--json", stdin=SOURCE).stdout)) == 13
    assert "if_statement" in run("items", source).stdout


@pytest.mark.parametrize("form", ["dot", "mermaid", "graphml", "json"])
def test_graph_is_written(source: str, form: str, tmp_path: Path) -> None:
    target = tmp_path / "graph"
    assert run("graph", source, "--format", form, "-o", str(target)).returncode == 0
    assert target.read_text()


def test_show_and_render(source: str) -> None:
    assert "<pre" in run("show", source).stdout
    assert run("render", source, "-k", "2").stdout == "if x:\n    y = x\n"


def test_languages_are_listed() -> None:
    assert {row["language"] for row in json.loads(run("languages", "--json").stdout)} == set(cs.list_languages())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("analyze", "nowhere.py"), "name a readable file"),
        (("analyze", "-", "-l", "pyton"), "did you mean 'python'"),
        (("render", "-", "-l", "python", "-k", "9"), "there are items"),
    ],
)
def test_error_is_one_line_with_the_remedy(words: tuple[str, ...], told: str) -> None:
    done = run(*words, stdin="x = 1")
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
