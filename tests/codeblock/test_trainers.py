"""Label data sets as they are, in trainers that know nothing of this package; and equal steps by the stock Trainer."""

import warnings
from pathlib import Path
from typing import Any

import datasets
import pytest
import torch
from transformers import DataCollatorForSeq2Seq, PreTrainedModel, PreTrainedTokenizerBase, Trainer, TrainingArguments

from codeblock import (
    LanguageModel,
    SelectionConfig,
    SupervisedCollator,
    build_labels,
    load_model,
    load_pool,
    score_responses,
    select_supervision,
)
from tests.codeblock.samples import RECORDS


@pytest.fixture(scope="module")
def labels(tiny_directory: Path) -> datasets.Dataset:
    tiny = load_model(str(tiny_directory))
    scores = score_responses(load_pool(RECORDS).records, tiny.model, tiny.tokenizer)[0]
    return build_labels(select_supervision(scores, SelectionConfig(code_budget=0.5, prose_budget=0.2))[0])[0]


def masked_loss(model: PreTrainedModel, rows: datasets.Dataset) -> float:
    """The mean over the supervised tokens of all rows."""
    summed = count = 0.0
    for row in rows:
        with torch.inference_mode():
            logprobs = torch.log_softmax(model(torch.tensor([row["input_ids"]])).logits[0], -1)
        for at in range(1, len(row["labels"])):
            if row["labels"][at] >= 0:
                summed -= logprobs[at - 1, row["labels"][at]].item()
                count += 1
    return summed / count


def settings(place: Path, rows: int, **changes: Any) -> dict[str, Any]:
    return {
        "output_dir": str(place),
        "per_device_train_batch_size": rows,
        "max_steps": 2,
        "learning_rate": 1e-3,
        "logging_steps": 1,
        "save_strategy": "no",
        "report_to": [],
        "use_cpu": True,
        "bf16": False,
        "dataloader_pin_memory": False,
        "disable_tqdm": True,
        **changes,
    }


def losses(trainer: Trainer) -> list[float]:
    trainer.train()
    return [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]


def test_the_stock_trainer_reads_labels(labels: datasets.Dataset, tiny: LanguageModel, tmp_path: Path) -> None:
    expected = masked_loss(tiny.model, labels)
    trainer = Trainer(
        model=tiny.model,
        args=TrainingArguments(**settings(tmp_path, len(labels))),
        train_dataset=labels,
        data_collator=DataCollatorForSeq2Seq(tiny.tokenizer),
    )
    first, second = losses(trainer)
    assert first == pytest.approx(expected, rel=1e-3)
    assert second < first


def test_trl_reads_labels(labels: datasets.Dataset, tiny: LanguageModel, tmp_path: Path) -> None:
    expected = masked_loss(tiny.model, labels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what trl and its own requirements say to each other
        from trl import SFTConfig, SFTTrainer

        arguments = SFTConfig(**settings(tmp_path, len(labels)), max_length=None, gradient_checkpointing=False)
        trainer = SFTTrainer(model=tiny.model, args=arguments, train_dataset=labels, processing_class=tiny.tokenizer)
        first, second = losses(trainer)
    assert first == pytest.approx(expected, rel=1e-3)
    assert second < first


def move(model: PreTrainedModel, rows: datasets.Dataset, collator: Any, place: Path, **changes: Any) -> torch.Tensor:
    """How far one step of plain gradient descent of rate 1 moves the weights: the gradient."""
    before = torch.cat([p.detach().flatten().clone() for p in model.parameters()])
    arguments = settings(
        place,
        3,
        max_steps=1,
        learning_rate=1.0,
        optim="sgd",
        max_grad_norm=0.0,
        lr_scheduler_type="constant",
        **changes,
    )
    Trainer(model=model, args=TrainingArguments(**arguments), train_dataset=rows, data_collator=collator).train()
    return before - torch.cat([p.detach().flatten() for p in model.parameters()])


@pytest.mark.parametrize("packed", [False, True])
def test_accumulated_gradients_are_the_stock_ones(
    labels: datasets.Dataset,
    tiny_directory: Path,
    tokenizer: PreTrainedTokenizerBase,
    tmp_path: Path,
    packed: bool,
) -> None:
    rows = labels.select(range(6))
    collators = [DataCollatorForSeq2Seq(tokenizer), SupervisedCollator(0, packed=packed)]
    stock, ours = (
        move(load_model(str(tiny_directory)).model, rows, collator, tmp_path, gradient_accumulation_steps=2)
        for collator in collators
    )
    assert stock.abs().max() > 1e-2
    assert (ours - stock).abs().max() < 1e-5
