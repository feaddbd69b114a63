"""Progress: a bar beside a stream."""

from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from codestruct.errors import DependencyMissing

__all__ = ["show_progress"]

T = TypeVar("T")


def show_progress(stream: Iterable[T], records: object, done: int = 0) -> Iterator[T]:
    """The stream, with a bar on the terminal; how much there is to do is known where the records have a length."""
    try:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    except ModuleNotFoundError as error:
        raise DependencyMissing.of("progress=True", "rich") from error
    total = len(records) if isinstance(records, Sized) else None
    with Progress(TextColumn("analyze"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as bar:
        task = bar.add_task("analyze", total=total, completed=done)
        for one in stream:
            bar.advance(task)
            yield one
