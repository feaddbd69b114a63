"""Score codestruct, or another tool's answers, against an oracle's answers over the same files.

    python -m benchmarks.accuracy.score --answers DIR --lang python [--files N] [--only TEXT] [--errors 20]
    python -m benchmarks.accuracy.score --answers DIR --lang python --tool beniget

Files are scored in worker processes, one at a time: a file that raises, hangs or kills its worker costs that file
(all its uses count as wrong) and nothing else.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from .answers import Extent, index_answers
from .judgement import WRONG
from .languages import FIELDS, Field
from .scoring import OURS, Difference, Job, Score, score_file


def list_jobs(
    folder: Path, language: str, tool: str = OURS, only: str = "", files: int | None = None, like: str | None = None
) -> list[Job]:
    """The files that an oracle of the language has answered for, and the tool or the one that `like` names."""
    scheme = FIELDS[language]

    def index(name: str | None) -> dict[str, Extent]:
        return index_answers(folder / f"{name}.jsonl") if name else {}

    bind, flow = index(scheme.bind), index(scheme.flow)
    tool_bind: dict[str, Extent] = {}
    tool_flow: dict[str, Extent] = {}
    if like or tool != OURS:
        name_bind, name_flow = next(answers for name, *answers in scheme.peers if name == (like or tool))
        tool_bind, tool_flow = index(name_bind), index(name_flow)
        covered = tool_bind or tool_flow
        bind, flow = ({f: e for f, e in m.items() if f in covered} for m in (bind, flow))
        if name_flow is None and tool != OURS:
            flow = {}
    names = [f for f in dict.fromkeys([*bind, *flow]) if only in f]
    if files is not None and files < len(names):
        step = len(names) / files  # spread over the whole corpus, the same files each time
        names = [names[int(k * step)] for k in range(files)]
    return [Job(f, language, bind.get(f), flow.get(f), tool, tool_bind.get(f), tool_flow.get(f)) for f in names]


def score_jobs(jobs: list[Job], with_differences: bool = False, workers: int = 2) -> Iterator[Score]:
    """Score files in worker processes, in no fixed order; a file that kills its worker is found and listed."""
    left = {job.file: job for job in jobs}
    try:
        with ProcessPoolExecutor(workers) as pool:
            running = {pool.submit(score_file, job, with_differences): job.file for job in jobs}
            for done in as_completed(running):
                score = done.result()
                del left[running[done]]
                yield score
    except BrokenProcessPool:
        for job in left.values():  # one process a file, so that only the guilty one is lost
            try:
                with ProcessPoolExecutor(1) as pool:
                    score = pool.submit(score_file, job, with_differences).result()
            except BrokenProcessPool:
                score = Score(files=1, failures=[(job.file, "the worker process died")])
            yield score


def score_language(
    folder: Path,
    language: str,
    tool: str = OURS,
    only: str = "",
    files: int | None = None,
    like: str | None = None,
    with_differences: bool = False,
    workers: int = 2,
) -> Score:
    """Score one tool on one language's corpus."""
    total = Score()
    for score in score_jobs(list_jobs(folder, language, tool, only, files, like), with_differences, workers):
        total.add(score)
    return total


def print_score(score: Score, scheme: Field) -> None:
    """The figures of one tool on one language."""
    speed = score.size / 1e6 / score.seconds if score.seconds else float("nan")
    print(
        f"{scheme.name}: {score.files} files, {score.size / 1e6:.1f} MB, {len(score.failures)} failed, {speed:.2f} MB/s"
    )
    if score.doubled:
        print(f"  ! {score.doubled} sites start where another site starts")
    for measure, part in sorted({(m, p) for m, p, _ in score.counts}):
        total = score.total(measure, part)
        line = f"  {measure} {part:12} {100 * score.share(measure, part):7.3f}%  of {total:7}"
        for outcome in (*WRONG, "missing", "spurious"):
            n = score.count(measure, part, outcome)
            if n:
                line += f"  {outcome} {n} ({100 * n / total:.3f}%)"
        print(line)
    for file, reason in score.failures[:10]:
        print(f"  ! {file}: {reason}")


def print_differences(differences: list[Difference], total: dict[str, int], shown: int, each: int) -> None:
    """The most frequent causes, with examples."""
    groups: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for d in differences:
        groups[d.measure, d.cause].append(d)
    for measure in ("bind", "flow"):
        ranked = sorted((g for g in groups.items() if g[0][0] == measure), key=lambda g: -len(g[1]))
        for (_, cause), found in ranked[:shown]:
            print(f"\n{measure} {len(found):5} ({100 * len(found) / max(total[measure], 1):.3f}%)  {cause}")
            step = max(1, len(found) // each)
            for d in sorted(found, key=lambda d: (d.file, d.line))[::step][:each]:
                print(f"    {d.file}:{d.line} {d.name}  ours {d.ours} | oracle {d.oracle}\n        {d.text}")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=Path, required=True, help="folder of the oracles' answers")
    parser.add_argument("--lang", choices=sorted(FIELDS), required=True)
    parser.add_argument("--tool", default=OURS, help="codestruct, or another tool whose answers are in the folder")
    parser.add_argument("--only", default="", help="only files whose path holds this text")
    parser.add_argument("--files", type=int, help="only so many files, spread over the corpus")
    parser.add_argument("--errors", type=int, default=0, help="show so many causes of error, the most frequent first")
    parser.add_argument("--each", type=int, default=3, help="examples shown of each cause")
    parser.add_argument("--grep", default="", help="of the causes, only those that hold this text")
    options = parser.parse_args(argv)
    score = score_language(
        options.answers, options.lang, options.tool, options.only, options.files, with_differences=options.errors > 0
    )
    print_score(score, FIELDS[options.lang])
    if options.errors:
        total = {measure: score.total(measure, "target") for measure in ("bind", "flow")}
        chosen = [d for d in score.differences if options.grep in d.cause]
        print_differences(chosen, total, options.errors, options.each)
    return 0


if __name__ == "__main__":
    sys.exit(main())
