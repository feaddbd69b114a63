"""What stages hand each other: columns of a `datasets.Dataset`, ragged arrays included."""

from collections.abc import Mapping, Sequence
from typing import Any

import datasets
import numpy as np
import pyarrow as pa

from codeblock.errors import ColumnError

__all__ = ["append_columns", "ragged", "read_arrays", "require_columns"]


def require_columns(dataset: datasets.Dataset, names: Sequence[str], stage: str, source: str) -> None:
    """Raise `ColumnError` unless `dataset` has the columns `names`, which `stage` reads and `source` writes.

    >>> require_columns(datasets.Dataset.from_dict({"id": ["a"]}), ["id"], "score", "codeblock pairs")
    """
    missing = [name for name in names if name not in dataset.column_names]
    if missing:
        raise ColumnError(f"stage {stage!r}", f"no column {', '.join(missing)}", f"give it the output of `{source}`")


def ragged(rows: Sequence[np.ndarray[Any, Any]]) -> pa.LargeListArray:
    """Arrays of one dtype and any lengths as one Arrow list column, without a Python object per number.

    >>> ragged([np.array([1, 2]), np.array([], dtype=np.int64)]).to_pylist()
    [[1, 2], []]
    """
    offsets = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    flat = np.concatenate(rows) if rows else np.zeros(0)
    return pa.LargeListArray.from_arrays(pa.array(offsets), pa.array(flat))


def append_columns(dataset: datasets.Dataset, columns: Mapping[str, Any]) -> datasets.Dataset:
    """`dataset` with `columns` added, or put in the place of columns of the same name; lists of arrays become ragged.

    >>> append_columns(datasets.Dataset.from_dict({"id": ["a"]}), {"n": [np.array([1, 2])]})[0]
    {'id': 'a', 'n': [1, 2]}
    """
    kept = dataset.remove_columns([name for name in columns if name in dataset.column_names])
    table = kept.with_format("arrow")[:]
    for name, values in columns.items():
        is_ragged = len(values) > 0 and isinstance(values[0], np.ndarray)
        table = table.append_column(name, ragged(values) if is_ragged else pa.array(values))
    return datasets.Dataset(table)


def read_arrays(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, np.ndarray[Any, Any]]:
    """The list columns `names` of one row as arrays."""
    return {name: np.asarray(row[name]) for name in names}
