"""Fine-tuning on labels with the stock Trainer; nothing of the loop is ours but the collator."""

import hashlib
import json
import time
import warnings
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import torch
from transformers import PreTrainedModel

from codeblock.columns import require_columns
from codeblock.errors import ConfigError, DataError, ModelError
from codeblock.models import LanguageModel
from codeblock.optimisation import TrainingConfig
from codeblock.scoring import Ranks
from codeblock.workspace import MARK, write_whole

__all__ = ["TrainingResult", "train_model"]


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a training run did: optimiser `steps`, `rows` and `tokens` read, `supervised` tokens, `seconds`, `losses`.

    `losses` has the loss of each step, in nats a supervised token.
    """

    steps: int
    rows: int
    tokens: int
    supervised: int
    seconds: float
    losses: tuple[float, ...]


def train_model(
    labels: datasets.Dataset,
    language_model: LanguageModel,
    output: Path,
    config: TrainingConfig | None = None,
    *,
    bf16: bool = False,
    overwrite: bool = False,
    show: bool = False,
) -> TrainingResult:
    """Fine-tune a model in place on `input_ids` and `labels`, and save it with its tokenizer under `output`.

    The loss is the mean over the supervised tokens of a whole optimiser step, weighted where the rows have `weights`
    (see `build_labels`), and its cost follows the supervised tokens (see `SupervisedCollator`). The model's weights
    stay in their own format (use float32); `bf16` lets the products run in bfloat16. An existing `output` is an
    `OutputExists`, unless `overwrite`. Raises `DataError` where there is nothing to train on,
    `ModelError` for weights in another format, `ConfigError` for settings that do not go together.

    Called by every process of a launcher (torchrun, accelerate), it trains one model in common, replicated or, as
    accelerate's settings say, sharded (FSDP); a step then takes `batch_rows` times `accumulate` rows of every process,
    and its loss is that of one process on the same rows. The first process writes.
    """
    config = config or TrainingConfig()
    require_columns(labels, ["id", "input_ids", "labels"], "train", "codeblock labels")
    rows = choose_rows(labels, config)
    model = language_model.model
    if model.dtype != torch.float32:
        raise ModelError("the model", f"its weights are {model.dtype}", "load it in float32, where small steps last")
    lengths = [len(ids) for ids in rows["input_ids"]]
    supervised = sum(int((np.asarray(row)[1:] >= 0).sum()) for row in rows["labels"])
    # Imported here: the Trainer brings seconds of start-up that no other stage needs.
    from codeblock.trainer import new_trainer

    first = Ranks.of_environment().rank == 0
    with write_whole(output, overwrite=overwrite) if first else nullcontext(output) as place:
        learner: Any = model if config.lora_rank is None else _attach_adapter(model, config)
        trainer = new_trainer(rows, learner, language_model.tokenizer, place, config, bf16=bf16, show=show and first)
        if trainer.is_fsdp_enabled and learner is not model:
            reason = "an adapter cannot be merged into weights that lie in shards"
            raise ConfigError("lora_rank", reason, "train the adapter without FSDP, or all weights with it")
        start = time.perf_counter()
        trainer.train()
        seconds = time.perf_counter() - start
        if trainer.is_fsdp_enabled:
            trainer.accelerator.state.fsdp_plugin.set_state_dict_type("FULL_STATE_DICT")
            trainer.save_model(str(place))  # every process gives its shards
        elif learner is not model:
            learner.merge_and_unload()  # into `model`, in place
        model.eval()
        losses = tuple(float(entry["loss"]) for entry in trainer.state.log_history if "loss" in entry)
        result = TrainingResult(trainer.state.global_step, len(rows), sum(lengths), supervised, seconds, losses)
        if first:
            if not trainer.is_fsdp_enabled:
                model.save_pretrained(place)
            language_model.tokenizer.save_pretrained(place)
            (place / MARK).write_text(json.dumps(asdict(result), indent=2), encoding="utf-8")
    return result


def choose_rows(labels: datasets.Dataset, config: TrainingConfig) -> datasets.Dataset:
    """The rows to train on, in their order: by a keyed hash of their ids, up to `total_tokens` tokens."""
    if not len(labels):
        raise DataError("the labels", "there is no row", "raise the budgets, or give more pairs")
    names = labels["id"]
    order = sorted(range(len(labels)), key=lambda row: hashlib.sha256(f"{config.seed}:{names[row]}".encode()).digest())
    if config.total_tokens is not None:
        lengths = np.array([len(ids) for ids in labels["input_ids"]])
        fitting = int(np.searchsorted(np.cumsum(lengths[order]), config.total_tokens, side="right"))
        order = order[: max(1, fitting)]
    return labels.select(order)


def _attach_adapter(model: PreTrainedModel, config: TrainingConfig) -> Any:
    # Imported here, as only this path needs it.
    import peft

    rank = config.lora_rank or 1
    torch.manual_seed(config.seed)  # the adapter starts from random weights
    settings = peft.LoraConfig(r=rank, lora_alpha=2 * rank, target_modules="all-linear", task_type="CAUSAL_LM")
    with warnings.catch_warnings():
        # peft asks transformers by a name that transformers has since given up.
        warnings.filterwarnings("ignore", message="`is_gradient_checkpointing`", category=FutureWarning)
        return peft.get_peft_model(model, settings)
