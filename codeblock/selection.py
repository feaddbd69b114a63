"""Stage 4: which items and which words are worth learning from; numbers in, numbers out, numpy only.

The paper's public text gives no formulas; all of these are ours. For item i of a response with n items:

    GCE of a token of probability p     (1 - p^q) / q, of which -log p is the limit for q -> 0
    utility   U_i                       mean GCE of the core logic tokens of the item's own text, 0 without any
    rank_i                              (number of smaller U + half the number of equal U, itself included) / n
    gate      g_i                       1 / (1 + exp(-(rank_i - t) / T))
    structure S_i                       a * reach_i / max reach + (1 - a) * bridge_i / max bridge, 0 / 0 = 0
    priority  P_i                       U_i * (1 + w * g_i * S_i)
"""

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from codeblock.errors import ConfigError
from codeblock.granularity import Granularity
from codeblock.settings import suggest_fields

__all__ = ["Ranking", "SelectionConfig", "choose_items", "choose_words", "draw_numbers", "gce", "rank_items"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Scope = Literal["response", "dataset"]
Closure = Literal["item", "spine"]
Order = Literal["priority", "random"]
_CHOICES = {"order": Order, "scope": Scope, "closure": Closure, "granularity": Granularity}


@suggest_fields
@dataclass(frozen=True, slots=True)
class SelectionConfig:
    """Every constant of the selection.

    `q`: bends GCE from cross-entropy (0) to plain error probability (1). `a`: weight of reach against bridge. `t`: the
    rank at which the gate is half open. `temperature` (T): how sharply it opens. `gate`: whether it is there at all
    (else g = 1). `w`: how much structure can add to utility. `granularity`: what is chosen at once (see
    `assign_units`); terms, graph and budget are then those of units. `code_budget`, `prose_budget`: shares of the code
    and prose tokens that may be supervised. `scope`: whether they hold for each response or over the whole data set.
    `closure`: supervise an item's own text alone (`item`) or its ancestors' own text too (`spine`). `join_blocks`:
    analyse the blocks of one language in a response as one source. `allow_incomplete`: items that touch a syntax error
    may be chosen. `supervise_end`, `supervise_fences`: the end mark of a turn, the fences of code blocks. `order`: by
    priority, or (a control) at random, as `seed` says.
    """

    q: float = 0.7
    a: float = 0.5
    t: float = 0.5
    temperature: float = 0.1
    gate: bool = True
    w: float = 1.0
    granularity: Granularity = "statement"
    code_budget: float = 0.3
    prose_budget: float = 0.1
    scope: Scope = "response"
    closure: Closure = "item"
    join_blocks: bool = False
    allow_incomplete: bool = False
    supervise_end: bool = False
    supervise_fences: bool = False
    order: Order = "priority"
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("q", "a", "code_budget", "prose_budget"):
            if not 0 <= getattr(self, name) <= 1:
                raise ConfigError(name, f"{getattr(self, name)} is outside [0, 1]", "give a number in it")
        if not self.temperature > 0:
            raise ConfigError("temperature", f"{self.temperature} is not positive", "give a positive number")
        if not self.w >= 0:
            raise ConfigError("w", f"{self.w} is negative", "give 0 or more")
        for name, choices in _CHOICES.items():
            known = get_args(choices)
            if getattr(self, name) not in known:
                raise ConfigError(name, f"unknown value {getattr(self, name)!r}", f"give one of {', '.join(known)}")


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Every term of the priority of every item of one response; float64 [n_items].

    `utility`, `rank`, `gate`, `structure` and `priority`, by the formulas of `codeblock.selection`. Ours.
    """

    utility: Floats
    rank: Floats
    gate: Floats
    structure: Floats
    priority: Floats


def gce(logprob: NDArray[np.floating], q: float) -> Floats:
    """Generalized cross-entropy (1 - p^q) / q of log-probabilities, of any shape, in [0, 1/q]; NaN stays NaN.

    Zhang and Sabuncu, NeurIPS 2018; q = 0 gives its limit, the cross-entropy -log p.

    >>> gce(np.log([1.0, 0.25]), 0.5).tolist()
    [-0.0, 1.0]
    """
    wide = logprob.astype(np.float64)
    return -wide if q == 0 else -np.expm1(q * wide) / q


def rank_items(
    logprob: NDArray[np.floating],
    token_item: NDArray[np.integer],
    token_logic: Flags,
    reach: Floats,
    bridge: Floats,
    config: SelectionConfig,
) -> Ranking:
    """Utility, gate, structure and priority of the items of one response, by the module's formulas.

    `logprob`, `token_item` (-1 for none) and `token_logic` are [n_tokens]; `reach` and `bridge` are [n_items]. Tokens
    whose log-probability is NaN are not counted.

    >>> owner, logic, reach, bridge = np.array([0, 1]), np.ones(2, dtype=bool), np.ones(2), np.zeros(2)
    >>> r = rank_items(np.log([0.5, 0.9]), owner, logic, reach, bridge, SelectionConfig())
    >>> bool(r.priority[0] > r.priority[1]), r.rank.tolist()
    (True, [0.75, 0.25])
    """
    count = len(reach)
    counted = (token_item >= 0) & token_logic & ~np.isnan(logprob)
    owner = token_item[counted]
    total = np.bincount(owner, weights=gce(logprob[counted], config.q), minlength=count)
    number = np.bincount(owner, minlength=count)
    utility = total / np.maximum(number, 1)
    ordered = np.sort(utility)
    smaller = np.searchsorted(ordered, utility, side="left")
    not_larger = np.searchsorted(ordered, utility, side="right")
    rank = (smaller + not_larger) / (2 * max(count, 1))
    # tanh instead of exp: the same function, without overflow at a small temperature
    gate = (1 + np.tanh((rank - config.t) / (2 * config.temperature))) / 2 if config.gate else np.ones(count)
    structure = config.a * _share_of_largest(reach) + (1 - config.a) * _share_of_largest(bridge)
    return Ranking(utility, rank, gate, structure, utility * (1 + config.w * gate * structure))


def choose_items(
    priority: Floats,
    eligible: Flags,
    tokens: NDArray[np.integer],
    parent: NDArray[np.integer],
    budget: int,
    closure: Closure = "item",
) -> Flags:
    """The longest prefix of the eligible items, by falling priority and then by position, that fits the budget.

    `tokens` counts the tokens of each item's own text; with `closure="spine"` an item also costs those ancestors
    (`parent`, -1 at a root) that nothing chosen before it has paid for. Since only the prefix's length depends on it,
    a larger budget keeps what a smaller one chose. Returns bool [n_items].

    >>> choose_items(np.array([1.0, 3.0, 2.0]), np.ones(3, bool), np.array([5, 4, 4]), np.array([-1, 0, 0]), 9)
    array([False,  True,  True])
    """
    chosen = np.zeros(len(priority), dtype=np.bool_)
    paid = np.zeros(len(priority), dtype=np.bool_)
    left = budget
    order = np.argsort(-priority, kind="stable")
    for item in order[eligible[order]].tolist():
        wanted = []
        above = item
        while above >= 0 and not paid[above]:
            wanted.append(above)
            above = int(parent[above]) if closure == "spine" else -1
        cost = int(tokens[wanted].sum())
        if cost > left:
            break
        left -= cost
        paid[wanted] = True
        chosen[item] = True
    return chosen


def choose_words(value: Floats, eligible: Flags, budget: int) -> Flags:
    """The `budget` eligible tokens of the highest value, the earlier where two tie; bool [n_tokens].

    >>> choose_words(np.array([0.5, 0.9, 0.9]), np.array([True, True, True]), 1)
    array([False,  True, False])
    """
    chosen = np.zeros(len(value), dtype=np.bool_)
    order = np.argsort(-np.where(eligible, value, -np.inf), kind="stable")
    chosen[order[: min(budget, int(eligible.sum()))]] = True
    return chosen


def draw_numbers(seed: int, name: str, count: int) -> Floats:
    """Uniform numbers in [0, 1) that depend on the seed and the record's id alone; float64 [count].

    >>> bool((draw_numbers(0, "a", 3) == draw_numbers(0, "a", 3)).all())
    True
    """
    key = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return np.random.default_rng(int.from_bytes(key[:8], "big")).random(count)


def with_ancestors(chosen: Flags, parent: NDArray[np.integer]) -> Flags:
    """`chosen` with every ancestor of a chosen item; parents stand before their children. bool [n_items].

    >>> with_ancestors(np.array([False, False, True]), np.array([-1, 0, 1]))
    array([ True,  True,  True])
    """
    closed = chosen.copy()
    for item in range(len(chosen) - 1, -1, -1):
        if closed[item] and parent[item] >= 0:
            closed[parent[item]] = True
    return closed


def _share_of_largest(values: Floats) -> Floats:
    largest = values.max(initial=0.0)
    return values / largest if largest > 0 else np.zeros(len(values))
