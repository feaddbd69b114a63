"""Batches: texts in, columns out, for libraries that map a function over a data set."""

from collections.abc import Mapping, Sequence
from typing import Any

from codestruct.analysis import Analysis
from codestruct.corpus.records import Outcome, analyze_record
from codestruct.errors import RecordError
from codestruct.keywords import suggest_keywords
from codestruct.syntax import MAX_SECONDS

__all__ = ["COLUMNS", "analyze_batch", "list_columns"]

COLUMNS = (
    "item_kind", "item_category", "item_start", "item_end", "item_parent", "item_complete",
    "edge_source", "edge_target", "edge_weight", "reach", "bridge", "error",
)  # fmt: skip


@suggest_keywords
def analyze_batch(
    batch: Sequence[str | bytes] | Mapping[str, Sequence[Any]],
    language: str | Sequence[str] = "python",
    *,
    column: str = "code",
    chars: bool = False,
    max_seconds: float = MAX_SECONDS,
) -> dict[str, list[Any]]:
    """The items, edges and centralities of texts as columns, a list a text: bytes, plain numbers, names of kinds.

    `batch` is a list of texts, or a mapping with such a `column`; `language` is one for all, a list with one each, or
    the name of a column of the mapping. With `chars`, starts and ends count characters. `error` is None or what was
    wrong with the record (not with its code). Takes part as it is in datasets' `map(batched=True)`, and on a Ray
    cluster: `ray.data.read_parquet(folder).map_batches(cs.analyze_batch).write_parquet(other)`. Raises RecordError for
    a mapping without the column.

    >>> found = analyze_batch(["x = 1\\ny = x", "f()"])
    >>> found["item_kind"], found["edge_source"], found["edge_target"]
    ([['assignment', 'assignment'], ['call']], [[0], []], [[1], []])
    """
    if isinstance(batch, Mapping) and column not in batch:
        raise RecordError("batch", f"it has no column {column!r} but {', '.join(batch)}", "name one: column=...")
    texts = batch[column] if isinstance(batch, Mapping) else batch
    names: Sequence[Any] = [language] * len(texts) if isinstance(language, str) else language
    if isinstance(batch, Mapping) and isinstance(language, str) and language in batch:
        names = batch[language]
    found: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for index, record in enumerate(zip(texts, names, strict=True)):
        for name, value in list_columns(analyze_record(index, record, max_seconds), chars).items():
            found[name].append(value)
    return found


def list_columns(outcome: Outcome, chars: bool = False) -> dict[str, Any]:
    """One outcome as plain values by column; empty lists where it has no analysis."""
    if outcome.analysis is None:
        return {name: [] for name in COLUMNS} | {"error": str(outcome.error)}
    code: Analysis = outcome.analysis
    items, graph = code.items, code.graph
    start, end = code.char_spans(items).T if chars else (items.start, items.end)
    return {
        "item_kind": [items.kind_names[kind] for kind in items.kind.tolist()],
        "item_category": items.category.tolist(),
        "item_start": start.tolist(),
        "item_end": end.tolist(),
        "item_parent": items.parent.tolist(),
        "item_complete": items.complete.tolist(),
        "edge_source": graph.source.tolist(),
        "edge_target": graph.indices.tolist(),
        "edge_weight": graph.weight.tolist(),
        "reach": code.reach.tolist(),
        "bridge": code.bridge.tolist(),
        "error": None,
    }
