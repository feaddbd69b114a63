"""Ratings that need no model: signs of a good answer."""

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

import codestruct as cs
from codeblock.data import Part, cut_markdown
from codeblock.structure import name_language

__all__ = ["Rater", "rate_heuristically"]

Rater = Callable[[Sequence[tuple[str, str]]], NDArray[np.float64]]
"""(instruction, response) of each pair -> a rating of each, float64 [n]; higher is better."""

_WORD = re.compile(r"\w+")


def rate_heuristically(instruction: str, response: str) -> float:
    r"""How many of five signs of a good answer a response shows, 0 to 5; the signs are ours.

    It ends properly (fences closed; a fence, or the end of a sentence) and does not repeat itself; it has code in a
    known language; all such code parses; a sentence of five words or more explains it; it takes up words of the
    instruction.

    >>> rate_heuristically("Add two numbers.", "This adds the two numbers given:\n```python\na + b\n```\n")
    5.0
    """
    segments = cut_markdown(response)
    parsed = [errors for s in segments if s.part is Part.CODE and (errors := _parse_errors(s.info, s.code)) is not None]
    prose = " ".join(response[s.start : s.end] for s in segments if s.part is Part.PROSE)
    raw = response.encode()
    repeats = len(raw) > 200 and len(zlib.compress(raw)) < len(raw) / 8
    ends = all(s.closed for s in segments) and response.rstrip().endswith((".", "!", "?", "`", "~", ":", ")"))
    sentences = re.split(r"[.!?:\n]", prose)
    rare = {word.lower() for word in _WORD.findall(instruction) if len(word) > 3}
    found = rare & {word.lower() for word in _WORD.findall(response)}
    signs = (
        ends and not repeats,
        bool(parsed),
        bool(parsed) and not any(parsed),
        any(len(_WORD.findall(sentence)) >= 5 for sentence in sentences),
        bool(found) and len(found) * 5 >= len(rare),
    )
    return float(sum(signs))


def _parse_errors(info: str, code: str) -> bool | None:
    """Whether a code block has syntax errors; None where its language cannot be read."""
    try:
        language = name_language(info, code)
        return None if language is None else bool(cs.analyze(code, language).errors)
    except cs.errors.LanguageError:
        return None
