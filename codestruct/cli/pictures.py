"""Commands that show or write one source in another form: graph, show, render."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import codestruct as cs
from codestruct.cli.terminal import (
    AsJson,
    File,
    LanguageName,
    Output,
    first_line,
    new_console,
    read_source,
    write_json,
    write_text,
)
from codestruct.errors import CodestructError
from codestruct.view import render_html, render_text

__all__ = ["app"]

app = typer.Typer()


class GraphFormat(StrEnum):
    """The forms in which the item graph can be written."""

    DOT = "dot"
    MERMAID = "mermaid"
    GRAPHML = "graphml"
    JSON = "json"


class Measure(StrEnum):
    """What items can be shaded by."""

    REACH = "reach"
    BRIDGE = "bridge"


@app.command()
def graph(
    file: File,
    language: LanguageName = None,
    form: Annotated[GraphFormat, typer.Option("--format", help="The form of the output.")] = GraphFormat.DOT,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """The item graph, each node with the first line of its item."""
    code = read_source(file, language)
    spans = zip(code.items.start.tolist(), code.items.end.tolist(), strict=True)
    labels = [f"{number}: {first_line(code, start, end, 40)}" for number, (start, end) in enumerate(spans)]
    writers = {
        GraphFormat.DOT: code.graph.to_dot,
        GraphFormat.MERMAID: code.graph.to_mermaid,
        GraphFormat.GRAPHML: code.graph.to_graphml,
        GraphFormat.JSON: code.graph.to_json,
    }
    write_text(writers[GraphFormat.JSON if as_json else form](labels), output)


@app.command()
def show(
    file: File,
    language: LanguageName = None,
    output: Output = None,
    by: Annotated[Measure, typer.Option(help="What items are shaded by in the terminal.")] = Measure.REACH,
    light: Annotated[bool, typer.Option("--light", help="Colours for a terminal with a light background.")] = False,
) -> None:
    """The source with its items shaded: in the terminal, or with -o PAGE.html as a page to explore (- for stdout)."""
    code = read_source(file, language)
    if output is not None:
        write_text(render_html(code, Path(file).name if file != "-" else ""), output)
        return
    new_console().print(render_text(code, by.value, light=light), no_wrap=True, overflow="ellipsis", end="")


@app.command()
def render(
    file: File,
    keep: Annotated[
        list[str], typer.Option("--keep", "-k", help="An item to keep, with all around it: 3, 3,5 or 3-7; repeatable.")
    ],
    language: LanguageName = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """The chosen items, with those around them, as a complete program; `codestruct items` tells their numbers."""
    code = read_source(file, language)
    chosen = [item for words in keep for item in _read_numbers(words)]
    outside = [item for item in chosen if not 0 <= item < len(code.items)]
    if outside:
        raise CodestructError(
            f"item {outside[0]}", f"there are items 0 to {len(code.items) - 1}", "see codestruct items"
        )
    kept = sorted({one for item in chosen for one in cs.spine(code.items, item)})
    text = cs.render_items(code, kept).decode("utf-8", "replace")
    if as_json:
        write_json({"keep": kept, "text": text})
    else:
        write_text(text, output)


def _read_numbers(words: str) -> list[int]:
    """The numbers that `3`, `3,5` or `3-7` mean."""
    found: list[int] = []
    for word in words.split(","):
        first, dash, last = word.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise CodestructError(f"--keep {words}", f"{word!r} is no item", "give numbers: 3, 3,5 or 3-7")
        found.extend(range(int(first), int(last or first) + 1))
    return found
