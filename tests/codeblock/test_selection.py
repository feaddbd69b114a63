"""The formulas of the selection, each against its definition written out slowly."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codeblock import ConfigError, SelectionConfig, choose_items, choose_words, gce, rank_items
from codeblock.selection import with_ancestors

LOGPROBS = st.floats(-30, 0)
PRIORITIES = st.sampled_from([0.0, 0.25, 0.5, 1.0, 2.0]) | st.floats(0, 10)


@st.composite
def families(draw: st.DrawFn) -> dict[str, np.ndarray]:
    """Items in preorder with priorities that often tie, parents, sizes and eligibility."""
    count = draw(st.integers(0, 14))
    return {
        "priority": np.array([draw(PRIORITIES) for _ in range(count)], dtype=np.float64),
        "eligible": np.array([draw(st.booleans()) for _ in range(count)], dtype=np.bool_),
        "tokens": np.array([draw(st.integers(0, 9)) for _ in range(count)], dtype=np.int64),
        "parent": np.array([draw(st.integers(-1, n - 1)) for n in range(count)], dtype=np.int32),
    }


CLOSURES = st.sampled_from(["item", "spine"])


def supervised(chosen: np.ndarray, family: dict[str, np.ndarray], closure: str) -> np.ndarray:
    return with_ancestors(chosen, family["parent"]) if closure == "spine" else chosen


@given(st.lists(LOGPROBS, min_size=1), st.floats(1e-3, 1))
def test_gce_is_its_definition(logprobs: list[float], q: float) -> None:
    expected = [(1 - math.exp(x) ** q) / q for x in logprobs]
    assert gce(np.array(logprobs), q) == pytest.approx(expected, abs=1e-9)


@given(st.lists(LOGPROBS, min_size=1))
def test_gce_tends_to_cross_entropy(logprobs: list[float]) -> None:
    values = np.array(logprobs)
    assert (gce(values, 0) == -values).all()
    assert gce(values, 1e-9) == pytest.approx(-values, rel=1e-5, abs=1e-9)
    assert gce(values, 1) == pytest.approx(1 - np.exp(values))


@st.composite
def responses(draw: st.DrawFn) -> dict[str, np.ndarray]:
    count, tokens = draw(st.integers(0, 8)), draw(st.integers(0, 30))
    probability = st.sampled_from([0.0, -0.5, -3.0, float("nan")]) | LOGPROBS
    return {
        "logprob": np.array([draw(probability) for _ in range(tokens)], dtype=np.float32),
        "token_item": np.array([draw(st.integers(-1, count - 1)) for _ in range(tokens)], dtype=np.int32),
        "token_logic": np.array([draw(st.booleans()) for _ in range(tokens)], dtype=np.bool_),
        "reach": np.array([draw(st.floats(0, 1)) for _ in range(count)], dtype=np.float64),
        "bridge": np.array([draw(st.sampled_from([0.0, 0.1, 0.5])) for _ in range(count)], dtype=np.float64),
    }


@given(responses(), st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 2), st.floats(0, 3))
def test_every_term_is_its_definition(
    response: dict[str, np.ndarray], a: float, t: float, temperature: float, w: float
) -> None:
    config = SelectionConfig(a=a, t=t, temperature=temperature, w=w)
    found = rank_items(**response, config=config)
    count = len(response["reach"])
    utility = []
    for item in range(count):
        mine = (response["token_item"] == item) & response["token_logic"] & ~np.isnan(response["logprob"])
        utility.append(float(gce(response["logprob"][mine], config.q).mean()) if mine.any() else 0.0)
    assert found.utility == pytest.approx(utility)
    for item in range(count):
        mine = found.utility[item]
        rank = ((found.utility < mine).sum() + (found.utility == mine).sum() / 2) / count
        gate = 1 / (1 + math.exp(-(rank - t) / temperature))
        shares = [v[item] / v.max() if v.max() > 0 else 0 for v in (response["reach"], response["bridge"])]
        structure = a * shares[0] + (1 - a) * shares[1]
        assert found.rank[item] == pytest.approx(rank)
        assert found.gate[item] == pytest.approx(gate)
        assert found.structure[item] == pytest.approx(structure)
        assert found.priority[item] == pytest.approx(mine * (1 + w * gate * structure))


def test_an_item_without_core_logic_has_utility_zero() -> None:
    one = np.ones(1)
    found = rank_items(np.array([-5.0]), np.array([0]), np.array([False]), one, one, SelectionConfig())
    assert found.utility.tolist() == found.priority.tolist() == [0.0]


def test_the_gate_does_not_overflow() -> None:
    zero = np.zeros(2)
    config = SelectionConfig(temperature=1e-300)
    with np.errstate(over="ignore"):
        found = rank_items(np.array([-5.0, -1.0]), np.array([0, 1]), np.ones(2, bool), zero, zero, config)
    assert found.gate.tolist() == [1.0, 0.0]


@given(families(), st.integers(-1, 60), CLOSURES)
def test_the_choice_is_the_longest_prefix_that_fits(family: dict, budget: int, closure: str) -> None:
    chosen = choose_items(**family, budget=budget, closure=closure)
    order = sorted(np.flatnonzero(family["eligible"]), key=lambda i: (-family["priority"][i], i))
    best: list[int] = []
    for length in range(len(order) + 1):
        flags = np.zeros(len(family["tokens"]), dtype=np.bool_)
        flags[order[:length]] = True
        if family["tokens"][supervised(flags, family, closure)].sum() <= max(budget, 0):
            best = order[:length]
    if budget >= 0:
        assert sorted(best) == np.flatnonzero(chosen).tolist()
    else:
        assert not family["tokens"][chosen].any()


@given(families(), st.integers(0, 60), st.integers(0, 60), CLOSURES)
def test_a_larger_budget_keeps_what_a_smaller_one_chose(family: dict, less: int, more: int, closure: str) -> None:
    less, more = sorted((less, more))
    small = choose_items(**family, budget=less, closure=closure)
    large = choose_items(**family, budget=more, closure=closure)
    assert not (small & ~large).any()


@given(families(), st.integers(0, 60), CLOSURES)
def test_the_budget_is_kept_and_only_eligible_items_chosen(family: dict, budget: int, closure: str) -> None:
    chosen = choose_items(**family, budget=budget, closure=closure)
    assert not (chosen & ~family["eligible"]).any()
    assert family["tokens"][supervised(chosen, family, closure)].sum() <= budget


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=20), st.data(), st.integers(0, 25))
def test_words_are_the_best_ones_the_earlier_where_two_tie(values: list[float], data: st.DataObject, n: int) -> None:
    eligible = np.array([data.draw(st.booleans()) for _ in values], dtype=np.bool_)
    chosen = choose_words(np.array(values), eligible, n)
    order = sorted(np.flatnonzero(eligible), key=lambda i: (-values[i], i))
    assert np.flatnonzero(chosen).tolist() == sorted(order[:n])


def test_words_without_a_value_are_never_chosen() -> None:
    assert choose_words(np.array([np.nan, 1.0]), np.array([False, True]), 5).tolist() == [False, True]


@pytest.mark.parametrize(
    "wrong",
    [
        *({"q": 2}, {"q": -0.1}, {"q": float("nan")}, {"a": 2}, {"temperature": 0}, {"w": -1}, {"w": float("nan")}),
        *({"code_budget": -1}, {"prose_budget": 1.5}, {"scope": "all"}, {"closure": "tree"}, {"granularity": "word"}),
    ],
)
def test_settings_out_of_range_are_named(wrong: dict) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        SelectionConfig(**wrong)
