"""DS2's correction of ratings, on pools whose true scores are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codeblock import PairConfig, curate_ratings, estimate_transition, find_neighbours, load_pool, select_pairs

TRUTH = np.array([[0.8, 0.15, 0.05], [0.1, 0.8, 0.1], [0.05, 0.25, 0.7]])
PRIOR = np.array([0.3, 0.5, 0.2])


def make_pool(rows: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vectors in small clusters of one true score each, the true scores, and ratings that err as TRUTH says."""
    draw = np.random.default_rng(seed)
    clusters = rows // 15
    score = draw.choice(3, clusters, p=PRIOR)
    centre = draw.normal(size=(clusters, 24))
    member = np.arange(rows) % clusters
    vectors = centre[member] + 0.05 * draw.normal(size=(rows, 24))
    true = score[member]
    rating = np.array([draw.choice(3, p=TRUTH[value]) for value in true])
    return vectors, true, rating


def test_the_transition_matrix_is_found_from_agreement_alone() -> None:
    vectors, true, rating = make_pool(6_000)
    found = estimate_transition(rating, find_neighbours(vectors, 2), 3)
    made = np.array([[np.mean(rating[true == i] == j) for j in range(3)] for i in range(3)])
    assert np.abs(found.matrix - made).max() < 0.06
    assert np.abs(found.prior - np.bincount(true) / len(true)).max() < 0.04
    reliability = [np.mean(true[rating == j] == j) for j in range(3)]
    assert np.abs(found.reliability - reliability).max() < 0.06


def test_curation_comes_nearer_to_the_truth() -> None:
    vectors, true, rating = make_pool(1_500)
    neighbours = find_neighbours(vectors, 20)
    curated, error = curate_ratings(rating, neighbours, estimate_transition(rating, neighbours, 3))
    before, after = (np.mean(values == true) for values in (rating, curated))
    assert before < 0.8
    assert after > 0.93
    assert error[rating != true].mean() > 2 * error[rating == true].mean()


def test_ratings_that_nobody_contradicts_stay() -> None:
    vectors, true, _ = make_pool(600)
    neighbours = find_neighbours(vectors, 20)
    transition = estimate_transition(true, neighbours, 3)
    assert np.abs(transition.matrix - np.eye(3)).max() < 0.02
    curated, _ = curate_ratings(true, neighbours, transition)
    assert np.mean(curated == true) > 0.99


@settings(max_examples=10)
@given(st.integers(1, 30), st.integers(1, 3), st.integers(0, 9))
def test_small_pools_have_an_answer_too(rows: int, classes: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    rating = draw.integers(0, classes, rows)
    neighbours = find_neighbours(draw.normal(size=(rows, 3)), 20)
    transition = estimate_transition(rating, neighbours, classes)
    assert transition.matrix.sum(axis=1) == pytest.approx(np.ones(classes))
    assert transition.prior.sum() == pytest.approx(1)
    curated, error = curate_ratings(rating, neighbours, transition, rounds=3)
    assert ((curated >= 0) & (curated < max(classes, 1))).all()
    assert ((error > 0) & (error < 1)).all()


def test_curation_is_the_same_twice() -> None:
    vectors, _, rating = make_pool(300)
    neighbours = find_neighbours(vectors, 20)
    transition = estimate_transition(rating, neighbours, 3)
    first, second = (curate_ratings(rating, neighbours, transition, seed=3) for _ in range(2))
    assert (first[0] == second[0]).all()


@pytest.mark.parametrize("scale", ["integers", "judge", "likelihood"])
def test_a_pool_is_chosen_by_curated_classes(scale: str) -> None:
    vectors, true, rating = make_pool(450)
    given = {"integers": rating + 2.0, "judge": rating + 2.2, "likelihood": rating - 7.3 + 0.01 * vectors[:, 0]}[scale]
    records = [
        {"instruction": f"Task {n}", "response": f"Answer {n * n}", "score": s} for n, s in enumerate(given.tolist())
    ]
    config = PairConfig(keep=0.3, duplicates=None)
    pool = load_pool(records, rating="score").records
    pairs, counts = select_pairs(pool, config, embedder=lambda texts: vectors)
    curated, kept = np.array(pairs["curated"]), np.array(pairs["kept"])
    assert pairs["rating"][:] == given.tolist()
    assert counts["ratings corrected by their neighbours"] > 20
    assert curated[kept].min() >= curated[~kept].max()
    last = curated == curated[kept].min()
    rarity = np.array(pairs["rarity"])
    if (last & ~kept).any():
        assert rarity[last & kept].min() >= rarity[last & ~kept].max()
    if scale != "likelihood":
        assert np.mean(curated - 2 == true) > np.mean(rating == true)
