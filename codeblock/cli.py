"""The command line: one command a stage, and `run` for all of them."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import datasets
import torch
import transformers
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

import codestruct as cs
from codeblock.data import load_pool
from codeblock.errors import CodeblockError, DataError, OutputExists
from codeblock.evaluation import measure_nll
from codeblock.labels import build_labels
from codeblock.models import EMBEDDED_MODEL, load_model, probe_dtype
from codeblock.pairs import PairConfig, select_pairs
from codeblock.pipeline import PRESETS, run_pipeline
from codeblock.report import Table, tabulate_results, write_report
from codeblock.scoring import ScoringConfig, score_responses
from codeblock.selection import SelectionConfig
from codeblock.supervision import select_supervision
from codeblock.training import TrainingConfig, train_model
from codeblock.workspace import claim_output, save_stage

app = typer.Typer(
    help="CodeBlock: learn from the items of code that matter. Each stage reads what the one before it wrote.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_out = Console()
_err = Console(stderr=True)

_PAIRS, _SCORING, _SELECTION, _TRAINING = PairConfig(), ScoringConfig(), SelectionConfig(), TrainingConfig()

Data = Annotated[
    Path, typer.Argument(help="A .jsonl, .jsonl.gz, .json, .csv, .parquet or .arrow file, or a directory.")
]
Rows = Annotated[Path, typer.Argument(help="The directory that the stage before wrote.")]
Out = Annotated[Path, typer.Argument(help="The directory to write.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an output that codeblock wrote.")]
Model = Annotated[str, typer.Option(help="A local model directory, or the embedded model.")]
Download = Annotated[bool, typer.Option("--download", help="Ask the hub for a model that is not here.")]
Format = Annotated[
    Literal["auto", "float32", "bfloat16"], typer.Option(help="The number format; auto takes what is faster here.")
]
Instruction = Annotated[str, typer.Option("--instruction", help="The field of the instruction.")]
Response = Annotated[str, typer.Option("--response", help="The field of the response.")]
Group = Annotated[str | None, typer.Option(help="A field whose equal values stay on one side of a split.")]
Rating = Annotated[str | None, typer.Option(help="A numeric field that rates the pairs.")]
MaxTokens = Annotated[int, typer.Option(help="Tokens of a conversation past this are left out.")]


@app.command("pairs")
def write_pairs(
    data: Data,
    out: Out,
    instruction: Instruction = "instruction",
    response: Response = "response",
    group: Group = None,
    rating: Rating = None,
    keep: Annotated[float, typer.Option(help="The share of pairs kept.")] = _PAIRS.keep,
    neighbours: Annotated[int, typer.Option(help="How many neighbours rarity looks at.")] = _PAIRS.neighbours,
    overwrite: Overwrite = False,
) -> None:
    """Stage 1: rate instruction-response pairs, measure their rarity, mark which are kept."""
    config = PairConfig(keep, neighbours)
    claim_output(out, overwrite=overwrite)
    pool = load_pool(data, instruction=instruction, response=response, group=group, rating=rating)
    for rejection in pool.rejected[:5]:
        _err.print(f"left out: line {rejection.line}, {rejection.reason}", highlight=False, markup=False)
    pairs = select_pairs(pool.records, config, show=True)
    _save(out, (pairs, {"pairs kept": sum(pairs["kept"]), "records rejected": len(pool.rejected)}), overwrite)


@app.command("score")
def write_scores(
    rows: Rows,
    out: Out,
    model: Model = EMBEDDED_MODEL,
    dtype: Format = "auto",
    max_tokens: MaxTokens = _SCORING.max_tokens,
    batch_tokens: Annotated[int, typer.Option(help="Tokens of a batch, padding included.")] = _SCORING.batch_tokens,
    download: Download = False,
    overwrite: Overwrite = False,
) -> None:
    """Stage 3: log-probabilities of the response tokens of the pairs kept."""
    config = ScoringConfig(max_tokens, batch_tokens)
    pairs = _open(rows)
    claim_output(out, overwrite=overwrite)
    loaded = load_model(model, dtype=_choose_dtype(dtype, model, download), download=download)
    _save(out, score_responses(pairs, loaded.model, loaded.tokenizer, config, show=True), overwrite)


@app.command("select")
def write_selection(
    rows: Rows,
    out: Out,
    q: Annotated[float, typer.Option(help="Bends GCE from cross-entropy (0) to error probability (1).")] = _SELECTION.q,
    a: Annotated[float, typer.Option(help="The weight of reach against bridge.")] = _SELECTION.a,
    t: Annotated[float, typer.Option(help="The rank at which the gate is half open.")] = _SELECTION.t,
    temperature: Annotated[float, typer.Option(help="How sharply the gate opens.")] = _SELECTION.temperature,
    w: Annotated[float, typer.Option(help="How much structure adds to utility.")] = _SELECTION.w,
    code_budget: Annotated[float, typer.Option(help="The share of code tokens.")] = _SELECTION.code_budget,
    prose_budget: Annotated[float, typer.Option(help="The share of prose tokens.")] = _SELECTION.prose_budget,
    scope: Annotated[Literal["response", "dataset"], typer.Option(help="What a budget holds for.")] = _SELECTION.scope,
    closure: Annotated[Literal["item", "spine"], typer.Option(help="An item alone, or its ancestors too.")] = (
        _SELECTION.closure
    ),
    join_blocks: Annotated[bool, typer.Option(help="Analyse a response's blocks as one source.")] = False,
    allow_incomplete: Annotated[bool, typer.Option(help="Choose items with syntax errors too.")] = False,
    supervise_end: Annotated[bool, typer.Option(help="Learn the mark that ends a turn.")] = False,
    supervise_fences: Annotated[bool, typer.Option(help="Learn the fences of code blocks.")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Stages 2 and 4: the items and words that are worth learning from, with every term of the choice."""
    config = SelectionConfig(
        q=q,
        a=a,
        t=t,
        temperature=temperature,
        w=w,
        code_budget=code_budget,
        prose_budget=prose_budget,
        scope=scope,
        closure=closure,
        join_blocks=join_blocks,
        allow_incomplete=allow_incomplete,
        supervise_end=supervise_end,
        supervise_fences=supervise_fences,
    )
    scores = _open(rows)
    claim_output(out, overwrite=overwrite)
    _save(out, select_supervision(scores, config, show=True), overwrite)


