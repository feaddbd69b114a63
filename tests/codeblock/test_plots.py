"""Figures hold what results.json says; `results.json` beside this is what `make demo` wrote."""

import copy
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import codestruct as cs
from codeblock import plots


@pytest.fixture(autouse=True)
def _close_figures() -> None:
    from matplotlib import pyplot

    pyplot.switch_backend("agg")
    pyplot.close("all")


@pytest.fixture
def run() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "results.json").read_text("utf-8"))


def _marks(axes: Any) -> list[tuple[float, float]]:
    """The points of the lines that are no grid and no line across."""
    return [tuple(point) for line in axes.lines if line.get_linestyle() == "None" for point in line.get_xydata()]


def test_nll_is_drawn_run_by_run_with_their_mean(run: dict[str, Any]) -> None:
    other = copy.deepcopy(run)
    other["methods"]["codeblock"]["after"]["prose"] += 0.5
    axes = plots.plot_nll(run, other, part="prose")
    value = run["methods"]["codeblock"]["after"]["prose"]
    row = [x for x, y in _marks(axes) if y == 1]
    assert row == pytest.approx([value, value + 0.5, value + 0.25])
    assert [text.get_text() for text in axes.get_yticklabels()] == ["full", "codeblock"]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [f"before: {run['before']['prose']:.3f}"]


def test_supervised_shares_have_both_bases(run: dict[str, Any]) -> None:
    axes = plots.plot_supervised(run)
    tokens, supervised = run["tokens"], run["methods"]["codeblock"]["supervised in all"]
    kept, pool = ([bar.get_width() for bar in bars] for bars in axes.containers)
    assert kept == pytest.approx([100, 100 * supervised / tokens["kept"]])
    assert pool == pytest.approx([100 * tokens["kept"] / tokens["pool"], 100 * supervised / tokens["pool"]])


def test_tradeoff_places_a_method_by_share_and_nll(run: dict[str, Any]) -> None:
    full = run["methods"]["full"]
    assert _marks(plots.plot_tradeoff(run))[0] == (100.0, full["after"]["code"])


def test_three_figures_side_by_side_share_their_rows(run: dict[str, Any], tmp_path: Path) -> None:
    figure = plots.plot_methods(run)
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    figure.savefig(tmp_path / "methods.png")
    assert (tmp_path / "methods.png").stat().st_size > 10_000


def test_what_was_not_measured_is_not_drawn(run: dict[str, Any], tmp_path: Path) -> None:
    run["before"]["prose"] = run["methods"]["full"]["after"]["prose"] = None
    run["tokens"]["pool"] = 0
    plots.plot_methods(run).savefig(tmp_path / "methods.png")
    axes = plots.plot_nll(run, part="prose")
    assert axes.texts[0].get_text() == "not measured"


def test_runs_of_different_methods_are_not_drawn_together(run: dict[str, Any]) -> None:
    other = copy.deepcopy(run)
    del other["methods"]["full"]
    with pytest.raises(ValueError, match="draw them apart"):
        plots.plot_nll(run, other)
    with pytest.raises(ValueError, match="none was given"):
        plots.plot_methods()


def test_without_matplotlib_the_error_names_the_remedy(run: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(cs.errors.DependencyMissing, match=r"codeblock.plots: it needs matplotlib.*pip install"):
        plots.plot_nll(run)
