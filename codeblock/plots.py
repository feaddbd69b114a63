"""Figures of runs, by matplotlib (`pip install matplotlib`, or the extra `plots`); nothing else needs it.

    from codeblock import plots
    results = [json.loads(path.read_text()) for path in sorted(Path("runs").glob("seed-*/results.json"))]
    plots.plot_methods(*results).savefig("methods.png")

`results` is what `run_pipeline` returns and writes to `results.json`; several of them are runs that differ in the seed,
whose means are drawn, and each of which is a small mark. Colours are those of Okabe and Ito (2008), which colour-blind
readers tell apart; nothing is told by colour alone.
"""

from collections.abc import Mapping
from math import isnan, nan
from statistics import fmean
from typing import TYPE_CHECKING, Any, Literal

import codestruct as cs

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plot_methods", "plot_nll", "plot_supervised", "plot_tradeoff"]

Results = Mapping[str, Any]
BLUE, ORANGE, GREY = "#0072B2", "#E69F00", "#555555"
SPACE = 0.2
"""Room for figures beside the last mark, as a share of the axis."""


def plot_nll(*results: Results, part: Literal["code", "prose"] = "code", axes: "Axes | None" = None) -> "Axes":
    """The negative log-likelihood of held-out code or prose after each method, in nats a token; lower is better.

    The line is the model's before training. The axis does not begin at 0. Where there are several runs, the large
    mark is their mean. Raises ValueError where runs have different methods, DependencyMissing without matplotlib.

    >>> run = {"before": {"code": 2.0}, "methods": {"full": {"after": {"code": 1.5}}}}
    >>> axes = plot_nll(run)
    >>> axes.get_xlabel(), [label.get_text() for label in axes.get_yticklabels()]
    ('NLL of held-out code, nats a token', ['full'])
    """
    methods = _list_methods(results)
    axes = axes or _new_axes(1, (6.4, 1.6 + 0.5 * len(methods)))[1][0]
    for place, method in enumerate(methods):
        values = _read_nll(results, method, part)
        axes.plot(values, [place] * len(values), "o", color=BLUE, markerfacecolor="none", markersize=5)
        mean = fmean(values)
        axes.plot(mean, place, "o", color=BLUE, markersize=8)
        if isnan(mean):
            axes.text(0.5, place, "not measured", transform=axes.get_yaxis_transform(), ha="center", va="center")
        else:
            axes.annotate(f"{mean:.3f}", (mean, place), (0, 7), textcoords="offset points", ha="center")
    before = fmean(_number(run["before"][part]) for run in results)
    axes.axvline(before, color=GREY, linestyle="--", linewidth=1.2, label=f"before: {before:.3f}")
    axes.margins(x=SPACE)
    _name_rows(axes, methods)
    axes.set_xlabel(f"NLL of held-out {part}, nats a token")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1))
    return axes


def plot_supervised(*results: Results, axes: "Axes | None" = None) -> "Axes":
    """The share of the response tokens that each method supervises: of the pairs that were kept, and of the whole pool.

    Raises ValueError where runs have different methods, DependencyMissing without matplotlib.

    >>> run = {"tokens": {"kept": 50, "pool": 100}, "methods": {"full": {"supervised in all": 50}}}
    >>> [text.get_text() for text in plot_supervised(run).texts]
    ['100.0%', '50.0%']
    """
    methods = _list_methods(results)
    axes = axes or _new_axes(1, (6.4, 1.6 + 0.5 * len(methods)))[1][0]
    for base, colour, hatch, shift in (("kept", BLUE, "", -0.2), ("pool", ORANGE, "//", 0.2)):
        label = "of the pairs kept" if base == "kept" else "of the pool"
        shares = [100 * fmean(_read_share(run, method, base) for run in results) for method in methods]
        places = [place + shift for place in range(len(methods))]
        bars = axes.barh(places, shares, 0.38, color=colour, hatch=hatch, edgecolor="white", label=label)
        axes.bar_label(bars, [f"{share:.1f}%" for share in shares], padding=4)
    axes.margins(x=SPACE)
    _name_rows(axes, methods)
    axes.set_xlabel("response tokens supervised, %")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return axes


