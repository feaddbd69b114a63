"""pass@k of a model over problems."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count

import datasets
import numpy as np

from codeblock.correctness.judging import judge
from codeblock.correctness.passes import estimate_pass_at_k
from codeblock.correctness.problems import Problem
from codeblock.correctness.verdicts import Verdict
from codeblock.errors import DataError
from codeblock.progress import new_progress
from codeblock.sandbox import Limits, require_sandbox

__all__ = ["PassRates", "judge_answers"]


@dataclass(frozen=True, slots=True)
class PassRates:
    """pass@k over problems, by k, and the rows behind it.

    `rows` has a row an answer: `task`, `answer`, `passed`, `reason` (empty where it passed), `seconds`.
    """

    rates: dict[int, float]
    problems: int
    rows: datasets.Dataset


def judge_answers(
    problems: Sequence[Problem],
    answers: Sequence[Sequence[str]],
    ks: Sequence[int] = (1,),
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    show: bool = False,
) -> PassRates:
    """Run every answer against its problem's tests, in boxes side by side, and estimate pass@k for each k.

    The mean is over problems. DataError where there is nothing to judge or fewer than k answers a problem;
    SandboxError where the system gives no sandbox or a language's tools are missing.
    """
    require_sandbox()
    given = np.array([len(row) for row in answers], dtype=np.int64)
    if not len(given) or len(given) != len(problems) or given.min() < max(ks):
        raise DataError("answers", f"{len(problems)} problems, {int(given.sum())} answers, k up to {max(ks)}",
                        "give at least k answers to each problem")  # fmt: skip
    work = [(problem, answer) for problem, row in zip(problems, answers, strict=True) for answer in row]
    verdicts: list[Verdict] = []
    with ThreadPoolExecutor(workers or cpu_count()) as pool, new_progress(show=show) as progress:
        task = progress.add_task("running tests", total=len(work), unit="answers")
        for verdict in pool.map(lambda pair: judge(pair[0], pair[1], limits), work):
            verdicts.append(verdict)
            progress.advance(task)
    passed = np.array([verdict.passed for verdict in verdicts])
    correct = np.add.reduceat(passed.astype(np.int64), np.cumsum(given) - given)
    rows = datasets.Dataset.from_dict(
        {
            "task": [problem.task for problem, _ in work],
            "answer": [answer for _, answer in work],
            "passed": passed.tolist(),
            "reason": [verdict.reason for verdict in verdicts],
            "seconds": [verdict.seconds for verdict in verdicts],
        }
    )
    rates = {k: float(estimate_pass_at_k(given, correct, k).mean()) for k in ks}
    return PassRates(rates, len(problems), rows)
