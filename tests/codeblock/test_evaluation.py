"""Held-out negative log-likelihood against the model asked token by token."""

import numpy as np
import pytest
import torch

from codeblock import LanguageModel, Part, load_pool, measure_nll
from codeblock.chat import encode_conversation
from tests.codeblock.samples import RECORDS


def test_nll_is_the_mean_over_tokens_of_code_and_of_prose(tiny: LanguageModel) -> None:
    records = load_pool(RECORDS).records
    losses: dict[int, list[float]] = {Part.CODE: [], Part.PROSE: []}
    for messages in records["messages"]:
        conversation = encode_conversation(messages, tiny.tokenizer)
        with torch.inference_mode():
            logits = tiny.model(torch.tensor(conversation.ids[None], dtype=torch.long)).logits[0]
        logprobs = torch.log_softmax(logits, -1).numpy()
        for at in range(1, len(conversation.ids)):
            if conversation.part[at] in losses:
                losses[conversation.part[at]].append(-logprobs[at - 1, conversation.ids[at]])
    found = measure_nll(records, tiny.model, tiny.tokenizer)
    assert found.as_dict() == {
        "code": pytest.approx(np.mean(losses[Part.CODE]), abs=1e-4),
        "prose": pytest.approx(np.mean(losses[Part.PROSE]), abs=1e-4),
        "code_tokens": len(losses[Part.CODE]),
        "prose_tokens": len(losses[Part.PROSE]),
    }


def test_without_code_there_is_no_mean(tiny: LanguageModel) -> None:
    found = measure_nll(load_pool(RECORDS[2:3]).records, tiny.model, tiny.tokenizer)
    assert (found.code, found.code_tokens) == (None, 0)
    assert found.prose is not None
