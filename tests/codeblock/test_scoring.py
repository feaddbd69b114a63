"""Log-probabilities of tokens: the model's own, whatever the batches and pieces."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import PreTrainedModel

from codeblock import (
    ColumnError,
    ConfigError,
    DataError,
    LanguageModel,
    ScoringConfig,
    load_pool,
    score_responses,
    score_tokens,
)
from tests.codeblock.architectures import SMALL, build_capped, build_plain

VOCABULARY = SMALL["vocab_size"]


@pytest.fixture(scope="module", params=["plain", "capped"])
def model(request: pytest.FixtureRequest) -> PreTrainedModel:
    """A plain head, and one whose logits the model caps afterwards."""
    return build_plain() if request.param == "plain" else build_capped(final_logit_softcapping=0.02)


def slow_logprobs(model: PreTrainedModel, row: np.ndarray) -> np.ndarray:
    with torch.inference_mode():
        logits = model(torch.tensor(row[None], dtype=torch.long)).logits[0].float()
    return torch.log_softmax(logits, -1)[range(len(row) - 1), row[1:]].numpy()


ROWS = st.lists(
    st.lists(st.tuples(st.integers(0, VOCABULARY - 1), st.booleans()), min_size=1, max_size=12), min_size=1, max_size=6
)


@settings(max_examples=25)
@given(rows=ROWS, batch=st.integers(1, 40), head=st.integers(1, 5 * VOCABULARY))
def test_scores_are_the_models_own(model: PreTrainedModel, rows: list, batch: int, head: int) -> None:
    ids = [np.array([token for token, _ in row], dtype=np.int32) for row in rows]
    wanted = [np.array([flag for _, flag in row], dtype=np.bool_) for row in rows]
    config = ScoringConfig(batch_tokens=batch, head_entries=head)
    for row, flags, found in zip(ids, wanted, score_tokens(model, ids, wanted, config), strict=True):
        assert np.isnan(found[0])
        assert (np.isnan(found[1:]) == ~flags[1:]).all()
        assert found[1:][flags[1:]] == pytest.approx(slow_logprobs(model, row)[flags[1:]], abs=2e-5)


def test_the_head_never_makes_more_logits_than_allowed() -> None:
    model = build_plain()
    seen: list[int] = []
    model.lm_head.register_forward_hook(lambda module, args, logits: seen.append(logits.numel()))
    ids = [np.arange(60, dtype=np.int32)] * 5
    score_tokens(model, ids, [np.ones(60, dtype=np.bool_)] * 5, ScoringConfig(head_entries=7 * VOCABULARY))
    assert max(seen) == 7 * VOCABULARY


def test_a_model_that_caps_its_logits_is_asked_row_by_row() -> None:
    """So that the test above is known to have taken the other way; the first token's state is all zeros (padding)."""
    model = build_capped(final_logit_softcapping=0.02)
    seen: list[int] = []
    model.lm_head.register_forward_hook(lambda module, args, logits: seen.append(logits.numel() // VOCABULARY))
    ids = [np.arange(9, dtype=np.int32)] * 2
    score_tokens(model, ids, [np.ones(9, dtype=np.bool_)] * 2, ScoringConfig())
    assert seen == [1, 1, 8, 8]


def test_rows_of_a_stage(tiny: LanguageModel) -> None:
    records = [{"instruction": "Add.", "response": "```py\n1 + 1\n```\nDone."}, {"instruction": "No", "response": "no"}]
    pool = load_pool([*records, {"instruction": "Left out", "response": "x"}]).records
    pool = pool.add_column("kept", [True, True, False])
    rows, counts = score_responses(pool, tiny.model, tiny.tokenizer, ScoringConfig(max_tokens=60))
    assert rows["id"][:] == ["1", "2"]
    assert counts["conversations cut at the token limit"] == sum(cut > 0 for cut in rows["tokens_cut"])
    for row in rows:
        turn, logprob = np.array(row["token_turn"]), np.array(row["logprob"])
        assert len(row["input_ids"]) == len(turn) == len(logprob) == len(row["token_part"]) <= 60
        assert (np.isnan(logprob) == (turn < 0)).all()
        assert (logprob[turn >= 0] < 0).all()
        assert row["text"][slice(*row["turns"][0])] == row["messages"][1]["content"]


def test_a_template_that_refuses_some_conversations(tiny: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    template = "{% for m in messages %}{% if m.role == 'tool' %}{{ raise_exception('no') }}{% endif %}{{ m.content }}."
    monkeypatch.setattr(tiny.tokenizer, "chat_template", template + "{% endfor %}")
    good = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    bad = [*good[:1], {"role": "tool", "content": "t"}, *good[1:]]
    rows, counts = score_responses(
        load_pool([{"messages": bad}, {"messages": good}]).records, tiny.model, tiny.tokenizer
    )
    assert len(rows) == counts["conversations refused by the chat template"] == 1
    with pytest.raises(DataError, match="refuses every one"):
        score_responses(load_pool([{"messages": bad}]).records, tiny.model, tiny.tokenizer)


def test_a_stage_names_the_columns_that_it_misses(tiny: LanguageModel) -> None:
    rows = load_pool([{"instruction": "a", "response": "b"}]).records.remove_columns("messages")
    with pytest.raises(ColumnError, match="no column messages; give it the output of `codeblock pairs`"):
        score_responses(rows, tiny.model, tiny.tokenizer)


@pytest.mark.parametrize("name", ["max_tokens", "batch_tokens", "head_entries"])
def test_settings_must_be_positive(name: str) -> None:
    with pytest.raises(ConfigError, match=name):
        ScoringConfig(**{name: 0})


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_scores_alike(dtype: torch.dtype) -> None:
    ids, wanted = [np.arange(1, 60, dtype=np.int32)], [np.ones(59, dtype=np.bool_)]
    whole, half = (score_tokens(m, ids, wanted)[0][1:] for m in (build_plain(), build_plain().to(dtype)))
    assert 0 < np.abs(whole - half).max() < 0.02


def test_the_embedded_model_prefers_code_that_makes_sense(embedded: LanguageModel) -> None:
    ask = "Write a Python function that adds two numbers."
    right = "```python\ndef add(a, b):\n    return a + b\n```"
    pairs = [
        {"instruction": ask, "response": right},
        {"instruction": ask, "response": right.replace("a + b", "b // 7")},
    ]
    rows, _ = score_responses(load_pool(pairs).records, embedded.model, embedded.tokenizer)
    sense, nonsense = (np.nansum(row["logprob"]) for row in rows)
    assert sense > nonsense
