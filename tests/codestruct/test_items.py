"""Items: what they are in each language, and P1, P2 and P7 on generated, mutilated and arbitrary sources."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from codestruct.testing import find_cover_faults, find_nesting_faults
from tests.strategies_programs import GRAMMARS, mutilated, programs

LANGUAGES = sorted(GRAMMARS)
CALL = "call_expression"
each_language = pytest.mark.parametrize("language", LANGUAGES)


def rows(code: cs.Analysis) -> list[tuple[str, int]]:
    return [(item.kind, item.parent) for item in code.items]


@each_language
@given(data=st.data())
def test_generated_programs_are_clean_covered_and_nested(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(programs(language)), language)
    assert code.errors == ()
    assert code.items.complete.all()
    assert find_cover_faults(code.tree, code.items, code.tokens) == []
    assert find_nesting_faults(code.items) == []


@each_language
@given(data=st.data())
def test_mutilated_programs_are_covered_and_nested(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(mutilated(language)), language)
    assert find_cover_faults(code.tree, code.items, code.tokens) == []
    assert find_nesting_faults(code.items) == []


@each_language
@given(data=st.binary(max_size=200))
def test_no_bytes_raise(language: str, data: bytes) -> None:
    code = cs.analyze(data, language)
    assert find_cover_faults(code.tree, code.items, code.tokens) == []
    assert find_nesting_faults(code.items) == []


@each_language
@given(data=st.data())
def test_an_item_is_incomplete_where_its_own_text_is_broken(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(mutilated(language)), language)
    tree, items = code.tree, code.items
    error = len(tree.language.grammar.kinds)
    broken = [row for row in range(len(tree)) if tree.kind[row] == error or row in tree.missing]
    tables, touched = tree.language.tables, set()
    beside = tables.detached | (tables.trailing >= 0)
    for start, row in zip(tree.start[broken].tolist(), broken, strict=True):  # the innermost item around, by going up
        inside, around = tree.kind[row] == error and tree.end[row] > start, row
        while row > 0 and row not in items.row and not beside[tree.kind[row]]:
            row = int(tree.parent[row])
        if beside[tree.kind[row]]:
            touched |= {int(items.at([tree.start[row]])[0])} - {-1}
        elif row in items.row:
            touched.add(int(np.flatnonzero(items.row == row)[0]))
        elif inside:  # between an item's head and a part of it that stands apart
            touched |= {item for item in items.at([start]).tolist() if item >= 0 and items.row[item] < around}
    assert set(np.flatnonzero(~items.complete).tolist()) == touched


@each_language
@given(data=st.data())
def test_at_and_own_agree_with_the_spans(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(st.one_of(programs(language), mutilated(language))), language)
    items = code.items
    holder = np.full(len(code.source) + 1, -1)
    for i, item in enumerate(items):  # preorder: an inner item overwrites the outer one
        holder[item.start : item.end] = i
    assert items.at(np.arange(len(code.source))).tolist() == holder[:-1].tolist()
    for i in range(len(items)):
        assert all((holder[start] == i) & (holder[end - 1] == i) for start, end in items.own(i))


def test_ancestors_come_outermost_first() -> None:
    items = cs.analyze("def f():\n    if x:\n        y()\n", "python").items
    assert [items.ancestors(i) for i in range(3)] == [[], [0], [0, 1]]
    assert cs.spine(items, -1) == [0, 1, 2]


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("python", "", []),
        ("python", "@a\ndef f(): pass", [("function_definition", -1)]),
        ("python", "x = 1; pass; y()", [("assignment", -1), ("call", -1)]),
        ("python", "if a: b\nelif c: d\nelse: e", [("if_statement", -1)] + [("identifier", 0)] * 3),
        ("python", "x = 1; \\\n  y", [("assignment", -1), ("identifier", -1)]),
        ("javascript", "if (a) b(); else if (c) { d } else ;", [("if_statement", -1), (CALL, 0), ("identifier", 0)]),
        ("javascript", "l: f(() => { g })", [("call_expression", -1), ("identifier", 0)]),
        (
            "java",
            "package p; class A { int x;; { f(); } }",
            [("class_declaration", -1), ("field_declaration", 0), ("block", 0), ("method_invocation", 2)],
        ),
        (
            "go",
            "package p; func f() { x := 1; g() }",
            [("function_declaration", -1), ("short_var_declaration", 0), (CALL, 0)],
        ),
        (
            "c",
            "int f(void) { ; if (a) b(); else c(); }",
            [("function_definition", -1), ("if_statement", 0), (CALL, 1), (CALL, 1)],
        ),
    ],
)
def test_what_an_item_is(language: str, source: str, expected: list[tuple[str, int]]) -> None:
    assert rows(cs.analyze(source, language)) == expected


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("python", "x = 1\ndef f(a):\n    y = 2\n    return y\n    g(1, (2"),
        ("javascript", "let x = 1;\nfunction f() {\n  y = 2;\n  return y;\n"),
        ("java", "class A {\n  int f() {\n    y = 2;\n    return y;\n"),
        ("go", "package p\nfunc f() {\n\ty := 2\n\treturn y\n"),
        ("c", "int x = 1;\nint f() {\n  y = 2;\n  return y;\n"),
    ],
)
def test_code_cut_off_keeps_its_whole_items(language: str, source: str) -> None:
    code = cs.analyze(source, language)
    assert code.errors
    texts = [source[item.start : item.end] for item in code.items]
    assert any(text.startswith("return y") for text in texts)
    assert any(text.startswith("y ") for text in texts)
