"""`codeblock train`."""

from typing import Annotated

import torch
import typer

from codeblock.cli.options import Download, Format, Model, Out, Overwrite, Rows, app
from codeblock.cli.terminal import choose_dtype, open_stage, stdout
from codeblock.models import EMBEDDED_MODEL, load_model
from codeblock.training import TrainingConfig, train_model
from codeblock.workspace import claim_output

_TRAINING = TrainingConfig()


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
    labels = open_stage(rows)
    claim_output(out, overwrite=overwrite)
    bf16 = choose_dtype(dtype, model, download) == torch.bfloat16
    result = train_model(
        labels, load_model(model, download=download), out, config, bf16=bf16, overwrite=overwrite, show=True
    )
    stdout.print(f"{out}: {result.steps} steps on {result.supervised:,} supervised of {result.tokens:,} tokens")
