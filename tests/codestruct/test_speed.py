"""What an analysis costs is told by ratios to the bare parse with generous slack, and by counts; never by seconds."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import codestruct as cs
from benchmarks.speed.measure import measure_language
from benchmarks.speed.texts import OWN_EXAMPLES, cut_snippets, find_texts

SLACK = 3.0
MEASURED = {"python": 7.0, "javascript": 10.0, "java": 9.0, "go": 9.0, "c": 9.0}
"""Multiples of the bare parse, on a busy machine."""


@pytest.mark.parametrize("language", MEASURED)
def test_an_analysis_is_a_small_multiple_of_the_bare_parse(language: str) -> None:
    texts = find_texts(language, [OWN_EXAMPLES / language])
    text = b"\n".join(texts)[:20_000]
    tracer = sys.gettrace()
    sys.settrace(None)  # or the measuring of coverage is measured
    try:
        _, ratios = measure_language(language, [text], rounds=3)
    finally:
        sys.settrace(tracer)
    assert ratios["all"] < SLACK * MEASURED[language]
    assert ratios["items"] < SLACK * 2.5


def test_items_alone_lower_nothing() -> None:
    code = cs.analyze("x = 1\nprint(x)\n", "python")
    _ = code.items, code.tokens
    assert "program" not in vars(code)


def test_snippets_are_whole_items_of_a_size() -> None:
    texts = list(cut_snippets(find_texts("python", [Path(cs.__file__).parent]), "python"))
    assert len(texts) > 10
    assert all(1_000 < len(text) < 2_900 for text in texts)


@pytest.mark.parametrize("language", ["python", "javascript", "go"])
def test_calls_grow_with_the_source(language: str) -> None:
    """Twice the source makes at most twice the Python calls, and few a node."""
    text = b"\n".join(find_texts(language, [OWN_EXAMPLES / language]))[:12_000]
    once, twice, four = (count_calls(text * times, language) for times in (1, 2, 4))
    assert twice < 2.3 * once
    assert four < 2.3 * twice
    assert once < 6 * len(cs.analyze(text, language).tree)


def count_calls(text: bytes, language: str) -> int:
    """The Python functions that an analysis calls."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    code = cs.analyze(text, language)
    _ = code.language.tables
    sys.setprofile(count)
    try:
        _ = code.items, code.tokens, code.bindings, code.flow, code.graph, code.reach
    finally:
        sys.setprofile(None)
    return calls
