"""How well a model predicts what it was not trained on: negative log-likelihood of held-out responses.

Code is told apart twice more: by the class of its tokens, and by the reach of the items that they belong to. The
deciles of reach are ours: an item's rank is (items of smaller reach + half of those of equal reach, itself included)
/ n over all n items of the held-out responses, its decile the whole part of ten times its rank. So items of equal
reach share a decile, and a decile that they all jump over is empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import datasets
import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerBase

import codestruct as cs
from codeblock.columns import require_columns
from codeblock.data import Part
from codeblock.scoring import ScoringConfig, encode_records, score_tokens
from codeblock.structure import Structure, find_structure

__all__ = ["HeldoutNll", "MeanNll", "ReachDecile", "measure_nll"]

OTHER_CLASS = "other"
"""The class of code tokens that have none: blank space, and code in a language that is not known."""


@dataclass(frozen=True, slots=True)
class MeanNll:
    """`nll`, the mean negative log-likelihood over `tokens` tokens, in nats a token; None without any."""

    nll: float | None
    tokens: int


@dataclass(frozen=True, slots=True)
class ReachDecile:
    """The `nll` of the `tokens` of `items` items, whose reach lies in `[lowest, highest]`; None where there is none."""

    lowest: float | None
    highest: float | None
    items: int
    nll: float | None
    tokens: int


@dataclass(frozen=True, slots=True)
class HeldoutNll:
    """Mean negative log-likelihood, in nats a token, of the `code` and of the `prose` of responses; None without any.

    `code_tokens` and `prose_tokens` are how many were measured.

    `classes`: of the code tokens of each class, by the names of `codestruct.TokenClass` in small letters and `other`
    (blank space, and code in a language that is not known); together they are all code tokens. `reach`: of the tokens
    of items (statements) in each of the ten deciles of reach, lowest first; comments and blank space between items
    belong to no item.
    """

    code: float | None
    prose: float | None
    code_tokens: int
    prose_tokens: int
    classes: Mapping[str, MeanNll]
    reach: tuple[ReachDecile, ...]

    def as_dict(self) -> dict[str, Any]:
        """All numbers by name, for JSON."""
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
    neither. Means are over tokens, not over responses.
    """
    config = config or ScoringConfig()
    require_columns(records, ["messages"], "evaluate", "load_pool")
    _, conversations, _ = encode_records(records, tokenizer, config, show=show)
    wanted = [(c.part == Part.CODE) | (c.part == Part.PROSE) for c in conversations]
    logprobs = score_tokens(model, [c.ids for c in conversations], wanted, config, show=show)
    nll = -np.concatenate(logprobs).astype(np.float64)
    part = np.concatenate([c.part for c in conversations])
    counted = ~np.isnan(nll)
    code, prose = (_average(nll[counted & (part == kind)]) for kind in (Part.CODE, Part.PROSE))
    structures = [find_structure(conversation) for conversation in conversations]
    inside = counted & (part == Part.CODE)
    return HeldoutNll(
        code.nll,
        prose.nll,
        code.tokens,
        prose.tokens,
        _average_classes(nll[inside], np.concatenate([s.token_class for s in structures])[inside]),
        _average_reach(nll, inside, structures),
    )


def _average(values: NDArray[np.float64]) -> MeanNll:
    return MeanNll(float(values.mean()) if len(values) else None, len(values))


def _average_classes(nll: NDArray[np.float64], cls: NDArray[np.int8]) -> dict[str, MeanNll]:
    names = {kind.name.lower(): int(kind) for kind in cs.TokenClass} | {OTHER_CLASS: -1}
    return {name: _average(nll[cls == number]) for name, number in names.items()}


def _average_reach(
    nll: NDArray[np.float64], inside: NDArray[np.bool_], structures: Sequence[Structure]
) -> tuple[ReachDecile, ...]:
    """The ten deciles, lowest first; items are numbered through all structures."""
    first = np.cumsum([0, *(len(s.kind) for s in structures)])
    item = np.concatenate(
        [np.where(s.token_item >= 0, s.token_item + at, -1) for s, at in zip(structures, first, strict=False)]
    )
    reach = np.concatenate([s.reach for s in structures])
    decile = rank_deciles(reach)
    counted = inside & (item >= 0)
    of_token, values = decile[item[counted]], nll[counted]
    found = []
    for number in range(10):
        here, mean = reach[decile == number], _average(values[of_token == number])
        lowest, highest = (float(here.min()), float(here.max())) if len(here) else (None, None)
        found.append(ReachDecile(lowest, highest, len(here), mean.nll, mean.tokens))
    return tuple(found)


def rank_deciles(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """The decile of each value, 0 to 9: ten times (smaller values + half of the equal ones) / n, rounded down.

    >>> rank_deciles(np.array([0.0, 0.0, 0.0, 0.0, 1.0])).tolist()
    [4, 4, 4, 4, 9]
    """
    ordered = np.sort(values)
    twice = np.searchsorted(ordered, values, side="left") + np.searchsorted(ordered, values, side="right")
    return 10 * twice // (2 * max(len(values), 1))
