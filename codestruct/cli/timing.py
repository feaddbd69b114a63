"""codestruct bench: what an analysis costs on one's own files, beside tree-sitter's bare parse."""

import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer
from rich.progress import track

import codestruct as cs
from codestruct.cli.files import list_sources, read_listed
from codestruct.cli.terminal import AsJson, LanguageName, choose_language, escape, new_console, print_rows
from codestruct.errors import CodestructError

__all__ = ["app"]

app = typer.Typer()

STAGES: dict[str, Callable[[cs.Analysis], object]] = {
    "items": lambda code: code.items,
    "tokens": lambda code: code.tokens,
    "flow": lambda code: code.flow,
    "all": lambda code: (code.tokens, code.reach, code.bridge),
}
"""What is asked of a fresh analysis; each includes the parse and all that it stands on."""


@app.command()
def bench(
    paths: Annotated[list[str], typer.Argument(metavar="FILE|DIR...", help="Your own files, or folders.")],
    language: LanguageName = None,
    files: Annotated[int, typer.Option(min=1, help="Files of a language at most, evenly chosen.")] = 100,
    repeat: Annotated[int, typer.Option(min=1, help="The best of so many times counts.")] = 3,
    as_json: AsJson = False,
) -> None:
    """What stages cost on your own files, as multiples of the bare parse of the same bytes (processor time)."""
    known = choose_language(language) if language is not None else None
    listing = list_sources(paths, known)
    console = new_console(stderr=True)
    left_out = list(listing.left_out)
    by_language: dict[str, list[str]] = defaultdict(list)
    for path, name in listing.sources:
        by_language[name].append(path)
    chosen = [(name, path) for name, all_paths in by_language.items() for path in _spread(all_paths, files)]
    times: dict[str, list[tuple[int, dict[str, float]]]] = defaultdict(list)
    for name, path in track(chosen, "timing", console=console, transient=True, disable=not console.is_terminal):
        try:
            data, one = read_listed(path), known or cs.get_language(name)
            times[name].append((len(data), _time_file(data, one, repeat)))
        except CodestructError as error:
            left_out.append((path, error.reason))
    shown = ["language", "files", "kilobytes", "parse_ms", *(f"{stage}_x" for stage in STAGES), "megabytes_a_second"]
    print_rows([_sum_times(name, found) for name, found in sorted(times.items())], shown, as_json)
    for path, reason in left_out:
        console.print(f"left out: {escape(path)}: {escape(reason)}", soft_wrap=True)
    if not times:
        raise CodestructError(" ".join(paths), "no source file is there", "see codestruct languages, or name files")
    raise typer.Exit(bool(left_out))


def _spread(paths: list[str], count: int) -> list[str]:
    """`count` of the paths at most, evenly chosen."""
    return [paths[number * len(paths) // count] for number in range(count)] if len(paths) > count else paths


def _time_file(data: bytes, language: cs.Language, repeat: int) -> dict[str, float]:
    """The best seconds of the bare parse and of each stage."""
    parser = language.parser()
    best = {"parse": _best_of(repeat, lambda: parser.parse(data))}
    for stage, ask in STAGES.items():
        best[stage] = _best_of(repeat, partial(_run_stage, ask, data, language))
    return best


def _run_stage(ask: Callable[[cs.Analysis], object], data: bytes, language: cs.Language) -> None:
    ask(cs.analyze(data, language))


def _best_of(repeat: int, call: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(repeat):
        began = time.process_time()
        call()
        best = min(best, time.process_time() - began)
    return best


def _sum_times(name: str, found: list[tuple[int, dict[str, float]]]) -> dict[str, Any]:
    """The row of a language: milliseconds of the bare parse, multiples of it, megabytes a second of all together."""
    total = {stage: sum(seconds[stage] for _, seconds in found) for stage in ("parse", *STAGES)}
    size = sum(size for size, _ in found)
    return {
        "language": name,
        "files": len(found),
        "kilobytes": round(size / 1000),
        "parse_ms": round(1000 * total["parse"], 3),
        **{f"{stage}_x": round(total[stage] / max(total["parse"], 1e-9), 2) for stage in STAGES},
        "megabytes_a_second": round(size / 1e6 / max(total["all"], 1e-9), 3),
    }
