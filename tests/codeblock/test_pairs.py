"""Which pairs are kept: the best rated first, then the rarest; rarity is what its definition says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codeblock import (
    ColumnError,
    ConfigError,
    PairConfig,
    embed_tfidf,
    load_pool,
    measure_rarity,
    rate_heuristically,
    select_pairs,
)
from tests.codeblock.samples import RECORDS

WORDS = st.sampled_from(["list", "sum", "sort", "tree", "graph", "open", "file"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=12)


@settings(max_examples=20)
@given(TEXTS, st.integers(1, 5))
def test_rarity_is_the_mean_distance_to_the_nearest_distinct_texts(texts: list[str], neighbours: int) -> None:
    distinct = sorted(set(texts))
    likeness = (embed_tfidf(distinct) @ embed_tfidf(distinct).T).toarray()
    place = {text: number for number, text in enumerate(distinct)}
    for text, found in zip(texts, measure_rarity(texts, neighbours), strict=True):
        others = sorted(1 - likeness[place[text], place[other]] for other in distinct if other != text)
        expected = np.mean(others[:neighbours]) if others else 0.0
        assert found == pytest.approx(max(expected, 0.0), abs=1e-6)


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 3), TEXTS.map(" ".join)), min_size=1, max_size=12),
    st.floats(0.05, 1),
)
def test_the_best_rated_come_first_then_the_rarest(rows: list[tuple[int, str]], keep: float) -> None:
    records = [{"instruction": text, "response": text, "score": score} for score, text in rows]
    config = PairConfig(keep=keep, neighbours=2, duplicates=None, curate=False)
    pairs, _ = select_pairs(load_pool(records, rating="score").records, config)
    rating, rarity, kept = (np.array(pairs[name]) for name in ("rating", "rarity", "kept"))
    assert rating.tolist() == [score for score, _ in rows]
    assert kept.sum() == max(1, round(keep * len(rows)))
    for inside in np.flatnonzero(kept):
        for outside in np.flatnonzero(~kept):
            assert (rating[inside], rarity[inside]) >= (rating[outside], rarity[outside])


@pytest.mark.parametrize(
    ("response", "signs"),
    [
        ("This adds the two numbers given:\n```python\na + b\n```\n", 5),
        ("This adds the two numbers given:\n```python\na + b\n", 4),  # unclosed
        ("This adds the two numbers given:\n```python\na + = b\n```\n", 4),  # does not parse
        ("```python\nnumbers = a + b\n```\n", 4),  # nothing explains it
        ("This adds the two numbers given.", 3),  # no code
        ("", 0),
        ("well " * 200, 1),  # repeats itself, but five words stand in a row
    ],
)
def test_signs_of_a_good_answer(response: str, signs: float) -> None:
    assert rate_heuristically("Add two numbers.", response) == signs


def test_every_shape_can_be_judged() -> None:
    pairs, _ = select_pairs(load_pool(RECORDS).records)
    rating = dict(zip(pairs["id"], pairs["rating"], strict=True))
    assert rating["plain"] > rating["broken"]
    assert rating["plain"] > rating["cut"]
    assert rating["several"] > rating["prose"]
    assert np.isfinite(pairs["rarity"]).all()


def test_a_rater_and_an_embedder_of_ones_own() -> None:
    records = load_pool(RECORDS).records
    pairs, _ = select_pairs(
        records,
        PairConfig(keep=0.4),
        rater=lambda pairs: np.array([float(len(response)) for _, response in pairs]),
        embedder=lambda texts: np.eye(len(texts)),
    )
    length = [sum(len(m["content"]) for m in messages if m["role"] == "assistant") for messages in records["messages"]]
    longest = np.argsort(pairs["rating"])[-4:]
    assert sorted(np.flatnonzero(pairs["kept"])) == sorted(longest)
    assert pairs["rating"][0] == length[0]
    assert np.array(pairs["rarity"]) == pytest.approx(1)


@pytest.mark.parametrize("wrong", [{"keep": 0}, {"keep": 1.1}, {"neighbours": 0}, {"duplicates": 2}, {"confidence": 2}])
def test_settings_out_of_range_are_named(wrong: dict) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        PairConfig(**wrong)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ColumnError, match="no column messages"):
        select_pairs(load_pool(RECORDS).records.remove_columns("messages"))
