"""Labels: the tokens chosen and no others; rows without any are dropped and counted."""

import datasets
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codeblock import ColumnError, ConfigError, DataError, build_labels
from codeblock.labels import IGNORED

TOKENS = st.lists(st.tuples(st.integers(0, 500), st.booleans(), st.integers(-1, 1)), min_size=1, max_size=12)


def selection_of(rows: list[list[tuple[int, bool, int]]]) -> datasets.Dataset:
    columns = {"input_ids": 0, "supervised": 1, "token_turn": 2}
    table = {name: [[token[at] for token in row] for row in rows] for name, at in columns.items()}
    return datasets.Dataset.from_dict({"id": [f"r{n}" for n in range(len(rows))], **table})


@given(st.lists(TOKENS, min_size=1, max_size=6), st.sampled_from(["codeblock", "full"]))
def test_labels_are_the_tokens_chosen(rows: list[list[tuple[int, bool, int]]], method: str) -> None:
    wanted = [[flag if method == "codeblock" else turn >= 0 for _, flag, turn in row] for row in rows]
    kept = [n for n, flags in enumerate(wanted) if any(flags[1:])]
    if not kept:
        with pytest.raises(DataError, match="no row has a supervised token"):
            build_labels(selection_of(rows), method)  # type: ignore[arg-type]
        return
    labels, counts = build_labels(selection_of(rows), method)  # type: ignore[arg-type]
    assert labels["id"][:] == [f"r{n}" for n in kept]
    assert counts == {"rows without a supervised token, dropped": len(rows) - len(kept)}
    for n, found in zip(kept, labels, strict=True):
        ids = [token for token, _, _ in rows[n]]
        assert found["input_ids"] == ids
        assert found["attention_mask"] == [1] * len(ids)
        assert found["labels"] == [i if flag else IGNORED for i, flag in zip(ids, wanted[n], strict=True)]


def test_columns_are_what_trainers_read() -> None:
    labels, _ = build_labels(selection_of([[(1, False, -1), (2, True, 0)]]))
    assert labels.column_names == ["id", "input_ids", "attention_mask", "labels"]
    assert np.asarray(labels[0]["labels"]).tolist() == [IGNORED, 2]


def test_an_unknown_method_and_a_missing_column_are_named() -> None:
    rows = selection_of([[(1, True, 0), (2, True, 0)]])
    with pytest.raises(ConfigError, match="unknown value 'half'; give"):
        build_labels(rows, "half")  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="no column supervised; give it the output of `codeblock select`"):
        build_labels(rows.remove_columns("supervised"))
