"""Markdown -> segments: where a response is prose, where it is code, and where it is only a fence.

markdown-it-py finds the blocks; this module adds what it does not tell, the exact character spans. A fenced
block inside a list or a quotation loses a prefix of each line on its way to becoming code, so a code segment keeps
a map from the characters of the response to the characters of its code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from markdown_it import MarkdownIt
from markdown_it.token import Token
from numpy.typing import NDArray

__all__ = ["Part", "Segment", "cut_markdown"]

# How deep prose fences (a note within a note) are opened; what lies deeper stays one prose segment.
PROSE_NESTING = 8

# Info strings of fences that quote prose, such as the `~~~~exercism/note` of the Exercism tracks.
_PROSE_INFO = re.compile(r"(?:[\w.-]+/)?(?:note|tip|info|warning|caution|danger|important|advanced|markdown|md)\Z")
# What markdown-it takes for the end of a line.
_NEWLINE = re.compile(r"\r\n?|\n")
# Blocks alone are needed: emphasis and links are neither looked for nor paid for.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("inline")


class Part(IntEnum):
    """What a stretch of a conversation is; ours.

    CONTEXT is everything that no assistant wrote (and the chat template's own marks), END the mark that ends an
    assistant's turn; PROSE, CODE and FENCE (a fence's opening or closing line) divide what the assistant wrote.
    """

    CONTEXT = -1
    PROSE = 0
    CODE = 1
    FENCE = 2
    END = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a response, characters `[start, end)`; `part` says what it is.

    `info` is the fence's info string (empty for an unlabelled fence and for an indented block), `closed` is False
    for a code block whose closing fence is missing. For code, `code` is the block's text without the prefixes of
    its lines, and `offsets[c - start]`, for c in [start, end], is the number of characters of `code` before the
    response's character c (int32, never falling, read-only).
    """

    part: Part
    start: int
    end: int
    info: str = ""
    closed: bool = True
    code: str = ""
    offsets: NDArray[np.int32] | None = None


def cut_markdown(text: str) -> tuple[Segment, ...]:
    r"""Cut a Markdown text into segments that follow each other without gap or overlap.

    Blocks are CommonMark's, so an unclosed fence runs to the end of its container. Ours: a fence whose info string
    names prose (`note`, `markdown`, `exercism/note`, ...) is opened, and its content cut as if it stood bare.

    >>> [(s.part.name, text[s.start : s.end]) for text in ["Look:\n```py\nx = 1\n```\n"] for s in cut_markdown(text)]
    [('PROSE', 'Look:\n'), ('FENCE', '```py\n'), ('CODE', 'x = 1\n'), ('FENCE', '```\n')]
    """
    if not text:
        return ()
    lines = _Lines.of(text)
    found = _find_blocks(lines)
    segments: list[Segment] = []
    at = 0
    for segment in sorted(found, key=lambda s: (s.start, s.end)):
        if segment.start > at:
            segments.append(Segment(Part.PROSE, at, segment.start))
        segments.append(segment)
        at = segment.end
    if at < len(text):
        segments.append(Segment(Part.PROSE, at, len(text)))
    return tuple(segments)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text as markdown-it sees them, with where each one is in the text."""

    text: str
    shown: list[str]  # without line ends; NUL replaced; prose fences blanked as they are opened
    start: list[int]
    end: list[int]  # past the line's end mark

    @classmethod
    def of(cls, text: str) -> "_Lines":
        marks = list(_NEWLINE.finditer(text))
        start = [0, *(m.end() for m in marks)]
        stop = [*(m.start() for m in marks), len(text)]
        end = [*(m.end() for m in marks), len(text)]
        shown = [text[a:b].replace("\0", "\ufffd") for a, b in zip(start, stop, strict=True)]
        return cls(text, shown, start, end)


def _find_blocks(lines: _Lines) -> list[Segment]:
    """The code and fence segments, in no particular order."""
    fences: list[Segment] = []
    for _ in range(PROSE_NESTING):
        blocks = _parse_blocks(lines)
        prose = [token for token in blocks if _quotes_prose(token)]
        if not prose:
            break
        for token in prose:
            fences += _open_prose_fence(lines, token)
    else:
        blocks = [token for token in _parse_blocks(lines) if not _quotes_prose(token)]
    return fences + [segment for token in blocks for segment in _read_block(lines, token)]


def _parse_blocks(lines: _Lines) -> list[Token]:
    return [token for token in _MARKDOWN.parse("\n".join(lines.shown)) if token.type in ("fence", "code_block")]


def _quotes_prose(token: Token) -> bool:
    return token.type == "fence" and _PROSE_INFO.match(token.info.strip().lower()) is not None


def _extent(lines: _Lines, token: Token) -> tuple[int, int, bool]:
    """First and last + 1 line of a block's content, and whether a fence closes it."""
    assert token.map is not None  # block tokens always carry their lines
    first, last = token.map
    if token.type == "code_block":
        return first, last, True
    content = token.content.count("\n") + (not token.content.endswith("\n") and token.content != "")
    closed = last - first - 1 > content and lines.shown[last - 1].rstrip(" \t").endswith(token.markup)
    return first + 1, last - closed, closed


