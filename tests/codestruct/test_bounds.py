"""Whatever the source, an analysis ends in time, its limits in `errors`; the full sizes are in benchmarks.hostile."""

import subprocess
import sys
import time
from array import array

import numpy as np
import pytest

import codestruct as cs
from benchmarks.hostile import CASES, make_case, run_apart
from benchmarks.speed.texts import OWN_EXAMPLES, find_texts

FULL = ("python", "javascript", "java", "go", "c")


@pytest.mark.parametrize("name", CASES)
def test_hostile_sources_end_in_a_process_of_their_own(name: str) -> None:
    language = CASES[name][0].replace("*", FULL[len(name) % len(FULL)])
    told = run_apart(name, language, 0.005, timeout=100, max_seconds=10.0)
    assert "died" not in told, told
    assert told["nodes"]
    assert told["valid"]


@pytest.mark.parametrize("language", FULL)
def test_a_parse_that_takes_too_long_is_given_up_for_a_part(language: str) -> None:
    _, source = make_case("10 MB of garbage", 0.2)
    start = time.monotonic()
    code = cs.analyze(source, language, max_seconds=0.5)
    assert time.monotonic() - start < 30
    limit = next(error for error in code.errors if error.kind == "TIME")
    assert limit.end == len(source)
    assert limit.start < len(source)
    assert len(code.tree)
    assert code.tokens.end.max(initial=0) <= len(source)


def test_lowering_and_flow_stop_when_time_is_out() -> None:
    code = cs.analyze("def f(x):\n    y = x\n    return y\n" * 3_000, "python")
    whole = len(code.bindings)
    code.tree.max_seconds = 0.0
    late = cs.Analysis(code.tree)
    assert late.program.late
    assert len(late.bindings) < whole
    assert late.flow.late
    assert [error.kind for error in late.errors] == ["TIME", "TIME"]
    assert len(late.items) == 9_000


def test_pairs_are_capped_and_the_cap_is_reported() -> None:
    _, source = make_case("10 K conditional definitions, 10 K uses", 0.02)
    assert not cs.analyze(source, "python").errors
    code = cs.analyze(make_case("10 K conditional definitions, 10 K uses", 0.1)[1], "python")
    assert [error.kind for error in code.errors] == ["EDGES"]
    assert len(code.flow) == 100_000


DEPTH = 1_200
DEEP = {
    "functions": ("javascript", "function f(a) {" * DEPTH + "}" * DEPTH),
    "function values": ("python", "x = " + "lambda a: " * DEPTH + "1"),
    "branches": ("c", "int f(int a) {" + "if (a) " * DEPTH + "a = 1; }"),
    "loops": ("java", "class A { void f() {" + "for (int i = 0;;)" * DEPTH + "y = 1; }}"),
    "switches": ("javascript", "switch (a) { case 1: " * DEPTH + "}" * DEPTH),
    "bindings in tests": ("go", "package p\nfunc f() {" + "if a := g(); a {" * DEPTH + "}" * DEPTH + "}"),
    "assignments": ("python", "a = " * DEPTH + "1"),
    "assignments in brackets": ("python", "z = " + "(a := " * DEPTH + "1" + ")" * DEPTH),
    "comprehensions": ("python", "z = " + "[" * DEPTH + "x" + " for x in y]" * DEPTH),
    "negations": ("python", "if " + "not " * DEPTH + "(x := y): x"),
    "choices": ("python", "z = " + "1 if (y := x) else " * DEPTH + "2"),
}


@pytest.mark.parametrize("name", DEEP)
def test_code_deeper_than_the_stack_of_python_is_lowered(name: str) -> None:
    language, source = DEEP[name]
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000)
    try:
        code = cs.analyze(source, language)
        assert len(code.reach) == len(code.items)
    finally:
        sys.setrecursionlimit(usual)
    assert len(code.tree) > DEPTH
    assert not code.program.late


@pytest.mark.parametrize("language", FULL)
@pytest.mark.parametrize(
    "source", [b"", b"\0", b"\0\xff\0x", b"\xef\xbb\xbfx", b"x\r\ny\r\n", b"x\ry\r", b"\xed\xa0\x80", "x = '\ud800'"]
)
def test_odd_bytes_have_an_analysis(language: str, source: bytes | str) -> None:
    code = cs.analyze(source, language)
    for stage in ("items", "tokens", "bindings", "flow", "graph", "reach", "bridge", "errors", "control"):
        getattr(code, stage)
    assert (code.tokens.end <= len(code.source)).all()