def plot_tradeoff(*results: Results, part: Literal["code", "prose"] = "code", axes: "Axes | None" = None) -> "Axes":
    """What supervision buys: each method by the share of the kept pairs' tokens it supervises, and by its NLL.

    Further left is less supervision, further down is better. Small marks are single runs. Raises ValueError where runs
    have different methods, DependencyMissing without matplotlib.

    >>> run = {"tokens": {"kept": 4}, "before": {"code": 2.0},
    ...        "methods": {"full": {"supervised in all": 4, "after": {"code": 1.5}}}}
    >>> [text.get_text() for text in plot_tradeoff(run).texts]
    ['full']
    """
    methods = _list_methods(results)
    axes = axes or _new_axes(1, (6.4, 4.4))[1][0]
    for method in methods:
        shares = [100 * _read_share(run, method, "kept") for run in results]
        values = _read_nll(results, method, part)
        mean = (fmean(shares), fmean(values))
        axes.plot(shares, values, "o", color=BLUE, markerfacecolor="none", markersize=5)
        axes.plot(*mean, "o", color=BLUE, markersize=8)
        axes.annotate(method, mean, (8, 6), textcoords="offset points", fontsize="small")
    before = fmean(_number(run["before"][part]) for run in results)
    axes.axhline(before, color=GREY, linestyle="--", linewidth=1.2, label=f"before: {before:.3f}")
    axes.margins(SPACE)
    axes.set(xlabel="supervised, % of the response tokens of the pairs kept", ylabel=f"NLL of held-out {part}")
    axes.legend(frameon=False)
    axes.grid(alpha=0.3)
    return axes


def plot_methods(*results: Results) -> "Figure":
    """The three figures of a comparison beside each other: NLL of code, NLL of prose, share supervised.

    Raises ValueError where runs have different methods, DependencyMissing without matplotlib.

    >>> run = {"tokens": {"kept": 5, "pool": 9}, "before": {"code": 2.0, "prose": 3.0},
    ...        "methods": {"full": {"supervised in all": 5, "after": {"code": 1.5, "prose": 2.5}}}}
    >>> len(plot_methods(run).axes)
    3
    """
    size = (13, 1.6 + 0.5 * len(_list_methods(results)))
    figure, (code, prose, share) = _new_axes(3, size)
    plot_nll(*results, part="code", axes=code)
    plot_nll(*results, part="prose", axes=prose)
    plot_supervised(*results, axes=share)
    return figure


def _list_methods(results: tuple[Results, ...]) -> list[str]:
    if not results:
        raise ValueError("results: none was given; give what run_pipeline() returned, or read results.json")
    methods = list(results[0]["methods"])
    for run in results[1:]:
        if list(run["methods"]) != methods:
            raise ValueError(
                f"results: one run has the methods {methods}, another {list(run['methods'])}; draw them apart"
            )
    return methods


def _read_nll(results: tuple[Results, ...], method: str, part: str) -> list[float]:
    return [_number(run["methods"][method]["after"][part]) for run in results]


def _read_share(run: Results, method: str, base: str) -> float:
    whole = run["tokens"][base]
    return run["methods"][method]["supervised in all"] / whole if whole else nan


def _number(value: float | None) -> float:
    """The value, or NaN, which is drawn nowhere, where there was nothing to measure."""
    return nan if value is None else value


def _name_rows(axes: "Axes", methods: list[str]) -> None:
    axes.set_yticks(range(len(methods)), methods)
    axes.set_ylim(len(methods) - 0.4, -0.6)
    axes.grid(axis="x", alpha=0.3)
    axes.set_axisbelow(True)


def _new_axes(count: int, size: tuple[float, float]) -> tuple["Figure", list["Axes"]]:
    """A figure with so many axes beside each other; matplotlib is imported here, at first use."""
    try:
        from matplotlib import pyplot
    except ImportError:
        raise cs.errors.DependencyMissing.of("codeblock.plots", "matplotlib") from None
    figure, axes = pyplot.subplots(1, count, figsize=size, sharey=True, layout="constrained", squeeze=False)
    return figure, list(axes[0])
