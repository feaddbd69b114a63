"""analyze() on ordinary and on hostile input, streams of records, and telling languages apart."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from codestruct.errors import RecordError, UnknownLanguage
from codestruct.syntax import parse

LANGUAGES = cs.list_languages()


def ask_everything(code: cs.Analysis) -> None:
    n = len(code.items)
    assert len(code.reach) == len(code.bridge) == code.graph.n == n
    assert ((code.tokens.item >= -1) & (code.tokens.item < n)).all()
    assert ((code.bindings.item >= -1) & (code.bindings.item < n)).all()
    names = code.bindings
    assert (names.symbol[code.flow.define] == names.symbol[code.flow.use]).all()
    assert (names.symbol[code.flow.use] >= 0).all()
    assert all(error.message for error in code.errors)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.binary(max_size=300))
def test_total_on_any_bytes(language: str, data: bytes) -> None:
    ask_everything(cs.analyze(data, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 50, b"\xef\xbb\xbfx = 1\r\ny = x\r", "\ud800 = 'é'".encode("utf-8", "surrogatepass"), b"((((" * 2000,
     b"x = " + b"[" * 3000, b"x;" * 3000, b"{" * 3000 + b"}" * 3000, b"if (x) " * 1500],
    ids=["empty", "nul", "bom", "surrogate", "parentheses", "brackets", "statements", "braces", "nested"],
)  # fmt: skip
def test_hostile_input_has_a_result(language: str, data: bytes) -> None:
    ask_everything(cs.analyze(data, language))


def test_text_and_bytes_agree_and_lone_surrogates_are_replaced() -> None:
    assert cs.analyze("é = 1", "python").source.data == "é = 1".encode()
    assert cs.analyze("x = '\ud800'", "python").source.data == b"x = '?'"


def test_size_and_time_are_bounded_and_told() -> None:
    code = cs.analyze("x = 1\n" * 100, "python", max_bytes=60)
    assert [error.kind for error in code.errors] == ["SIZE"]
    assert code.items.complete.tolist() == [True] * 10 + [False]  # the last is what was not parsed
    began = time.monotonic()
    code = cs.analyze(b"((({[" * 400_000, "python", max_seconds=0.2)
    assert time.monotonic() - began < 10
    assert "TIME" in [error.kind for error in code.errors]
    ask_everything(code)
    assert cs.analyze("x = 1", "python").errors == (), "the parser is as new after a parse that was given up"


def test_edges_of_one_symbol_are_capped_and_told() -> None:
    source = "".join(f"if c:\n x = {i}\n" for i in range(400)) + "f(x)\n" * 400
    code = cs.analyze(source, "python")
    assert [error.kind for error in code.errors] == ["EDGES"]
    assert 100_000 <= len(code.flow) < 101_000


def test_stream_keeps_order_and_isolates_failures() -> None:
    records = [("x = 1", "python"), ("x", "pyton"), (None, "go"), ("var x", "javascript"), 7, (b"\xff", "c")]
    for workers in (1, 2):
        outcomes = list(cs.analyze_many(records, workers=workers))
        assert [outcome.index for outcome in outcomes] == list(range(6))
        assert [type(outcome.error) for outcome in outcomes] == [
            type(None), UnknownLanguage, RecordError, type(None), RecordError, type(None),
        ]  # fmt: skip
        assert [len(outcome.analysis.items) for outcome in outcomes if outcome.analysis][:2] == [1, 1]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a/b.py", "python"), ("x.mjs", "javascript"), (Path("A.java"), "java"), ("golang", "go"), ("c", "c"),
        ("python title=x", "python"), ("#!/usr/bin/env node\nx\n", "javascript"),
        ("#!/usr/bin/python3.11 -u\n", "python"),
        ("package main\n\nfunc main() { x := 1; _ = x }\n", "go"), ("def f(x):\n    return x\n", "python"),
        ("public class A { int f() { return 1; } }\n", "java"),
        (Path("README.unknown"), None),
        ("#include <stdio.h>\nint main(void) { return 0; }\n", "c"),
        ("const f = (x) => { let y = x; };\n", "javascript"),
    ],
)  # fmt: skip
def test_language_is_told(given: str | Path, expected: str | None) -> None:
    assert cs.detect_language(given) == expected


def test_offsets_of_bytes_characters_and_lines() -> None:
    source = cs.Source("a\r\né\rb\n𝔁 \xff")
    assert source.line_starts.tolist() == [0, 3, 6, 8]
    chars = np.arange(len(source.text) + 1)
    assert source.to_char(source.to_byte(chars)).tolist() == chars.tolist()
    broken = cs.Source(b"\xc3\xff\xe2\x82a")
    assert len(broken.text) == 5
    assert source.line_of([0, 3, 7, 8]).tolist() == [1, 2, 3, 4]


def test_tree_is_a_table() -> None:
    tree = parse("f(x)\n", cs.get_language("python"))
    assert (tree.parent[1:] < np.arange(1, len(tree))).all()
    assert tree.stop[0] == len(tree)
