"""`codeblock train`, and `codeblock reference`, which trains a reference model."""

from dataclasses import replace
from functools import partial
from typing import Annotated, Literal

import torch
import typer

from codeblock.cli.options import Download, Format, Model, Out, Overwrite, Rows, app
from codeblock.cli.terminal import choose_dtype, open_stage, require_named_dtype, save_output, stdout
from codeblock.models import EMBEDDED_MODEL, load_model
from codeblock.optimisation import TrainingConfig
from codeblock.references import ReferenceConfig, add_reference, score_reference
from codeblock.scoring import Ranks
from codeblock.training import train_model
from codeblock.workspace import claim_output

_TRAINING, _REFERENCE = TrainingConfig(), ReferenceConfig()


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
    lora_rank: Annotated[int | None, typer.Option(help="Train an adapter of this rank, and merge it.")] = None,
    packed: Annotated[bool, typer.Option("--packed", help="Lay rows end to end instead of padding them.")] = False,
    download: Download = False,
    overwrite: Overwrite = False,
) -> None:
    """Fine-tune a model on labels, with the loss on supervised tokens only.

    The processes of `torchrun --nproc-per-node N -m codeblock.cli train ...` train together, with --dtype named;
    accelerate's settings for FSDP hold. A step takes the rows of every process.
    """
    config = TrainingConfig(
        learning_rate,
        epochs,
        batch_rows,
        accumulate,
        total_tokens=total_tokens,
        seed=seed,
        lora_rank=lora_rank,
        packed=packed,
    )
    ranks = Ranks.of_environment()
    require_named_dtype(dtype, ranks)
    labels = open_stage(rows)
    claim_output(out, overwrite=overwrite)
    bf16 = choose_dtype(dtype, model, download) == torch.bfloat16
    result = train_model(
        labels, load_model(model, download=download), out, config, bf16=bf16, overwrite=overwrite, show=True
    )
    if ranks.rank == 0:
        said = f"{out}: {result.steps} steps on {result.supervised:,} supervised of {result.tokens:,} tokens"
        stdout.print(said, highlight=False, soft_wrap=True)
    if ranks.world > 1:
        torch.distributed.barrier()  # the first rank still writes
        torch.distributed.destroy_process_group()


@app.command("reference")
def write_reference(
    rows: Rows,
    out: Out,
    kind: Annotated[
        Literal["rated", "random", "evolving"], typer.Option(help="What the reference learns from.")
    ] = "random",
    reference: Annotated[str | None, typer.Option(help="A reference model that is there already.")] = None,
    model: Model = EMBEDDED_MODEL,
    dtype: Format = "auto",
    share: Annotated[float, typer.Option(help="The share of rows that it learns from.")] = _REFERENCE.share,
    rounds: Annotated[int, typer.Option(help="The portions of an evolving reference.")] = _REFERENCE.rounds,
    lora_rank: Annotated[int | None, typer.Option(help="Train an adapter of this rank.")] = None,
    download: Download = False,
    overwrite: Overwrite = False,
) -> None:
    """Add the log-probabilities under a reference model, which rho and token-cleaning need, to scores."""
    scores = open_stage(rows)
    claim_output(out, overwrite=overwrite)
    chosen = choose_dtype(dtype, model, download)
    if reference is not None:
        found = score_reference(scores, load_model(reference, dtype=chosen, download=download).model, show=True)
    else:
        config = ReferenceConfig(share, rounds, training=replace(_REFERENCE.training, lora_rank=lora_rank))
        load = partial(load_model, model, download=download)
        place = out.with_name(f"{out.name}.reference")
        found = add_reference(scores, kind, load, place, config, bf16=chosen == torch.bfloat16, show=True)
    save_output(out, (found, {}), overwrite)