@app.command("labels")
def write_labels(
    rows: Rows,
    out: Out,
    method: Annotated[
        Literal["codeblock", "full"], typer.Option(help="The chosen tokens, or the whole responses.")
    ] = "codeblock",
    overwrite: Overwrite = False,
) -> None:
    """Turn the choice into `input_ids`, `attention_mask` and `labels`, which any trainer reads."""
    selection = _open(rows)
    claim_output(out, overwrite=overwrite)
    _save(out, build_labels(selection, method), overwrite)


@app.command("train")
def fine_tune(
    rows: Rows,
    out: Out,
    model: Model = EMBEDDED_MODEL,
    dtype: Format = "auto",
    learning_rate: Annotated[float, typer.Option(help="Its peak.")] = _TRAINING.learning_rate,
    epochs: Annotated[int, typer.Option(help="Passes over the rows.")] = _TRAINING.epochs,
    batch_rows: Annotated[int, typer.Option(help="Rows a forward pass.")] = _TRAINING.batch_rows,
    accumulate: Annotated[int, typer.Option(help="Forward passes an optimiser step.")] = _TRAINING.accumulate,
    total_tokens: Annotated[int | None, typer.Option(help="Stop taking rows at so many tokens.")] = None,
    seed: Annotated[int, typer.Option(help="Decides the order of the rows.")] = _TRAINING.seed,
    download: Download = False,
    overwrite: Overwrite = False,
) -> None:
    """Fine-tune a model on labels, with the loss on supervised tokens only."""
    config = TrainingConfig(learning_rate, epochs, batch_rows, accumulate, total_tokens=total_tokens, seed=seed)
    labels = _open(rows)
    claim_output(out, overwrite=overwrite)
    bf16 = _choose_dtype(dtype, model, download) == torch.bfloat16
    result = train_model(
        labels, load_model(model, download=download), out, config, bf16=bf16, overwrite=overwrite, show=True
    )
    _out.print(f"{out}: {result.steps} steps on {result.supervised:,} supervised of {result.tokens:,} tokens")


