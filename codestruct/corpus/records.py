"""Records and what becomes of them."""

from dataclasses import dataclass
from typing import TypeGuard

from codestruct.analysis import Analysis, analyze
from codestruct.errors import CodestructError, RecordError
from codestruct.storage import store_analysis

__all__ = ["Outcome", "Reply", "analyze_record", "answer_record", "is_pair"]

Reply = tuple[int, bytes | None, CodestructError | None]
"""An outcome on its way between processes: the analysis is in its stored form."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of record `index` of a stream: its `analysis`, or the `error` that it met; the other one is None."""

    index: int
    analysis: Analysis | None
    error: CodestructError | None


def is_pair(record: object) -> TypeGuard[tuple[str | bytes, str]]:
    """Whether a record is what it should be: a source and the name of its language."""
    if not isinstance(record, (tuple, list)) or len(record) != 2:
        return False
    return isinstance(record[0], (str, bytes)) and isinstance(record[1], str)


def analyze_record(index: int, record: object, max_seconds: float) -> Outcome:
    """The outcome of a (source, language) pair, whatever it is."""
    if not is_pair(record):
        reason = f"it is not a (source, language) pair but {record!r:.80}"
        return Outcome(index, None, RecordError(f"record {index}", reason, "give two texts"))
    source, language = record
    try:
        return Outcome(index, analyze(source, language, max_seconds=max_seconds), None)
    except CodestructError as error:
        return Outcome(index, None, error)


def answer_record(index: int, record: object, max_seconds: float) -> Reply:
    """The same with all tables computed, ready to be sent."""
    outcome = analyze_record(index, record, max_seconds)
    return index, None if outcome.analysis is None else store_analysis(outcome.analysis), outcome.error
