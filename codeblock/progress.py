"""Progress bars: one look for every stage."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

__all__ = ["new_progress", "track"]

T = TypeVar("T")


def new_progress(*, show: bool) -> Progress:
    """A progress display on the terminal's error stream; it stays silent where `show` is False."""
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), disable=not show)


def track(items: Sequence[T], what: str, *, unit: str = "rows", show: bool = True) -> Iterator[T]:
    """Each of `items` in turn, with a bar named `what` that counts them where `show` is True.

    >>> list(track([1, 2], "counting", show=False))
    [1, 2]
    """
    with new_progress(show=show) as progress:
        task = progress.add_task(what, total=len(items), unit=unit)
        for item in items:
            yield item
            progress.advance(task)
