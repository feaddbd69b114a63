"""The time of each stage, as a ratio to tree-sitter's bare parse of the same bytes."""

import time
from collections.abc import Callable, Iterable
from functools import partial

import codestruct as cs

STAGES = ("tree", "items", "tokens", "bindings", "flow", "all")


def run_stage(text: bytes, language: str, stage: str) -> cs.Analysis:
    """An analysis from nothing, asked for one stage, or for everything that there is by default."""
    code = cs.analyze(text, language)
    asked = ("items", "tokens", "bindings", "flow", "graph", "reach", "bridge") if stage == "all" else (stage,)
    for name in asked:
        getattr(code, name)
    return code


def time_runs(runs: dict[str, Callable[[bytes], object]], texts: Iterable[bytes], rounds: int) -> dict[str, float]:
    """Seconds of processor time a run takes over all texts: of each text the least of some interleaved rounds."""
    total = dict.fromkeys(runs, 0.0)
    for text in texts:
        least = dict.fromkeys(runs, float("inf"))
        for _ in range(rounds):
            for name, run in runs.items():
                start = time.process_time_ns()
                run(text)
                least[name] = min(least[name], (time.process_time_ns() - start) / 1e9)
        for name, seconds in least.items():
            total[name] += seconds
    return total


def measure_language(language: str, texts: list[bytes], rounds: int) -> tuple[float, dict[str, float]]:
    """Seconds of the bare parse, and the ratio of each stage to it."""
    parser = cs.get_language(language).grammar.new_parser()
    runs: dict[str, Callable[[bytes], object]] = {"bare": parser.parse}
    for stage in STAGES:
        runs[stage] = partial(run_stage, language=language, stage=stage)
    seconds = time_runs(runs, texts, rounds)
    bare = seconds.pop("bare")
    return bare, {stage: value / bare for stage, value in seconds.items()}
