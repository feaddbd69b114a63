"""`codeblock run`, all stages in a row, and `codeblock report`."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import datasets
import typer

from codeblock.cli.options import Download, Format, Group, Instruction, Model, Overwrite, Rating, Response, Rows, app
from codeblock.cli.terminal import open_stage, print_table, stderr, stdout
from codeblock.errors import OutputExists
from codeblock.methods import METHODS
from codeblock.models import EMBEDDED_MODEL
from codeblock.pipeline import PRESETS, run_pipeline
from codeblock.report import draw_results, tabulate_results, write_report
from codeblock.selection import SelectionConfig

_SELECTION = SelectionConfig()


@app.command("report")
def write_page(
    rows: Rows,
    out: Annotated[Path, typer.Argument(help="The HTML file to write.")],
    responses: Annotated[int, typer.Option(help="How many responses to show.")] = 12,
    q: Annotated[float, typer.Option(help="The q that the rows were selected by.")] = _SELECTION.q,
    code_budget: Annotated[float, typer.Option(help="The share of code tokens, as it was.")] = _SELECTION.code_budget,
    prose_budget: Annotated[float, typer.Option(help="That of prose tokens.")] = _SELECTION.prose_budget,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file.")] = False,
) -> None:
    """Write an HTML page that shows some responses and what was chosen in them."""
    selection = open_stage(rows)
    if out.exists() and not overwrite:
        raise OutputExists(str(out), "it exists", "choose another place, or give --overwrite")
    config = SelectionConfig(q=q, code_budget=code_budget, prose_budget=prose_budget)
    write_report(out, selection, config=config, subtitle=rows.name, responses=responses)
    stdout.print(f"{out}: written", highlight=False)


@app.command("run")
def run_all(
    data: Annotated[Path | None, typer.Option(help="Your own pairs; without it, the standard library's.")] = None,
    out: Annotated[Path, typer.Option(help="The directory to write.")] = Path("runs/demo"),
    preset: Annotated[Literal["demo", "whole"], typer.Option(help="How much is scored and trained on.")] = "demo",
    method: Annotated[
        list[str] | None, typer.Option(help=f"Any of {', '.join(METHODS)}; full and codeblock where none is given.")
    ] = None,
    model: Model = EMBEDDED_MODEL,
    dtype: Format = "auto",
    instruction: Instruction = "instruction",
    response: Response = "response",
    group: Group = None,
    rating: Rating = None,
    code_budget: Annotated[float, typer.Option(help="The share of code tokens.")] = _SELECTION.code_budget,
    prose_budget: Annotated[float, typer.Option(help="The share of prose tokens.")] = _SELECTION.prose_budget,
    download: Download = False,
    resume: Annotated[bool, typer.Option("--resume", help="Take up a run, or show a finished one.")] = False,
    overwrite: Overwrite = False,
) -> None:
    """All stages: every method at the same number of steps, a table and an HTML report."""
    config = PRESETS[preset]
    config = replace(
        config,
        methods=tuple(method) if method else config.methods,
        data=None if data is None else str(data),
        instruction=instruction,
        response=response,
        group=group,
        rating=rating,
        model=model,
        download=download,
        dtype=dtype,
        selection=replace(config.selection, code_budget=code_budget, prose_budget=prose_budget),
    )
    say = partial(stderr.print, highlight=False, markup=False)
    facts = run_pipeline(config, out, resume=resume, overwrite=overwrite, show=True, say=say)
    _show_run(facts, out, config.selection, f"{model} on pairs from {data.name if data else 'the standard library'}")


def _show_run(facts: dict[str, Any], out: Path, config: SelectionConfig, subtitle: str) -> None:
    """Print the tables of a run, and write its page."""
    tables = tabulate_results(facts)
    for table in tables:
        print_table(table)
    page = out / "report.html"
    rows = datasets.load_from_disk(str(out / "selection"))
    write_report(page, rows, config=config, tables=tables, charts=draw_results(facts), subtitle=subtitle)
    stdout.print(f"report: {page}", highlight=False, soft_wrap=True)
