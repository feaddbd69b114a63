"""The methods that CodeBlock is compared with: equal budgets, and each chooses what its name says."""

from dataclasses import replace
from pathlib import Path

import datasets
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codeblock import (
    METHODS,
    ColumnError,
    ConfigError,
    Part,
    SelectionConfig,
    load_model,
    load_pool,
    score_reference,
    score_responses,
    select_by_method,
    select_supervision,
)
from codeblock.columns import append_columns
from tests.codeblock.samples import RECORDS

TOKEN_METHODS = [name for name, method in METHODS.items() if method.value]


@pytest.fixture(scope="module")
def scores(tiny_directory: Path) -> datasets.Dataset:
    """Scored rows with a reference that is the same model with noise on it, and one row that stage 1 did not keep."""
    tiny = load_model(str(tiny_directory))
    rows = score_responses(load_pool(RECORDS).records, tiny.model, tiny.tokenizer)[0]
    noise = np.random.default_rng(0)
    reference = [
        np.asarray(row, dtype=np.float32) + noise.normal(size=len(row)).astype(np.float32) for row in rows["logprob"]
    ]
    return append_columns(rows, {"reference_logprob": reference, "kept": np.arange(len(rows)) != 1})


def flags(rows: datasets.Dataset) -> list[np.ndarray]:
    return [np.array(row, dtype=np.bool_) for row in rows["supervised"]]


@settings(max_examples=6)
@given(
    scope=st.sampled_from(["response", "dataset"]),
    code=st.floats(0, 1),
    prose=st.floats(0, 1),
    marks=st.booleans(),
    seed=st.integers(0, 3),
)
def test_token_methods_spend_what_codeblock_spends(
    scores: datasets.Dataset, scope: str, code: float, prose: float, marks: bool, seed: int
) -> None:
    config = SelectionConfig(code_budget=code, prose_budget=prose, supervise_end=marks, scope=scope)
    ours = flags(select_supervision(scores, config)[0])
    part = [np.array(row) for row in scores["token_part"]]
    turn = [np.array(row) for row in scores["token_turn"]]
    for method in TOKEN_METHODS:
        rows, counts = select_by_method(scores, method, config, seed=seed)
        theirs = flags(rows)
        assert "items selected" not in counts
        assert not any(map(any, rows["item_selected"]))
        assert sum(f.sum() for f in theirs) == sum(f.sum() for f in ours)
        for a, b, kind, where in zip(ours, theirs, part, turn, strict=True):
            assert not b[where < 0].any()
            if scope == "response":
                for number in range(where.max() + 1):
                    assert a[where == number].sum() == b[where == number].sum()
            if METHODS[method].apart and scope == "response":
                assert a[kind == Part.CODE].sum() == b[kind == Part.CODE].sum()


@pytest.mark.parametrize("method", ["gce-tokens", "rho", "token-cleaning"])
def test_token_methods_take_the_highest_values(scores: datasets.Dataset, method: str) -> None:
    config = SelectionConfig(scope="dataset", code_budget=0.4, prose_budget=0.2)
    chosen = np.concatenate(flags(select_by_method(scores, method, config)[0]))
    part, logprob, reference = (
        np.concatenate([np.array(row) for row in scores[name]])
        for name in ("token_part", "logprob", "reference_logprob")
    )
    value = -logprob if method == "gce-tokens" else reference - logprob
    groups = [part == Part.CODE, part == Part.PROSE]
    for group in groups if method == "gce-tokens" else [groups[0] | groups[1]]:
        assert value[group & chosen].min() >= value[group & ~chosen].max()


def test_full_and_ds2_take_everything(scores: datasets.Dataset) -> None:
    full, ds2 = (select_by_method(scores, name)[0] for name in ("full", "ds2"))
    assert full["id"][:] == scores["id"][:]
    assert ds2["id"][:] == [name for name in scores["id"] if name != "several"]
    for rows in (full, ds2):
        assert all(((np.array(r["token_turn"]) >= 0) == r["supervised"]).all() for r in rows)


@pytest.mark.parametrize("method", ["random-tokens", "random-items"])
def test_chance_depends_on_the_seed_and_the_record_alone(scores: datasets.Dataset, method: str) -> None:
    first, again, other = (flags(select_by_method(scores, method, seed=seed)[0]) for seed in (0, 0, 1))
    assert all((a == b).all() for a, b in zip(first, again, strict=True))
    assert any((a != b).any() for a, b in zip(first, other, strict=True))
    backwards = flags(select_by_method(scores.select(range(len(scores))[::-1]), method, seed=0)[0])[::-1]
    assert all((a == b).all() for a, b in zip(first, backwards, strict=True))


def test_random_items_are_codeblock_but_for_the_order(scores: datasets.Dataset) -> None:
    config = SelectionConfig(code_budget=0.5, prose_budget=0.3)
    ours, theirs = (select_by_method(scores, name, config)[0] for name in ("codeblock", "random-items"))
    for a, b in zip(ours, theirs, strict=True):
        prose = np.array(a["token_part"]) == Part.PROSE
        assert (np.array(a["supervised"])[prose] == np.array(b["supervised"])[prose]).all()
        assert a["item_priority"] == b["item_priority"]
    assert any(a["item_selected"] != b["item_selected"] for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize(
    ("method", "changes"),
    [
        ("codeblock-no-gate", {"gate": False}),
        ("codeblock-no-reach", {"a": 0.0}),
        ("codeblock-no-bridge", {"a": 1.0}),
        ("codeblock-utility", {"w": 0.0}),
    ],
)
def test_ablations_leave_out_one_term(scores: datasets.Dataset, method: str, changes: dict) -> None:
    rows = select_by_method(scores, method)[0]
    expected = select_supervision(scores, replace(SelectionConfig(), **changes))[0]
    assert rows["item_priority"][:] == expected["item_priority"][:]
    for row in rows:
        for item in range(len(row["item_kind"])):
            if method == "codeblock-no-gate":
                assert row["item_gate"][item] == 1
            if method == "codeblock-utility":
                assert row["item_priority"][item] == row["item_utility"][item]


def test_a_reference_that_is_missing_and_an_unknown_method(scores: datasets.Dataset) -> None:
    with pytest.raises(ConfigError, match="unknown value 'best'; give one of full, ds2"):
        select_by_method(scores, "best")
    with pytest.raises(ColumnError, match="no column reference_logprob; give it the output of `codeblock reference`"):
        select_by_method(scores.remove_columns("reference_logprob"), "rho")


def test_a_reference_scores_as_the_base_does(scores: datasets.Dataset, tiny_directory: Path) -> None:
    rows = score_reference(scores, load_model(str(tiny_directory)).model)
    for row in rows:
        assert np.allclose(row["reference_logprob"], row["logprob"], atol=1e-5, equal_nan=True)
