"""The command line: codestruct analyze | items | graph | tokens | show | render | languages."""

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import codestruct as cs
from codestruct.errors import CodestructError
from codestruct.view import render_html

__all__ = ["main"]

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=cs.__doc__)

File = Annotated[str, typer.Argument(help="a source file, or - for standard input")]
LanguageName = Annotated[str | None, typer.Option("--language", "-l", help="default: by file name or content")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="write here instead of to the terminal")]
AsJson = Annotated[bool, typer.Option("--json", help="machine-readable output")]


class GraphFormat(StrEnum):
    """The forms in which the item graph can be written."""

    DOT = "dot"
    MERMAID = "mermaid"
    GRAPHML = "graphml"
    JSON = "json"


def main() -> None:
    """Run the command line; an error is one line with the remedy, and exit status 1."""
    try:
        app()
    except CodestructError as error:
        print(f"codestruct: {error}", file=sys.stderr)
        sys.exit(1)


def _read(file: str, language: str | None) -> cs.Analysis:
    if file == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise CodestructError(f"file {file!r}", error.strerror or str(error), "name a readable file") from error
    name = language or (cs.detect_language(Path(file)) if file != "-" else None)
    name = name or cs.detect_language(data[:20_000].decode("utf-8", "replace") + "\n")
    if name is None:
        raise CodestructError(f"file {file!r}", "its language cannot be told", "say it with --language")
    return cs.analyze(data, name)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        output.write_text(text, encoding="utf-8")


def _table(columns: list[str], rows: list[list[object]], as_json: bool) -> None:
    if as_json:
        _write(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], indent=1), None)
        return
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row))
    Console().print(table)


def _first_line(code: cs.Analysis, start: int, end: int) -> str:
    return code.source.data[start:end].split(b"\n", 1)[0][:60].decode("utf-8", "replace")


@app.command()
def analyze(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """What there is in a file: counts, and what is wrong with it."""
    code = _read(file, language)
    rows: list[list[object]] = [
        ["language", code.language.name],
        ["bytes", len(code.source)],
        ["items", len(code.items)],
        ["tokens", len(code.tokens)],
        ["core logic tokens", int(code.tokens.logic.sum())],
        ["names", len(code.bindings)],
        ["def-use pairs", len(code.flow)],
        ["item graph edges", len(code.graph.indices)],
        ["diagnostics", len(code.errors)],
    ]
    if as_json:
        facts = dict(zip(*zip(*rows, strict=True), strict=True))
        errors = [{"kind": e.kind, "start": e.start, "end": e.end, "message": e.message} for e in code.errors]
        _write(json.dumps({**facts, "errors": errors}, indent=1), None)
        return
    _table(["what", file], rows, as_json=False)
    for error in code.errors[:20]:
        print(f"line {code.source.line_of(error.start)}: {error.kind}: {error.message}")


@app.command()
def items(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The items with their centralities."""
    code = _read(file, language)
    lines = code.source.line_of(code.items.start).tolist()
    rows: list[list[object]] = [
        [
            item.index,
            item.parent,
            lines[item.index],
            item.category.name.lower(),
            item.kind,
            float(code.reach[item.index]),
            float(code.bridge[item.index]),
            item.complete,
            _first_line(code, item.start, item.end),
        ]
        for item in code.items
    ]
    _table(["item", "parent", "line", "category", "kind", "reach", "bridge", "complete", "text"], rows, as_json)


@app.command()
def tokens(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The leaves with their classes and items."""
    code = _read(file, language)
    found = code.tokens
    rows: list[list[object]] = [
        [start, end, cs.TokenClass(cls).name.lower(), item, _first_line(code, start, end)]
        for start, end, cls, item in zip(
            found.start.tolist(), found.end.tolist(), found.cls.tolist(), found.item.tolist(), strict=True
        )
    ]
    _table(["start", "end", "class", "item", "text"], rows, as_json)


@app.command()
def graph(
    file: File,
    language: LanguageName = None,
    form: Annotated[GraphFormat, typer.Option("--format", help="of the output")] = GraphFormat.DOT,
    output: Output = None,
) -> None:
    """The item graph."""
    code = _read(file, language)
    writers: dict[GraphFormat, Callable[[], str]] = {
        GraphFormat.DOT: code.graph.to_dot,
        GraphFormat.MERMAID: code.graph.to_mermaid,
        GraphFormat.GRAPHML: code.graph.to_graphml,
        GraphFormat.JSON: code.graph.to_json,
    }
    _write(writers[form](), output)


@app.command()
def show(file: File, language: LanguageName = None, output: Output = None) -> None:
    """The source with its items as a page to look at."""
    _write(render_html(_read(file, language), Path(file).name), output)


@app.command()
def render(
    file: File,
    keep: Annotated[list[int], typer.Option("--keep", "-k", help="an item to keep, with all around it; repeatable")],
    language: LanguageName = None,
    output: Output = None,
) -> None:
    """The chosen items, with those around them, as a complete program."""
    code = _read(file, language)
    outside = [item for item in keep if not 0 <= item < len(code.items)]
    if outside:
        raise CodestructError(
            f"item {outside[0]}", f"there are items 0 to {len(code.items) - 1}", "see codestruct items"
        )
    kept = sorted({one for item in keep for one in cs.spine(code.items, item)})
    _write(cs.render_items(code, kept).decode("utf-8", "replace"), output)


@app.command()
def languages(as_json: AsJson = False) -> None:
    """The languages that are registered."""
    rows: list[list[object]] = []
    for name in cs.list_languages():
        language = cs.get_language(name)
        rows.append([name, language.level, " ".join(language.extensions), " ".join(language.aliases)])
    _table(["language", "level", "extensions", "aliases"], rows, as_json)
