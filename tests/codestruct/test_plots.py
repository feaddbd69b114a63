"""Figures hold what the analyses say."""

import sys
from pathlib import Path

import numpy as np
import pytest

import codestruct as cs
from codestruct import plots

GO = "package p\n\nfunc f(n int) int {\n\tt := 0\n\tfor i := 0; i < n; i++ {\n\t\tt += i\n\t}\n\treturn t\n}\n"


@pytest.fixture(autouse=True)
def _close_figures() -> None:
    from matplotlib import pyplot

    pyplot.switch_backend("agg")
    pyplot.close("all")


def test_centralities_draw_the_share_of_items_with_at_least_that_value() -> None:
    codes = [cs.analyze(Path(plots.__file__).read_bytes(), "python"), cs.analyze(GO, "go")]
    figure = plots.plot_centralities(codes)
    for axes, measure in zip(figure.axes, ("reach", "bridge"), strict=True):
        assert [line.get_label().split()[0] for line in axes.lines] == ["python", "go"]
        for line, code in zip(axes.lines, codes, strict=True):
            values = getattr(code, measure)
            x, y = line.get_data()
            assert x.tolist() == sorted(set(values[values > 0].tolist()))
            assert np.allclose(y, [np.mean(values >= one) for one in x])


def test_groups_have_the_names_given_and_empty_ones_are_left_out() -> None:
    figure = plots.plot_centralities({"mine": [cs.analyze(GO, "go")], "nothing": [cs.analyze("", "go")]})
    assert [line.get_label() for line in figure.axes[0].lines] == ["mine (5 items)"]
    with pytest.raises(ValueError, match="no item"):
        plots.plot_centralities(cs.analyze("# nothing\n", "python"))


def test_items_are_drawn_where_they_are_and_named_by_their_lines() -> None:
    code = cs.analyze(GO, "go")
    axes = plots.plot_items(code)
    drawn = np.concatenate([np.asarray(marks.get_offsets()) for marks in axes.collections])
    assert sorted(map(tuple, drawn.tolist())) == sorted(zip(code.reach.tolist(), code.bridge.tolist(), strict=True))
    named = {int(text.get_text().removeprefix("line ")) for text in axes.texts}
    assert named == set(code.source.line_of(code.items.start)[code.bridge > 0].tolist())
    assert plots.plot_items(code, axes) is axes


def test_a_source_without_items_is_an_empty_figure() -> None:
    assert not plots.plot_items(cs.analyze("", "go")).collections


def test_without_matplotlib_the_error_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(cs.errors.DependencyMissing, match=r"codestruct.plots: it needs matplotlib.*pip install"):
        plots.plot_items(cs.analyze("x = 1", "python"))
