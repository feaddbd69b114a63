"""Tables for people: Arrow and frames hold what the arrays hold; terminals and notebooks get the first rows."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import codestruct as cs
from codestruct.columns import SHOWN, Columns

SOURCE = "def f(a):\n    return a\nx = f(1)\nif x:\n    y = '<b>'\n"


def tables(code: cs.Analysis) -> list[Columns]:
    return [code.items, code.tokens, code.bindings, code.flow, code.control, code.calls]


@given(st.sampled_from([SOURCE, "", "x = 1\n" * 30]))
def test_arrow_holds_the_columns(source: str) -> None:
    for table in tables(cs.analyze(source, "python")):
        arrow = table.to_arrow()
        assert len(arrow) == len(table)
        for name in arrow.column_names:
            found, values = arrow.column(name).to_pylist(), getattr(table, name).tolist()
            words = table._words().get(name)
            assert found == ([words[value] for value in values] if words else values)


def test_words_stand_for_numbers() -> None:
    code = cs.analyze(SOURCE, "python")
    frame = code.items.to_frame()
    assert list(frame["kind"]) == [item.kind for item in code.items]
    assert list(frame["category"]) == [item.category.name.lower() for item in code.items]
    assert list(code.bindings.to_frame()["name"][:2]) == ["f", "a"]
    assert set(code.flow.to_frame()["kind"]) <= {"flow", "carried", "closure"}


def test_other_frames_read_the_stream() -> None:
    import pyarrow as pa

    code = cs.analyze(SOURCE, "python")
    assert pa.table(code.tokens) == code.tokens.to_arrow()


def test_what_terminals_and_notebooks_show() -> None:
    code = cs.analyze(SOURCE * 20, "python")
    assert repr(code.items).startswith(f"Items({len(code.items)} rows: kind, category, start")
    for shown in (code, *tables(code), code.graph):
        page = shown._repr_html_()
        assert page.count("<tr>") <= SHOWN + 1
        assert "<b>" not in page
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(code.items)
    assert "function_definition" in console.export_text()


def test_without_pyarrow_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(cs.errors.DependencyMissing, match="pip install pyarrow"):
        cs.analyze(SOURCE, "python").items.to_arrow()
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(cs.errors.DependencyMissing, match="pip install pandas"):
        cs.analyze(SOURCE, "python").items.to_frame()


def test_pyarrow_is_not_imported_unasked() -> None:
    program = "import sys, codestruct as cs; repr(cs.analyze('x', 'python').items)\n"
    program += "assert not {'pyarrow', 'pandas', 'rich'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_path_is_not_a_source(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(SOURCE)
    with pytest.raises(TypeError, match=r"not PosixPath; give its content: path\.read_bytes\(\)"):
        cs.analyze(path, "python")
    with pytest.raises(TypeError, match="str or bytes, not int"):
        cs.analyze(3, "python")
    with path.open() as opened, pytest.raises(TypeError, match=r"give its content: file\.read\(\)"):
        cs.analyze(opened, "python")
    with pytest.warns(UserWarning, match="to analyze that file, read it first"):
        cs.analyze(str(path), "python")


@pytest.mark.parametrize(
    ("source", "language", "told"),
    [
        ("x = 1", "pyton", "did you mean 'python'"),
        ("x = 1", ".py", "did you mean 'python'"),
        ("x = 1", "src/main.go", "did you mean 'go'"),
        ("python", "x = 1", "the source comes first"),
        ("python", "x = 1\ny = 2\n", "the source comes first"),
    ],
)
def test_a_wrong_language_is_told_with_the_right_one(source: str, language: str, told: str) -> None:
    with pytest.raises(cs.errors.UnknownLanguage, match=told):
        cs.analyze(source, language)


def test_no_language_is_told_and_misspelt_keywords_too() -> None:
    with pytest.raises(TypeError, match="not NoneType; detect_language"):
        cs.analyze("x = 1", None)
    with pytest.raises(TypeError, match="'language'"):
        cs.analyze("x = 1", langauge="python")
    with pytest.raises(TypeError, match="'workers'"):
        cs.analyze_many([], worker=2)
    with pytest.raises(TypeError, match="not NoneType"):  # a TypeError from inside is no matter of keywords
        cs.analyze("x = 1", language=None)


@given(st.text(max_size=30))
def test_character_spans_are_those_of_the_text(text: str) -> None:
    code = cs.analyze(text, "python")
    for table in (code.items, code.tokens, code.bindings):
        spans = code.char_spans(table)
        assert spans.shape == (len(table), 2)
        for (start, end), low, high in zip(spans.tolist(), table.start, table.end, strict=True):
            assert code.source.text[start:end].encode("utf-8", "replace") == code.source.data[low:high]


def test_what_another_version_stored_is_told() -> None:
    stored = cs.store_analysis(cs.analyze(SOURCE, "python"))
    assert cs.load_analysis(stored).items[0].kind == "function_definition"
    with pytest.raises(cs.errors.RecordError, match=r"it is in form 99, and this version reads form \d"):
        cs.load_analysis(b"codestruct 99\n" + stored.partition(b"\n")[2])
    origin = cs.get_language("python").grammar.origin.encode()
    other = cs.load_analysis(stored.replace(origin, b"x" * len(origin), 1))
    with pytest.raises(cs.errors.RecordError, match=r"its kinds are those of xxx.*analyze again"):
        _ = other.items


def test_batches_count_characters_where_asked() -> None:
    texts = ["é = 1; b = é", "x"]
    found = cs.analyze_batch({"text": texts}, column="text", chars=True)
    cut = [[text[a:b] for a, b in zip(*row, strict=True)]
           for text, *row in zip(texts, found["item_start"], found["item_end"], strict=True)]  # fmt: skip
    assert cut == [["é = 1", "b = é"], ["x"]]
    with pytest.raises(cs.errors.RecordError, match="no column 'code' but text; name one"):
        cs.analyze_batch({"text": texts})
