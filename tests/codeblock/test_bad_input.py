"""Whatever comes in, the result is counted or the error is clear, and nothing else is lost."""

import json
from pathlib import Path

import pytest

import codestruct as cs
from codeblock import (
    DataError,
    LanguageModel,
    OutputExists,
    SelectionConfig,
    build_labels,
    load_pool,
    score_responses,
    select_pairs,
    select_supervision,
)
from codeblock.workspace import save_stage
from tests.codeblock.samples import PYTHON, pair

GOOD = pair("good", f"Here it is:\n\n```python\n{PYTHON}```\n")


def stages(records: list[dict], model: LanguageModel, config: SelectionConfig | None = None) -> tuple[list[str], dict]:
    """The ids that end up with labels, and everything that was counted on the way."""
    pairs, _ = select_pairs(load_pool(records).records)
    scores, first = score_responses(pairs.remove_columns("kept"), model.model, model.tokenizer)
    selection, second = select_supervision(scores, config or SelectionConfig(prose_budget=0.5))
    labels, third = build_labels(selection)
    return labels["id"][:], first | second | third


@pytest.mark.parametrize(
    ("response", "counted"),
    [
        ("So:\n\n```klingon\nqapla'\n```\n", "code blocks in an unknown language (klingon)"),
        ("So:\n\n```python\nx = 1\n", "code blocks with an unclosed fence"),
        ("Only words here, and no code at all.", "responses without code"),
        ("So:\n\n```python\nx = = 1\n```\n", "code blocks with syntax errors"),
        ("So:\n\n```python\nx = '\x00\x01\ufffd'\n```\n", "code blocks"),
        ("So:\n\n```\n\n```\n", "code blocks without a named or recognised language"),
        ("So, nothing inside:\n\n```python\n```\n", "responses without code"),
    ],
    ids=["language", "fence", "prose", "syntax", "bytes", "nameless", "empty block"],
)
def test_an_odd_response_is_counted_and_the_others_are_there(tiny: LanguageModel, response: str, counted: str) -> None:
    names, counts = stages([GOOD, pair("odd", response), {**GOOD, "id": "last"}], tiny)
    assert counts[counted] >= 1
    assert names == ["good", "odd", "last"]


def test_a_grammar_that_is_not_installed_says_what_to_type(
    tiny: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyze = cs.analyze

    def without_go(source: str, language: str) -> cs.Analysis:
        if language == "go":
            raise cs.errors.GrammarMissing("go", "its grammar is not installed", "pip install 'tree-sitter-go>=0.25'")
        return analyze(source, language)

    monkeypatch.setattr(cs, "analyze", without_go)
    odd = pair("odd", "So:\n\n```go\npackage p\n```\nThat is all there is to it.")
    names, counts = stages([GOOD, odd], tiny)
    assert names == ["good", "odd"]
    (told,) = [what for what in counts if "cannot be read" in what]
    assert "pip install" in told


def test_rows_without_a_supervised_token_are_dropped_and_counted(tiny: LanguageModel) -> None:
    config = SelectionConfig(code_budget=1, prose_budget=0)
    names, counts = stages([GOOD, pair("odd", "Only words here, and no code at all.")], tiny, config)
    assert names == ["good"]
    assert counts["rows without a supervised token, dropped"] == 1
    with pytest.raises(DataError, match="no row has a supervised token; raise the code or the prose budget"):
        stages([GOOD], tiny, SelectionConfig(code_budget=0, prose_budget=0))


def test_unusable_lines_are_named_and_the_others_are_there(tiny: LanguageModel, tmp_path: Path) -> None:
    lines = [json.dumps(GOOD).encode(), b'{"instruction": "\xff\xfe"}', b'{"instruction": "no answer"}']
    lines += [b'{"instruction": "x", "response": ""}', b"{", json.dumps({**GOOD, "id": "last"}).encode()]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    pool = load_pool(tmp_path / "a.jsonl")
    assert pool.records["id"][:] == ["good", "last"]
    assert [r.line for r in pool.rejected] == [2, 3, 4, 5]
    assert [r.reason.split(" (")[0] for r in pool.rejected] == [
        "not UTF-8",
        "neither 'messages' nor 'response' is there",
        "the response is empty",
        "not JSON",
    ]


def test_an_existing_output_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    for overwrite in (False, True):
        with pytest.raises(OutputExists, match="it exists, and codeblock did not write it; choose another place"):
            save_stage(load_pool([GOOD]).records, tmp_path, {}, overwrite=overwrite)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]
