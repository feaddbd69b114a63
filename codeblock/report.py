"""One self-contained HTML page: the results, and some responses with what was selected in them and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import datasets
import jinja2
import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from codeblock.annotation import annotate_response
from codeblock.charts import draw_dots, draw_histogram, draw_lines
from codeblock.columns import require_columns
from codeblock.selection import SelectionConfig, gce

__all__ = ["Table", "draw_results", "tabulate_nll", "tabulate_results", "write_report"]

_READ = ["text", "turns", "input_ids", "token_item", "supervised", "item_priority", "item_selected", "item_eligible"]
_DRAWN = ("utility", "reach", "bridge", "priority")
_COUNTED = 2_000
"""Rows whose items and tokens the distributions count."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page: cells are shown as they are."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def write_report(
    path: Path,
    selection: datasets.Dataset,
    *,
    config: SelectionConfig | None = None,
    tables: Sequence[Table] = (),
    charts: Sequence[str] = (),
    subtitle: str = "",
    responses: int = 12,
) -> None:
    """Write the page for some rows of `select_supervision`'s output; it needs no network, and no script to be read.

    `config` is the one that the rows were selected by: the page tells GCE by its q, and its budgets. `tables` and
    `charts` are those of a run (`tabulate_results`, `draw_results`).

    Rows are chosen so that different shapes are seen: the first one of each number of turns and code blocks, then
    others in order.
    """
    require_columns(selection, _READ, "report", "codeblock select")
    config = config or SelectionConfig()
    rows = enumerate(_choose_rows(selection, responses))
    shown = [annotate_response(number, selection[row], config) for number, row in rows]
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    source = (files("codeblock") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    page = environment.from_string(source).render(
        tables=tables,
        charts=[Markup(chart) for chart in charts if chart],  # they are our own drawings, escaped where they are drawn
        distributions=[Markup(chart) for chart in _draw_selection(selection, config)],
        counted=min(len(selection), _COUNTED),
        config=config,
        subtitle=subtitle,
        responses=shown,
        loop_id=lambda response, run: f"{response.number}-{run.item}",
    )
    path.write_text(page, encoding="utf-8")


def _choose_rows(selection: datasets.Dataset, count: int) -> list[int]:
    shapes: dict[tuple[int, int, bool], int] = {}
    blocks, turns, cut = selection["item_block"], selection["turns"], selection["tokens_cut"]
    for row in range(len(selection)):
        shapes.setdefault((len(turns[row]), len(set(blocks[row])), cut[row] > 0), row)
    first = list(shapes.values())[:count]
    taken = set(first)
    rest = (row for row in range(len(selection)) if row not in taken)
    return sorted([*first, *(row for row, _ in zip(rest, range(count - len(first)), strict=False))])


def _draw_selection(selection: datasets.Dataset, config: SelectionConfig) -> list[str]:
    """The distributions of the terms over the items, and of GCE over the tokens, of the first rows."""
    part = selection.select(range(min(len(selection), _COUNTED))).with_format("numpy")
    if not len(part):
        return []
    columns = {name: _join(part[name]) for name in (*(f"item_{term}" for term in _DRAWN), "item_selected")}
    chosen = columns["item_selected"].astype(np.bool_)
    charts = [
        draw_histogram(f"{term.capitalize()} of the items", term, values[chosen], values[~chosen])
        for term in _DRAWN
        for values in [columns[f"item_{term}"].astype(np.float64)]
    ]
    value, supervised = gce(_join(part["logprob"]), config.q), _join(part["supervised"]).astype(np.bool_)
    return [*charts, draw_histogram("GCE of the response tokens", "GCE", value[supervised], value[~supervised])]


def _join(rows: Any) -> NDArray[Any]:
    return np.concatenate([np.asarray(row) for row in rows])


def draw_results(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The charts of a run from the facts that `run_pipeline` returns: NLL before and after, the loss of each step, and
    code by class and by reach."""
    before, methods = facts["before"], facts["methods"]
    found = {"before": before, **{name: method["after"] for name, method in methods.items()}}
    rows = {
        part: {
            name: {"before": before[part], "after": after[part]} for name, after in found.items() if name != "before"
        }
        for part in ("code", "prose")
    }
    charts = [draw_dots(f"NLL of held-out {part}", "nats a token", rows[part]) for part in ("code", "prose")]
    losses = {name: list(enumerate(method["losses"], 1)) for name, method in methods.items()}
    charts.append(draw_lines("Loss while training, each on its own tokens", "step", "nats a token", losses, first=1))
    if "classes" in before:
        classes = {
            kind: {name: one["classes"][kind]["nll"] for name, one in found.items()}
            for kind, counted in before["classes"].items()
            if counted["tokens"]
        }
        charts.append(draw_dots("Code NLL by token class", "nats a token", classes))
    if "reach" in before:
        reach = {
            name: [(n + 1, decile["nll"]) for n, decile in enumerate(one["reach"]) if decile["nll"] is not None]
            for name, one in found.items()
        }
        charts.append(draw_lines("Code NLL by decile of the items' reach", "decile", "nats a token", reach))
    return tuple(charts)


def tabulate_results(facts: Mapping[str, Any]) -> tuple[Table, ...]:
    """The tables of a run from the facts that `run_pipeline` returns: results, code by class and by reach, what was
    counted, time."""
    tokens, before = facts["tokens"], facts["before"]
    columns = {name: _tell_method(method, tokens, before) for name, method in facts["methods"].items()}
    measures = list(dict.fromkeys(name for told in columns.values() for name in told))
    rows = tuple((measure, *(told[measure] for told in columns.values())) for measure in measures)
    note = f"Shares are of response tokens: {tokens['kept']:,} in the pairs kept, {tokens['pool']:,} in the pool. "
    note += f"NLL is in nats a token, over {before['code_tokens']:,} tokens of code and {before['prose_tokens']:,} of "
    note += f"prose that were held out. {facts['model']}, {facts['dtype']}."
    counted = {what: n for stage in facts["stages"].values() for what, n in _counts(stage).items() if n}
    seconds = {name: stage["seconds"] for name, stage in facts["stages"].items()}
    for name, method in facts["methods"].items():
        seconds |= {f"training {name}": method["seconds"], f"evaluating {name}": method["after"]["seconds"]}
    return (
        Table("Results", ("", *columns), rows, note),
        *tabulate_nll(before, {name: method["after"] for name, method in facts["methods"].items()}),
        Table("Counted on the way", ("what", "number"), tuple((what, f"{n:,}") for what, n in counted.items())),
        Table("Time", ("stage", "seconds"), tuple((name, f"{s:.1f}") for name, s in seconds.items())),
    )


def tabulate_nll(before: Mapping[str, Any], after: Mapping[str, Mapping[str, Any]]) -> tuple[Table, Table]:
    """Held-out code by token class and by decile of its items' reach, from what `HeldoutNll.as_dict` gave."""
    found = {"before": before, **after}
    classes = [
        (name, f"{kind['tokens']:,}", *(_nats(one["classes"][name]["nll"]) for one in found.values()))
        for name, kind in before["classes"].items()
        if kind["tokens"]
    ]
    deciles = [
        (
            f"{number + 1}: {decile['lowest']:.2f} to {decile['highest']:.2f}",
            f"{decile['items']:,}",
            f"{decile['tokens']:,}",
            *(_nats(one["reach"][number]["nll"]) for one in found.values()),
        )
        for number, decile in enumerate(before["reach"])
        if decile["items"]
    ]
    return (
        Table(
            "Code NLL by token class", ("class", "tokens", *found), tuple(classes), "Other: blank space, unread code."
        ),
        Table(
            "Code NLL by decile of the items' reach",
            ("decile: reach", "items", "tokens", *found),
            tuple(deciles),
            "Items of equal reach share a decile, so that some deciles may be empty and are left out.",
        ),
    )


def _tell_method(
    method: Mapping[str, Any], tokens: Mapping[str, int], before: Mapping[str, float | None]
) -> dict[str, str]:
    supervised = method["supervised in all"]
    return {
        "supervised, of the pairs kept": _percent(supervised, tokens["kept"]),
        "supervised, of the pool": _percent(supervised, tokens["pool"]),
        "optimiser steps": str(method["steps"]),
        "tokens read": f"{method['tokens']:,}",
        "tokens learned from": f"{method['supervised']:,}",
        "code NLL before": _nats(before["code"]),
        "code NLL after": _nats(method["after"]["code"]),
        "prose NLL before": _nats(before["prose"]),
        "prose NLL after": _nats(method["after"]["prose"]),
        "seconds of training": f"{method['seconds']:.0f}",
    }


def _counts(stage: Mapping[str, Any]) -> dict[str, int]:
    """The counted diagnostics among a stage's facts: phrases, not names."""
    return {what: n for what, n in stage.items() if isinstance(n, int) and " " in what}


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def _nats(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
