"""The conformance suite: built-in languages pass it, and each of its rules can fail."""

import io
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from rich.console import Console

import codestruct as cs
from codestruct.errors import CodestructError, InvalidLanguage
from codestruct.testing import Report, check_language, list_entries

EXAMPLES = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir() and path.name in cs.list_languages())
PYTHON = Path(str(cs.get_language("python").file)).read_text("utf-8")


@pytest.mark.parametrize("name", LANGUAGES)
def test_built_in_language_conforms(name: str) -> None:
    report = check_language(name, EXAMPLES / name)
    assert [str(one) for one in report.failures] == []
    assert report.claims >= 150
    assert report.closure.closure == 1.0
    assert report.closure.sets > 20


@pytest.fixture
def check(tmp_path: Path):
    """Check a changed file of Python on a few lines."""

    def run(source: str, old: str = "", new: str = "", **options: bool) -> Report:
        assert old in PYTHON
        path = tmp_path / "python.toml"
        path.write_text(PYTHON.replace(old, new), "utf-8")
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "corpus" / "a.py").write_text(source, "utf-8")
        return check_language(cs.Language.from_file(path), tmp_path / "corpus", **options)

    return run


def rules(report: Report) -> set[str]:
    return {one.rule for one in report.failures} - {"entry"}


def test_a_claim_that_fails_is_named_by_file_and_line(check) -> None:
    report = check("x = 1\ny = x\n#   ^ reads: 2:1\n")
    assert [str(one) for one in report.failures if one.rule == "claim"] == ["a.py:3: claim: x: reads 1:1, claimed 2:1"]
    assert report.claims == 0


def test_known_gaps_are_counted_and_go_stale(check) -> None:
    report = check("x = 1\n# <- role: use; skip: not yet\n# <- role: define; skip: long mended\n")
    assert [(one.line, one.message) for one in report.gaps] == [(2, "not yet"), (3, "long mended")]
    assert [(one.line, one.rule) for one in report.failures if one.rule != "entry"] == [(3, "skip")]


def test_an_unreadable_claim_is_a_failure_and_no_more(check) -> None:
    found = check("x = 1\n# <- rolle: use\n# <- role: define\n# <- reads: 9\n")
    assert [one.line for one in found.failures if one.rule == "unreadable"] == [2, 4]
    assert found.claims == 1


def test_an_example_that_is_no_text_is_a_failure_and_no_more(check, tmp_path: Path) -> None:
    check("x = 1\n")
    (tmp_path / "corpus" / "b.py").write_bytes(b"x = 1\n\xff\n")
    found = [one for one in check("x = 1\n").failures if one.rule == "unreadable"]
    assert [(one.file, one.line) for one in found] == [("b.py", 1)]


def test_a_hole_that_is_taken_for_an_item_fails_closure(check) -> None:
    assert rules(check("if x:\n    y = 1\n", 'holes = ["pass_statement"]', "holes = []")) == {"closure"}


def test_an_entry_without_an_example_is_named(check) -> None:
    report = check("x = 1\n")
    assert 'names."assignment.left" = "define in function if right"' not in report.unused
    assert 'names."named_expression.name" = "define in function"' in report.unused
    found = [one for one in report.failures if "named_expression.name" in one.message]
    assert PYTHON.splitlines()[found[0].line - 1] == '"named_expression.name" = "define in function"'


def test_an_entry_that_changes_nothing_is_idle(check) -> None:
    idle = check("x = y = 1\nx.y = x\n", idle=True).idle
    assert idle is not None
    assert 'names."assignment.left" = "define in function if right"' not in idle
    assert 'names."call.arguments" = "use"' in idle


def test_what_raises_on_broken_bytes_is_told(check, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "def f():\n    return (1 +\n"
    assert rules(check(source)) == set()
    monkeypatch.setattr(
        "codestruct.testing.conformance.find_row_faults", lambda code: [] if code.source.text == source else 1 / 0
    )
    assert rules(check(source)) == {"totality"}


def test_real_files_are_counted_apart(check, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "b.py").write_text("def f(a):\n    b = a\n    return b\n" * 5)
    language = cs.get_language("python")
    report = check_language(language, EXAMPLES / "python", sources=tmp_path / "real")
    assert (report.real.files, report.real.closure) == (1, 1.0)


def test_the_report_is_frozen_and_prints(check) -> None:
    report = check("x = 1\ny = x\n#   ^ reads: 2:1\n", idle=True)
    out = io.StringIO()
    Console(file=out, width=200).print(report)
    assert "a.py:3" in out.getvalue()
    assert "that change nothing" in out.getvalue()
    assert report.summary in str(report)
    with pytest.raises(FrozenInstanceError):
        report.lines = 1


def test_missing_examples_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodestructError, match="name their folder"):
        check_language("python", tmp_path / "nowhere")
    with pytest.raises(CodestructError, match="write a few examples"):
        check_language("python", tmp_path)


def test_a_family_shows_only_what_its_own_file_says(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\nextends = "python"\nextensions = [".mine"]\n[scoping]\nblock = "name"\n')
    language = cs.Language.from_file(path)
    assert list_entries(language.stated) == [("scoping", "block")]
    assert language.restate({**language.stated, "level": "items"}).level == "items"
    with pytest.raises(InvalidLanguage):
        language.restate({**language.stated, "levle": "items"})
