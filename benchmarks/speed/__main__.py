"""python -m benchmarks.speed [--langs "python go"] [--folder DIR ...] [--count N] [--rounds N] [--no-peers]

Prints, for each language and size of text, what each stage costs as a multiple of tree-sitter's bare parse of the same
bytes; for Python also what the peers cost that are installed. Ratios last; absolute figures belong to a machine.
"""

import argparse
import os
import platform
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import codestruct as cs
from benchmarks.speed.measure import STAGES, measure_language, time_runs
from benchmarks.speed.peers import Run, find_peers
from benchmarks.speed.texts import choose_texts, find_texts


def main() -> None:
    asked = _parse_arguments()
    print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")
    print("Processor time as a multiple of the bare parse; of each text the least of the rounds.\n")
    print(f"| language | texts | bytes | bare MB/s | {' | '.join(STAGES)} |")
    print(f"|---|---|---:|---:|{'---:|' * len(STAGES)}")
    for language in asked.langs.split():
        texts = find_texts(language, asked.folder)
        for kind, chosen in choose_texts(texts, asked.count, language=language).items():
            bare, ratios = measure_language(language, chosen, asked.rounds if kind != "large" else 2)
            size = sum(map(len, chosen))
            cells = " | ".join(f"{ratios[stage]:.2f}" for stage in STAGES)
            print(f"| {language} | {len(chosen)} {kind}s | {size:,} | {size / bare / 1e6:.1f} | {cells} |", flush=True)
    if asked.peers and "python" in asked.langs.split():
        _compare_peers(asked.folder, asked.count)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("--langs", default=" ".join(cs.list_languages()), help="languages, separated by blanks")
    parser.add_argument("--folder", type=Path, nargs="*", default=[], help="folders to take sources from")
    parser.add_argument("--count", type=int, default=100, help="snippets a language; a quarter as many files")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the least counts")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="leave the peers out")
    return parser.parse_args()


def _compare_peers(folders: list[Path], count: int) -> None:
    """What peers cost on the same Python texts; a text on which one of them fails is none of that peer's."""
    ready, missing = find_peers()
    print("\n| peer on Python | texts | done | multiple of the bare parse |\n|---|---|---:|---:|")
    for kind, texts in choose_texts(find_texts("python", folders), count // 2, language="python").items():
        for name, run in ready.items():
            if kind == "large":
                continue
            done = [text for text in texts if _succeeds(run, text)]
            parser = cs.get_language("python").grammar.new_parser()
            with redirect_stdout(StringIO()):  # some talk
                seconds = time_runs({"bare": parser.parse, name: lambda text, run=run: run(text.decode())}, done, 1)
            ratio = f"{seconds[name] / seconds['bare']:.0f}" if done else "-"
            print(f"| {name} | {kind}s | {len(done)} of {len(texts)} | {ratio} |", flush=True)
    for name, reason in missing.items():
        print(f"| {name} | - | - | {reason} |")


def _succeeds(run: Run, text: bytes) -> bool:
    try:
        with redirect_stdout(StringIO()):
            run(text.decode())
    except Exception:  # noqa: BLE001  whatever it is, the peer has no answer
        return False
    return True


if __name__ == "__main__":
    main()
