"""Records and what becomes of them."""

from dataclasses import dataclass

from codestruct.analysis import Analysis, analyze
from codestruct.errors import CodestructError, RecordError
from codestruct.storage import store_analysis

__all__ = ["Outcome", "Reply", "analyze_record", "answer_record"]

Reply = tuple[int, bytes | None, CodestructError | None]
"""An outcome on its way between processes: the analysis is in its stored form."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: its analysis, or the error that it met."""

    index: int
    analysis: Analysis | None
    error: CodestructError | None


def analyze_record(index: int, record: object, max_seconds: float) -> Outcome:
    """The outcome of a (source, language) pair, whatever it is."""
    source, language = (*record, None, None)[:2] if isinstance(record, (tuple, list)) else (None, None)
    if not isinstance(source, (str, bytes)) or not isinstance(language, str):
        reason = f"it is not a (source, language) pair but {record!r:.80}"
        return Outcome(index, None, RecordError(f"record {index}", reason, "give two texts"))
    try:
        return Outcome(index, analyze(source, language, max_seconds=max_seconds), None)
    except CodestructError as error:
        return Outcome(index, None, error)


def answer_record(index: int, record: object, max_seconds: float) -> Reply:
    """The same with all tables computed, ready to be sent."""
    outcome = analyze_record(index, record, max_seconds)
    return index, None if outcome.analysis is None else store_analysis(outcome.analysis), outcome.error
