"""Charts of the report: small SVG drawings of our own, so that a page needs neither a network nor a script.

Colours are the page's (`s0`, `s1`, ... in its style, after Okabe and Ito), so that they follow light and dark; series
differ in their marks and dashes too, and nothing is told by colour alone.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import floor, isfinite, log10

import numpy as np
from numpy.typing import NDArray

__all__ = ["draw_dots", "draw_histogram", "draw_lines"]

WIDTH, HEIGHT = 440, 220
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 34, 40
ROW = 24
DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "10 4")
LEGEND = 14
_DISC = "M-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"
SHAPES = (
    _DISC,
    _DISC,
    "M-{r} -{r}h{d}v{d}h-{d}z",
    "M0 -{r}L{r} {r}H-{r}z",
    "M0 -{r}L{r} 0L0 {r}L-{r} 0z",
    "M0 {r}L{r} -{r}H-{r}z",
)
"""The marks of series, around (0, 0): a ring and a disc, a square, a triangle, a diamond, a triangle upside down."""
Floats = NDArray[np.floating]


def draw_histogram(title: str, label: str, chosen: Floats, others: Floats, bins: int = 30) -> str:
    """How often values occur, what was chosen stacked on what was not; NaN is not counted.

    >>> draw_histogram("reach", "reach", np.array([1.0]), np.array([0.0, 0.5])).count("<rect")
    3
    """
    chosen, others = chosen[np.isfinite(chosen)], others[np.isfinite(others)]
    both = np.concatenate((chosen, others))
    low, high = (float(both.min()), float(both.max())) if len(both) else (0.0, 1.0)
    edges = np.linspace(low, high if high > low else low + 1, bins + 1)
    counts = [np.histogram(part, edges)[0] for part in (others, chosen)]
    top = float(max((counts[0] + counts[1]).max(), 1))
    x, y = _scale(edges[0], edges[-1], LEFT, WIDTH - RIGHT), _scale(0, top, HEIGHT - BOTTOM, TOP)
    drawn = []
    for number in range(bins):
        base = 0.0
        for series, part in enumerate(counts):
            if part[number]:
                left, right, up, down = x(edges[number]), x(edges[number + 1]), y(base + part[number]), y(base)
                drawn.append(
                    f'<rect class="f{series}" x="{left:.1f}" y="{up:.1f}" width="{max(right - left - 1, 1):.1f}" '
                    f'height="{max(down - up, 0.5):.1f}"/>'
                )
                base += part[number]
    legend = [(name, f'<circle class="f{series}" r="4"/>') for name, series in (("selected", 1), ("not", 0))]
    axes = _draw_axes((float(edges[0]), float(edges[-1])), (0.0, top), label, "")
    return _frame(title, HEIGHT, legend, axes, *drawn)


def draw_lines(
    title: str, x_label: str, y_label: str, series: Mapping[str, Sequence[tuple[float, float]]], first: int = 0
) -> str:
    """Lines with a mark at each point; the axis of y does not begin at 0, points that are NaN are left out.

    `first` is the number of the first one's colour, dashes and mark.

    >>> draw_lines("loss", "step", "nats", {"full": [(1, 2.0), (2, 1.5)]}).count("<title>")
    2
    """
    kept = {name: [p for p in points if isfinite(p[1])] for name, points in series.items()}
    points = [point for found in kept.values() for point in found]
    if not points:
        return ""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x_range, y_range = _widen(min(xs), max(xs), 0.02), _widen(min(ys), max(ys), 0.08)
    x, y = _scale(*x_range, LEFT, WIDTH - RIGHT), _scale(*y_range, HEIGHT - BOTTOM, TOP)
    drawn = []
    for number, found in enumerate(kept.values(), first):
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in found)
        dashes = f' stroke-dasharray="{DASHES[number % len(DASHES)]}"' if number else ""
        drawn.append(f'<polyline class="l s{number % 6}" points="{path}"{dashes}/>')
        for a, b in found:
            told = f"<title>{a:g}: {b:.4f}</title>"
            drawn.append(_mark(number, x(a), y(b), 2.5, told))
    legend = [(name, _mark(number, 0, 0, 4)) for number, name in enumerate(kept, first)]
    return _frame(title, HEIGHT, legend, _draw_axes(x_range, y_range, x_label, y_label), *drawn)


def draw_dots(title: str, label: str, rows: Mapping[str, Mapping[str, float | None]]) -> str:
    """A row a thing, a mark a series: a ring, then filled; the axis does not begin at 0, None is left out.

    >>> draw_dots("NLL", "nats", {"full": {"before": 2.0, "after": 1.5}}).count("<title>")
    2
    """
    values = [value for row in rows.values() for value in row.values() if value is not None and isfinite(value)]
    if not values:
        return ""
    height = TOP + BOTTOM + ROW * len(rows)
    x_range = _widen(min(values), max(values), 0.1)
    left = max(LEFT, 12 + 7 * max(map(len, rows)))
    x = _scale(*x_range, left, WIDTH - RIGHT)
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    drawn = []
    for place, (row, marks) in enumerate(rows.items()):
        at = TOP + ROW * (place + 0.5)
        drawn.append(f'<line class="grid" x1="{left}" x2="{WIDTH - RIGHT}" y1="{at}" y2="{at}"/>')
        drawn.append(f'<text x="{left - 8}" y="{at + 4}" text-anchor="end">{escape(row)}</text>')
        for name, value in marks.items():
            if value is not None and isfinite(value):
                told = f"<title>{escape(row)}, {escape(name)}: {value:.4f}</title>"
                drawn.append(_mark(names.index(name), x(value), at, 5, told))
    ticks = _draw_ticks(x_range, left, height, label)
    legend = [(name, _mark(number, 0, 0, 4)) for number, name in enumerate(names)]
    return _frame(title, height, legend, ticks, *drawn)


def _frame(title: str, height: float, legend: Sequence[tuple[str, str]], *parts: str) -> str:
    """A drawing with its title and its legend, whose rows take room above where one is not enough."""
    rows: list[list[tuple[str, str]]] = [[]]
    for entry in legend:
        if sum(7 * len(name) + 24 for name, _ in (*rows[-1], entry)) > WIDTH:
            rows.append([])
        rows[-1].append(entry)
    more = LEGEND * (len(rows) - 1)
    drawn = []
    for number, row in enumerate(rows):
        at, y = float(WIDTH - RIGHT - sum(7 * len(name) + 24 for name, _ in row)), 22 - more + LEGEND * number
        for name, mark in row:
            drawn.append(
                f'<g transform="translate({at + 14:.0f} {y})">{mark}<text x="8" y="4">{escape(name)}</text></g>'
            )
            at += 7 * len(name) + 24
    head = f'<svg role="img" aria-label="{escape(title)}" viewBox="0 {-more} {WIDTH} {height + more}">'
    return f'{head}<text class="title" x="0" y="{10 - more}">{escape(title)}</text>{"".join((*drawn, *parts))}</svg>'


def _mark(number: int, x: float, y: float, r: float, told: str = "") -> str:
    """The mark of a series."""
    shape = SHAPES[number % len(SHAPES)]
    kind = f"{'m' if number else 'o'} s{number % len(SHAPES)}"
    path = shape.format(r=r, d=2 * r)
    return f'<path class="{kind}" transform="translate({x:.1f} {y:.1f})" d="{path}">{told}</path>'


def _scale(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: first + (last - first) * (value - low) / span


def _widen(low: float, high: float, share: float) -> tuple[float, float]:
    more = (high - low) * share or abs(high) * share or 1.0
    return low - more, high + more


def _find_ticks(low: float, high: float) -> list[float]:
    """Some four round numbers between two."""
    raw = (high - low) / 4
    power = 10.0 ** floor(log10(raw))
    step = power * next(factor for factor in (1, 2, 5, 10) if factor * power >= raw)
    first = int(np.ceil(low / step))
    return [number * step for number in range(first, floor(high / step) + 1)]


def _draw_ticks(x_range: tuple[float, float], left: float, height: float, label: str) -> str:
    x, base = _scale(*x_range, left, WIDTH - RIGHT), height - BOTTOM
    marks = "".join(
        f'<text x="{x(tick):.1f}" y="{base + 16}" text-anchor="middle">{round(tick, 9):,g}</text>'
        for tick in _find_ticks(*x_range)
    )
    line = f'<line class="axis" x1="{left}" x2="{WIDTH - RIGHT}" y1="{base}" y2="{base}"/>'
    middle = (left + WIDTH - RIGHT) / 2
    return f'{line}{marks}<text x="{middle}" y="{height - 6}" text-anchor="middle">{escape(label)}</text>'


def _draw_axes(x_range: tuple[float, float], y_range: tuple[float, float], x_label: str, y_label: str) -> str:
    y = _scale(*y_range, HEIGHT - BOTTOM, TOP)
    rows = "".join(
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
        f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{round(tick, 9):,g}</text>'
        for tick in _find_ticks(*y_range)
    )
    return rows + _draw_ticks(x_range, LEFT, HEIGHT, f"{x_label}{f'; up: {y_label}' if y_label else ''}")
