"""`codeblock passes`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from codeblock.cli.options import AnyFormat, Download, Model, Out, Overwrite, app
from codeblock.cli.terminal import choose_dtype, save_output, stdout
from codeblock.correctness import GenerationConfig, generate_answers, judge_answers, load_problems
from codeblock.models import EMBEDDED_MODEL, load_model
from codeblock.sandbox import require_sandbox
from codeblock.workspace import claim_output

_GENERATION = GenerationConfig()


@app.command("passes")
def measure_passes(
    problems: Annotated[Path, typer.Argument(help="JSON lines in a benchmark's format: HumanEval, MBPP, ...")],
    out: Out,
    model: Model = EMBEDDED_MODEL,
    dtype: AnyFormat = "auto",
    k: Annotated[list[int] | None, typer.Option("--k", help="Give pass@k for this k; may be repeated.")] = None,
    samples: Annotated[int, typer.Option(help="Answers drawn for each problem.")] = _GENERATION.samples,
    temperature: Annotated[float, typer.Option(help="0 takes the likeliest token.")] = _GENERATION.temperature,
    top_p: Annotated[float, typer.Option(help="Draw from the likeliest tokens of this mass.")] = _GENERATION.top_p,
    max_new_tokens: Annotated[int, typer.Option(help="The length of an answer.")] = _GENERATION.max_new_tokens,
    batch: Annotated[int, typer.Option(help="Answers drawn at a time.")] = _GENERATION.batch,
    style: Annotated[
        Literal["complete", "chat"], typer.Option(help="Complete the prompt, or ask through the chat template.")
    ] = "complete",
    limit: Annotated[int | None, typer.Option(help="The first so many problems only.")] = None,
    seed: Annotated[int, typer.Option(help="Of the draws.")] = _GENERATION.seed,
    download: Download = False,
    overwrite: Overwrite = False,
) -> None:
    """Let a model answer problems, run its answers against their tests in a sandbox, print pass@k."""
    config = GenerationConfig(samples, temperature, top_p, max_new_tokens, batch, style, seed)
    require_sandbox()
    claim_output(out, overwrite=overwrite)
    asked = load_problems(problems)[:limit]
    loaded = load_model(model, dtype=choose_dtype(dtype, model, download), download=download)
    answers = generate_answers(asked, loaded.model, loaded.tokenizer, config, show=True)
    found = judge_answers(asked, answers, tuple(k or [1]), show=True)
    counts = {"problems": found.problems, "answers that pass": sum(found.rows["passed"])}
    save_output(out, (found.rows, counts), overwrite)
    for size, rate in found.rates.items():
        stdout.print(f"pass@{size}: {100 * rate:.1f}%", highlight=False)
