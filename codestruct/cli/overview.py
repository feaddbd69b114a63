"""codestruct analyze: what there is in files and folders, by language, and what is wrong with them."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

import typer
from rich.progress import track

import codestruct as cs
from codestruct.cli.files import list_sources, read_listed
from codestruct.cli.terminal import (
    AsJson,
    LanguageName,
    choose_language,
    escape,
    first_line,
    new_console,
    print_rows,
    write_json,
)
from codestruct.errors import CodestructError

__all__ = ["app"]

app = typer.Typer()

_COUNTS = ("bytes", "lines", "items", "tokens", "logic", "names", "pairs", "edges")
_TOLD = 20
"""Files of a kind that are named in the terminal; JSON names all."""

Paths = Annotated[list[str], typer.Argument(metavar="FILE|DIR|-...", help="Files, folders, or - for standard input.")]


@app.command()
def analyze(
    paths: Paths,
    language: LanguageName = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the work.")] = 1,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where a source has errors.")] = False,
    as_json: AsJson = False,
) -> None:
    """What there is in files or folders, by language, and what is wrong with them.

    In a folder, what .gitignore excludes, hidden files and links are passed by. A file that cannot be read or analyzed
    is told and costs nothing else; exit status 1 then.
    """
    known = choose_language(language) if language is not None else None
    listing = list_sources(paths, known)
    left_out = [{"path": path, "reason": reason} for path, reason in listing.left_out]
    files: list[dict[str, Any]] = []
    last: cs.Analysis | None = None
    console = new_console(stderr=True)
    outcomes = _analyze_all(listing.sources, known, workers, left_out)
    quiet = not console.is_terminal or len(listing.sources) < 2
    for path, code in track(
        outcomes, "analyzing", total=len(listing.sources), console=console, transient=True, disable=quiet
    ):
        files.append(_count(path, code))
        last = code
    if as_json:
        languages = _sum_languages(files)
        write_json({"files": files, "left_out": left_out, "languages": languages, "other": listing.other})
    elif len(files) == 1 and last is not None and not listing.other:
        _print_one(files[0], last)
    elif files:
        _print_many(files, listing.other)
    for row in left_out:
        console.print(f"left out: {escape(row['path'])}: {escape(row['reason'])}", soft_wrap=True)
    if not files and not left_out:
        raise CodestructError(" ".join(paths), "no source file is there", "see codestruct languages, or name files")
    raise typer.Exit(bool(left_out) or (strict and any(row["errors"] for row in files)))


def _analyze_all(
    sources: list[tuple[str, str]], known: cs.Language | None, workers: int, left_out: list[dict[str, str]]
) -> Iterator[tuple[str, cs.Analysis]]:
    """Each source with its analysis; those that have none are added to what is left out."""
    read: dict[int, str] = {}  # the number of a record -> its path

    def read_all() -> Iterator[tuple[bytes, str]]:
        for path, name in sources:
            try:
                data = read_listed(path)
            except CodestructError as error:
                left_out.append({"path": path, "reason": error.reason})
                continue
            read[len(read)] = path
            yield data, name

    private = known is not None and known.name not in cs.list_languages()
    if private and known is not None:  # a worker knows registered languages only
        for number, (data, _) in enumerate(read_all()):
            yield read[number], cs.analyze(data, known)
        return
    for outcome in cs.analyze_many(read_all(), workers=min(workers, max(len(sources), 1))):
        if outcome.analysis is not None:
            yield read[outcome.index], outcome.analysis
        elif outcome.error is not None:
            left_out.append({"path": read[outcome.index], "reason": f"{outcome.error.reason}; {outcome.error.remedy}"})


def _count(path: str, code: cs.Analysis) -> dict[str, Any]:
    """The row of a file, as `--json` has it."""
    lines = len(code.source.line_starts) - code.source.data.endswith((b"\n", b"\r"))
    counts = (
        len(code.source), lines, len(code.items), len(code.tokens), int(code.tokens.logic.sum()), len(code.bindings),
        len(code.flow), len(code.graph.indices),
    )  # fmt: skip
    errors = [
        {
            "kind": error.kind, "line": int(code.source.line_of(error.start)), "start": error.start, "end": error.end,
            "message": error.message,
        }
        for error in code.errors
    ]  # fmt: skip
    return {"path": path, "language": code.language.name, **dict(zip(_COUNTS, counts, strict=True)), "errors": errors}


def _sum_languages(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sums of the files of each language, the one with the most lines first."""
    sums: dict[str, dict[str, Any]] = {}
    for row in files:
        found = sums.setdefault(row["language"], dict.fromkeys(("files", "broken_files", *_COUNTS), 0))
        found["files"] += 1
        found["broken_files"] += bool(row["errors"])
        for name in _COUNTS:
            found[name] += row[name]
    return [{"language": name, **found} for name, found in sorted(sums.items(), key=lambda one: -one[1]["lines"])]


def _print_many(files: list[dict[str, Any]], other: int) -> None:
    sums = _sum_languages(files)
    total = {name: sum(row[name] for row in sums) for name in ("files", "broken_files", *_COUNTS)}
    rows = [*sums, {"language": "all", **total}] if len(sums) > 1 else sums
    shown = ["language", "files", "lines", "items", "logic", "names", "pairs", "edges", "broken_files"]
    heads = {"logic": "logic tokens", "pairs": "def-use pairs", "edges": "item edges", "broken_files": "with errors"}
    renamed = [{heads.get(name, name): row[name] for name in shown} for row in rows]
    print_rows(renamed, [heads.get(name, name) for name in shown], as_json=False)
    console = new_console()
    broken = [row for row in files if row["errors"]]
    for row in broken[:_TOLD]:
        first, more = row["errors"][0], len(row["errors"]) - 1
        text = f"{row['path']}:{first['line']}: {first['message']}{f' (and {more} more)' if more else ''}"
        console.print(escape(text), soft_wrap=True)
    if len(broken) > _TOLD:
        console.print(f"and {len(broken) - _TOLD} more files with errors; --json names all")
    if other:
        console.print(f"{other:,} other file{'s' if other > 1 else ''}, of no language that is known")


def _print_one(row: dict[str, Any], code: cs.Analysis) -> None:
    """The counts of one file, and the items that matter most in it."""
    console = new_console()
    console.print(
        f"[bold]{escape(row['path'])}[/]: {row['language']}, {row['lines']:,} lines, {row['items']:,} items, "
        f"{row['tokens']:,} tokens ({row['logic']:,} of core logic), {row['names']:,} names, "
        f"{row['pairs']:,} def-use pairs, {row['edges']:,} edges between items"
    )
    for what, values, text in (
        ("reach", code.reach, "the share of the other items that its definitions come to"),
        ("bridge", code.bridge, "how often it is on the shortest way between two others"),
    ):
        order = sorted(range(len(values)), key=lambda item: (-values[item], item))
        best = list(islice((item for item in order if values[item] > 0), 3))
        if best:
            console.print(f"highest {what} ({text}):")
        for item in best:
            start, end = int(code.items.start[item]), int(code.items.end[item])
            line = int(code.source.line_of(start))
            console.print(f"  {values[item]:.3f}  line {line}: {escape(first_line(code, start, end))}")
    for error in row["errors"][:_TOLD]:
        console.print(f"line {error['line']}: {error['kind']}: {escape(error['message'])}", soft_wrap=True)
    if len(row["errors"]) > _TOLD:
        console.print(f"and {len(row['errors']) - _TOLD} more; --json names all")
