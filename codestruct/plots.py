"""Figures of analyses, by matplotlib (`pip install matplotlib`, or the extra `plots`); nothing else needs it.

    from codestruct import plots
    plots.plot_centralities({"python": analyses}).savefig("centralities.png")

Colours are those of Okabe and Ito (2008), which colour-blind readers tell apart, with grey for their yellow; every
series has a mark or a line of its own, too.
"""

from collections.abc import Iterable, Mapping
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from codestruct.analysis import Analysis
from codestruct.errors import DependencyMissing
from codestruct.language import Category

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plot_centralities", "plot_items"]

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000", "#999999")
MARKERS = "osD^vP*XhH"
LINES = ("-", "--", "-.", ":")
NAMED = 3
"""Items of highest bridge that `plot_items` names."""


def plot_centralities(codes: Analysis | Iterable[Analysis] | Mapping[str, Iterable[Analysis]]) -> "Figure":
    """The distributions of reach and bridge over all items of some sources, a line for each group of them.

    A point (x, y) says that the share y of the items has a value of at least x: an empirical distribution, unsmoothed.
    `codes`: one analysis, several (grouped by language), or groups by name. Two axes: reach, linear; bridge,
    logarithmic, where items of bridge 0 are what its line lacks of 1. Raises DependencyMissing without matplotlib,
    ValueError where there is no item.

    >>> from codestruct import analyze
    >>> figure = plot_centralities(analyze("a = 1\\nb = a\\nc = b\\n", "python"))
    >>> [axes.get_xlabel() for axes in figure.axes]
    ['reach', 'bridge']
    """
    groups = {name: list(members) for name, members in _group(codes).items()}
    groups = {name: members for name, members in groups.items() if any(len(code.items) for code in members)}
    if not groups:
        raise ValueError("codes: there is no item in them to draw; give sources with code")
    figure, (left, right) = _new_axes(2, (9, 3.6))
    for (name, members), colour, line in zip(groups.items(), cycle(COLOURS), cycle(LINES), strict=False):
        for axes, measure in ((left, "reach"), (right, "bridge")):
            values = np.concatenate([getattr(code, measure) for code in members])
            label = f"{name} ({len(values):,} items)"
            axes.step(*_count_from_above(values), where="pre", color=colour, linestyle=line, label=label)
    left.set(xlabel="reach", ylabel="share of items with at least x", xlim=(0, 1), ylim=(0, 1.02))
    right.set(xlabel="bridge", xscale="log")
    for axes in (left, right):
        axes.grid(alpha=0.3)
    left.legend(frameon=False)
    return figure


def plot_items(code: Analysis, axes: "Axes | None" = None) -> "Axes":
    """Every item of one source by its reach and bridge, with the colour and mark of its category.

    The three items of highest bridge carry their lines' numbers. Draws in `axes`, or in a new figure. Raises
    DependencyMissing without matplotlib.

    >>> from codestruct import analyze
    >>> axes = plot_items(analyze("a = 1\\nb = a\\nprint(b)\\n", "python"))
    >>> [text.get_text() for text in axes.get_legend().get_texts()]
    ['assignment', 'call']
    """
    axes = axes or _new_axes(1, (6, 4.2))[1][0]
    for category, colour, marker in zip(Category, cycle(COLOURS), cycle(MARKERS), strict=False):
        chosen = code.items.category == category
        if chosen.any():
            label = category.name.lower()
            axes.scatter(code.reach[chosen], code.bridge[chosen], 36, colour, marker=marker, alpha=0.75, label=label)
    lines = code.source.line_of(code.items.start)
    for item in np.argsort(-code.bridge, kind="stable")[:NAMED].tolist():
        if code.bridge[item] > 0:
            place = (code.reach[item], code.bridge[item])
            axes.annotate(f"line {lines[item]}", place, (6, 4), textcoords="offset points", fontsize="small")
    axes.set(xlabel="reach", ylabel="bridge", title=f"{len(code.items):,} items, {code.language.name}")
    axes.grid(alpha=0.3)
    if len(code.items):
        axes.legend(frameon=False, fontsize="small")
    return axes


def _group(codes: Analysis | Iterable[Analysis] | Mapping[str, Iterable[Analysis]]) -> Mapping[str, Iterable[Analysis]]:
    if isinstance(codes, Mapping):
        return codes
    groups: dict[str, list[Analysis]] = {}
    for code in [codes] if isinstance(codes, Analysis) else codes:
        groups.setdefault(code.language.name, []).append(code)
    return groups


def _count_from_above(values: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The different values that are above 0, and the share of all values that are at least as high."""
    different, first = np.unique(np.sort(values), return_index=True)
    share = 1 - first / len(values)
    above = different > 0
    return different[above], share[above]


def _new_axes(count: int, size: tuple[float, float]) -> tuple["Figure", list["Axes"]]:
    """A figure with so many axes beside each other; matplotlib is imported here, at first use."""
    try:
        from matplotlib import pyplot
    except ImportError:
        raise DependencyMissing.of("codestruct.plots", "matplotlib") from None
    figure, axes = pyplot.subplots(1, count, figsize=size, sharey=True, layout="constrained", squeeze=False)
    return figure, list(axes[0])
