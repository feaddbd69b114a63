"""Parquet: a corpus analyzed into numbered files, which a second run takes up where the first one ended."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from codestruct.corpus.batches import list_columns
from codestruct.corpus.progress import show_progress
from codestruct.corpus.records import Outcome, Reply, answer_record
from codestruct.errors import DependencyMissing
from codestruct.keywords import suggest_keywords
from codestruct.storage import load_analysis
from codestruct.syntax import MAX_SECONDS

__all__ = ["analyze_to_parquet"]


@suggest_keywords
def analyze_to_parquet(
    records: Iterable[tuple[str | bytes, str]],
    folder: str | Path,
    *,
    workers: int = 1,
    rows_a_file: int = 10_000,
    max_seconds: float = MAX_SECONDS,
    progress: bool = False,
) -> int:
    """Analyze a stream of (source, language) records into `part-00000.parquet`, ... below a folder; the rows written.

    Columns: `index`, those of `analyze_batch`, and `analysis`, which `load_analysis` reads. A file is there as a whole
    or not at all, so that a run over the same records goes on after the last one. `progress` shows a bar (rich).
    Raises DependencyMissing where pyarrow is not installed.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     analyze_to_parquet([("x = 1", "python"), ("f()", "go")], folder)
    2
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise DependencyMissing.of("analyze_to_parquet()", "pyarrow") from error
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    part = done = 0
    while (finished := target / f"part-{part:05}.parquet").exists():
        part, done = part + 1, done + pyarrow.parquet.read_metadata(finished).num_rows
    rows = _list_rows(islice(records, done, None), done, workers, max_seconds)
    rows = show_progress(rows, records, done) if progress else rows
    written = 0
    while chunk := list(islice(rows, rows_a_file)):
        unfinished = target / f"part-{part:05}.unfinished"
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(chunk, schema=_schema(pyarrow)), unfinished)
        unfinished.rename(target / f"part-{part:05}.parquet")
        written, part = written + len(chunk), part + 1
    return written


def _list_rows(records: Iterable[object], first: int, workers: int, max_seconds: float) -> Iterator[dict[str, Any]]:
    replies: Iterable[Reply]
    if workers > 1:
        from codestruct.corpus.workers import stream_replies  # multiprocessing, with sockets behind it

        replies = stream_replies(records, workers, max_seconds, first)
    else:
        replies = (answer_record(index, record, max_seconds) for index, record in enumerate(records, first))
    for index, stored, error in replies:
        analysis = None if stored is None else load_analysis(stored)
        yield {"index": index, "analysis": stored, **list_columns(Outcome(index, analysis, error))}


def _schema(pyarrow: Any) -> Any:
    numbers, scores = pyarrow.list_(pyarrow.int32()), pyarrow.list_(pyarrow.float64())
    return pyarrow.schema(
        {
            "index": pyarrow.int64(), "item_kind": pyarrow.list_(pyarrow.string()),
            "item_category": pyarrow.list_(pyarrow.uint8()), "item_start": numbers, "item_end": numbers,
            "item_parent": numbers, "item_complete": pyarrow.list_(pyarrow.bool_()), "edge_source": numbers,
            "edge_target": numbers, "edge_weight": numbers, "reach": scores, "bridge": scores,
            "error": pyarrow.string(), "analysis": pyarrow.binary(),
        }
    )  # fmt: skip
