"""analyze_many(): a stream of sources, in order, over worker processes, each failure kept to its own record."""

from collections.abc import Iterable, Iterator
from itertools import islice

from codestruct.corpus.batches import analyze_batch
from codestruct.corpus.parquet import analyze_to_parquet
from codestruct.corpus.progress import show_progress
from codestruct.corpus.records import Outcome, analyze_record
from codestruct.keywords import suggest_keywords
from codestruct.storage import load_analysis
from codestruct.syntax import MAX_SECONDS

__all__ = ["Outcome", "analyze_batch", "analyze_many", "analyze_to_parquet"]


@suggest_keywords
def analyze_many(
    records: Iterable[tuple[str | bytes, str]],
    *,
    workers: int = 1,
    max_seconds: float = MAX_SECONDS,
    skip: int = 0,
    progress: bool = False,
) -> Iterator[Outcome]:
    """Analyze a stream of (source, language) records, one `Outcome` each, in order, with bounded memory.

    A record that cannot be analyzed (an unknown language, a missing grammar, no source at all) gives an Outcome with
    its error; nothing else is lost. With `workers` > 1 that many processes compute all tables of each record. What a
    worker owes that dies, or that sends nothing for five times `max_seconds`, is tried again, each record alone; the
    one that ends its worker so has an error. `skip` reads over so many records, with which an earlier run was done;
    an Outcome's `index` counts them. `progress` shows a bar (rich). Raises what the iterable raises, after all outcomes
    of what it gave before.

    >>> [outcome.error is None for outcome in analyze_many([("x = 1", "python"), ("x", "pyton")])]
    [True, False]
    """
    rest = islice(records, skip, None)
    outcomes = (
        _analyze_apart(rest, skip, workers, max_seconds)
        if workers > 1
        else (analyze_record(index, record, max_seconds) for index, record in enumerate(rest, skip))
    )
    return show_progress(outcomes, records, skip) if progress else outcomes


def _analyze_apart(records: Iterable[object], first: int, workers: int, max_seconds: float) -> Iterator[Outcome]:
    from codestruct.corpus.workers import stream_replies  # multiprocessing, with sockets behind it

    for index, stored, error in stream_replies(records, workers, max_seconds, first):
        yield Outcome(index, None if stored is None else load_analysis(stored), error)
