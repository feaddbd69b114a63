"""`codeblock evaluate`."""

import json

import typer

from codeblock.cli.options import Data, Download, Format, Instruction, MaxTokens, Model, Response, app
from codeblock.cli.terminal import choose_dtype
from codeblock.data import load_pool
from codeblock.evaluation import measure_nll
from codeblock.models import EMBEDDED_MODEL, load_model
from codeblock.scoring import ScoringConfig

_SCORING = ScoringConfig()


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
    """Print the negative log-likelihood of responses as JSON: prose; code, by token class and by reach of its items."""
    pool = load_pool(data, instruction=instruction, response=response)
    loaded = load_model(model, dtype=choose_dtype(dtype, model, download), download=download)
    found = measure_nll(pool.records, loaded.model, loaded.tokenizer, ScoringConfig(max_tokens), show=True)
    typer.echo(json.dumps({**found.as_dict(), "records rejected": len(pool.rejected)}))
