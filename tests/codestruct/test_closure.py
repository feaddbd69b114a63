"""Closure: chosen items are a complete program again (P3-P6), on generated programs and on real files."""

import ast
import random
import sysconfig
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from benchmarks.second_parsers import NAME_RULES, judge_programs, missing_parser
from codestruct.closure import render
from codestruct.errors import RenderError
from codestruct.testing import find_closure_faults
from tests.strategies_programs import GRAMMARS, mutilated, programs, spell

LANGUAGES = sorted(GRAMMARS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def close(items: cs.Items, wanted: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Those of the wanted items whose ancestors are wanted too."""
    kept = wanted.copy()
    for i, parent in enumerate(items.parent.tolist()):
        kept[i] &= parent < 0 or kept[parent]
    return kept


@st.composite
def closed_sets(draw: st.DrawFn, items: cs.Items) -> npt.NDArray[np.bool_]:
    drop = draw(st.lists(st.integers(0, max(0, len(items) - 1)), max_size=len(items))) if draw(st.booleans()) else None
    if drop is None:
        return close(
            items, np.array(draw(st.lists(st.booleans(), min_size=len(items), max_size=len(items))), dtype=bool)
        )
    wanted = np.ones(len(items), dtype=bool)
    wanted[drop] = False
    return close(items, wanted)


def draw_set(items: cs.Items, draw: random.Random) -> npt.NDArray[np.bool_]:
    chance = draw.choice((0.2, 0.5, 0.8, 0.95))
    return close(items, np.array([draw.random() < chance for _ in range(len(items))], dtype=bool))


def standard_library(count: int) -> list[Path]:
    """A few of its files of moderate size, the same at each run."""
    found = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    return random.Random(0).sample([path for path in found if 500 < path.stat().st_size < 40_000], count)


@each_language
@given(data=st.data())
def test_a_closed_set_is_a_program(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(programs(language)), language)
    kept = data.draw(closed_sets(code.items))
    assert find_closure_faults(code.tree, code.items, code.tokens, kept) == []


@each_language
@given(data=st.data())
def test_a_spine_is_a_program(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(programs(language)), language)
    for i in data.draw(st.lists(st.integers(0, len(code.items) - 1), max_size=8)) if len(code.items) else ():
        assert find_closure_faults(code.tree, code.items, code.tokens, cs.spine(code.items, i)) == []


@each_language
@given(data=st.data())
def test_everything_is_the_source_and_nothing_has_no_items(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(programs(language)), language)
    assert cs.render_items(code, keep=range(len(code.items))) == code.source.data
    assert find_closure_faults(code.tree, code.items, code.tokens, []) == []


@each_language
@given(data=st.data())
def test_broken_sources_render_too(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(mutilated(language)), language)
    kept = data.draw(closed_sets(code.items))
    rendered = cs.render_items(code, keep=kept)
    assert rendered == cs.render_items(code, keep=np.flatnonzero(kept))
    assert len(rendered) <= len(code.source) + 8 * (1 + np.count_nonzero(~kept))


@pytest.mark.parametrize("path", standard_library(12), ids=lambda path: path.name)
def test_real_files(path: Path) -> None:
    code = cs.analyze(path.read_bytes(), "python")
    assert code.errors == ()
    draw = random.Random(path.name)
    keeps = [draw_set(code.items, draw) for _ in range(3)]
    keeps += [cs.spine(code.items, draw.randrange(len(code.items))) for _ in range(3)]
    for keep in keeps:
        assert find_closure_faults(code.tree, code.items, code.tokens, keep) == []
        ast.parse(cs.render_items(code, keep))


def test_random_spans_are_mostly_no_programs() -> None:
    draw, tried, clean = random.Random(0), 0, 0
    for path in standard_library(40):
        code = cs.analyze(path.read_bytes(), "python")
        data = code.source.data
        for i in draw.sample(range(len(code.items)), min(8, len(code.items))):
            length = int(code.items.end[i] - code.items.start[i])
            if 20 <= length < len(data):
                start = draw.randrange(len(data) - length)
                tried += 1
                clean += not cs.analyze(data[start : start + length], "python").errors
    assert tried > 200
    assert clean / tried < 0.3


@pytest.mark.parametrize("language", ["go", "java", "javascript", "python"])
def test_the_second_parser_accepts_rendered_sets(language: str) -> None:
    if reason := missing_parser(language):
        pytest.skip(reason)
    draw, sources, rendered = random.Random(0), [], []
    for _ in range(150):
        code = cs.analyze(spell(language, [draw.randrange(256) for _ in range(draw.randrange(80))]), language)
        sources.append(code.source.data)
        rendered += [cs.render_items(code, draw_set(code.items, draw)) for _ in range(2)]
    complaints = judge_programs(language, sources + rendered)
    assert [c for c in complaints if c and not NAME_RULES.search(c)] == []
    assert judge_programs(language, [b"} {", b"("]) != ["", ""]


def render_text(source: str, language: str, keep: list[int]) -> str:
    return cs.render_items(cs.analyze(source, language), keep).decode()


@pytest.mark.parametrize(
    ("language", "source", "keep", "expected"),
    [
        # a hole where a body has lost everything, in the place of what was there
        ("python", "if a:\n    b\nelse:\n    # c\n    d\n", [0, 1], "if a:\n    b\nelse:\n    pass\n"),
        ("python", "if a: b; c\n", [0], "if a: pass\n"),
        # a member goes with the separator that it has, whichever that is, and needs no other
        ("typescript", "interface A { a: B; b: B, c: C, d: D }", [0, 1, 3, 4], "interface A { a: B; c: C, d: D }"),
        ("rust", "mod a {\n    m!(b);\n    fn c() {}\n}\n", [0, 2], "mod a {\n    fn c() {}\n}\n"),
        ("rust", "mod a {\n    m!(b);\n    fn c() {}\n}\n", [0, 1], "mod a {\n    m!(b);\n}\n"),
        ("zig", "fn f() void {\n    if (a) b();\n}\n", [0, 1], "fn f() void {\n    if (a) undefined;\n}\n"),
        ("typescript", "interface A { a: B, b: B\n c: C }\n", [0, 1, 3], "interface A { a: B,\n c: C }\n"),
        ("python", "if a: \\\n  b\n", [0], "if a: \\\n  pass\n"),
        ("python", "class A:\n    pass\n    x = 1\n", [0], "class A:\n    pass\n"),  # one is there
        ("python", "while a:\n    b\nfor c in d: e; f\ng\n", [0, 2, 4], "while a:\n    pass\nfor c in d: f\n"),
        ("javascript", "if (a) b\nelse c()", [0], "if (a) ;\nelse ;"),
        ("java", "class A { int x; void f() { g(); } }", [0, 2], "class A { void f() { } }"),
        ("c", "void f(void) { if (a) b(); }", [0, 1], "void f(void) { if (a) ; }"),
        ("go", "package p\nfunc f() { a() }\n", [0], "package p\nfunc f() { }\n"),
        # what was behind something on its line moves up
        ("python", "if a:\n    b = 1; c = 2; d = 3\n", [0, 2], "if a:\n    c = 2;\n"),
        ("python", "a  # x\n(b,\n   c); d\n", [0, 2], "a\nd\n"),
        ("python", "a; \\\n  b\nc", [0, 2], "a;\nc"),
        ("go", "package p; import \"a\"; var x = 1", [1], "package p; var x = 1"),
        # comments and decorators go with what they are of
        ("python", "# x\na\n# y\nb\n", [1], "# y\nb\n"),
        ("python", "@a\n@b\ndef f(): pass\nc\n", [1], "c\n"),
        # a separator where neighbours would fuse, and only there
        ("javascript", "a()\nb()\n[1].map(f)\n", [0, 1], "a()\nb()\n[1].map(f)\n"),
        ("javascript", "a()\nvar b = 1;\n[1].map(f)\n", [0, 2], "a();\n[1].map(f)\n"),
        ("javascript", "a();\nvar b = 1;\n[1].map(f)\n", [0, 2], "a();\n[1].map(f)\n"),
        ("javascript", "class A {\n  b = 1\n  c() {}\n  *d() {}\n}", [0, 1, 3], "class A {\n  b = 1;\n  *d() {}\n}"),
        ("javascript", "'s'\nfor (;;) {}\n;", [0], "'s';\n;"),
        # directives keep their lines
        ("c", "#define A 1\nint b; \n#if C\nint d;\n#endif\n", [0, 2], "#define A 1\n#if C\n#endif\n"),
    ],
)  # fmt: skip
def test_what_is_rendered(language: str, source: str, keep: list[int], expected: str) -> None:
    code = cs.analyze(source, language)
    assert cs.render_items(code, keep).decode() == expected
    assert find_closure_faults(code.tree, code.items, code.tokens, keep) == []


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        ([1], "item 0 around it is left out"),
        ([0, 7], "item 7: there are 2 items"),
        ([-1], "item -1"),
        ([True], "mask of shape"),
        ([0.5], "float64"),
        ([[0]], "shape"),
    ],
)
def test_what_cannot_be_rendered_is_said(keep: list[object], words: str) -> None:
    with pytest.raises(RenderError, match=words):
        cs.render_items(cs.analyze("if a:\n    b\n", "python"), keep)


def test_the_check_sees_a_missing_separator(monkeypatch: pytest.MonkeyPatch) -> None:
    code = cs.analyze("a()\nlet b = 1;\n[1].map(f)", "javascript")
    assert find_closure_faults(code.tree, code.items, code.tokens, [0, 2]) == []
    monkeypatch.setattr(code.language.tables, "body_separator", {})
    (fault,) = find_closure_faults(code.tree, code.items, code.tokens, [0, 2])
    assert "missing instead of" in fault


def test_the_check_sees_a_missing_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    code = cs.analyze("if (a) b();\n", "javascript")
    assert find_closure_faults(code.tree, code.items, code.tokens, [0]) == []
    monkeypatch.setitem(code.language.data["items"], "hole", "")
    (fault,) = find_closure_faults(code.tree, code.items, code.tokens, [0])
    assert fault.startswith(("ERROR", "MISSING"))


def test_the_second_parser_sees_what_the_check_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    code = cs.analyze("if a: b\nelse: c\n", "python")
    monkeypatch.setattr(code.language.tables, "body_hole", {})
    assert find_closure_faults(code.tree, code.items, code.tokens, [0, 2]) == []  # the grammar takes an empty block
    assert "IndentationError" in judge_programs("python", [cs.render_items(code, [0, 2])])[0]


def test_what_was_not_parsed_is_rendered_as_an_item() -> None:
    code = cs.analyze("a = 1\nb = 2\n", "python", max_bytes=6)
    assert cs.render_items(code, keep=[0, 1]) == code.source.data
    assert cs.render_items(code, keep=[0]) == b"a = 1\n"
    assert cs.render_items(code, keep=[1]) == b"b = 2\n"
    assert cs.render_items(code, keep=[]) == b""


def test_inserted_spans_are_what_no_source_had() -> None:
    code = cs.analyze("if a:\n    b\nc\n", "python")
    rendered = render(code.tree, code.items, code.tokens, [0, 2])
    assert [rendered.data[start:end] for start, end in rendered.inserted] == [b"pass"]


def test_rendering_takes_linear_time() -> None:
    def seconds(count: int) -> float:
        code = cs.analyze("".join(f"if a{i}:\n    b(); c()\n" for i in range(count)), "python")
        assert len(code.tokens) > count
        keep = np.tile([True, False, True], count)
        best = float("inf")
        for _ in range(3):  # of processor time, the least: what else the machine does is not measured
            begun = time.process_time()
            render(code.tree, code.items, code.tokens, keep)
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(16_000) < 100 * max(seconds(1_000), 1e-3)  # 16 times, and room for noise; a quadratic one takes 256
