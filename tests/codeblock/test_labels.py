"""Labels: the tokens chosen and no others; rows without any are dropped and counted."""

import datasets
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codeblock import ColumnError, DataError, build_labels
from codeblock.labels import IGNORED

TOKENS = st.lists(st.tuples(st.integers(0, 500), st.booleans()), min_size=1, max_size=12)


def selection_of(rows: list[list[tuple[int, bool]]]) -> datasets.Dataset:
    columns = {"input_ids": 0, "supervised": 1}
    table = {name: [[token[at] for token in row] for row in rows] for name, at in columns.items()}
    return datasets.Dataset.from_dict({"id": [f"r{n}" for n in range(len(rows))], **table})


@given(st.lists(TOKENS, min_size=1, max_size=6))
def test_labels_are_the_tokens_chosen(rows: list[list[tuple[int, bool]]]) -> None:
    kept = [n for n, row in enumerate(rows) if any(flag for _, flag in row[1:])]
    if not kept:
        with pytest.raises(DataError, match="no row has a supervised token"):
            build_labels(selection_of(rows))
        return
    labels, counts = build_labels(selection_of(rows))
    assert labels["id"][:] == [f"r{n}" for n in kept]
    assert counts == {"rows without a supervised token, dropped": len(rows) - len(kept)}
    for n, found in zip(kept, labels, strict=True):
        assert found["input_ids"] == [token for token, _ in rows[n]]
        assert found["attention_mask"] == [1] * len(rows[n])
        assert found["labels"] == [token if flag else IGNORED for token, flag in rows[n]]


def test_columns_are_what_trainers_read() -> None:
    labels, _ = build_labels(selection_of([[(1, False), (2, True)]]))
    assert labels.column_names == ["id", "input_ids", "attention_mask", "labels"]
    assert np.asarray(labels[0]["labels"]).tolist() == [IGNORED, 2]


def test_a_missing_column_is_named() -> None:
    rows = selection_of([[(1, True), (2, True)]])
    with pytest.raises(ColumnError, match="no column supervised; give it the output of `codeblock select`"):
        build_labels(rows.remove_columns("supervised"))
