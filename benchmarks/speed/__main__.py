"""python -m benchmarks.speed [--langs "python go"] [--folder DIR ...] [--count N] [--rounds N] [--peers PYTHON]

Prints, for each language and size of text, what each stage costs as a multiple of tree-sitter's bare parse of the same
bytes; for Python also what the peers cost that PYTHON has installed (peers.txt). Ratios last; absolute figures belong
to a machine. Without folders, real files are fetched from package registries by name, once, as the benchmark of
conformance does; where that fails, the project's own examples stand for them.
"""

import argparse
import json
import os
import pickle
import platform
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import codestruct as cs
from benchmarks.accuracy.toolchain import Toolchain, ToolError
from benchmarks.conformance.sources import fetch_sources
from benchmarks.speed.measure import STAGES, measure_language, time_runs
from benchmarks.speed.texts import choose_texts, find_texts
from codestruct import acceleration

SOURCES = Path("build/sources")


def main() -> None:
    asked = _parse_arguments()
    print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")
    print("Processor time as a multiple of the bare parse; of each text the least of the rounds.\n")
    print(f"{acceleration.describe()}\n".capitalize())
    print(f"| language | path | texts | bytes | bare MB/s | {' | '.join(STAGES)} |")
    print(f"|---|---|---|---:|---:|{'---:|' * len(STAGES)}")
    for language in asked.langs.split():
        texts = find_texts(language, asked.folder or fetch_folder(language))
        for kind, chosen in choose_texts(texts, asked.count, language=language).items():
            for path in ("Python", "accelerated") if acceleration.get_kernels() is not None else ("Python",):
                with acceleration.use(path == "accelerated"):
                    bare, ratios = measure_language(language, chosen, asked.rounds if kind != "large" else 2)
                size = sum(map(len, chosen))
                cells = " | ".join([f"{size / bare / 1e6:.1f}", *(f"{ratios[stage]:.2f}" for stage in STAGES)])
                print(f"| {language} | {path} | {len(chosen)} {kind}s | {size:,} | {cells} |", flush=True)
    if asked.peers and "python" in asked.langs.split():
        _compare_peers(asked.folder or fetch_folder("python"), asked.count, asked.peers)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("--langs", default=" ".join(cs.list_languages()), help="languages, separated by blanks")
    parser.add_argument("--folder", type=Path, nargs="*", default=[], help="folders to take sources from")
    parser.add_argument("--count", type=int, default=100, help="snippets a language; a quarter as many files")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the least counts")
    parser.add_argument("--peers", help="the interpreter that has the peers; none: leave them out")
    return parser.parse_args()


def fetch_folder(language: str) -> list[Path]:
    """The folder of real files of a language, fetched where it is not there yet; none where that fails."""
    try:
        tools = Toolchain(SOURCES / ".tools")
        return [fetch_sources(cs.get_language(language), SOURCES.resolve(), tools)]
    except ToolError as error:
        print(f"{language}: {error}; measured on less", file=sys.stderr)
        return []


def _compare_peers(folders: list[Path], count: int, python: str) -> None:
    """What peers cost on the same Python texts; a text on which one of them fails is none of that peer's."""
    print("\n| peer on Python | texts | done | multiple of the bare parse |\n|---|---|---:|---:|")
    missing: dict[str, str] = {}
    parse = cs.get_language("python").grammar.new_parser().parse
    for kind, texts in choose_texts(find_texts("python", folders), count // 2, language="python").items():
        readable = [text for text in texts if _is_text(text)]
        if kind == "large" or not readable:
            continue
        bare = [time_runs({"bare": parse}, [text], 2)["bare"] for text in readable]
        told = _ask_peers(python, readable)
        missing |= told["missing"]
        for name, seconds in told["seconds"].items():
            done = [(one, other) for one, other in zip(seconds, bare, strict=True) if one is not None]
            ratio = f"{sum(one for one, _ in done) / sum(other for _, other in done):.0f}" if done else "-"
            print(f"| {name} | {kind}s | {len(done)} of {len(readable)} | {ratio} |", flush=True)
    for name, reason in missing.items():
        print(f"| {name} | - | - | {reason} |")


def _ask_peers(python: str, texts: list[bytes]) -> Any:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts"
        path.write_bytes(pickle.dumps(texts))
        call = [python, "-W", "ignore", str(Path(__file__).parent / "peers.py"), str(path)]
        return json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    main()