SCALED = {
    "300 K statements in a body": 0.005,
    "10 MB of minified JavaScript": 0.001,
    "100 K functions of a name": 0.005,
    "50 K arms of a switch in C": 0.01,
    "50 K arms of a switch in Go": 0.01,
    "50 K arms of a match": 0.01,
    "20 K else ifs": 0.025,
    "20 K operands of and": 0.05,
    "10 K loops in one another": 0.025,
    "10 K tries in one another": 0.01,
    "30 K closures over a name": 0.01,
    "10 K functions that write a global": 0.025,
}


@pytest.mark.parametrize("name", SCALED)
def test_time_grows_with_the_source(name: str) -> None:
    """Three sizes, each twice the one before: four times the source may take some more than four times the time."""
    seconds = []
    for times in (1, 2, 4):
        language, source = make_case(name, SCALED[name] * times)
        least = float("inf")
        for _ in range(2):
            start = time.process_time()
            code = cs.analyze(source, language)
            _ = code.items, code.tokens, code.flow
            least = min(least, time.process_time() - start)
        seconds.append(least)
    assert seconds[2] < 10 * seconds[0] + 0.03  # quadratic: 16 times


@pytest.mark.parametrize("language", cs.list_languages())
def test_a_large_table_is_packed_and_holds_the_same(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five rows are many here, so that parts of every length are packed, of trees that are amended and spliced too."""
    source = b"\n".join(find_texts(language, [OWN_EXAMPLES / language]))[:20_000]
    plain = cs.analyze(source, language)
    monkeypatch.setattr("codestruct.syntax.columns.LIST_ROWS", 5)
    packed = cs.analyze(source, language)
    assert all(isinstance(column, array) for column in packed.tree.lists)
    assert [column.tolist() for column in packed.tree.lists] == list(plain.tree.lists)
    assert packed.errors == plain.errors
    assert np.array_equal(packed.bindings.symbol, plain.bindings.symbol)
    assert np.array_equal(packed.flow.define, plain.flow.define)


@pytest.mark.parametrize("source", ["val n = 3\n@Foo", "var n\n@", 'var n\n@Foo("a'])
def test_kotlin_that_ends_in_an_annotation_comes_to_its_end(source: str) -> None:
    """In a process of its own: the grammar's scanner, left alone, never comes back, and nothing can stop it."""
    program = "import sys, codestruct; print(codestruct.analyze(sys.argv[1], 'kotlin').tokens.end.max())"
    done = subprocess.run(
        [sys.executable, "-c", program, source], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == f"{len(source)}\n"


@pytest.mark.parametrize("language", cs.list_languages())
def test_what_is_not_parsed_is_the_last_item_and_incomplete(language: str) -> None:
    source = b"\n".join(find_texts(language, [OWN_EXAMPLES / language]))[:4_000]
    code = cs.analyze(source, language, max_bytes=2_000)
    assert [(error.start, error.end) for error in code.errors if error.kind == "SIZE"] == [(2_000, 4_000)]
    rest = code.items[-1]
    assert (rest.start, rest.end, rest.parent, rest.complete) == (2_000, 4_000, -1, False)
    assert code.tokens.item[-1] == len(code.items) - 1
    assert code.tree.end[0] == 4_000
    before = cs.analyze(source[:2_000], language)
    assert len(code.items) == len(before.items) + 1
    assert len(code.flow) == len(before.flow)
    stored = cs.load_analysis(cs.store_analysis(code))
    assert len(stored.tree) == len(code.tree)
    assert [stored.items.own(index) for index in range(len(code.items))] == [
        code.items.own(index) for index in range(len(code.items))
    ]


def test_a_source_that_was_given_up_is_one_incomplete_item() -> None:
    code = cs.analyze("x = 1\n" * 20_000, "python", max_seconds=0.0)
    assert "TIME" in [error.kind for error in code.errors]
    (rest,) = code.items
    assert (rest.start, rest.end, rest.complete) == (0, 120_000, False)
