"""Held-out negative log-likelihood against the model asked token by token."""

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from codeblock import LanguageModel, Part, cut_markdown, load_pool, measure_nll
from codeblock.chat import encode_conversation
from codeblock.evaluation import rank_deciles
from tests.codeblock.samples import PYTHON, RECORDS, pair


def losses_of(conversation: Any, model: LanguageModel) -> np.ndarray:
    """-log p of every token but the first, which has NaN."""
    with torch.inference_mode():
        logits = model.model(torch.tensor(conversation.ids[None], dtype=torch.long)).logits[0]
    logprobs = torch.log_softmax(logits, -1).numpy()
    return np.array([np.nan, *(-logprobs[at - 1, token] for at, token in enumerate(conversation.ids) if at)])


def test_nll_is_the_mean_over_tokens_of_code_and_of_prose(tiny: LanguageModel) -> None:
    records = load_pool(RECORDS).records
    losses: dict[int, list[float]] = defaultdict(list)
    for messages in records["messages"]:
        conversation = encode_conversation(messages, tiny.tokenizer)
        for part, loss in zip(conversation.part[1:], losses_of(conversation, tiny)[1:], strict=True):
            losses[part].append(loss)
    found = measure_nll(records, tiny.model, tiny.tokenizer)
    assert found.code == pytest.approx(np.mean(losses[Part.CODE]), abs=1e-4)
    assert found.prose == pytest.approx(np.mean(losses[Part.PROSE]), abs=1e-4)
    assert (found.code_tokens, found.prose_tokens) == (len(losses[Part.CODE]), len(losses[Part.PROSE]))
    known = [one for one in found.classes.values() if one.nll is not None]
    assert sum(one.tokens for one in known) == found.code_tokens
    assert sum(one.nll * one.tokens for one in known) / found.code_tokens == pytest.approx(found.code, abs=1e-6)


def test_classes_and_reach_are_those_of_the_code_analysed_alone(tiny: LanguageModel) -> None:
    """One block, whose tokens are found by their text in an analysis that knows nothing of conversations."""
    text = pair("one", f"So:\n\n```python\n# add\n{PYTHON}```\n")
    records = load_pool([text]).records
    (conversation,) = [encode_conversation(m, tiny.tokenizer) for m in records["messages"]]
    loss = losses_of(conversation, tiny)
    (code,) = [s.code for s in cut_markdown(text["response"]) if s.part is Part.CODE]
    analysis, first = cs.analyze(code, "python"), conversation.text.index(code)
    inside = np.flatnonzero(conversation.part == Part.CODE)
    offsets = np.stack([conversation.start[inside], conversation.end[inside]], axis=1)
    item, cls = cs.align(analysis, offsets - first)
    found = measure_nll(records, tiny.model, tiny.tokenizer)
    for kind in cs.TokenClass:
        mine = loss[inside[cls == kind]]
        measured = found.classes[kind.name.lower()]
        assert measured.tokens == len(mine)
        assert measured.nll == (pytest.approx(mine.mean(), abs=1e-4) if len(mine) else None)
    assert found.classes["comment"].tokens > 0
    own = [  # the code is ASCII, so that characters are bytes
        kind != cs.TokenClass.COMMENT and any(start < last and end > begin for begin, last in analysis.items.own(owner))
        for owner, kind, (start, end) in zip(item, cls, offsets - first, strict=True)
    ]
    decile = rank_deciles(np.asarray(analysis.reach))
    for number, row in enumerate(found.reach):
        mine = loss[inside[(decile[item] == number) & own]]
        assert (row.items, row.tokens) == ((decile == number).sum(), len(mine))
        assert row.nll == (pytest.approx(mine.mean(), abs=1e-4) if len(mine) else None)
    assert 0 < sum(row.tokens for row in found.reach) < found.code_tokens  # the comment belongs to none


def test_without_code_there_is_no_mean(tiny: LanguageModel) -> None:
    found = measure_nll(load_pool(RECORDS[2:3]).records, tiny.model, tiny.tokenizer)
    assert (found.code, found.code_tokens) == (None, 0)
    assert found.prose is not None
    assert {(row.items, row.nll) for row in found.reach} == {(0, None)}
    assert {(one.tokens, one.nll) for one in found.classes.values()} == {(0, None)}


@given(st.lists(st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 1.0]) | st.floats(0, 1), max_size=60))
def test_deciles(values: list[float]) -> None:
    """Equal values share a decile, larger values never have a lower one, distinct values spread evenly."""
    decile = rank_deciles(np.array(values))
    for a, x in zip(values, decile, strict=True):
        smaller, equal = sum(b < a for b in values), sum(b == a for b in values)
        assert 0 <= x <= 9
        assert x == int((smaller + equal / 2) / len(values) * 10 + 1e-9)
    if len(set(values)) == len(values):
        sizes = np.bincount(decile, minlength=10)
        assert sizes.max(initial=0) - sizes.min(initial=len(values)) <= 1
