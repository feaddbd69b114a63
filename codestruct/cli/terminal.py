"""What all commands share: options of the same meaning, reading a source, writing text, tables and JSON."""

import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

import codestruct as cs
from codestruct.errors import CodestructError

__all__ = [
    "AsJson", "File", "LanguageName", "Output", "choose_language", "escape", "first_line", "new_console", "print_rows",
    "read_bytes", "read_source", "tell_binary", "write_json", "write_text",
]  # fmt: skip

_SAMPLE = 20_000
_WIDE = 10_000
"""Columns of an output that is no terminal: what reads it should not find lines broken."""


def _complete_language(incomplete: str) -> list[str]:
    return [name for name in cs.list_languages() if name.startswith(incomplete)]


File = Annotated[str, typer.Argument(metavar="FILE", help="A source file, or - for standard input.")]
LanguageName = Annotated[
    str | None,
    typer.Option(
        "--language", "-l", help="A name, or a language file (NAME.toml). Default: by file name or content.",
        autocompletion=_complete_language,
    ),
]  # fmt: skip
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to the terminal.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def new_console(*, stderr: bool = False) -> Console:
    """A console on the terminal's width; wide where the output is a file or a pipe (unless COLUMNS says otherwise)."""
    console = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console.width = _WIDE
    return console


def read_bytes(file: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    if file == "-":
        return _read_stdin()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        remedy = "name a file in it" if isinstance(error, IsADirectoryError) else "name a readable file"
        raise CodestructError(f"file {file!r}", error.strerror or str(error), remedy) from error


@cache
def _read_stdin() -> bytes:
    return sys.stdin.buffer.read()  # once: it may be asked for its language first


def tell_binary(data: bytes) -> str | None:
    """Why these bytes are no text, None where they are."""
    at = data.find(b"\0", 0, _SAMPLE)
    return None if at < 0 else f"it is binary: a NUL at byte {at}"


def choose_language(name: str) -> cs.Language:
    """The language of a name or of a language file."""
    return cs.Language.from_file(name) if name.endswith(".toml") else cs.get_language(name)


def read_source(file: str, language: str | None) -> cs.Analysis:
    """The analysis of a file, or of standard input, in the language asked for or told by name or content."""
    data = read_bytes(file)
    if language is not None:
        return cs.analyze(data, choose_language(language))
    if (reason := tell_binary(data)) is not None:
        raise CodestructError(f"file {file!r}", reason, "name a text, or say its language with --language")
    name = cs.detect_language(Path(file)) if file != "-" else None
    name = name or cs.detect_language(data[:_SAMPLE].decode("utf-8", "replace") + "\n")
    if name is None:
        raise CodestructError(f"file {file!r}", "its language cannot be told", "say it with --language")
    return cs.analyze(data, name)


def first_line(code: cs.Analysis, start: int, end: int, most: int = 60) -> str:
    """The first line of what stands between two byte offsets, cut to some characters."""
    return code.source.data[start:end].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip()[:most]


def write_text(text: str, output: Path | None) -> None:
    """Write to a file, or to the terminal."""
    if output is None or str(output) == "-":
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise CodestructError(f"file {str(output)!r}", reason, "name another one with --output") from error


def write_json(value: object) -> None:
    """Write a value to standard output as JSON."""
    write_text(json.dumps(value, indent=1), None)


def print_rows(rows: Sequence[Mapping[str, Any]], shown: Sequence[str], as_json: bool, *, text: str = "") -> None:
    """Print rows as JSON, or some of their columns as a table; the column `text` is cut where there is no room."""
    if as_json:
        write_json([dict(row) for row in rows])
        return
    heads = [f"{name[:-2]} ×" if name.endswith("_x") else name.replace("_", " ") for name in shown]
    cells = [[_spell(name, row[name]) for name in shown] for row in rows]
    numeric = [bool(rows) and all(_is_number(row[name]) for row in rows) for name in shown]
    console = new_console()
    if console.width == _WIDE:  # no terminal: rich's care is for nobody, and slow on thousands of rows
        widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
        for line in (heads, *cells):
            parts = zip(line, widths, numeric, strict=True)
            write_text("  ".join(f"{c:>{w}}" if right else f"{c:<{w}}" for c, w, right in parts).rstrip() + "\n", None)
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name, head, right in zip(shown, heads, numeric, strict=True):
        narrow = name == shown[0] or (bool(text) and name != text)  # rich narrows what may wrap
        table.add_column(head, justify="right" if right else "left", no_wrap=narrow, overflow="fold")
    for line in cells:
        table.add_row(
            *(
                Text(cell, no_wrap=True, overflow="ellipsis") if name == text else escape(cell)
                for name, cell in zip(shown, line, strict=True)
            )
        )
    console.print(table)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _spell(name: str, cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.1f}" if name.endswith("_x") else f"{cell:.3f}"
    return " ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
