"""Commands about languages: languages, language new, language check."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track
from rich.table import Table

import codestruct as cs
from codestruct.cli import tables
from codestruct.cli.terminal import AsJson, new_console, print_rows, write_json, write_text
from codestruct.errors import CodestructError, LanguageError
from codestruct.scaffold import draft_language, observe_shapes
from codestruct.testing import Report, check_language

__all__ = ["app", "one", "print_reports"]

app = typer.Typer()
one = typer.Typer(no_args_is_help=True, help="Add a language, and see what is missing in one.")
one.command()(tables.tree)
one.command()(tables.names)

SOURCES = Path("build/sources")
COLUMNS = ["language", "level", "lines", "claims", "skipped", "entries", "dead", "closure", "files", "real", "control"]

Corpus = Annotated[
    Path | None, typer.Option(help="the folder of examples; default: beside its file, or here in tests/")
]
Sources = Annotated[Path, typer.Option(help="a folder with real files of each language: SOURCES/NAME")]


@app.command()
def languages(as_json: AsJson = False) -> None:
    """The languages that are registered, and what is wrong with those that do not load."""
    rows: list[dict[str, Any]] = []
    for name in cs.list_languages():
        row: dict[str, Any] = {"language": name, "level": "broken", "extensions": [], "aliases": [], "fault": ""}
        try:
            language = cs.get_language(name)
            row |= {"level": language.level, "extensions": language.extensions, "aliases": language.aliases}
            _ = language.tables  # which asks for the grammar
        except LanguageError as error:
            row["fault"] = f"{error.reason}; {error.remedy}"
        rows.append(row)
    broken = any(row["fault"] for row in rows)
    print_rows(rows, ["language", "level", "extensions", "aliases", *(["fault"] if broken else [])], as_json)


@one.command()
def new(
    name: Annotated[str, typer.Argument(help="its name, in lower case")],
    grammar: Annotated[str, typer.Option(help="where its grammar is: module:function")],
    sample: Annotated[list[Path] | None, typer.Option(help="real files, which make better guesses; repeatable")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="default: NAME.toml here")] = None,
) -> None:
    """Draft the language file of a grammar, with comments that guide."""
    target = output or Path(f"{name}.toml")
    if target.exists():
        raise CodestructError(f"file {str(target)!r}", "it is there already", "name another one with --output")
    shapes = observe_shapes(grammar, [_read(path) for path in sample or []])
    extensions = sorted({path.suffix for path in sample or []} - {""})
    write_text(draft_language(name, grammar, shapes, extensions), target)
    examples = target.parent / "examples" / name
    print(f"{target} is a draft. Go through it, write annotated examples in {examples}, and type:")
    print(f"  codestruct language check {target}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CodestructError(f"file {str(path)!r}", error.strerror or str(error), "name readable files") from error


@one.command()
def check(
    name: Annotated[str | None, typer.Argument(help="a registered language, or a language file")] = None,
    every: Annotated[bool, typer.Option("--all", help="all registered languages, as a table")] = False,
    corpus: Corpus = None,
    sources: Sources = SOURCES,
    limit: Annotated[int, typer.Option(help="real files that parse clean, at most")] = 100,
    idle: Annotated[bool, typer.Option("--idle", help="name the entries that change nothing on the examples")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a language to the conformance suite, and say what is missing; exit status 1 where something is."""
    if every == (name is not None):
        raise CodestructError("language check", "name one language, or say --all", "see codestruct languages")
    if name is not None:
        language = cs.Language.from_file(name) if name.endswith(".toml") else cs.get_language(name)
        real = sources / language.name if (sources / language.name).is_dir() else None
        report = check_language(language, corpus, sources=real, limit=limit, idle=idle)
        _print_one(report, as_json)
        raise typer.Exit(not report.passed)
    reports: list[Report] = []
    broken: list[str] = []
    for known in track(cs.list_languages(), "checking", console=new_console(stderr=True), transient=True):
        real = sources / known if (sources / known).is_dir() else None
        try:
            reports.append(check_language(known, corpus and corpus / known, sources=real, limit=limit))
        except CodestructError as error:
            broken.append(str(error))
    print_reports(reports, as_json)
    for fault in broken:
        print(fault, file=sys.stderr)
    raise typer.Exit(bool(broken) or not all(report.passed for report in reports))


def print_reports(reports: Sequence[Report], as_json: bool = False) -> None:
    """Print a table with a line a language; below it all failures but dead entries, which `check NAME` lists."""
    print_rows([_row(report) for report in reports], COLUMNS, as_json)
    for report in () if as_json else reports:
        for failure in report.failures:
            if failure.rule != "entry":
                print(f"{report.language}: {failure}")


def _print_one(report: Report, as_json: bool) -> None:
    if as_json:
        found = [{"file": f.file, "line": f.line, "rule": f.rule, "message": f.message} for f in report.failures]
        write_json({**_row(report), "failures": found, "idle": report.idle})
        return
    console = new_console()
    console.print(report)
    if report.idle:
        table = Table("entries that change nothing on the examples", box=None, header_style="bold", pad_edge=False)
        for entry in report.idle:
            table.add_row(entry)
        console.print(table)


def _row(report: Report) -> dict[str, Any]:
    """The line of a language in the table of all: closure over examples, then over real files; then the control."""
    real = report.real
    cells = [
        report.language,
        report.level,
        report.lines,
        report.claims,
        len(report.gaps),
        report.entries,
        len(report.unused),
        _percent(report.closure.closure),
        real.files,
        _percent(real.closure),
        _percent(real.control if real.spans else report.closure.control, 0),
    ]
    return dict(zip(COLUMNS, cells, strict=True))


def _percent(share: float | None, digits: int = 2) -> str:
    return "-" if share is None else "100%" if share == 1 else f"{100 * share:.{digits}f}%"
