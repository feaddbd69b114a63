"""One self-contained HTML page: the results, and some responses with what was selected in them and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import datasets
import jinja2
import numpy as np

from codeblock.columns import require_columns
from codeblock.explanation import ItemTerms, explain
from codeblock.supervision import read_conversation

__all__ = ["Table", "tabulate_nll", "tabulate_results", "write_report"]

_READ = ["text", "turns", "input_ids", "token_item", "supervised", "item_priority", "item_selected", "item_eligible"]
_TERMS = ("utility", "rank", "reach", "bridge", "gate", "priority")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page: cells are shown as they are."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters in a row that share an item and a fate; `first` is True for the first run of its item.

    `written` is False for the context between an assistant's turns.
    """

    text: str
    item: int | None
    chosen: bool
    written: bool = True
    first: bool = False
    heat: float = 0.0
    terms: str = ""


@dataclass(frozen=True, slots=True)
class _Response:
    number: int
    title: str
    share: str
    asked: str
    runs: tuple[_Run, ...]


def write_report(
    path: Path,
    selection: datasets.Dataset,
    *,
    tables: Sequence[Table] = (),
    subtitle: str = "",
    responses: int = 12,
) -> None:
    """Write the page for some rows of `select_supervision`'s output; it needs no network, and no script to be read.

    Rows are chosen so that different shapes are seen: the first one of each number of turns and code blocks, then
    others in order.
    """
    require_columns(selection, _READ, "report", "codeblock select")
    shown = [_read_response(number, selection[row]) for number, row in enumerate(_choose_rows(selection, responses))]
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    source = (files("codeblock") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    page = environment.from_string(source).render(
        tables=tables,
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


def _read_response(number: int, record: Mapping[str, Any]) -> _Response:
    conversation, _ = read_conversation(record)
    written = conversation.turn >= 0
    supervised = np.asarray(record["supervised"], dtype=np.bool_)
    share = f"{supervised.sum()} of {written.sum()} response tokens, {sum(record['item_selected'])} of "
    share += f"{len(record['item_selected'])} items"
    asked = conversation.text[: conversation.turns[0][0]]
    end = int(conversation.end[written][-1]) if written.any() else conversation.turns[0][0]
    return _Response(number, record["id"], share, asked, tuple(_read_runs(record, conversation.turns[0][0], end)))


def _read_runs(record: Mapping[str, Any], begin: int, stop: int) -> Iterator[_Run]:
    """The text from `begin` to `stop` in runs; bytes of one character that are several tokens share its fate."""
    text, terms = record["text"], explain(record)
    highest = max(record["item_priority"], default=0.0) or 1.0
    seen: set[int] = set()
    at, run_start, key = begin, begin, (-1, False, True)

    def finish(to: int) -> Iterator[_Run]:
        item, chosen, written = key
        if to > run_start:
            if item < 0:
                yield _Run(text[run_start:to], None, chosen, written)
            else:
                heat = round(0.15 + 0.5 * terms[item].priority / highest, 2)
                yield _Run(text[run_start:to], item, chosen, True, item not in seen, heat, _describe(terms[item]))
                seen.add(item)

    columns = ("token_start", "token_end", "token_item", "supervised", "token_turn")
    for start, end, item, chosen, turn in zip(*(record[name] for name in columns), strict=True):
        if end <= at or start >= stop:
            continue
        if (item, chosen, turn >= 0) != key:
            yield from finish(max(start, at))
            run_start, key = max(start, at), (item, chosen, turn >= 0)
        at = end
    yield from finish(stop)


def _describe(item: ItemTerms) -> str:
    terms = ", ".join(f"{name} {getattr(item, name):.3f}" for name in _TERMS)
    return f"{item.kind} ({item.state}; {item.tokens} tokens; number {item.place} by priority): {terms}"


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
