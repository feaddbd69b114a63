"""How often chosen items are a complete program, and random spans as long are one too (P3, P4, P5)."""

import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from codestruct.analysis import Analysis
from codestruct.closure import spine
from codestruct.language import Language
from codestruct.syntax import parse
from codestruct.testing.guarantees import find_closure_faults
from codestruct.testing.report import Finding, Tally
from codestruct.testing.sampling import draw_set

__all__ = ["list_sources", "measure_closure"]

MIN_SPAN = 20
"""Bytes: a shorter span is often a program by chance."""
_LARGEST = 200_000


def measure_closure(code: Analysis, file: str, sets: int) -> tuple[Tally, list[Finding]]:
    """Try `sets` random sets of items and as many single spines, and random spans of the source as long as those.

    A source that does not parse clean, or has no items, counts for nothing.

    `file` is the name in what is found; it decides the draws too.

    >>> from codestruct.analysis import analyze
    >>> tally, faults = measure_closure(analyze("if x:\\n    y()\\nz()\\n", "python"), "a.py", sets=3)
    >>> tally.sets, tally.closure, faults
    (6, 1.0, [])
    """
    items, data, faults = code.items, code.source.data, []
    if code.errors or not len(items):
        return Tally(), []
    draw = random.Random(file)
    singles = [np.array(spine(items, draw.randrange(len(items)))) for _ in range(sets)]
    held = spans = parsed = 0
    for keep in [*(draw_set(items, draw) for _ in range(sets)), *singles]:
        found = find_closure_faults(code.tree, items, code.tokens, keep)
        held += not found
        kept = np.flatnonzero(keep) if keep.dtype == bool else keep
        line = int(code.source.line_of(int(items.start[kept[0]]))) if len(kept) else 1
        faults += [Finding(file, line, "closure", found[0])] if found else []
    preamble = data[: int(items.start[0])]  # stays in every rendering: without `<?php`, any text is a program
    for keep in singles:
        length = int(items.end[keep[-1]] - items.start[keep[-1]])
        if MIN_SPAN <= length < len(data):
            start = draw.randrange(len(data) - length)
            spans += 1
            parsed += not parse(preamble + data[start : start + length], code.language).errors
    return Tally(1, 2 * sets, held, spans, parsed), faults


def add_tallies(tallies: Iterable[Tally]) -> Tally:
    """The sum."""
    rows = [(one.files, one.sets, one.held, one.spans, one.spans_parsed) for one in tallies]
    return Tally(*map(sum, zip(*rows, strict=True))) if rows else Tally()


def list_sources(folder: Path, language: Language, limit: int | None = None) -> list[Path]:
    """The real files of a language below a folder, in a random order that is the same every time; at most `limit`.

    Files of 200 KB and more are passed by.

    >>> from codestruct.language import get_language
    >>> [path.suffix for path in list_sources(Path("tests/languages"), get_language("lua"), 2)]
    ['.lua', '.lua']
    """
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in language.extensions and path.is_file() and 0 < path.stat().st_size < _LARGEST
    )
    random.Random(0).shuffle(found)
    return found[:limit]
