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
    assert "x[y]" in run("items", "-", "-l", "python", stdin="x[y] = 1").stdout, "brackets are no markup"


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
    (examples / "a.gopher").write_text(sample.read_text() + "\n// <- item: function\n")
    return target


def test_a_draft_serves_at_once_and_check_says_what_is_missing(lines: Path) -> None:
    done = run("language", "check", str(lines))
    assert done.returncode == 1
    assert "a.gopher:10" in done.stdout
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
    source = str(lines.parent / "examples" / "gopher" / "a.gopher")
    printed = run("tree", source, "-l", str(lines)).stdout.splitlines()
    assert printed[0] == "source_file"
    assert "      name: identifier  'f'" in printed or "    name: identifier  'f'" in printed
    rows = json.loads(run("names", source, "-l", str(lines), "--json").stdout)
    assert [(row["place"], row["role"]) for row in rows if row["name"] == "f"] == [("3:6", "define")]
    assert any(row["reads (* as a closure)"] == "3:8" for row in rows)
