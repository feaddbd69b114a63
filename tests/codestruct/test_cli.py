"""The command line, as somebody types it."""

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

import codestruct as cs
from codestruct.cli import main, terminal
from codestruct.cli.files import list_sources

SOURCE = "x = 1\nif x:\n    y = x\n    print(y)\n"


PROGRAM = "import sys; sys.argv[0] = 'codestruct'; from codestruct.cli import main; main()"


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: str, stdin: str = "") -> Done:
    """Run the command line in this process: a process of its own each would cost more than all commands together."""
    out, err, _read_stdin = io.StringIO(), io.StringIO(), terminal._read_stdin
    _read_stdin.cache_clear()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["codestruct", *words])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "a.py"
    path.write_text(SOURCE)
    return str(path)


def test_analyze_counts(source: str) -> None:
    found = json.loads(run("analyze", source, "--json").stdout)
    (row,) = found["files"]
    assert (row["language"], row["items"], row["lines"], row["errors"]) == ("python", 4, 4, [])
    assert (found["left_out"], found["languages"][0]["files"]) == ([], 1)
    told = run("analyze", source).stdout
    assert "4 items" in told
    assert "line 1: x = 1" in told, "the item with the highest reach"


def test_a_folder_is_summed_up_by_language(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SOURCE)
    (tmp_path / "b.go").write_text("package p\nfunc f( {}\n")
    (tmp_path / "bad.py").write_bytes(b"x\0y")
    (tmp_path / "tool").write_text("#!/usr/bin/env python3\nx = 1\n")
    (tmp_path / "notes").write_text("no source")
    done = run("analyze", str(tmp_path), "--json", "--workers", "2")
    found = json.loads(done.stdout)
    assert done.returncode == 1, "one was left out"
    assert [(row["language"], row["files"], row["broken_files"]) for row in found["languages"]] == [
        ("python", 2, 0), ("go", 1, 1),
    ]  # fmt: skip
    assert [row["reason"] for row in found["left_out"]] == ["it is binary: a NUL at byte 1"]
    assert found["other"] == 1
    told = run("analyze", str(tmp_path))
    assert "b.go:2: " in told.stdout
    assert told.stderr.startswith("left out: ")
    assert run("analyze", str(tmp_path / "b.go"), "--strict").returncode == 1
    assert run("analyze", str(tmp_path / "b.go")).returncode == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="no git is installed")
