"""Commands about one source: analyze, items, tokens, tree, names, graph, show, render."""

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import codestruct as cs
from codestruct.cli.terminal import AsJson, File, LanguageName, Output, print_table, read_source, write_text
from codestruct.errors import CodestructError
from codestruct.view import render_html

__all__ = ["app"]

app = typer.Typer()


class GraphFormat(StrEnum):
    """The forms in which the item graph can be written."""

    DOT = "dot"
    MERMAID = "mermaid"
    GRAPHML = "graphml"
    JSON = "json"


def _first_line(code: cs.Analysis, start: int, end: int) -> str:
    return code.source.data[start:end].split(b"\n", 1)[0][:60].decode("utf-8", "replace")


@app.command()
def analyze(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """What there is in a file: counts, and what is wrong with it."""
    code = read_source(file, language)
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
        write_text(json.dumps({**facts, "errors": errors}, indent=1), None)
        return
    print_table(["what", file], rows, as_json=False)
    for error in code.errors[:20]:
        print(f"line {code.source.line_of(error.start)}: {error.kind}: {error.message}")


@app.command()
def items(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The items with their centralities."""
    code = read_source(file, language)
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
    print_table(["item", "parent", "line", "category", "kind", "reach", "bridge", "complete", "text"], rows, as_json)


@app.command()
def tokens(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The leaves with their classes and items."""
    code = read_source(file, language)
    found = code.tokens
    rows: list[list[object]] = [
        [start, end, cs.TokenClass(cls).name.lower(), item, _first_line(code, start, end)]
        for start, end, cls, item in zip(
            found.start.tolist(), found.end.tolist(), found.cls.tolist(), found.item.tolist(), strict=True
        )
    ]
    print_table(["start", "end", "class", "item", "text"], rows, as_json)


@app.command()
def tree(file: File, language: LanguageName = None) -> None:
    """The syntax tree, a node a line: its field, its kind, its text where it is a leaf."""
    code = read_source(file, language)
    kind, field, start, end, parent, _ = code.tree.lists
    kinds, fields = (*code.language.grammar.kinds, "ERROR"), code.language.grammar.fields
    leaf, depth = code.tree.is_leaf.tolist(), [0]
    for row in range(len(kind)):
        if row:
            depth.append(depth[parent[row]] + 1)
        place = f"{fields[field[row]]}: " if field[row] else ""
        text = f"  {_first_line(code, start[row], end[row])!r}" if leaf[row] else ""
        print("  " * depth[row] + place + kinds[kind[row]] + text)


@app.command()
def names(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The names, what each one does, and the places (line:column) of the definitions that it may read."""
    code = read_source(file, language)
    bindings, flow, data = code.bindings, code.flow, code.source.data
    lines = [data.rfind(b"\n", 0, start) for start in bindings.start.tolist()]
    places = [
        f"{line}:{start - lines[site]}"
        for site, (start, line) in enumerate(
            zip(bindings.start.tolist(), code.source.line_of(bindings.start).tolist(), strict=True)
        )
    ]
    reads: dict[int, list[str]] = {}
    for define, use, kind in zip(flow.define.tolist(), flow.use.tolist(), flow.kind.tolist(), strict=True):
        reads.setdefault(use, []).append(places[define] + ("*" if kind == cs.FlowKind.CLOSURE else ""))
    rows: list[list[object]] = [
        [
            places[site],
            bindings.names[bindings.name[site]],
            cs.Role(int(bindings.role[site])).name.lower(),
            int(bindings.symbol[site]),
            " ".join(reads.get(site, [])),
        ]
        for site in range(len(bindings))
    ]
    print_table(["place", "name", "role", "symbol", "reads (* as a closure)"], rows, as_json)


@app.command()
def graph(
    file: File,
    language: LanguageName = None,
    form: Annotated[GraphFormat, typer.Option("--format", help="of the output")] = GraphFormat.DOT,
    output: Output = None,
) -> None:
    """The item graph."""
    code = read_source(file, language)
    writers: dict[GraphFormat, Callable[[], str]] = {
        GraphFormat.DOT: code.graph.to_dot,
        GraphFormat.MERMAID: code.graph.to_mermaid,
        GraphFormat.GRAPHML: code.graph.to_graphml,
        GraphFormat.JSON: code.graph.to_json,
    }
    write_text(writers[form](), output)


@app.command()
def show(file: File, language: LanguageName = None, output: Output = None) -> None:
    """The source with its items as a page to look at."""
    write_text(render_html(read_source(file, language), Path(file).name), output)


@app.command()
def render(
    file: File,
    keep: Annotated[list[int], typer.Option("--keep", "-k", help="an item to keep, with all around it; repeatable")],
    language: LanguageName = None,
    output: Output = None,
) -> None:
    """The chosen items, with those around them, as a complete program."""
    code = read_source(file, language)
    outside = [item for item in keep if not 0 <= item < len(code.items)]
    if outside:
        raise CodestructError(
            f"item {outside[0]}", f"there are items 0 to {len(code.items) - 1}", "see codestruct items"
        )
    kept = sorted({one for item in keep for one in cs.spine(code.items, item)})
    write_text(cs.render_items(code, kept).decode("utf-8", "replace"), output)
