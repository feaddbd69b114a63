"""Stage 3: the log-probability of every response token under a causal language model."""

from pathlib import Path
from typing import Any

import datasets
import numpy as np
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from codeblock.chat import Conversation, encode_conversation
from codeblock.columns import append_columns, require_columns
from codeblock.errors import ChatError, DataError
from codeblock.progress import track
from codeblock.scoring.shards import ALONE, Ranks, score_in_shards
from codeblock.scoring.tokens import ScoringConfig, score_tokens

__all__ = ["encode_records", "score_responses", "take_records"]


def score_responses(
    records: datasets.Dataset,
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    config: ScoringConfig | None = None,
    *,
    shards: Path | None = None,
    ranks: Ranks = ALONE,
    show: bool = False,
) -> tuple[datasets.Dataset, dict[str, int]]:
    """Tokenize each conversation of `records` and score what the assistant wrote.

    Reads `messages`; a `kept` column, where there is one, says which rows count. Adds `text` and `turns` (the rendered
    conversation, the character spans of assistant messages in it), per token `input_ids`, `token_start`, `token_end`
    (characters), `token_turn`, `token_part` and `logprob` (natural logarithm, float32; NaN where the assistant did not
    write the token), and `tokens_cut`. Returns the rows and counted diagnostics: conversations that the chat template
    refuses are left out, cut ones are kept. With a directory `shards`, scores are kept there shard by shard, so that
    several processes share the work and a stopped one is taken up (see `score_in_shards`, which also says what is
    raised where another process is not done yet).
    """
    config = config or ScoringConfig()
    require_columns(records, ["id", "messages"], "score", "codeblock pairs")
    if "kept" in records.column_names:
        records = records.select(np.flatnonzero(records["kept"]))
    rows, conversations, counts = encode_records(records, tokenizer, config, show=show)
    ids, wanted = [c.ids for c in conversations], [c.turn >= 0 for c in conversations]
    if shards is None:
        logprobs = score_tokens(model, ids, wanted, config, show=show)
    else:
        logprobs = score_in_shards(model, ids, wanted, shards, config, ranks, show=show)
    columns: dict[str, list[Any]] = {
        "text": [c.text for c in conversations],
        "turns": [[list(span) for span in c.turns] for c in conversations],
        "input_ids": [c.ids for c in conversations],
        "token_start": [c.start for c in conversations],
        "token_end": [c.end for c in conversations],
        "token_turn": [c.turn for c in conversations],
        "token_part": [c.part for c in conversations],
        "logprob": logprobs,
        "tokens_cut": [c.cut for c in conversations],
    }
    return append_columns(records.select(rows), columns), counts


def take_records(
    records: datasets.Dataset,
    tokenizer: PreTrainedTokenizerBase,
    config: ScoringConfig,
    total_tokens: int | None,
    *,
    show: bool = False,
) -> tuple[datasets.Dataset, dict[str, int]]:
    """The first records that together hold `total_tokens` tokens (None: all), with `response_tokens` (int64) of each.

    Returns the rows and counted diagnostics, as `encode_records` does.
    """
    rows, conversations, counts = encode_records(records, tokenizer, config, total_tokens, show=show)
    written = np.array([(c.turn >= 0).sum() for c in conversations], dtype=np.int64)
    return append_columns(records.select(rows), {"response_tokens": written}), counts


def encode_records(
    records: datasets.Dataset,
    tokenizer: PreTrainedTokenizerBase,
    config: ScoringConfig,
    total_tokens: int | None = None,
    *,
    show: bool = False,
) -> tuple[list[int], list[Conversation], dict[str, int]]:
    """The rows that the chat template accepts, their conversations, and how many were refused, cut or left out.

    With `total_tokens`, rows are taken in order until their tokens, cut ones not counted, are so many.
    """
    rows: list[int] = []
    conversations: list[Conversation] = []
    refused: list[ChatError] = []
    left = float("inf") if total_tokens is None else total_tokens
    for row, messages in enumerate(track(records["messages"], "tokenizing", show=show)):
        if left <= 0:
            break
        try:
            conversations.append(encode_conversation(messages, tokenizer, config.max_tokens))
            rows.append(row)
            left -= len(conversations[-1].ids)
        except ChatError as error:
            refused.append(error)
    if refused and not rows:
        reason = f"the chat template refuses every one ({refused[0].reason})"
        raise DataError("the records", reason, refused[0].remedy)
    counts = {
        "conversations refused by the chat template": len(refused),
        "conversations left out for the token total": len(records) - len(rows) - len(refused),
        "conversations cut at the token limit": sum(c.cut > 0 for c in conversations),
    }
    return rows, conversations, counts
