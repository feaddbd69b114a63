"""The methods that CodeBlock is compared with, each under CodeBlock's own token budget.

    full                every response token of the rows given
    ds2                 every response token of the pairs that stage 1 kept (Pang et al., ICLR 2025)
    random-tokens       response tokens at random
    random-items        CodeBlock with its items in random order
    gce-tokens          the code tokens, and the prose tokens, of highest GCE: no structure
    rho                 highest excess loss over a reference model (Rho-1: Lin et al., NeurIPS 2024)
    token-cleaning      the same difference, with another reference (Pang et al., ICML 2025)
    token-cleaning-evolving   with a reference that is trained on what was cleaned before
    codeblock           this project's reading of arXiv 2606.18286
    codeblock-no-gate, codeblock-no-reach, codeblock-no-bridge, codeblock-utility   without one of its terms

`full` and `ds2` have no budget. CodeBlock and its ablations fill the budget with whole items, so they mostly stay a
little below it; the token methods take exactly as many tokens as CodeBlock takes, in each response or over the data
set as `scope` says. Where this differs from what was published: Rho-1 chooses anew in every batch, by the loss of the
model in training; here, as in Token Cleaning, the base model's loss is taken once. How references come about:
`codeblock.references`. CLAM is not here: no public definition of it was found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

import datasets
import numpy as np
from numpy.typing import NDArray

from codeblock.columns import append_columns, require_columns
from codeblock.data import Part
from codeblock.errors import ConfigError
from codeblock.selection import SelectionConfig, draw_numbers, gce
from codeblock.supervision import select_supervision

__all__ = ["METHODS", "REFERENCE", "Method", "select_by_method"]

REFERENCE = "reference_logprob"
"""The column of the log-probabilities under a reference model, as `score_reference` writes it."""


@dataclass(frozen=True, slots=True)
class Method:
    """How a method chooses: by `changes` of the selection's settings, by a token's `value`, or everything.

    `apart`: whether code and prose tokens are counted separately. `reference`: which reference model it needs.
    """

    changes: Mapping[str, Any] = field(default_factory=dict)
    value: Literal["random", "gce", "excess"] | None = None
    apart: bool = False
    everything: Literal["all", "kept"] | None = None
    reference: Literal["rated", "random", "evolving"] | None = None


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "full": Method(everything="all"),
        "ds2": Method(everything="kept"),
        "random-tokens": Method(value="random"),
        "random-items": Method({"order": "random"}),
        "gce-tokens": Method(value="gce", apart=True),
        "rho": Method(value="excess", reference="rated"),
        "token-cleaning": Method(value="excess", reference="random"),
        "token-cleaning-evolving": Method(value="excess", reference="evolving"),
        "codeblock": Method(),
        "codeblock-no-gate": Method({"gate": False}),
        "codeblock-no-reach": Method({"a": 0.0}),
        "codeblock-no-bridge": Method({"a": 1.0}),
        "codeblock-utility": Method({"w": 0.0}),
    }
)
"""Every method by its name."""


def select_by_method(
    scores: datasets.Dataset, method: str, config: SelectionConfig | None = None, *, seed: int = 0, show: bool = False
) -> tuple[datasets.Dataset, dict[str, int]]:
    """Choose the tokens that are to be learned from as `method` does; reads and writes what `select_supervision` does.

    `config` holds CodeBlock's settings, which give the budget of all others. `rho` and both kinds of `token-cleaning`
    read the column `reference_logprob` too, `ds2` the column `kept` where there is one. For methods that choose no
    items, `item_selected` is False throughout. Raises `ConfigError` for an unknown method.
    """
    if method not in METHODS:
        raise ConfigError("method", f"unknown value {method!r}", f"give one of {', '.join(METHODS)}")
    how, config = METHODS[method], replace(config or SelectionConfig(), seed=seed)
    if how.value == "excess":
        require_columns(scores, [REFERENCE], f"select --method {method}", "codeblock reference")
    if how.everything == "kept" and "kept" in scores.column_names:
        scores = scores.select(np.flatnonzero(scores["kept"]))
    rows, counts = select_supervision(scores, replace(config, **how.changes), show=show)
    if how.everything is None and how.value is None:
        return rows, counts
    token = _Tokens.of(rows)
    if how.everything:
        supervised = token.turn >= 0
    else:
        supervised = _choose_highest(_value_tokens(rows, token, how, config), token, how.apart, config)
    counts = {what: n for what, n in counts.items() if what != "items selected"}
    unchosen = [np.zeros(len(row), dtype=np.bool_) for row in rows["item_selected"]]
    return append_columns(rows, {"supervised": token.split(supervised), "item_selected": unchosen}), counts


@dataclass(frozen=True, slots=True, eq=False)
class _Tokens:
    """All tokens of a data set in a row."""

    row: NDArray[np.int64]
    turn: NDArray[np.int64]
    part: NDArray[np.int64]
    supervised: NDArray[np.bool_]  # by CodeBlock, which sets the budget

    @classmethod
    def of(cls, rows: datasets.Dataset) -> "_Tokens":
        lengths = [len(ids) for ids in rows["input_ids"]]
        return cls(
            np.repeat(np.arange(len(rows)), lengths),
            _join(rows, "token_turn").astype(np.int64),
            _join(rows, "token_part").astype(np.int64),
            _join(rows, "supervised").astype(np.bool_),
        )

    def split(self, values: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
        return np.split(values, np.flatnonzero(np.diff(self.row)) + 1)


def _join(rows: datasets.Dataset, column: str) -> NDArray[Any]:
    return np.concatenate([np.asarray(values) for values in rows[column]])


def _value_tokens(rows: datasets.Dataset, token: _Tokens, how: Method, config: SelectionConfig) -> NDArray[np.float64]:
    logprob = _join(rows, "logprob").astype(np.float64)
    if how.value == "gce":
        return gce(logprob, config.q)
    if how.value == "excess":
        excess: NDArray[np.float64] = _join(rows, REFERENCE).astype(np.float64) - logprob
        return excess
    drawn = [draw_numbers(config.seed, name, len(ids)) for name, ids in zip(rows["id"], rows["input_ids"], strict=True)]
    return np.concatenate(drawn)


def _choose_highest(
    value: NDArray[np.float64], token: _Tokens, apart: bool, config: SelectionConfig
) -> NDArray[np.bool_]:
    """In each group the tokens of highest value, as many as CodeBlock supervises there, the earlier where two tie.

    A group is a response or the data set, and its code or its prose where these are kept `apart`. A token without a
    value (the model gave none) comes last.
    """
    written = (token.part == Part.CODE) | (token.part == Part.PROSE)
    _, group = np.unique(np.stack([token.row, token.turn]), axis=1, return_inverse=True)
    if config.scope == "dataset":
        group = np.zeros(len(value), dtype=np.int64)
    if apart:
        group = 2 * group + (token.part == Part.CODE)
    budget = np.bincount(group, weights=token.supervised & written, minlength=group.max(initial=0) + 1)
    ranked = np.where(written & ~np.isnan(value), -value, np.inf)
    order = np.lexsort((np.arange(len(value)), ranked, group))
    sorted_group = group[order]
    place = np.arange(len(value)) - np.searchsorted(sorted_group, sorted_group)
    chosen = np.zeros(len(value), dtype=np.bool_)
    chosen[order[(place < budget[sorted_group]) & np.isfinite(ranked[order])]] = True
    marks: NDArray[np.bool_] = (token.part == Part.END) & config.supervise_end | (
        token.part == Part.FENCE
    ) & config.supervise_fences
    return chosen | marks
