"""A source in a terminal: its items numbered and shaded by reach or bridge."""

from typing import TYPE_CHECKING, Literal

import numpy as np

from codestruct.analysis import Analysis
from codestruct.language import TokenClass

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["render_text"]

_DARK = ("", "#dfe7f0 on #16304c", "#eef4fa on #1d4f80", "#ffffff on #2a72bb", "#0b1520 on #86bdf2")
_LIGHT = ("", "#10202f on #e2eefb", "#10202f on #bad7f5", "#08131f on #7fb3e8", "#ffffff on #1f5fa8")
_BARS = (" ", "▂", "▄", "▆", "█")
"""The same levels without colour."""
_STYLES = {
    TokenClass.KEYWORD: "bold", TokenClass.COMMENT: "italic dim", TokenClass.DOCSTRING: "italic dim",
}  # fmt: skip
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\r\n\t"} | {0x7F: 0x2421, 0x0D: 0x20}
"""Control characters as their pictures: what a source holds must not steer the terminal. A carriage return, which is
the end of a line, is a blank instead: rich would drop it, and places with it."""


def render_text(code: Analysis, by: Literal["reach", "bridge"] = "reach", *, light: bool = False) -> "Text":
    """The source as `rich` text for a terminal: item numbers, a bar for reach or bridge, lines, shaded items.

    A line carries the number of the first item that starts in it, with `!` where that item is incomplete. The shade of
    an item's own text has five levels, in steps of a quarter of the highest value; the bar shows the same one.
    Diagnostics follow the source.

    >>> import codestruct as cs
    >>> print(render_text(cs.analyze("x = 1\\ny = x\\n", "python")))
       0 █ 1 │ x = 1
       1   2 │ y = x
    <BLANKLINE>
    """
    from rich.text import Text

    levels = _find_levels(code.reach if by == "reach" else code.bridge)
    text = _shade(code, levels, _LIGHT if light else _DARK)
    starts = code.source.to_char(code.source.line_starts).tolist()
    lines = text.divide(starts[1:])
    first = _find_first_items(code)
    digits = len(str(len(lines)))
    page = Text()
    for number, line in enumerate(lines, 1):
        if number == len(lines) and not line.plain:
            break  # what stands behind the last line's end
        item = first.get(number, -1)
        broken = item >= 0 and not code.items.complete[item]
        page.append(f"{item if item >= 0 else '':>4}", "red bold" if broken else "dim")
        page.append("!" if broken else " ", "red bold")
        page.append(_BARS[levels[item]] if item >= 0 else " ", "blue")
        page.append(f" {number:>{digits}} │ ", "dim")
        line.rstrip()
        line.expand_tabs(4)
        page.append_text(line)
        page.append("\n")
    for error in code.errors:
        page.append(f"line {int(code.source.line_of(error.start))}: {error.message}\n", "red")
    return page


def _find_levels(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[int]:
    """Five levels: 0 for nothing, then quarters of the highest value."""
    top = max(float(values.max(initial=0.0)), 1e-12)
    return [int(level) for level in np.ceil(4 * values / top)]


def _shade(code: Analysis, levels: list[int], palette: tuple[str, ...]) -> "Text":
    """The text with the style of its items, tokens and errors; later styles lie above earlier ones."""
    from rich.text import Text

    source, items, tokens = code.source, code.items, code.tokens
    text = Text(source.text.translate(_CONTROLS), tab_size=4)
    for item, level in enumerate(levels):
        if level:
            for start, end in items.own(item):
                text.stylize(palette[level], *source.to_char([start, end]).tolist())
    starts, ends = source.to_char(tokens.start).tolist(), source.to_char(tokens.end).tolist()
    for start, end, cls in zip(starts, ends, tokens.cls.tolist(), strict=True):
        if cls in _STYLES:
            text.stylize(_STYLES[TokenClass(cls)], start, end)
    for error in code.errors:
        text.stylize("underline red", *source.to_char([error.start, max(error.end, error.start + 1)]).tolist())
    return text


def _find_first_items(code: Analysis) -> dict[int, int]:
    """Line -> the first item that starts in it."""
    found: dict[int, int] = {}
    for item, line in enumerate(code.source.line_of(code.items.start).tolist()):
        found.setdefault(line, item)
    return found
