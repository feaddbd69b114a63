"""Cutting Markdown: nothing is lost, and code is where markdown-it says, to the character."""

import re

import numpy as np
import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from codeblock import Part, cut_markdown
from tests.strategies_markdown import Document, documents, markdown_texts


def code_of(text: str) -> list[tuple[str, str, bool]]:
    return [(s.info, s.code, s.closed) for s in cut_markdown(text) if s.part is Part.CODE]


@given(markdown_texts())
def test_segments_follow_each_other_without_gap(text: str) -> None:
    segments = cut_markdown(text)
    assert "".join(text[s.start : s.end] for s in segments) == text
    assert [s.start for s in segments] == [0, *(s.end for s in segments)][: len(segments)]
    assert all(s.start < s.end for s in segments)


@given(markdown_texts())
def test_each_character_of_code_knows_its_place(text: str) -> None:
    for segment in cut_markdown(text):
        assert (segment.offsets is None) == (segment.part is not Part.CODE)
        if segment.offsets is None:
            continue
        offsets = segment.offsets
        assert not offsets.flags.writeable
        assert offsets[0] == 0 or text[segment.start] == "\t"
        assert offsets[-1] == len(segment.code)
        assert (np.diff(offsets) >= 0).all()
        for place in np.flatnonzero(np.diff(offsets) == 1):
            written = text[segment.start + place]
            assert segment.code[offsets[place]] == {"\r": "\n", "\0": "\ufffd"}.get(written, written)


@given(markdown_texts().filter(lambda text: not re.search("note|md|markdown", text)))
def test_code_is_what_markdown_it_reads(text: str) -> None:
    tokens = [t for t in MarkdownIt("commonmark", {"html": False}).parse(text) if t.type in ("fence", "code_block")]
    expected = [(t.info.strip(), t.content) for t in tokens]
    found = [(info, code) for info, code, _ in code_of(text)]
    # A block without a line has no code segment; the last line of a text may lack its line end.
    assert [(i, c.removesuffix("\n")) for i, c in found] == [(i, c.removesuffix("\n")) for i, c in expected if c]


@given(documents())
def test_blocks_are_recovered_from_any_container(document: Document) -> None:
    expected = [(info, list(lines), closed) for info, lines, closed in document.blocks]
    assert [(i, c.removesuffix("\n").split("\n"), closed) for i, c, closed in code_of(document.text)] == expected


def test_prose_fences_are_opened() -> None:
    text = "Do.\n\n~~~~exercism/note\nMind `x`:\n```go\nx := 1\n```\n~~~~\nDone.\n"
    parts = [(s.part.name, text[s.start : s.end]) for s in cut_markdown(text)]
    assert parts == [
        ("PROSE", "Do.\n\n"),
        ("FENCE", "~~~~exercism/note\n"),
        ("PROSE", "Mind `x`:\n"),
        ("FENCE", "```go\n"),
        ("CODE", "x := 1\n"),
        ("FENCE", "```\n"),
        ("FENCE", "~~~~\n"),
        ("PROSE", "Done.\n"),
    ]


@pytest.mark.parametrize("depth", [1, 8, 30])
def test_prose_fences_within_prose_fences_end_somewhere(depth: int) -> None:
    marks = ["~" * (depth - n + 3) for n in range(depth)]
    text = "\n".join([*(f"{m} note" for m in marks), "word", *reversed(marks)])
    segments = cut_markdown(text)
    assert "".join(text[s.start : s.end] for s in segments) == text
    assert not any(s.part is Part.CODE for s in segments)


def test_unclosed_fence_runs_to_the_end() -> None:
    assert code_of("So:\n```python\ndef f(:\n    x = ") == [("python", "def f(:\n    x = ", False)]


def test_unbalanced_fence_turns_the_rest_around() -> None:
    text = "```js\nlet x;\n```\n```\nAnd now prose."
    assert code_of(text) == [("js", "let x;\n", True), ("", "And now prose.", False)]


def test_longer_fence_holds_a_shorter_one() -> None:
    assert code_of("````md2\n```js\n1\n```\n````\n") == [("md2", "```js\n1\n```\n", True)]


def test_fence_in_a_list_loses_its_indentation() -> None:
    text = "1. Write\n   ```py\n   if x:\n     y\n   ```\n"
    (segment,) = [s for s in cut_markdown(text) if s.part is Part.CODE]
    assert segment.code == "if x:\n  y\n"
    assert segment.offsets is not None
    assert text[segment.start + int(np.searchsorted(segment.offsets, 8, side="right")) - 1] == "y"


def test_indented_block_is_code_without_info() -> None:
    assert code_of("Try:\n\n    x = 1\n    y = 2\n\nend") == [("", "x = 1\ny = 2\n", True)]


def test_tab_that_is_expanded_in_part_stays_a_line_of_code() -> None:
    assert code_of("-  ```py\n\tif x:\n   ```\n") == [("py", " if x:\n", True)]


@pytest.mark.parametrize("text", ["", "```", "```\n", "```\n```", "~~~\n", "\n", "\0", "```\n\0\n```"])
def test_edges(text: str) -> None:
    assert "".join(text[s.start : s.end] for s in cut_markdown(text)) == text


def test_long_input_takes_linear_time() -> None:
    text = "> " * 5_000 + "\n" + "- a\n" * 5_000 + "```py\nx\n```\n" * 5_000
    assert len(code_of(text)) == 5_000
