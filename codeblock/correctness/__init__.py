"""Functional correctness: problems with tests, answers run in the sandbox, pass@k."""

from codeblock.correctness.judging import judge
from codeblock.correctness.passes import estimate_pass_at_k
from codeblock.correctness.problems import Problem, load_problems
from codeblock.correctness.verdicts import Verdict, judge_apart, judge_together

__all__ = ["Problem", "Verdict", "estimate_pass_at_k", "judge", "judge_apart", "judge_together", "load_problems"]
