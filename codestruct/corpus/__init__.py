"""analyze_many(): a stream of sources, in order, over worker processes, each failure kept to its own record."""

from collections.abc import Iterable, Iterator

from codestruct.corpus.batches import analyze_batch
from codestruct.corpus.parquet import analyze_to_parquet
from codestruct.corpus.records import Outcome, analyze_record
from codestruct.storage import load_analysis
from codestruct.syntax import MAX_SECONDS

__all__ = ["Outcome", "analyze_batch", "analyze_many", "analyze_to_parquet"]


def analyze_many(
    records: Iterable[tuple[str | bytes, str]], *, workers: int = 1, max_seconds: float = MAX_SECONDS
) -> Iterator[Outcome]:
    """Analyze a stream of (source, language) records, one `Outcome` each, in order, with bounded memory.

    A record that cannot be analyzed (an unknown language, a missing grammar, no source at all) gives an Outcome with
    its error; nothing else is lost. With `workers` > 1 that many processes compute all tables of each record; a worker
    that dies, or sends nothing for five times `max_seconds`, costs the record that it was at, and is replaced.

    >>> [outcome.error is None for outcome in analyze_many([("x = 1", "python"), ("x", "pyton")])]
    [True, False]
    """
    if workers <= 1:
        for index, record in enumerate(records):
            yield analyze_record(index, record, max_seconds)
        return
    from codestruct.corpus.workers import stream_replies  # multiprocessing, with sockets behind it

    for index, stored, error in stream_replies(records, workers, max_seconds):
        yield Outcome(index, None if stored is None else load_analysis(stored), error)
