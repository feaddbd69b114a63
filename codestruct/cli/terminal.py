"""What all commands share: reading a source, writing text and tables, options of the same meaning."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import codestruct as cs
from codestruct.errors import CodestructError

__all__ = ["AsJson", "File", "LanguageName", "Output", "print_table", "read_source", "write_text"]

File = Annotated[str, typer.Argument(help="a source file, or - for standard input")]
LanguageName = Annotated[
    str | None, typer.Option("--language", "-l", help="a name, or a language file; default: by file name or content")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="write here instead of to the terminal")]
AsJson = Annotated[bool, typer.Option("--json", help="machine-readable output")]


def read_source(file: str, language: str | None) -> cs.Analysis:
    """The analysis of a file, or of standard input, in the language asked for or told by name or content."""
    if file == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise CodestructError(f"file {file!r}", error.strerror or str(error), "name a readable file") from error
    name = language or (cs.detect_language(Path(file)) if file != "-" else None)
    if name is not None and name.endswith(".toml"):
        return cs.analyze(data, cs.Language.from_file(name))
    name = name or cs.detect_language(data[:20_000].decode("utf-8", "replace") + "\n")
    if name is None:
        raise CodestructError(f"file {file!r}", "its language cannot be told", "say it with --language")
    return cs.analyze(data, name)


def write_text(text: str, output: Path | None) -> None:
    """Write to a file, or to the terminal."""
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        output.write_text(text, encoding="utf-8")


def print_table(columns: list[str], rows: list[list[object]], as_json: bool) -> None:
    """Print rows as a table for people, or as JSON, an object a row."""
    if as_json:
        write_text(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], indent=1), None)
        return
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(f"{cell:.3f}" if isinstance(cell, float) else escape(str(cell)) for cell in row))
    Console().print(table)
