"""Whether a program does what its tests ask: the verdict, and the two ways to one."""

import contextlib
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from codeblock.sandbox import Box, Limits, Outcome, run_program

__all__ = ["Verdict", "judge_apart", "judge_together"]

_DIALOGUE = Path(__file__).with_name("dialogue")
_PYTHON = (os.path.realpath(sys.executable), "-I")
_ENTRY = "import sys; sys.path.insert(0, '/box'); from dialogue import {0}; {0}.main()"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether every test passed; if not, why: the tests' own last line, or the limit that was passed."""

    passed: bool
    reason: str
    seconds: float


def judge_apart(program: str, tests: str, limits: Limits | None = None) -> Verdict:
    """Run Python tests against a Python program, each in a box of its own, that talk over two pipes.

    The tests' box alone decides: names that the tests do not define are asked for in the other box, and plain data
    comes back. So an early exit, a printed mark, patched built-ins or an `__eq__` that is always true score nothing.
    Tests may hand over plain data only (numbers, strings, containers) and what they got from the program.

    >>> judge_apart("def twice(x): return 2 * x", "assert twice(4) == 8").passed
    True
    """
    limits = limits or Limits()
    own = {f"dialogue/{path.name}": path.read_text("utf-8") for path in _DIALOGUE.glob("*.py")}
    files = {"candidate": own | {"program.py": program}, "checker": own | {"tests.py": tests}}
    commands = {name: [[*_PYTHON, "-c", _ENTRY.format(name)]] for name in files}
    with contextlib.ExitStack() as ends, contextlib.ExitStack() as boxes:
        (hears, asks), (reads, answers) = os.pipe(), os.pipe()
        for end in (hears, asks, reads, answers):
            ends.callback(os.close, end)
        candidate = boxes.enter_context(
            Box(commands["candidate"], files["candidate"], limits,
                stdin=hears, stdout=answers, stderr=subprocess.DEVNULL)
        )  # fmt: skip
        checker = boxes.enter_context(Box(commands["checker"], files["checker"], limits, stdin=reads, stdout=asks))
        ends.close()  # so that each box sees the other one end
        outcome = checker.collect()
        candidate.kill()
        theirs = candidate.read_report()
    past = outcome.past or (theirs["past"] if theirs else "")
    return Verdict(outcome.ok, explain(outcome, past), outcome.seconds)


def judge_together(
    commands: list[list[str]], files: dict[str, str], limits: Limits | None = None, *,
    mark: str = "", readable: tuple[str, ...] = (), environment: dict[str, str] | None = None,
) -> Verdict:  # fmt: skip
    """Run tests in the process of the program that they test, as most languages' benchmarks are written.

    Passed: every command ended well and, where the files hold the placeholder `mark`, a secret that stands there was
    printed at the end; so an early exit does not score, nor does a printed guess. A program that searches its own
    process or file for the secret could: what it cannot do in any case is to harm.
    """
    started = time.monotonic()
    secret = secrets.token_hex(16)
    if mark:
        files = {name: text.replace(mark, secret) for name, text in files.items()}
    outcome = run_program(commands, files, limits, readable=readable, environment=environment)
    reached = not mark or secret.encode() in outcome.stdout + outcome.stderr
    reason = explain(outcome, outcome.past)
    if outcome.ok and not reached:
        reason = "ended before its tests did"
    return Verdict(outcome.ok and reached, reason, time.monotonic() - started)


def explain(outcome: Outcome, past: str) -> str:
    """One line: why a run failed; empty where it did not."""
    if past:
        return f"past its limit: {past}"
    if outcome.status == 0:
        return ""
    lines = outcome.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else f"ended with status {outcome.status}"