def test_gitignore_means_what_git_says(tmp_path: Path) -> None:
    for name in (
        "a",
        "build/b",
        "src/c",
        "src/gen/d",
        "src/gen/kept",
        "src/build/e",
        "src/x.tmp",
        "deep/er/f",
        "deep/g",
    ):
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    (tmp_path / ".gitignore").write_text("/build/\n*.tmp.py\ndeep/*\n!\n[z-a]\n!deep/er/\n# a remark\n")
    (tmp_path / "src" / ".gitignore").write_text("gen/*\n!gen/kept.py\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    listed = subprocess.run(
        ["git", "-C", str(tmp_path), "ls-files", "--others", "--exclude-standard", "*.py"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for top in (tmp_path, tmp_path / "src"):
        found = {str(Path(path).relative_to(tmp_path)) for path, _ in list_sources([str(top)]).sources}
        inside = "" if top == tmp_path else "src/"
        assert found == {path for path in listed.stdout.split() if path.startswith(inside)}


def test_items_and_tokens_are_tables(source: str) -> None:
    rows = json.loads(run("items", source, "--json").stdout)
    assert [row["kind"] for row in rows] == ["assignment", "if_statement", "assignment", "call"]
    rows = json.loads(run("tokens", "-", "-l", "python", "--json", stdin="é = 1\ny = é").stdout)
    assert [(row["line"], row["column"], row["start"], row["char_start"]) for row in rows][-1] == (2, 5, 11, 10)
    assert "if_statement" in run("items", source).stdout
    assert "x[y]" in run("items", "-", "-l", "python", stdin="x[y] = 1").stdout, "brackets are no markup"
    nodes = json.loads(run("tree", source, "--json").stdout)
    assert nodes[0]["kind"] == "module"
    assert nodes[0]["parent"] == -1


@pytest.mark.parametrize("form", ["dot", "mermaid", "graphml", "json"])
def test_graph_is_written(source: str, form: str, tmp_path: Path) -> None:
    target = tmp_path / "graph"
    assert run("graph", source, "--format", form, "-o", str(target)).returncode == 0
    assert "2: y = x" in target.read_text()


def test_show_and_render(source: str, tmp_path: Path) -> None:
    assert "   2 ▄ 3 │     y = x\n" in run("show", source).stdout
    assert run("show", source, "-o", str(tmp_path / "a.html")).returncode == 0
    assert "<pre" in (tmp_path / "a.html").read_text()
    assert "<pre" in run("show", source, "-o", "-").stdout
    assert run("render", source, "-k", "2").stdout == "if x:\n    y = x\n"
    assert json.loads(run("render", source, "-k", "0,2-3", "--json").stdout) == {"keep": [0, 1, 2, 3], "text": SOURCE}


def test_a_narrow_terminal_cuts_the_text_alone(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("items", "-", "-l", "python", stdin=f"x = {list(range(50))}\n").stdout.splitlines()
    assert "assignment" in lines[1]
    assert lines[1].endswith("…")
    assert len(lines) == 2


def test_bench_gives_ratios(source: str) -> None:
    (row,) = json.loads(run("bench", source, "--repeat", "1", "--json").stdout)
    assert row["files"] == 1
    assert row["parse_ms"] >= 0


def test_languages_are_listed() -> None:
    rows = json.loads(run("languages", "--json").stdout)
    assert {row["language"] for row in rows} == set(cs.list_languages())
    assert {row["fault"] for row in rows} == {""}


@pytest.mark.parametrize(
    ("words", "told", "status"),
    [
        (("items", "nowhere.py"), "name a readable file", 1),
        (("analyze", "nowhere.py"), "No such file", 1),
        (("analyze", "-", "-l", "pyton"), "did you mean 'python'", 1),
        (("render", "-", "-l", "python", "-k", "9"), "there are items", 1),
        (("render", "-", "-l", "python", "-k", "one"), "give numbers", 1),
        (("show", "-", "-l", "python", "-o", "nowhere/a.html"), "--output", 1),
        (("itms",), "Did you mean 'items'", 2),
        (("items", "--langauge", "go"), "--language", 2),
        (("graph", "-", "--format", "dott"), "'dot'", 2),
        (("items",), "codestruct items --help", 2),
    ],
)
def test_error_is_one_line_with_the_remedy(words: tuple[str, ...], told: str, status: int) -> None:
    done = run(*words, stdin="x = 1")
    assert done.returncode == status
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_version_help_and_completion() -> None:
    assert run("--version").stdout.startswith(f"codestruct {cs.__version__}\n")
    assert "Exit status" in run("--help").stdout
    words = {"_CODESTRUCT_COMPLETE": "complete_bash", "COMP_WORDS": "codestruct items a -l pyt", "COMP_CWORD": "4"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env={**os.environ, **words})
    assert done.stdout.split() == ["python"]


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("x = 1\n" * 20_000)
    program = f"{PROGRAM!r} tree {path} | head -1"
    done = subprocess.run(["sh", "-c", f"{sys.executable} -c {program}"], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("module\n", "")


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A drafted language file, with an example beside it."""
    sample = tmp_path / "sample.go"
    sample.write_text("package p\n\nfunc f(a int) int {\n\tif a > 0 {\n\t\treturn a\n\t}\n\treturn 0\n}\n")
    target = tmp_path / "gopher.toml"
    done = run(
        "language", "new", "gopher", "--grammar", "tree_sitter_go:language", "--sample", str(sample), "-o", str(target)
    )
    assert done.returncode == 0, done.stderr
    examples = tmp_path / "examples" / "gopher"
    examples.mkdir(parents=True)
    (examples / "a.go").write_text(sample.read_text() + "\n// <- item: function\n")
    return target


def test_a_draft_serves_at_once_and_check_says_what_is_missing(lines: Path) -> None:
    done = run("language", "check", str(lines))
    assert done.returncode == 1
    assert "a.go:10" in done.stdout
    facts = json.loads(run("language", "check", str(lines), "--json", "--idle").stdout)
    assert (facts["level"], facts["closure"], facts["claims"]) == ("items", "100%", 0)
    assert any("if_statement" not in entry for entry in facts["idle"])


def test_a_draft_names_only_what_its_samples_have(lines: Path) -> None:
    text = lines.read_text()
    assert 'if_statement = { form = "branch", test = "condition", then = "consequence" }' in text
    assert "select_statement" not in text


def test_a_draft_overwrites_nothing(lines: Path) -> None:
    done = run("language", "new", "gopher", "--grammar", "tree_sitter_go:language", "-o", str(lines))
    assert "it is there already" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new", "x", "--grammar", "nonsense"), "module:function"),
        (("new", "x", "--grammar", "tree_sitter_nowhere:language"), "pip install"),
        (("new", "x", "--grammar", "tree_sitter_go:lingo"), "lingo"),
        (("new", "x", "--grammar", "tree_sitter_go:language", "--sample", "nowhere.go"), "readable files"),
        (("check",), "name one language"),
        (("check", "pyton"), "did you mean"),
        (("check", "python", "--corpus", "nowhere"), "name their folder"),
    ],
)
def test_mistakes_about_languages_are_told(words: tuple[str, ...], told: str) -> None:
    done = run("language", *words)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_all_languages_are_a_table(tmp_path: Path) -> None:
    real = tmp_path / "python"
    real.mkdir()
    (real / "a.py").write_text("def f(a):\n    return a\n\n\nx = f(1)\nprint(x, 'a longer line')\n" * 3)
    corpus = Path(__file__).parents[1] / "languages"
    done = run("language", "check", "--all", "--json", "--corpus", str(corpus), "--sources", str(tmp_path))
    rows = {row["language"]: row for row in json.loads(done.stdout)}
    assert set(rows) == set(cs.list_languages())
    assert (rows["python"]["files"], rows["python"]["real"]) == (1, "100%")
    assert rows["python"]["claims"] > 150


def test_the_tree_and_the_names_of_a_source_in_a_language_of_ones_own(lines: Path) -> None:
    source = str(lines.parent / "examples" / "gopher" / "a.go")
    printed = run("tree", source, "-l", str(lines)).stdout.splitlines()
    assert printed[0] == "source_file"
    assert "      name: identifier  'f'" in printed or "    name: identifier  'f'" in printed
    rows = json.loads(run("names", source, "-l", str(lines), "--json").stdout)
    assert [(row["line"], row["column"], row["role"]) for row in rows if row["name"] == "f"] == [(3, 6, "define")]
    assert any([(read["line"], read["column"]) for read in row["reads"]] == [(3, 8)] for row in rows)
    counted = json.loads(run("analyze", source, "-l", str(lines), "--json").stdout)
    assert counted["files"][0]["language"] == "gopher"
    assert run("language", "names", source, "-l", str(lines)).stdout.startswith("place")
