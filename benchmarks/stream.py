"""What a stream costs over one: python -m benchmarks.stream [--records 20000] [--workers 2] [--folder DIR ...]

Prints records a second with one worker and with several, the share of the processor time that transport takes (packing,
sending, reading), bytes an item of a stored analysis, and what loading costs beside analyzing.
"""

import argparse
import os
import resource
import time
from itertools import cycle, islice
from pathlib import Path

import codestruct as cs
from benchmarks.speed.measure import time_runs
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
    seconds = time_runs(
        {
            "analyze": lambda text: ask_tables(cs.analyze(text, "python")),
            "store": lambda text: cs.store_analysis(analyses[text]),
            "load": lambda text: cs.load_analysis(stored[text]),
            "load, all tables": lambda text: ask_tables(cs.load_analysis(stored[text])),
        },
        texts,
        rounds=5,
    )
    for name, value in seconds.items():
        print(f"{name}: {value / len(texts) * 1e6:.0f} us a record, 1/{seconds['analyze'] / value:.0f} of analyzing")


def measure_stream(texts: list[bytes], count: int, workers: int) -> None:
    """Records a second, and processor time here and in the workers."""
    records = [(text, "python") for text in islice(cycle(texts), count)]
    start, used = time.perf_counter(), time.process_time()
    for outcome in cs.analyze_many(records):
        assert outcome.analysis is not None, outcome.error
        ask_tables(outcome.analysis)
    alone, alone_used = time.perf_counter() - start, time.process_time() - used
    print(f"1 worker: {count / alone:.0f} records/s, {alone_used / count * 1e6:.0f} us of processor time a record")
    start, used = time.perf_counter(), time.process_time()
    done = sum(outcome.analysis is not None for outcome in cs.analyze_many(records, workers=workers))
    seconds, here = time.perf_counter() - start, time.process_time() - used
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    there = below.ru_utime + below.ru_stime
    print(f"{workers} workers: {done / seconds:.0f} records/s, {alone / seconds:.2f} times as many")
    print(f"processor time: {here:.2f} s here, {there:.2f} s in the workers, start included; {alone_used:.2f} s alone")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stream")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    texts = list(islice(cut_snippets(find_texts("python", asked.folder), "python"), 200))
    size = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} snippets of {size:.0f} bytes; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    measure_stored(texts)
    measure_stream(texts, asked.records, asked.workers)


if __name__ == "__main__":
    main()
