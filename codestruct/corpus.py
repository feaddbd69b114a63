"""analyze_many(): a stream of sources, in order, over worker processes, each failure kept to its own record."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice

from codestruct.analysis import Analysis, analyze
from codestruct.errors import CodestructError, RecordError

__all__ = ["Outcome", "analyze_many"]

_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: its analysis, or the error that it met."""

    index: int
    analysis: Analysis | None
    error: CodestructError | None


def analyze_many(records: Iterable[tuple[str | bytes, str]], *, workers: int = 1) -> Iterator[Outcome]:
    """Analyze a stream of (source, language) records, one `Outcome` each, in order, with bounded memory.

    A record that cannot be analyzed (an unknown language, a missing grammar, no source at all) gives an Outcome with
    its error; nothing else is lost. With `workers` > 1 the parsing is done by that many processes.

    >>> [outcome.error is None for outcome in analyze_many([("x = 1", "python"), ("x", "pyton")])]
    [True, False]
    """
    numbered = enumerate(records)
    if workers <= 1:
        for index, record in numbered:
            yield _analyze_record(index, record)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: list[tuple[list[tuple[int, tuple[str | bytes, str]]], Future[list[Outcome]]]] = []
        while True:
            while len(waiting) < 2 * workers and (chunk := list(islice(numbered, _CHUNK))):
                waiting.append((chunk, pool.submit(_analyze_chunk, chunk)))
            if not waiting:
                return
            chunk, future = waiting.pop(0)
            try:
                yield from future.result()
            except BrokenProcessPool as broken:
                raise RecordError(
                    f"records {chunk[0][0]} to {chunk[-1][0]}", "a worker process died", "run them with workers=1"
                ) from broken


def _analyze_chunk(chunk: list[tuple[int, tuple[str | bytes, str]]]) -> list[Outcome]:
    return [_analyze_record(index, record) for index, record in chunk]


def _analyze_record(index: int, record: object) -> Outcome:
    source, language = (*record, None, None)[:2] if isinstance(record, (tuple, list)) else (None, None)
    if not isinstance(source, (str, bytes)) or not isinstance(language, str):
        reason = f"it is not a (source, language) pair but {record!r:.80}"
        return Outcome(index, None, RecordError(f"record {index}", reason, "give two texts"))
    try:
        return Outcome(index, analyze(source, language), None)
    except CodestructError as error:
        return Outcome(index, None, error)
