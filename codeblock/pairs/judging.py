"""Ratings that a causal language model gives: how likely a response is, how much the instruction helps, a judgement."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerBase

from codeblock.chat import encode_conversation
from codeblock.errors import ModelError
from codeblock.models import LanguageModel
from codeblock.pairs.ratings import Rater
from codeblock.progress import track
from codeblock.scoring import ScoringConfig, score_tokens

__all__ = ["judge_pairs", "rate_by_ifd", "rate_by_likelihood"]

_HIGHEST = 5
_PROMPT = """You judge training data for a model that writes code. Below are an instruction and a response to it.

Instruction:
{instruction}

Response:
{response}

How correct, clear and useful is the response, from 0 (worthless) to 5 (excellent)? Answer with one digit alone."""


def rate_by_likelihood(judge: LanguageModel, config: ScoringConfig | None = None, *, show: bool = False) -> Rater:
    """A rater: the mean log-likelihood of the response's tokens given the instruction, in nats (0 is the highest)."""

    def rate(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        given, _ = _score_responses(judge, pairs, config or ScoringConfig(), alone=False, show=show)
        return given

    return rate


def rate_by_ifd(judge: LanguageModel, config: ScoringConfig | None = None, *, show: bool = False) -> Rater:
    """A rater: instruction-following difficulty, the loss given the instruction over the loss without it.

    Li et al., NAACL 2024: the higher the ratio, the less the instruction tells a model, so the more there is to learn;
    from 1 on the instruction does not fit the response at all, and the rating is 0. Both losses are means over the same
    tokens: the response's, but for the first. A response of one token is rated 0.
    """

    def rate(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        given, alone = _score_responses(judge, pairs, config or ScoringConfig(), alone=True, show=show)
        ratio = np.divide(given, alone, out=np.full(len(given), np.nan), where=alone != 0)
        return np.where(ratio < 1, ratio, 0.0)

    return rate


def _score_responses(
    judge: LanguageModel, pairs: Sequence[tuple[str, str]], config: ScoringConfig, *, alone: bool, show: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean log-likelihoods of the responses within their conversations, and alone; NaN becomes the lowest found."""
    rows, wanted = [], []
    for instruction, response in pairs:
        talk = [{"role": "user", "content": instruction}, {"role": "assistant", "content": response}]
        conversation = encode_conversation(talk, judge.tokenizer, config.max_tokens)
        flags = conversation.turn >= 0
        if alone and flags.any():
            flags[np.flatnonzero(flags)[0]] = False  # which nothing precedes when it stands alone
        rows.append(conversation.ids)
        wanted.append(flags)
    given = [_mean(row) for row in score_tokens(judge.model, rows, wanted, config, show=show)]
    bare = [0.0] * len(pairs)
    if alone:
        starts = [int(np.flatnonzero(flags)[0]) - 1 if flags.any() else 0 for flags in wanted]
        cut = [row[at:] for row, at in zip(rows, starts, strict=True)]
        asked = [flags[at:] for flags, at in zip(wanted, starts, strict=True)]
        bare = [_mean(row) for row in score_tokens(judge.model, cut, asked, config, show=show)]
    return _fill(given), _fill(bare)


def _mean(logprob: NDArray[np.float32]) -> float:
    scored = logprob[~np.isnan(logprob)]
    return float(scored.astype(np.float64).mean()) if len(scored) else float("nan")


def _fill(values: Sequence[float]) -> NDArray[np.float64]:
    """A response that nothing of was scored (cut off whole) is as unlikely as the least likely one."""
    found = np.array(values, dtype=np.float64)
    known = found[~np.isnan(found)]
    return np.where(np.isnan(found), known.min() if len(known) else 0.0, found)


def judge_pairs(judge: LanguageModel, *, max_tokens: int = 1024, show: bool = False) -> Rater:
    """A rater: the model is asked for a digit from 0 to 5, and the rating is the expected value over those digits.

    The probabilities are those of the answer's first token, among the six digits alone; so the rating is no integer,
    and a model that hesitates says so. Instruction and response are each cut to half of `max_tokens`. The
    wording is ours. Raises `ModelError` where the tokenizer cuts a digit into pieces.
    """
    digits = _find_digits(judge.tokenizer)

    def rate(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        found = np.zeros(len(pairs))
        for number, pair in enumerate(track(pairs, "judging pairs", show=show)):
            instruction, response = (_shorten(text, judge.tokenizer, max_tokens // 2) for text in pair)
            ask = [{"role": "user", "content": _PROMPT.format(instruction=instruction, response=response)}]
            text = str(judge.tokenizer.apply_chat_template(ask, tokenize=False, add_generation_prompt=True))
            ids = judge.tokenizer(text, add_special_tokens=False, return_tensors="pt", verbose=False)["input_ids"]
            with torch.inference_mode():
                logits = judge.model(input_ids=ids.to(judge.model.device), logits_to_keep=1, use_cache=False).logits
            chance = torch.softmax(logits[0, -1, digits].double(), 0).cpu().numpy()
            found[number] = float(chance @ np.arange(_HIGHEST + 1))
        return found

    return rate


def _find_digits(tokenizer: PreTrainedTokenizerBase) -> list[int]:
    digits = [tokenizer(str(value), add_special_tokens=False)["input_ids"] for value in range(_HIGHEST + 1)]
    if any(len(ids) != 1 for ids in digits):
        reason = "it has no single token for each digit from 0 to 5"
        raise ModelError("the tokenizer", reason, "judge with another model, or give ratings in a column")
    return [ids[0] for ids in digits]


def _shorten(text: str, tokenizer: PreTrainedTokenizerBase, max_tokens: int) -> str:
    spans = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)["offset_mapping"]
    return text if len(spans) <= max_tokens else text[: spans[max_tokens][0]]
