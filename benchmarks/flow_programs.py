"""Random flow programs against path enumeration, in bulk: `python benchmarks/flow_programs.py --programs 20000`.

For each language: programs, sites, pairs, programs that differ, and the first difference made as small as it goes. The
exit status is 1 where any program differs.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.flowprograms.comparison import compare_flow
from tests.flowprograms.dialects import DIALECTS
from tests.flowprograms.generation import generate_program
from tests.flowprograms.oracle import Kind, enumerate_paths
from tests.flowprograms.program import Program
from tests.flowprograms.rendering import render_program

CHUNK = 100


@dataclass
class Tally:
    """What some programs of one language held."""

    programs: int = 0
    sites: int = 0
    pairs: int = 0
    carried: int = 0
    differing: list[int] | None = None  # seeds

    def add(self, other: "Tally") -> None:
        self.programs += other.programs
        self.sites += other.sites
        self.pairs += other.pairs
        self.carried += other.carried
        self.differing = [*(self.differing or []), *(other.differing or [])]


def draw_choices(seed: int) -> Callable[[int], int]:
    return random.Random(seed).randrange


def count_statements(seed: int) -> int:
    return 1 + seed % 24


def find_problem(program: Program, language: str) -> str | None:
    """What is wrong with this program: a difference, or what the analysis raised."""
    try:
        difference = compare_flow(program, DIALECTS[language])
    except Exception:  # noqa: BLE001 -- whatever it is, it is the finding
        return render_program(program, DIALECTS[language]).text + traceback.format_exc(limit=-3)
    return None if difference is None else str(difference)


def check_seeds(seeds: range, language: str) -> Tally:
    tally = Tally(differing=[])
    for seed in seeds:
        program = generate_program(draw_choices(seed), DIALECTS[language], count_statements(seed))
        pairs = enumerate_paths(program)
        tally.programs += 1
        tally.sites += len(render_program(program, DIALECTS[language]).offsets)
        tally.pairs += len(pairs)
        tally.carried += sum(kind is Kind.CARRIED for kind in pairs.values())
        if find_problem(program, language) is not None:
            tally.differing.append(seed)
    return tally


def replay(choices: Sequence[int]) -> Callable[[int], int]:
    """The choices again; 0, the simplest, when they are used up."""
    rest = iter(choices)
    return lambda n: min(next(rest, 0), n - 1)


def minimize(seed: int, language: str) -> str:
    """The difference of a small program, reached by dropping and lowering the choices that made this one."""
    dialect, statements = DIALECTS[language], count_statements(seed)
    choices: list[int] = []
    draw = draw_choices(seed)

    def record(n: int) -> int:
        choices.append(draw(n))
        return choices[-1]

    def problem_of(candidate: list[int]) -> str | None:
        return find_problem(generate_program(replay(candidate), dialect, statements), language)

    found = find_problem(generate_program(record, dialect, statements), language)
    assert found is not None, f"seed {seed} does not differ"
    progress = True
    while progress:
        progress = False
        for width in (32, 16, 8, 4, 2, 1):
            start = 0
            while start < len(choices):
                window = choices[start : start + width]
                for instead in ([], [0] * len(window), [window[0] - 1, *window[1:]]):
                    candidate = choices[:start] + instead + choices[start + width :]
                    if instead == window or min(candidate, default=0) < 0:
                        continue
                    problem = problem_of(candidate)
                    if problem is not None and len(problem) <= len(found) and candidate != choices:
                        choices, found, progress = candidate, problem, True
                        break
                else:
                    start += width
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=20_000, help="how many a language (default: 20000)")
    parser.add_argument("--language", action="append", choices=list(DIALECTS), help="repeatable (default: all)")
    parser.add_argument("--seed", type=int, default=0, help="of the first program")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--show", type=int, default=1, help="how many differences to make small and print")
    arguments = parser.parse_args()
    differing = 0
    print(f"{'language':<12}{'programs':>10}{'sites':>12}{'pairs':>12}{'carried':>12}{'differing':>11}{'seconds':>9}")
    for language in arguments.language or DIALECTS:
        began, total = time.perf_counter(), Tally()
        end = arguments.seed + arguments.programs
        chunks = [range(first, min(first + CHUNK, end)) for first in range(arguments.seed, end, CHUNK)]
        with Pool(arguments.workers) as pool:
            for tally in pool.imap_unordered(partial(check_seeds, language=language), chunks):
                total.add(tally)
        seeds = sorted(total.differing or [])
        differing += len(seeds)
        print(
            f"{language:<12}{total.programs:>10}{total.sites:>12}{total.pairs:>12}{total.carried:>12}{len(seeds):>11}"
            f"{time.perf_counter() - began:>9.1f}",
            flush=True,
        )
        for seed in seeds[: arguments.show]:
            print(f"\nseed {seed}, made small:\n{minimize(seed, language)}\n", flush=True)
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
