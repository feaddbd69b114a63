"""Commands that list what is in one source: items, tokens, names, tree."""

from typing import Any

import typer

import codestruct as cs
from codestruct.cli.terminal import AsJson, File, LanguageName, first_line, print_rows, read_source, write_json

__all__ = ["app", "names", "tree"]

app = typer.Typer()


def _place(code: cs.Analysis, start: Any, end: Any) -> list[dict[str, int]]:
    """Where spans are: line and column (of characters, both from 1), bytes and characters, half-open."""
    source = code.source
    line, char, char_end = source.line_of(start), source.to_char(start), source.to_char(end)
    column = char - source.to_char(source.line_starts[line - 1]) + 1
    columns = (line, column, start, end, char, char_end)
    names = ("line", "column", "start", "end", "char_start", "char_end")
    return [dict(zip(names, row, strict=True)) for row in zip(*(c.tolist() for c in columns), strict=True)]


@app.command()
def items(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The items with their centralities."""
    code = read_source(file, language)
    rows = [
        {
            "item": item.index, "parent": item.parent, **place, "category": item.category.name.lower(),
            "kind": item.kind, "reach": float(code.reach[item.index]), "bridge": float(code.bridge[item.index]),
            "complete": item.complete, "text": first_line(code, item.start, item.end),
        }
        for item, place in zip(code.items, _place(code, code.items.start, code.items.end), strict=True)
    ]  # fmt: skip
    complete = [] if code.items.complete.all() else ["complete"]
    print_rows(rows, ["item", "parent", "line", "kind", "reach", "bridge", *complete, "text"], as_json, text="text")


@app.command()
def tokens(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The leaves with their classes and items."""
    code = read_source(file, language)
    found = code.tokens
    rows = [
        {**place, "class": cs.TokenClass(cls).name.lower(), "logic": logic, "item": item,
         "text": first_line(code, place["start"], place["end"])}
        for place, cls, logic, item in zip(
            _place(code, found.start, found.end), found.cls.tolist(), found.logic.tolist(), found.item.tolist(),
            strict=True,
        )
    ]  # fmt: skip
    print_rows(rows, ["line", "column", "class", "logic", "item", "text"], as_json, text="text")


@app.command()
def names(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The names, what each one does, and where the definitions are that it may read (* as a closure, ? uncertain)."""
    code = read_source(file, language)
    bindings, flow = code.bindings, code.flow
    rows: list[dict[str, Any]] = [
        {**place, "name": bindings.names[name], "role": cs.Role(role).name.lower(), "symbol": symbol, "item": item,
         "reads": []}
        for place, name, role, symbol, item in zip(
            _place(code, bindings.start, bindings.end), bindings.name.tolist(), bindings.role.tolist(),
            bindings.symbol.tolist(), bindings.item.tolist(), strict=True,
        )
    ]  # fmt: skip
    for define, use, kind, certain in zip(
        flow.define.tolist(), flow.use.tolist(), flow.kind.tolist(), flow.certain.tolist(), strict=True
    ):
        told = {"line": rows[define]["line"], "column": rows[define]["column"]}
        rows[use]["reads"].append({**told, "kind": cs.FlowKind(kind).name.lower(), "certain": certain})
    if not as_json:
        for row in rows:
            row["place"] = f"{row['line']}:{row['column']}"
            row["reads"] = [
                f"{read['line']}:{read['column']}{'*' * (read['kind'] == 'closure')}{'?' * (not read['certain'])}"
                for read in row["reads"]
            ]
    print_rows(rows, ["place", "name", "role", "symbol", "reads"], as_json)


@app.command()
def tree(file: File, language: LanguageName = None, as_json: AsJson = False) -> None:
    """The syntax tree, a node a line: its field, its kind, its text where it is a leaf."""
    code = read_source(file, language)
    kind, field, start, end, parent, _ = code.tree.lists
    kinds, fields = (*code.language.grammar.kinds, "ERROR"), code.language.grammar.fields
    leaf = code.tree.is_leaf.tolist()
    if as_json:
        columns = zip(kind, field, start, end, parent, leaf, strict=True)
        words = ("kind", "field", "start", "end", "parent", "leaf")
        write_json([dict(zip(words, (kinds[k], fields[f] or None, *rest), strict=True)) for k, f, *rest in columns])
        return
    depth = [0]
    for row in range(len(kind)):
        if row:
            depth.append(depth[parent[row]] + 1)
        place = f"{fields[field[row]]}: " if field[row] else ""
        text = f"  {first_line(code, start[row], end[row])!r}" if leaf[row] else ""
        print("  " * depth[row] + place + kinds[kind[row]] + text)