@app.command("evaluate")
def print_nll(
    data: Data,
    model: Model = EMBEDDED_MODEL,
    dtype: Format = "auto",
    instruction: Instruction = "instruction",
    response: Response = "response",
    max_tokens: MaxTokens = _SCORING.max_tokens,
    download: Download = False,
) -> None:
    """Print the negative log-likelihood of responses, on code and on prose, as JSON."""
    pool = load_pool(data, instruction=instruction, response=response)
    loaded = load_model(model, dtype=_choose_dtype(dtype, model, download), download=download)
    found = measure_nll(pool.records, loaded.model, loaded.tokenizer, ScoringConfig(max_tokens), show=True)
    typer.echo(json.dumps({**found.as_dict(), "records rejected": len(pool.rejected)}))


@app.command("report")
def write_page(
    rows: Rows,
    out: Annotated[Path, typer.Argument(help="The HTML file to write.")],
    responses: Annotated[int, typer.Option(help="How many responses to show.")] = 12,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file.")] = False,
) -> None:
    """Write an HTML page that shows some responses and what was chosen in them."""
    selection = _open(rows)
    if out.exists() and not overwrite:
        raise OutputExists(str(out), "it exists", "choose another place, or give --overwrite")
    write_report(out, selection, subtitle=rows.name, responses=responses)
    _out.print(f"{out}: written", highlight=False)


@app.command("run")
def run_all(
    data: Annotated[Path | None, typer.Option(help="Your own pairs; without it, the standard library's.")] = None,
    out: Annotated[Path, typer.Option(help="The directory to write.")] = Path("runs/demo"),
    preset: Annotated[Literal["demo", "whole"], typer.Option(help="How much is scored and trained on.")] = "demo",
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
    """All stages: full-token training and CodeBlock at the same number of steps, a table and an HTML report."""
    config = PRESETS[preset]
    config = replace(
        config,
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
    say = lambda line: _err.print(line, highlight=False, markup=False)  # noqa: E731
    facts = run_pipeline(config, out, resume=resume, overwrite=overwrite, show=True, say=say)
    tables = tabulate_results(facts)
    for table in tables:
        _print_table(table)
    source = "the Python standard library" if data is None else data.name
    page = out / "report.html"
    write_report(
        page, datasets.load_from_disk(str(out / "selection")), tables=tables, subtitle=f"{model} on pairs from {source}"
    )
    _out.print(f"report: {page}", highlight=False, soft_wrap=True)


def _choose_dtype(asked: str, model: str, download: bool) -> torch.dtype:
    if asked == "auto":
        return probe_dtype(load_model(model, download=download).model)
    return torch.bfloat16 if asked == "bfloat16" else torch.float32


def _open(path: Path) -> datasets.Dataset:
    try:
        return datasets.load_from_disk(str(path))
    except (OSError, ValueError) as error:
        raise DataError(str(path), "no stage wrote it", "name the directory that the stage before wrote") from error


def _save(out: Path, made: tuple[datasets.Dataset, dict[str, int]], overwrite: bool) -> None:
    rows, counts = made
    save_stage(rows, out, counts, overwrite=overwrite)
    _out.print(f"{out}: {len(rows)} rows", highlight=False, soft_wrap=True)
    for what, number in counts.items():
        if number:
            _out.print(f"  {what}: {number:,}", highlight=False, markup=False, soft_wrap=True)


def _print_table(table: Table) -> None:
    shown = RichTable(title=table.title, title_justify="left", caption=escape(table.note), caption_justify="left")
    for number, name in enumerate(table.columns):
        shown.add_column(name, justify="left" if number == 0 else "right")
    for row in table.rows:
        shown.add_row(*map(escape, row))
    _out.print(shown)


def main() -> None:
    """Run the command line; what goes wrong on purpose is one line with the remedy, and exit code 1."""
    datasets.disable_progress_bars()
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    try:
        app()
    except (CodeblockError, cs.errors.CodestructError) as error:
        _err.print(f"error: {error}", highlight=False, markup=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
