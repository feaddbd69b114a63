"""What commands read from and write to: consoles, stages on disk, tables, the number format."""

from pathlib import Path

import datasets
import torch
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from codeblock.errors import ConfigError, DataError
from codeblock.models import load_model, probe_dtype
from codeblock.report import Table
from codeblock.scoring import Ranks
from codeblock.workspace import save_stage

stdout = Console()
stderr = Console(stderr=True)


def choose_dtype(asked: str, model: str, download: bool) -> torch.dtype:
    """The number format named, or with `auto` the one that is faster here."""
    if asked == "auto":
        return probe_dtype(load_model(model, download=download).model)
    formats = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
    return formats[asked]


def require_named_dtype(asked: str, ranks: Ranks) -> None:
    """Raise `ConfigError` where several processes would each choose a number format."""
    if ranks.world > 1 and asked == "auto":
        raise ConfigError("dtype", "what is faster may not be the same for every rank", "name it with --dtype")


def open_stage(path: Path) -> datasets.Dataset:
    """The rows that a stage wrote; anything else there is a `DataError`."""
    try:
        return datasets.load_from_disk(str(path))
    except (OSError, ValueError) as error:
        raise DataError(str(path), "no stage wrote it", "name the directory that the stage before wrote") from error


def save_output(out: Path, made: tuple[datasets.Dataset, dict[str, int]], overwrite: bool) -> None:
    """Write a stage's rows and say how many there are, and what was counted on the way."""
    rows, counts = made
    save_stage(rows, out, counts, overwrite=overwrite)
    stdout.print(f"{out}: {len(rows)} rows", highlight=False, soft_wrap=True)
    for what, number in counts.items():
        if number:
            stdout.print(f"  {what}: {number:,}", highlight=False, markup=False, soft_wrap=True)


def print_table(table: Table) -> None:
    """Print a table of the report."""
    shown = RichTable(title=table.title, title_justify="left", caption=escape(table.note), caption_justify="left")
    for number, name in enumerate(table.columns):
        shown.add_column(name, justify="left" if number == 0 else "right")
    for row in table.rows:
        shown.add_row(*map(escape, row))
    stdout.print(shown)
