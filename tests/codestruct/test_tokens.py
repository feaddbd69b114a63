"""Tokens: classes in each language, the item of each leaf, and alignment against a brute-force oracle."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from codestruct.tokens import align_offsets
from tests.strategies_programs import GRAMMARS, mutilated, programs

LANGUAGES = sorted(GRAMMARS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def sources(language: str) -> st.SearchStrategy[bytes]:
    return st.one_of(programs(language), mutilated(language))


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("python", "def f(a): return a + 1  # c", "def:K f:I (:P a:I ):P ::P return:K a:I +:O 1:L # c:C"),
        ("python", "def f():\n 'd'\n x = 's'", "def:K f:I (:P ):P ::P ':D d:D ':D x:I =:O ':L s:L ':L"),
        ("python", "a not in b", "a:I not:K in:K b:I"),
        ("javascript", "if (a) { return b.c; } // c", "if:K (:P a:I ):P {:P return:K b:I .:P c:I ;:P }:P // c:C"),
        ("javascript", "let a = b ?? 1;", "let:K a:I =:O b:I ??:O 1:L ;:P"),
        ("java", "class A { int x = 1; /* c */ }", "class:K A:I {:P int:K x:I =:O 1:L ;:P /* c */:C }:P"),
        ("go", "package p; var x = 1 // c", "package:K p:I ;:P var:K x:I =:O 1:L // c:C"),
        ("c", "int x = 1; /* c */", "int:K x:I =:O 1:L ;:P /* c */:C"),
    ],
)
def test_what_a_token_is(language: str, source: str, expected: str) -> None:
    code = cs.analyze(source, language)
    letter = {cls: cls.name[0] for cls in cs.TokenClass}
    found = [
        f"{source[start:end]}:{letter[cs.TokenClass(cls)]}"
        for start, end, cls in zip(code.tokens.start, code.tokens.end, code.tokens.cls, strict=True)
    ]
    assert " ".join(found) == expected


@each_language
@given(data=st.data())
def test_leaves_are_in_order(language: str, data: st.DataObject) -> None:
    tokens = cs.analyze(data.draw(sources(language)), language).tokens
    assert (tokens.start < tokens.end).all()
    assert (tokens.end[:-1] <= tokens.start[1:]).all()


@each_language
@given(data=st.data())
def test_a_leaf_is_of_the_innermost_item_around_it(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(sources(language)), language)
    items, tokens = code.items, code.tokens
    for leaf in range(len(tokens)):
        around = [
            i for i in range(len(items)) if items.start[i] <= tokens.start[leaf] and tokens.end[leaf] <= items.end[i]
        ]
        innermost = around[-1] if around else -1
        item = int(tokens.item[leaf])
        if tokens.trivia[leaf]:  # its own, or a member beside it
            assert item == innermost or int(items.parent[item]) == innermost
        else:
            assert item == innermost


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a  # c\nb\n", [0, 1, 1]),  # with the member after it
        ("if x:\n  a\n  # c\nb\n", [0, 0, 0, 1, 1, 2]),  # in the same body
        ("a\n# c\n", [0, 0]),  # else with the one before
        ("# c\n", [-1]),
        ("if x:  # c\n  pass\n", [0, 0, 0, 0, 0]),  # else with the one around
        ("a; b;\n", [0, 0, 1, 1]),  # a separator with the one before
    ],
)
def test_where_trivia_goes(source: str, expected: list[int]) -> None:
    assert cs.analyze(source, "python").tokens.item.tolist() == expected


def align_slowly(code: cs.Analysis, start: int, end: int) -> tuple[int, int]:
    """The rule of alignment, word by word."""
    items, tokens = code.items, code.tokens
    if start >= end:
        return -1, -1
    overlap = [min(end, tokens.end[leaf]) - max(start, tokens.start[leaf]) for leaf in range(len(tokens))]
    if overlap and max(overlap) > 0:
        leaf = overlap.index(max(overlap))
        return int(tokens.item[leaf]), int(tokens.cls[leaf])
    last = end - 1
    for i in range(len(items)):
        if any(first <= last < after for first, after in items.own(i)):
            return i, -1
    around = int(items.at([last])[0])
    members = [i for i in range(len(items)) if items.parent[i] == around]
    after = [leaf for leaf in range(len(tokens)) if tokens.start[leaf] > last]
    before = [leaf for leaf in range(len(tokens)) if tokens.end[leaf] <= last]
    if after:
        beside = [i for i in members if items.start[i] == tokens.start[after[0]]]
        if beside:
            return beside[0], -1
        if tokens.trivia[after[0]]:
            item = int(tokens.item[after[0]])
            return (item if item == around or item in members else around), -1
    if before:
        beside = [i for i in members if items.end[i] == tokens.end[before[-1]]]
        if beside:
            return beside[0], -1
    return around, -1


@each_language
@given(data=st.data())
def test_alignment_is_the_rule(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(sources(language)), language)
    size = len(code.source)
    cuts = sorted(data.draw(st.lists(st.integers(0, size), max_size=30)))
    loose = data.draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, 12)), max_size=10))
    spans = list(pairwise(cuts)) + [(at, min(size, at + width)) for at, width in loose]
    start, end = np.array(spans, dtype=np.int32).reshape(-1, 2).T
    item, cls = align_offsets(code.items, code.tokens, start, end)
    assert list(zip(item.tolist(), cls.tolist(), strict=True)) == [align_slowly(code, *span) for span in spans]


def test_alignment_counts_characters_and_shifts() -> None:
    code = cs.analyze("é = 'ü'\n# é\nb = 2", "python")
    text = "prose\n" + code.source.text
    spans = [(at, at + 1) for at in range(len(text))]
    items, classes = cs.align(code, spans, start=6)
    assert items[:6].tolist() == [-1] * 6
    assert items[6:].tolist() == [0] * 7 + [1] * 10
    assert [cs.TokenClass(cls).name for cls in classes[[6, 8, 11, 15]]] == [
        "IDENTIFIER",
        "OPERATOR",
        "LITERAL",
        "COMMENT",
    ]


def test_ties_go_to_the_earlier_leaf() -> None:
    items, classes = cs.align(cs.analyze("a=b", "python"), [[0, 2], [1, 3], [0, 3]])
    assert items.tolist() == [0, 0, 0]
    assert classes.tolist() == [cs.TokenClass.IDENTIFIER, cs.TokenClass.OPERATOR, cs.TokenClass.IDENTIFIER]
