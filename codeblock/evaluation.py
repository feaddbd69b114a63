"""How well a model predicts what it was not trained on: negative log-likelihood of held-out responses."""

from dataclasses import asdict, dataclass

import datasets
import numpy as np
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from codeblock.columns import require_columns
from codeblock.data import Part
from codeblock.scoring import ScoringConfig, encode_records, score_tokens

__all__ = ["HeldoutNll", "measure_nll"]


@dataclass(frozen=True, slots=True)
class HeldoutNll:
    """Mean negative log-likelihood, in nats a token, of the code and of the prose of responses; None without any."""

    code: float | None
    prose: float | None
    code_tokens: int
    prose_tokens: int

    def as_dict(self) -> dict[str, float | int | None]:
        """The four numbers by name, for JSON."""
        return asdict(self)


def measure_nll(
    records: datasets.Dataset,
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    config: ScoringConfig | None = None,
    *,
    show: bool = False,
) -> HeldoutNll:
    """The negative log-likelihood of the assistants' words in `messages`, given everything before them.

    Every token of a code block counts as code, blank space and comments included; fences and end marks count as
    neither. The mean is over tokens, not over responses.
    """
    config = config or ScoringConfig()
    require_columns(records, ["messages"], "evaluate", "load_pool")
    _, conversations, _ = encode_records(records, tokenizer, config, show=show)
    wanted = [(c.part == Part.CODE) | (c.part == Part.PROSE) for c in conversations]
    logprobs = score_tokens(model, [c.ids for c in conversations], wanted, config, show=show)
    logprob = np.concatenate(logprobs).astype(np.float64)
    part = np.concatenate([c.part for c in conversations])
    counted = ~np.isnan(logprob)
    code, prose = (logprob[counted & (part == kind)] for kind in (Part.CODE, Part.PROSE))
    return HeldoutNll(
        float(-code.mean()) if len(code) else None,
        float(-prose.mean()) if len(prose) else None,
        len(code),
        len(prose),
    )
