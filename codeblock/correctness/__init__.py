"""Functional correctness: problems with tests, answers run in the sandbox, pass@k."""

from codeblock.correctness.generation import GenerationConfig, generate_answers
from codeblock.correctness.judging import judge
from codeblock.correctness.measurement import PassRates, judge_answers
from codeblock.correctness.passes import estimate_pass_at_k
from codeblock.correctness.problems import Problem, load_problems
from codeblock.correctness.verdicts import Verdict, judge_apart, judge_together

__all__ = [
    "GenerationConfig",
    "PassRates",
    "Problem",
    "Verdict",
    "estimate_pass_at_k",
    "generate_answers",
    "judge",
    "judge_answers",
    "judge_apart",
    "judge_together",
    "load_problems",
]
