"""The stock Trainer, set up for labels; the loop is transformers' own."""

from pathlib import Path
from typing import Any

import datasets
import torch
from transformers import PreTrainedTokenizerBase, PrinterCallback, Trainer, TrainerCallback, TrainingArguments

from codeblock.loss import SupervisedCollator, weighted_loss
from codeblock.optimisation import TrainingConfig
from codeblock.progress import new_progress
from codeblock.scoring import Ranks

__all__ = ["new_trainer"]


def new_trainer(
    rows: datasets.Dataset,
    model: Any,
    tokenizer: PreTrainedTokenizerBase,
    output: Path,
    config: TrainingConfig,
    *,
    bf16: bool,
    show: bool,
) -> Trainer:
    """A Trainer on rows of `input_ids`, `labels` and perhaps `weights`, which logs every step and saves nothing.

    Among the processes of a launcher each forward pass takes `batch_rows` rows a process.
    """
    on_cpu = next(model.parameters()).device.type == "cpu"
    rows_a_step = config.batch_rows * config.accumulate * Ranks.of_environment().world
    steps = -(-len(rows) // rows_a_step) * config.epochs
    weighted = "weights" in rows.column_names
    arguments = TrainingArguments(
        output_dir=str(output),
        per_device_train_batch_size=config.batch_rows,
        gradient_accumulation_steps=config.accumulate,
        num_train_epochs=config.epochs,
        learning_rate=config.learning_rate,
        lr_scheduler_type="linear",
        warmup_steps=round(config.warmup * steps),
        weight_decay=config.weight_decay,
        seed=config.seed,
        bf16=bf16,
        use_cpu=on_cpu,
        dataloader_pin_memory=not on_cpu,
        remove_unused_columns=not weighted,  # the model knows no weights, the loss does
        save_strategy="no",
        logging_steps=1,
        report_to=[],
        disable_tqdm=True,
    )
    pad = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id
    trainer = (_WeightedTrainer if weighted else Trainer)(
        model=model,
        args=arguments,
        train_dataset=rows,
        data_collator=SupervisedCollator(pad or 0, packed=config.packed),
        callbacks=[_Bar(show=show)],
    )
    trainer.remove_callback(PrinterCallback)  # the bar tells enough, and losses are returned
    return trainer


class _WeightedTrainer(Trainer):
    """Two of the Trainer's own seams: what a batch's loss is, and what it is divided by."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.loss_is_scaled_for_ga = True  # divided by the weights of the whole step, not of one forward pass
        self.model_accepts_loss_kwargs = True

    def _get_num_items_in_batch(self, batch_samples: list[dict[str, torch.Tensor]], device: torch.device) -> Any:
        own = torch.stack([batch["shift_weights"].sum() for batch in batch_samples]).sum().to(device)
        return self.accelerator.gather(own).sum() if self.args.world_size > 1 else own

    def compute_loss(
        self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        read = {
            name: value for name, value in inputs.items() if name not in ("labels", "shift_labels", "shift_weights")
        }
        outputs = model(**read)
        weights = inputs["shift_weights"]
        total = weights.sum() if num_items_in_batch is None else num_items_in_batch
        loss = weighted_loss(outputs.logits, inputs["shift_labels"], weights, total)
        if num_items_in_batch is not None:
            loss = loss * self.args.world_size  # gradients of processes are averaged, not summed
        return (loss, outputs) if return_outputs else loss


class _Bar(TrainerCallback):
    """A progress bar that counts optimiser steps."""

    def __init__(self, *, show: bool) -> None:
        self.progress = new_progress(show=show)

    def on_train_begin(self, args: TrainingArguments, state: Any, control: Any, **rest: Any) -> None:
        self.progress.start()
        self.task = self.progress.add_task("training", total=state.max_steps, unit="steps")

    def on_step_end(self, args: TrainingArguments, state: Any, control: Any, **rest: Any) -> None:
        self.progress.update(self.task, completed=state.global_step)

    def on_train_end(self, args: TrainingArguments, state: Any, control: Any, **rest: Any) -> None:
        self.progress.stop()
