"""The loss on supervised positions alone is the stock loss, and so are its gradients."""

import warnings

import numpy as np
import peft
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import PreTrainedModel

from codeblock import SupervisedCollator
from codeblock.labels import IGNORED
from codeblock.loss import weighted_loss
from tests.codeblock.architectures import SMALL, build_capped, build_plain


@pytest.fixture(scope="module", params=["plain", "capped"])
def model(request: pytest.FixtureRequest) -> PreTrainedModel:
    """Two architectures, one with caps on its logits, in evaluation mode (no dropout)."""
    return build_plain(tie_word_embeddings=True) if request.param == "plain" else build_capped()


ROWS = st.lists(
    st.lists(st.tuples(st.integers(1, 52), st.booleans()), min_size=2, max_size=14), min_size=1, max_size=5
).filter(lambda rows: any(flag for row in rows for _, flag in row[1:]))


def features(rows: list[list[tuple[int, bool]]]) -> list[dict[str, list[int]]]:
    ids = [[token for token, _ in row] for row in rows]
    labels = [[token if flag else IGNORED for token, flag in row] for row in rows]
    return [{"input_ids": i, "labels": k} for i, k in zip(ids, labels, strict=True)]


def run(model: PreTrainedModel, batch: dict[str, torch.Tensor]) -> tuple[float, torch.Tensor]:
    model.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    return loss.item(), torch.cat([p.grad.flatten() for p in model.parameters() if p.grad is not None])


@settings(max_examples=8)
@given(rows=ROWS)
def test_loss_and_gradients_are_the_stock_ones(model: PreTrainedModel, rows: list) -> None:
    gathered = SupervisedCollator(0)(features(rows))
    stock = {name: gathered[name] for name in ("input_ids", "attention_mask", "labels")}
    packed = SupervisedCollator(0, packed=True)(features(rows))
    ours, our_gradient = run(model, gathered)
    theirs, their_gradient = run(model, stock)
    assert ours == pytest.approx(theirs, abs=1e-5)
    assert torch.allclose(our_gradient, their_gradient, atol=1e-5)
    end_to_end, its_gradient = run(model, packed)
    assert end_to_end == pytest.approx(theirs, abs=1e-5)
    assert torch.allclose(its_gradient, their_gradient, atol=1e-5)


@settings(max_examples=4)
@given(rows=ROWS, data=st.data())
def test_weights_multiply_the_losses_of_their_tokens(model: PreTrainedModel, rows: list, data: st.DataObject) -> None:
    weights = [[data.draw(st.sampled_from([0.25, 1.0, 2.0])) for _ in row] for row in rows]
    given_rows = [{**row, "weights": w} for row, w in zip(features(rows), weights, strict=True)]
    summed = 0.0
    for row, weight in zip(rows, weights, strict=True):
        ids = torch.tensor([[token for token, _ in row]])
        with torch.inference_mode():
            logprobs = torch.log_softmax(model(ids).logits[0], -1)
        summed -= sum(weight[at] * logprobs[at - 1, row[at][0]].item() for at in range(1, len(row)) if row[at][1])
    for packed in (False, True):
        batch = SupervisedCollator(0, packed=packed)(given_rows)
        read = {n: v for n, v in batch.items() if n not in ("labels", "shift_labels", "shift_weights")}
        with torch.inference_mode():
            loss = weighted_loss(model(**read).logits, batch["shift_labels"], batch["shift_weights"], 10.0)
        assert loss.item() == pytest.approx(summed / 10, abs=1e-4)


@settings(max_examples=4)
@given(rows=ROWS)
def test_an_adapter_gets_the_stock_gradients(rows: list) -> None:
    model = build_plain().train()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        learner = peft.get_peft_model(model, peft.LoraConfig(r=2, target_modules="all-linear", lora_dropout=0.0))
    for name, weight in learner.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight)  # zero at first, which would hide half of the gradients
    gathered = SupervisedCollator(0)(features(rows))
    stock = {name: gathered[name] for name in ("input_ids", "attention_mask", "labels")}
    (ours, our_gradient), (theirs, their_gradient) = run(learner, gathered), run(learner, stock)
    assert ours == pytest.approx(theirs, abs=1e-5)
    assert torch.allclose(our_gradient, their_gradient, atol=1e-5)


def test_the_first_token_of_a_row_is_never_a_target() -> None:
    rows = [{"input_ids": [5, 6], "labels": [5, 6]}, {"input_ids": [7, 8], "labels": [7, IGNORED]}]
    for packed in (False, True):
        batch = SupervisedCollator(0, packed=packed)(rows)
        assert batch["shift_labels"].tolist() == [6]
        assert (batch["labels"] != IGNORED).sum() == 1


@settings(max_examples=8)
@given(rows=ROWS)
def test_loss_is_its_definition(model: PreTrainedModel, rows: list) -> None:
    batch = SupervisedCollator(0)(features(rows))
    losses = []
    for row in rows:
        ids = torch.tensor([[token for token, _ in row]])
        with torch.inference_mode():
            logprobs = torch.log_softmax(model(ids).logits[0], -1)
        losses += [-float(logprobs[at - 1, row[at][0]]) for at in range(1, len(row)) if row[at][1]]
    with torch.inference_mode():
        assert float(model(**batch).loss) == pytest.approx(np.mean(losses), abs=1e-5)


def test_the_head_meets_supervised_positions_alone(model: PreTrainedModel) -> None:
    seen: list[tuple[int, ...]] = []
    hook = model.lm_head.register_forward_hook(lambda module, args, logits: seen.append(tuple(logits.shape)))
    rows = [[(5, False)] * 9 + [(6, True), (7, True)], [(8, False), (9, True)]]
    model(**SupervisedCollator(0)(features(rows)))
    hook.remove()
    assert seen == [(3, SMALL["vocab_size"])]
