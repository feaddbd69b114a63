"""What a person looks at: one source with its items, as a self-contained page."""

import html
import json
from collections.abc import Iterator
from importlib.resources import files
from string import Template

from codestruct.analysis import Analysis

__all__ = ["render_html"]


def render_html(code: Analysis, title: str = "") -> str:
    """One page, without network: the source with its items nested and shaded by reach or bridge, and their numbers.

    A click on an item, or Enter, shows what reads it and what it reads. Incomplete items are underlined.

    >>> import codestruct as cs
    >>> "<span" in render_html(cs.analyze("x = 1", "python"))
    True
    """
    facts = [
        {
            "kind": item.kind,
            "category": item.category.name.lower(),
            "lines": f"{first}-{last}",
            "reach": round(float(reach), 4),
            "bridge": round(float(bridge), 4),
            "complete": item.complete,
        }
        for item, reach, bridge, first, last in zip(
            code.items,
            code.reach,
            code.bridge,
            code.source.line_of(code.items.start).tolist(),
            code.source.line_of(code.items.end - 1).tolist(),
            strict=True,
        )
    ]
    summary = (
        f"{code.language.name}: {len(code.items)} items, {len(code.flow)} def-use pairs, {len(code.errors)} errors"
    )
    template = Template(files("codestruct").joinpath("view.html").read_text("utf-8"))
    return template.substitute(
        title=html.escape(title or code.language.name),
        summary=html.escape(summary),
        body="".join(_nest_spans(code)),
        items=json.dumps(facts).replace("</", "<\\/"),
        edges=json.dumps([[int(a), int(b)] for a, b in code.graph.edges()]),
    )


def _nest_spans(code: Analysis) -> Iterator[str]:
    """The escaped source with a span opened and closed at each item's edges."""
    data, items = code.source.data, code.items
    edges = [(int(end), -index, "</span>") for index, end in enumerate(items.end.tolist())]
    for index, (start, complete) in enumerate(zip(items.start.tolist(), items.complete.tolist(), strict=True)):
        broken = "" if complete else " broken"
        edges.append((start, len(items) + index, f'<span class="item{broken}" data-i="{index}" tabindex="0">'))
    done = 0
    for offset, _, tag in sorted(edges):
        yield html.escape(data[done:offset].decode("utf-8", "replace"), quote=False) + tag
        done = offset
    yield html.escape(data[done:].decode("utf-8", "replace"), quote=False)
