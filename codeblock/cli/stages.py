"""The stages that turn pairs into labels, one command each."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import typer

from codeblock.cli.options import (
    AnyFormat,
    Data,
    Download,
    Group,
    Instruction,
    MaxTokens,
    Model,
    Out,
    Overwrite,
    Rating,
    Response,
    Rows,
    app,
)
from codeblock.cli.terminal import choose_dtype, open_stage, require_named_dtype, save_output, stderr, stdout
from codeblock.data import load_pool
from codeblock.exports import export_train_detail
from codeblock.granularity import Granularity
from codeblock.labels import build_labels
from codeblock.methods import METHODS, select_by_method
from codeblock.models import EMBEDDED_MODEL, load_model
from codeblock.pairs import RATERS, PairConfig, load_evaluation_texts, name_embedder, name_rater, select_pairs
from codeblock.scoring import Ranks, ScoringConfig, ShardsMissing, score_responses
from codeblock.selection import SelectionConfig
from codeblock.workspace import claim_output, lock_file

_PAIRS, _SCORING, _SELECTION = PairConfig(), ScoringConfig(), SelectionConfig()


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
    rater: Annotated[str, typer.Option(help=f"One of {', '.join(RATERS)}.")] = "given",
    embedder: Annotated[str, typer.Option(help="tfidf, hidden, minilm, or a sentence encoder's directory.")] = "tfidf",
    curate: Annotated[bool, typer.Option(help="Correct ratings by their neighbours'.")] = _PAIRS.curate,
    duplicates: Annotated[float, typer.Option(help="The likeness of near duplicates; 0 keeps them.")] = 0.8,
    contamination: Annotated[int, typer.Option(help="Words shared with an evaluation set; 0: do not look.")] = 10,
    evaluation: Annotated[
        list[Path] | None, typer.Option(help="A .jsonl file of an evaluation set, beside HumanEval.")
    ] = None,
    model: Model = EMBEDDED_MODEL,
    dtype: AnyFormat = "auto",
    download: Download = False,
    overwrite: Overwrite = False,
) -> None:
    """Stage 1: rate instruction-response pairs, measure their rarity, mark which are kept."""
    config = PairConfig(keep, neighbours, curate, duplicates=duplicates or None, contamination=contamination or None)
    claim_output(out, overwrite=overwrite)
    pool = load_pool(data, instruction=instruction, response=response, group=group, rating=rating)
    for rejection in pool.rejected[:5]:
        stderr.print(
            f"left out: line {rejection.line}, {rejection.reason}", highlight=False, markup=False, soft_wrap=True
        )
    evaluations = load_evaluation_texts(evaluation or ()) if contamination else {}
    stderr.print(f"evaluation sets looked for: {', '.join(evaluations) or 'none'}", highlight=False, markup=False)
    load = cache(lambda: load_model(model, dtype=choose_dtype(dtype, model, download), download=download))
    pairs, counts = select_pairs(
        pool.records,
        config,
        rater=name_rater(rater, load, show=True),
        embedder=name_embedder(embedder, load, show=True),
        evaluations=evaluations,
        show=True,
    )
    save_output(out, (pairs, {**counts, "records rejected": len(pool.rejected)}), overwrite)


@app.command("score")
def write_scores(
    rows: Rows,
    out: Out,
    model: Model = EMBEDDED_MODEL,
    dtype: AnyFormat = "auto",
    max_tokens: MaxTokens = _SCORING.max_tokens,
    batch_tokens: Annotated[int, typer.Option(help="Tokens of a batch, padding included.")] = _SCORING.batch_tokens,
    shard_rows: Annotated[int, typer.Option(help="Rows kept at a time.")] = _SCORING.shard_rows,
    download: Download = False,
    overwrite: Overwrite = False,
) -> None:
    """Stage 3: log-probabilities of the response tokens of the pairs kept.

    What is scored is kept beside OUT (in OUT.shards) as it is done: the same command takes up a stopped one, and the
    processes of `torchrun --nproc-per-node N -m codeblock.cli score ...` share the work, with --dtype named.
    """
    config, ranks = ScoringConfig(max_tokens, batch_tokens, shard_rows=shard_rows), Ranks.of_environment()
    require_named_dtype(dtype, ranks)
    pairs = open_stage(rows)
    shards = out.with_name(f"{out.name}.shards")
    if ranks.rank == 0 and not (ranks.world > 1 and shards.exists()):  # else a quicker rank may have written it
        claim_output(out, overwrite=overwrite)
    loaded = load_model(model, dtype=choose_dtype(dtype, model, download), download=download)
    try:
        made = score_responses(
            pairs, loaded.model, loaded.tokenizer, config, shards=shards, ranks=ranks, show=ranks.rank == 0
        )
    except ShardsMissing as missing:
        stdout.print(f"{missing.reason}", highlight=False, markup=False, soft_wrap=True)
        return
    with lock_file(shards / "lock"):  # the ranks that find all shards there, one after the other
        if ranks.world == 1 or overwrite or not out.exists():
            save_output(out, made, overwrite)


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
    granularity: Annotated[Granularity, typer.Option(help="What is chosen at once.")] = _SELECTION.granularity,
    join_blocks: Annotated[bool, typer.Option(help="Analyse a response's blocks as one source.")] = False,
    allow_incomplete: Annotated[bool, typer.Option(help="Choose items with syntax errors too.")] = False,
    supervise_end: Annotated[bool, typer.Option(help="Learn the mark that ends a turn.")] = False,
    supervise_fences: Annotated[bool, typer.Option(help="Learn the fences of code blocks.")] = False,
    method: Annotated[str, typer.Option(help=f"One of {', '.join(METHODS)}.")] = "codeblock",
    seed: Annotated[int, typer.Option(help="Of the methods that choose at random.")] = _SELECTION.seed,
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
        granularity=granularity,
        join_blocks=join_blocks,
        allow_incomplete=allow_incomplete,
        supervise_end=supervise_end,
        supervise_fences=supervise_fences,
    )
    scores = open_stage(rows)
    claim_output(out, overwrite=overwrite)
    save_output(out, select_by_method(scores, method, config, seed=seed, show=True), overwrite)


@app.command("labels")
def write_labels(
    rows: Rows,
    out: Out,
    weighted: Annotated[bool, typer.Option("--weighted", help="Weigh tokens by their items' priority.")] = False,
    axolotl: Annotated[bool, typer.Option("--axolotl", help="Write messages with train_detail spans instead.")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Turn the choice into `input_ids`, `attention_mask` and `labels`, which any trainer reads."""
    selection = open_stage(rows)
    claim_output(out, overwrite=overwrite)
    made = (export_train_detail(selection), {}) if axolotl else build_labels(selection, weighted=weighted)
    save_output(out, made, overwrite)
