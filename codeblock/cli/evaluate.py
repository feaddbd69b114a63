"""`codeblock evaluate`."""

import json
from typing import Annotated

import typer

from codeblock.cli.options import AnyFormat, Data, Download, Instruction, MaxTokens, Model, Response, app
from codeblock.cli.terminal import choose_dtype
from codeblock.data import load_pool
from codeblock.evaluation import measure_nll
from codeblock.models import EMBEDDED_MODEL, load_model
from codeblock.scoring import ScoringConfig, take_records

_SCORING = ScoringConfig()


@app.command("evaluate")
def print_nll(
    data: Data,
    model: Model = EMBEDDED_MODEL,
    dtype: AnyFormat = "auto",
    instruction: Instruction = "instruction",
    response: Response = "response",
    max_tokens: MaxTokens = _SCORING.max_tokens,
    total_tokens: Annotated[int | None, typer.Option(help="Stop taking records at so many tokens.")] = None,
    download: Download = False,
) -> None:
    """Print the negative log-likelihood of responses as JSON: prose; code, by token class and by reach of its items."""
    pool = load_pool(data, instruction=instruction, response=response)
    loaded = load_model(model, dtype=choose_dtype(dtype, model, download), download=download)
    config = ScoringConfig(max_tokens)
    records, _ = take_records(pool.records, loaded.tokenizer, config, total_tokens)
    found = measure_nll(records, loaded.model, loaded.tokenizer, config, show=True)
    typer.echo(json.dumps({**found.as_dict(), "records rejected": len(pool.rejected)}))
