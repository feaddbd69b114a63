"""What a stream costs over one: python -m benchmarks.stream [--records 20000] [--workers 2] [--folder DIR ...]

Prints bytes an item of a stored analysis, what loading costs beside analyzing, and records a second of one process, of
as many independent ones as there are workers (what this machine can do), and of `analyze_many` with the workers; each
way starts anew, start included, and the ways take turns. What a way takes more of the processors' time than one
process, transport takes: packing, sending, reading.
"""

import argparse
import math
import os
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import codestruct as cs
from benchmarks.speed.texts import cut_snippets, find_texts

TABLES = ("items", "tokens", "bindings", "flow", "graph", "reach", "bridge", "errors")


def ask_tables(code: cs.Analysis) -> cs.Analysis:
    for table in TABLES:
        getattr(code, table)
    return code


def measure_stored(texts: list[bytes]) -> None:
    """Bytes and time of stored analyses."""
    stored = {text: cs.store_analysis(cs.analyze(text, "python")) for text in texts}
    items = sum(len(cs.load_analysis(data).items) for data in stored.values())
    extra = sum(len(data) - len(text) for text, data in stored.items())
    print(f"stored: {extra / items:.0f} bytes an item beside the source, {items / len(texts):.0f} items a record")
    analyses = {text: ask_tables(cs.analyze(text, "python")) for text in texts}
    runs: dict[str, Callable[[bytes], object]] = {
        "analyze": lambda text: ask_tables(cs.analyze(text, "python")),
        "store": lambda text: cs.store_analysis(analyses[text]),
        "load": lambda text: cs.load_analysis(stored[text]),
        "load, all tables": lambda text: ask_tables(cs.load_analysis(stored[text])),
    }
    least = {name: dict.fromkeys(texts, math.inf) for name in runs}
    for _ in range(5):  # as it is used: many records one after the other
        for name, run in runs.items():
            for text in texts:
                start = time.process_time_ns()
                run(text)
                least[name][text] = min(least[name][text], (time.process_time_ns() - start) / 1e9)
    seconds = {name: sum(found.values()) for name, found in least.items()}
    for name, value in seconds.items():
        print(f"{name}: {value / len(texts) * 1e6:.0f} us a record, 1/{seconds['analyze'] / value:.0f} of analyzing")


def run_stream(path: str, count: int, workers: int) -> None:
    """Analyze so many records, everything about each; in a process of its own."""
    texts: list[bytes] = pickle.loads(Path(path).read_bytes())
    records = ((text, "python") for text in islice(cycle(texts), count))
    for outcome in cs.analyze_many(records, workers=workers):
        assert outcome.analysis is not None, outcome.error
        if workers == 1:
            ask_tables(outcome.analysis)


def time_processes(calls: list[tuple[str, int, int]]) -> tuple[float, float]:
    """Seconds, and seconds of processor time, until some processes are done that each run a stream."""
    start, used = time.perf_counter(), _time_used_below()
    code = "import sys; from benchmarks.stream import run_stream; run_stream(sys.argv[1], *map(int, sys.argv[2:]))"
    running = [subprocess.Popen([sys.executable, "-c", code, *map(str, call)]) for call in calls]
    if sum(process.wait() for process in running):  # all of them have ended then
        raise SystemExit("a process failed")
    return time.perf_counter() - start, _time_used_below() - used


def _time_used_below() -> float:
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    return below.ru_utime + below.ru_stime


def measure_stream(texts: list[bytes], count: int, workers: int, rounds: int) -> None:
    """The three ways, round by round."""
    share = count // rounds
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "texts")
        Path(path).write_bytes(pickle.dumps(texts))
        ways = {
            "one process": [(path, share, 1)],
            f"{workers} independent processes": [(path, share // workers, 1)] * workers,
            f"analyze_many, {workers} workers": [(path, share, workers)],
        }
        took: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, calls in ways.items():
                took[way].append(time_processes(calls))
    alone, _, many = took.values()
    print(f"\nLoad {os.getloadavg()[0]:.1f}; {rounds} rounds of {share:,} records.\n")
    print("| way | records/s | times one process, by round | us of processor time a record | over one process |")
    print("|---|---:|---:|---:|---:|")
    used_alone = sum(used for _, used in alone)
    for way, found in took.items():
        seconds, used = (sum(column) for column in zip(*found, strict=True))
        gain = " ".join(f"{one[0] / other[0]:.2f}" for one, other in zip(alone, found, strict=True))
        cells = f"{share * rounds / seconds:.0f} | {gain} | {used / share / rounds * 1e6:.0f}"
        print(f"| {way} | {cells} | {used / used_alone - 1:+.1%} |")
    apart = median(two[0] / three[0] for two, three in zip(took[list(ways)[1]], many, strict=True))
    print(f"\nanalyze_many is at {apart:.1%} of the independent processes (median of the rounds).")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stream")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--folder", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    texts = list(islice(cut_snippets(find_texts("python", asked.folder), "python"), 200))
    size = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} snippets of {size:.0f} bytes; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    measure_stored(texts)
    measure_stream(texts, asked.records, asked.workers, asked.rounds)


if __name__ == "__main__":
    main()
