"""What stage 1 leaves out: near duplicates, and what overlaps an evaluation set."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codeblock import (
    ConfigError,
    DataError,
    PairConfig,
    find_contaminated,
    find_duplicates,
    load_evaluation_texts,
    load_pool,
    select_pairs,
)
from codeblock.pairs.duplicates import _shingle
from tests.codeblock.samples import RECORDS

WORDS = st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=14)


@settings(max_examples=15)
@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from([0.5, 0.8, 1.0]))
def test_duplicates_are_as_like_as_asked(texts: list[list[str]], threshold: float) -> None:
    lines = [" ".join(words) for words in texts]
    found = find_duplicates(lines, threshold)
    for number, first in enumerate(found):
        if first >= 0:
            a, b = _shingle(lines[number]), _shingle(lines[first])
            assert found[first] == -1
            assert first < number
            assert len(a & b) >= threshold * len(a | b)
        else:  # equal sets are always found
            assert all(_shingle(lines[n]) != _shingle(lines[number]) for n in range(number))


def test_a_changed_name_in_a_long_text_is_a_duplicate() -> None:
    text = " ".join(f"line {n} of a program that does something" for n in range(30))
    assert find_duplicates([text, text.replace("line 7 ", "line seven "), "quite another text"]).tolist() == [-1, 0, -1]


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(WORDS, max_size=3), st.integers(2, 5))
def test_contamination_is_a_run_of_shared_words(texts: list[list[str]], problems: list[list[str]], words: int) -> None:
    found = find_contaminated([" ".join(t) for t in texts], {"exam": [" ".join(p) for p in problems]}, words)
    runs = {tuple(p[at : at + words]) for p in problems for at in range(len(p) - words + 1)}
    for text, name in zip(texts, found, strict=True):
        shared = any(tuple(text[at : at + words]) in runs for at in range(len(text) - words + 1))
        assert (name == "exam") == shared


def test_numbers_alone_say_nothing() -> None:
    numbers = " ".join(map(str, range(30)))
    assert find_contaminated([numbers], {"exam": [f"count {numbers}"]}).tolist() == [""]
    with pytest.raises(ConfigError, match="found everywhere"):
        find_contaminated([], {}, 1)


def test_a_problem_of_human_eval_is_left_out_and_counted() -> None:
    problems = load_evaluation_texts()["HumanEval"]
    assert len(problems) == 164
    stolen = {
        "id": "stolen",
        "instruction": "Solve it.",
        "response": f"Of course I can:\n```python\n{problems[5]}\n```\n",
    }
    pool = load_pool([*RECORDS, stolen]).records
    pairs, counts = select_pairs(pool, PairConfig(keep=1), evaluations={"HumanEval": problems})
    assert pairs["contaminated"][:] == [""] * len(RECORDS) + ["HumanEval"]
    assert counts["pairs that overlap an evaluation set, left out"] == 1
    assert not pairs["kept"][-1]
    assert all(pairs["kept"][:-1])
    free, _ = select_pairs(pool, PairConfig(keep=1, contamination=None), evaluations={"HumanEval": problems})
    assert all(free["kept"])


def test_near_duplicates_are_left_out_and_counted() -> None:
    pairs, counts = select_pairs(load_pool([*RECORDS, {**RECORDS[0], "id": "again"}]).records, PairConfig(keep=1))
    assert counts["near duplicates, left out"] == 1
    assert pairs["duplicate"][-1]
    assert not pairs["kept"][-1]
    assert np.isnan(pairs["rarity"][-1])


def test_evaluation_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"task": "one two", "n": 3, "test": "three"}) + "\n")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"task": "four"}\n'))
    found = load_evaluation_texts([tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"])
    assert (found["a.jsonl"], found["b.jsonl.gz"]) == (["one two\nthree"], ["four"])
    (tmp_path / "c.jsonl").write_text("[1]\n")
    for name in ("c.jsonl", "none.jsonl"):
        with pytest.raises(DataError, match="no problems can be read"):
            load_evaluation_texts([tmp_path / name])
