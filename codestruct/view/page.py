"""A page on one source: its items as nested blocks, its names, and what reads what."""

import html
import json
from collections.abc import Iterator
from string import Template
from typing import Any

import numpy as np

from codestruct.analysis import Analysis
from codestruct.closure import render_items, spine
from codestruct.flow import FlowKind
from codestruct.language import Category, Role, TokenClass
from codestruct.view.layout import Layout

__all__ = ["render_html"]

SPINES = 3_000
"""Sources with more items than this do not carry the spine of each one, which is rendered as a program of its own."""
_CLASSES = {
    TokenClass.KEYWORD: "k", TokenClass.LITERAL: "n", TokenClass.COMMENT: "c", TokenClass.DOCSTRING: "c",
}  # fmt: skip


_STRINGS = (TokenClass.LITERAL, TokenClass.DOCSTRING)


def render_html(code: Analysis, title: str = "") -> str:
    """One page, without network: the source with its items as nested blocks shaded by reach or bridge.

    Choosing an item, by click or keyboard, shows its numbers, its spine, what it defines and uses, what reads it and
    what it reads; choosing a name draws the def-use pairs it is in. Incomplete items and diagnostics are marked.

    >>> import codestruct as cs
    >>> "<pre" in render_html(cs.analyze("x = 1", "python"))
    True
    """
    from importlib.resources import files  # slow to import

    layout = Layout(code.source)
    room = files("codestruct.view")
    parts = {name: room.joinpath(f"page.{name}").read_text("utf-8") for name in ("html", "css", "js")}
    facts = {
        "items": _describe_items(code, layout),
        "sites": _describe_sites(code, layout),
        "flow": np.column_stack([code.flow.define, code.flow.use, code.flow.kind, code.flow.certain]).tolist(),
        "edges": code.graph.edges(),
        "spines": _render_spines(code),
        "names": code.bindings.names,
        "roles": [role.name.lower() for role in Role],
        "flowKinds": [kind.name.lower() for kind in FlowKind],
        "lines": len(layout.starts),
    }
    return Template(parts["html"]).substitute(
        title=html.escape(title or code.language.name),
        summary=html.escape(_summarize(code)),
        errors="".join(
            f'<li><a href="#L{line}">line {line}</a>: {html.escape(error.message)}</li>'
            for error in code.errors[:100]
            for line in [int(code.source.line_of(error.start))]
        ),
        boxes="".join(_draw_boxes(code, layout)),
        lines="".join(_write_lines(code, layout)),
        css=parts["css"],
        js=parts["js"],
        facts=json.dumps(facts, separators=(",", ":")).replace("<", "\\u003c"),  # no markup inside a script
    )


def _summarize(code: Analysis) -> str:
    counted = (
        (len(code.items), "item", "items"),
        (len(code.bindings), "name", "names"),
        (len(code.flow), "def-use pair", "def-use pairs"),
        (len(code.graph.indices), "edge between items", "edges between items"),
        (len(code.errors), "error", "errors"),
    )
    return f"{code.language.name}: " + ", ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in counted)


def _describe_items(code: Analysis, layout: Layout) -> list[list[Any]]:
    """Kind, category, first and last line, parent, complete, reach, bridge of each item."""
    items = code.items
    first, last = layout.line_of(items.start), layout.line_of(np.maximum(items.end - 1, items.start))
    kinds = [item.kind for item in items]
    categories = [Category(value).name.lower() for value in items.category.tolist()]
    columns = (kinds, categories, (first + 1).tolist(), (last + 1).tolist(), items.parent.tolist(),
               items.complete.tolist(), code.reach.round(5).tolist(), code.bridge.round(5).tolist())  # fmt: skip
    return [list(row) for row in zip(*columns, strict=True)]


def _describe_sites(code: Analysis, layout: Layout) -> list[list[int]]:
    """Line, column, width, name, role, symbol and item of each site."""
    sites = code.bindings
    line, left = layout.places(sites.start)
    _, right = layout.places(sites.end)
    width = np.maximum(right - left, 1)
    columns = (line, left, width, sites.name, sites.role, sites.symbol, sites.item)
    return np.column_stack([np.asarray(column, dtype=np.int64) for column in columns]).tolist() if len(line) else []


def _render_spines(code: Analysis) -> list[tuple[int, int, str]]:
    """Each item's spine as what it adds to its parent's: characters taken over before it, behind it, and the addition.

    All together are about as long as the source so, where whole ones would be as many times as long as items nest.
    """
    if len(code.items) > SPINES:
        return []
    whole: list[str] = []
    told: list[tuple[int, int, str]] = []
    for item, parent in enumerate(code.items.parent.tolist()):
        text = render_items(code, spine(code.items, item)).decode("utf-8", "replace")
        around = whole[parent] if parent >= 0 else ""
        before = _count_equal(text, around)
        behind = _count_equal(text[before:][::-1], around[before:][::-1])
        told.append((before, behind, text[before : len(text) - behind]))
        whole.append(text)
    return told


def _count_equal(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _draw_boxes(code: Analysis, layout: Layout) -> Iterator[str]:
    """A rectangle an item, in lines and columns; parents come before what they hold, and diagnostics lie on top."""
    for number, (start, end, complete) in enumerate(
        zip(code.items.start.tolist(), code.items.end.tolist(), code.items.complete.tolist(), strict=True)
    ):
        top, height, left, width = layout.box(start, end)
        broken = "" if complete else " broken"
        yield (f'<div class="box{broken}" data-i="{number}" style="--t:{top};--h:{height};--l:{left};--w:{width}">'
               "</div>")  # fmt: skip
    for error in code.errors[:1000]:
        top, height, left, width = layout.box(error.start, error.end)
        tall = " tall" if height > 1 else ""
        yield f'<div class="fault{tall}" style="--t:{top};--h:{height};--l:{left};--w:{width}"></div>'


def _write_lines(code: Analysis, layout: Layout) -> Iterator[str]:
    """The lines, each a numbered row; tokens wear their class, names their number, errors their mark."""
    marks: list[tuple[int, int, str]] = []
    tokens, sites = code.tokens, code.bindings
    before = -1
    for start, end, cls in zip(tokens.start.tolist(), tokens.end.tolist(), tokens.cls.tolist(), strict=True):
        if cls == before and cls in _STRINGS:  # between two escapes of a string there is no leaf
            marks[-1] = (marks[-1][0], end, marks[-1][2])
        elif cls in _CLASSES:
            marks.append((start, end, f'<i class="{_CLASSES[TokenClass(cls)]}">'))
        before = cls
    for number, (start, end) in enumerate(zip(sites.start.tolist(), sites.end.tolist(), strict=True)):
        marks.append((start, end, f'<a data-s="{number}" class="s">'))
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    at = 0
    for number, (first, last) in enumerate(zip(layout.starts, layout.ends, strict=True), 1):
        pieces, done = [], first
        while at < len(marks) and marks[at][0] < last:
            start, end, tag = marks[at]
            start, end = max(start, first), min(end, last)
            if end > start >= done:
                pieces += [layout.escape(done, start), tag, layout.escape(start, end), f"</{tag[1]}>"]
                done = end
            if marks[at][1] > last:  # it goes on in the next line
                break
            at += 1
        pieces.append(layout.escape(done, last))
        yield f'<div class="line" id="L{number}">{"".join(pieces) or " "}</div>'
