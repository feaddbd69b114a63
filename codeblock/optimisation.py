"""The settings of the optimisation: how fast, on how much, on which weights."""

from dataclasses import dataclass

from codeblock.errors import ConfigError
from codeblock.settings import suggest_fields

__all__ = ["TrainingConfig"]


@suggest_fields
@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The optimisation.

    `learning_rate`: its peak, reached after `warmup` (share of the steps) and falling linearly to 0. `weight_decay`:
    AdamW's. `epochs`: passes over the rows. `batch_rows`: rows a forward pass; `accumulate`: forward passes an
    optimiser step. `total_tokens`: rows are taken, in an order that
    depends on `seed` and on their ids alone, until they hold so many tokens; None takes all. `lora_rank`: train an
    adapter of this rank on every linear layer but the head (alpha twice the rank), and merge it afterwards; None trains
    all weights. `packed`: the rows of a forward pass are laid end to end instead of padded.
    """

    learning_rate: float = 5e-5
    epochs: int = 1
    batch_rows: int = 4
    accumulate: int = 2
    warmup: float = 0.1
    weight_decay: float = 0.0
    total_tokens: int | None = None
    seed: int = 0
    lora_rank: int | None = None
    packed: bool = False

    def __post_init__(self) -> None:
        for name in ("learning_rate", "epochs", "batch_rows", "accumulate", "total_tokens", "lora_rank"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise ConfigError(name, f"{value} is not positive", "give a positive number")