def _open_prose_fence(lines: _Lines, token: Token) -> list[Segment]:
    """Blank the fence's own lines, at the same length, so that the next parse reads its content as Markdown."""
    first, last, closed = _extent(lines, token)
    opened = []
    for line in [first - 1, last] if closed else [first - 1]:
        shown = lines.shown[line]
        mark = shown.find(token.markup) if line == first - 1 else len(shown.rstrip(" \t").rstrip(token.markup[0]))
        lines.shown[line] = shown[:mark] + " " * (len(shown) - mark)
        opened.append(Segment(Part.FENCE, lines.start[line], lines.end[line]))
    return opened


def _read_block(lines: _Lines, token: Token) -> list[Segment]:
    first, last, closed = _extent(lines, token)
    info = token.info.strip()
    segments = []
    if token.type == "fence":
        segments.append(Segment(Part.FENCE, lines.start[first - 1], lines.end[first - 1], info))
        if closed:
            segments.append(Segment(Part.FENCE, lines.start[last], lines.end[last], info))
    if first < last:
        code, offsets = _strip_prefixes(lines, first, last, token.content.split("\n"))
        segments.append(Segment(Part.CODE, lines.start[first], lines.end[last - 1], info, closed, code, offsets))
    return segments


def _strip_prefixes(lines: _Lines, first: int, last: int, content: Sequence[str]) -> tuple[str, NDArray[np.int32]]:
    """The code of lines `[first, last)`, and for each of their characters how much code lies before it.

    The code's line is the end of the response's line, but for a tab that markdown-it expands in part: the spaces
    that stand for it then lie at the place of the prefix.
    """
    origin = lines.start[first]
    offsets = np.zeros(lines.end[last - 1] - origin + 1, dtype=np.int32)
    pieces: list[str] = []
    length = 0
    for line in range(first, last):
        kept = content[line - first] if line - first < len(content) else ""
        shown = lines.shown[line]
        common = len(kept) if shown.endswith(kept) else _common_suffix(shown, kept)
        mark = lines.end[line] - lines.start[line] - len(shown)  # characters of the line's end mark: 0, 1 or 2
        at = lines.start[line] - origin
        prefix = len(shown) - common
        offsets[at : at + prefix] = length
        offsets[at + prefix : at + prefix + common] = length + len(kept) - common + np.arange(common)
        length += len(kept)
        offsets[at + len(shown) : at + len(shown) + mark] = length
        pieces.append(kept)
        if mark:
            pieces.append("\n")
            length += 1
    offsets[-1] = length
    offsets.flags.writeable = False
    return "".join(pieces), offsets


def _common_suffix(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return n
