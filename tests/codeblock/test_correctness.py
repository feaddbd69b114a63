"""pass@k, the formats of problems, and verdicts in each language whose tools are installed."""

import gzip
import json
import math
import shutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codeblock.correctness import Problem, estimate_pass_at_k, judge, judge_apart, load_problems
from codeblock.errors import DataError, SandboxError
from codeblock.sandbox import require_sandbox

try:
    require_sandbox()
    HAS_SANDBOX = True
except SandboxError:
    HAS_SANDBOX = False
boxed = pytest.mark.skipif(not HAS_SANDBOX, reason="this system gives no sandbox")


@given(st.integers(1, 9), st.data())
def test_pass_at_k_is_the_share_of_draws_with_a_right_answer(n: int, data: st.DataObject) -> None:
    c, k = data.draw(st.integers(0, n)), data.draw(st.integers(1, n))
    draws = list(combinations([True] * c + [False] * (n - c), k))
    wanted = sum(any(draw) for draw in draws) / len(draws)
    assert estimate_pass_at_k(np.array([n]), np.array([c]), k)[0] == pytest.approx(wanted, abs=1e-12)


def test_pass_at_k_says_what_it_cannot() -> None:
    assert math.isnan(estimate_pass_at_k(np.array([2]), np.array([1]), 3)[0])
    with pytest.raises(ValueError, match="at least 1"):
        estimate_pass_at_k(np.array([2]), np.array([1]), 0)
    with pytest.raises(ValueError, match="more answers are correct"):
        estimate_pass_at_k(np.array([2]), np.array([3]), 1)


# ----------------------------------------------------------------------------------------------------- formats

HUMANEVAL = {
    "task_id": "HumanEval/x", "prompt": "def add(a, b):\n", "entry_point": "add",
    "canonical_solution": "    return a + b\n", "test": "def check(candidate):\n    assert candidate(1, 2) == 3\n",
}  # fmt: skip
EVALPLUS = {key: value for key, value in HUMANEVAL.items() if key != "test"} | {
    "base_input": [[1, 2]], "plus_input": [[0.1, 0.2], [[1], [2]]], "atol": 0, "contract": "",
}  # fmt: skip
MBPP = {
    "task_id": 7, "text": "Write sum.", "code": "def sum(a, b):\r\n    return a + b", "test_setup_code": "",
    "test_list": ["assert sum(1, 2) == 3"], "challenge_test_list": [],
}  # fmt: skip
MULTIPL_E = {
    "name": "HumanEval_x", "language": "js", "prompt": "function add(a, b) {\n", "stop_tokens": ["\nfunction "],
    "tests": "const assert = require('node:assert');\nassert.deepEqual(add(1, 2), 3);",
}  # fmt: skip
BIGCODEBENCH = {
    "task_id": "BigCodeBench/x", "complete_prompt": "import json\ndef add(a, b):\n", "instruct_prompt": "Add.",
    "canonical_solution": "    return a + b\n", "entry_point": "add", "libs": "['json']",
    "test": "import unittest\nclass TestCases(unittest.TestCase):\n    def test_it(self):\n"
            "        self.assertEqual(add(1, 2), 3)\n",
}  # fmt: skip


def pack(language: str, prompt: str, solution: str, test: str, **more: str) -> dict[str, str]:
    return {
        "task_id": f"{language}/x", "prompt": prompt, "declaration": prompt, "canonical_solution": solution,
        "test": test, "entry_point": "add", "instruction": "Write add.", **more,
    }  # fmt: skip


PACK = {
    "node": pack("JavaScript", "const add = (a, b) => {\n", "  return a + b;\n}\n",
                 "const test = () => {\n  console.assert(add(1, 2) === 3)\n}\ntest()\n"),
    "javac": pack("Java", "class Solution {\n  public int add(int a, int b) {\n", "    return a + b;\n  }\n}\n",
                  "public class Main {\n  public static void main(String[] args) {\n"
                  "    if (new Solution().add(1, 2) != 3) throw new AssertionError();\n  }\n}\n"),
    "g++": pack("CPP", "#include <vector>\nusing namespace std;\nint add(int a, int b){\n", "  return a + b;\n}\n",
                "#undef NDEBUG\n#include<assert.h>\nint main(){\n  assert (add(1, 2) == 3);\n}\n"),
    "go": pack("Go", 'import (\n    "math"\n)\n\nfunc add(a, b int) int {\n', "    return a + b\n}\n",
               "func TestAdd(t *testing.T) {\n    assert := assert.New(t)\n    assert.Equal(3, add(1, 2))\n}\n",
               **{"import": 'import (\n    "math"\n)\n', "test_setup":
                  'package main\n\nimport (\n    "testing"\n    "github.com/stretchr/testify/assert"\n)\n'}),
    "rustc": pack("Rust", "fn main(){}\nuse rand::Rng;\nfn add(a:i32, b:i32) -> i32{\n", "  a + b\n}\n",
                  "#[cfg(test)]\nmod tests {\n  use super::*;\n  #[test]\n"
                  "  fn it() { assert_eq!(add(1, 2), 3); }\n}\n"),
}  # fmt: skip


def write(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "problems.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    return path


def read_one(tmp_path: Path, record: object) -> Problem:
    (problem,) = load_problems(write(tmp_path, record))
    return problem


@boxed
@pytest.mark.parametrize("record", [HUMANEVAL, EVALPLUS, MBPP], ids=["humaneval", "evalplus", "mbpp"])
def test_python_formats(tmp_path: Path, record: dict[str, object]) -> None:
    problem = read_one(tmp_path, record)
    assert judge(problem, problem.reference).passed
    assert not judge(problem, problem.reference.replace("+", "-")).passed
    assert not judge(problem, "").passed


@boxed
def test_tests_with_the_program(tmp_path: Path) -> None:
    problem = read_one(tmp_path, BIGCODEBENCH)
    assert judge(problem, problem.reference).passed
    assert not judge(problem, "    return a - b\n").passed
    assert not judge(problem, "    return a + b\nimport os; os._exit(0)\n").passed


@boxed
@pytest.mark.parametrize("tool", [*PACK, "node-multipl-e"])
def test_other_languages(tmp_path: Path, tool: str) -> None:
    if shutil.which(tool.split("-")[0]) is None:
        pytest.skip(f"{tool} is not installed")
    problem = read_one(tmp_path, PACK.get(tool, MULTIPL_E))
    reference = problem.reference or "  return a + b;\n}\n"
    right, wrong = judge(problem, reference), judge(problem, reference.replace("+", "-"))
    assert right.passed, right
    assert not wrong.passed
    assert wrong.reason


def test_a_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    problem = read_one(tmp_path, PACK["node"])
    with pytest.raises(SandboxError, match="node: not installed"):
        judge(problem, problem.reference)


@pytest.mark.parametrize(
    ("record", "reason"),
    [({"prompt": "x"}, "no known format"), ([1], "no known format"), (MULTIPL_E | {"language": "cobol"}, "cobol")],
)
def test_records_that_are_no_problem_are_named(tmp_path: Path, record: object, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        load_problems(write(tmp_path, HUMANEVAL, record))


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        load_problems(tmp_path / "none.jsonl")
    (tmp_path / "bad.jsonl").write_text('{"a": 1\n')
    with pytest.raises(DataError, match=r"bad\.jsonl:1: no JSON"):
        load_problems(tmp_path / "bad.jsonl")


# ------------------------------------------------------------------------------------------------ plain data

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.binary(),
              st.complex_numbers(allow_nan=False), st.fractions(), st.decimals(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(st.text(), inner)),
    max_leaves=8,
)  # fmt: skip


@given(VALUES)
def test_plain_data_crosses_unchanged(value: object) -> None:
    from codeblock.correctness.dialogue.plain import decode, encode

    form = json.loads(json.dumps(encode(value, pytest.fail)))
    found = decode(form, pytest.fail)
    assert (found, type(found)) == (value, type(value))


@boxed
@pytest.mark.parametrize(
    ("program", "tests"),
    [
        ("def f(x): x.append(1)", "x = []\nf(x)\nassert x == [1]"),
        ("class P:\n  def __init__(s, a): s.a = a\ndef f(p): return p.a", "assert f(P(3)) == 3"),
        ("def f(n): yield from range(n)", "assert list(f(3)) == [0, 1, 2]"),
        ("def f(): raise ValueError('no')", "try: f()\nexcept ValueError as e: assert str(e) == 'no'\nelse: assert 0"),
        ("from collections import Counter\ndef f(s): return Counter(s)", "assert f('aab')['a'] == 2"),
        ("def f(): return {(1, 2): {3}}", "assert f() == {(1, 2): {3}}"),
        ("N = 5\ndef f(): return 10 ** 5000", "assert N == 5 and f() == 10 ** 5000"),
    ],
)
def test_what_the_tests_may_do_apart(program: str, tests: str) -> None:
    assert judge_apart(program, tests).passed
    assert not judge_apart(program, tests + "\nassert False").passed


@boxed
@pytest.mark.parametrize(
    ("program", "tests", "reason"),
    [
        ("def f(: pass", "assert f()", "SyntaxError"),
        ("def f(x): return x", "f(lambda: 1)", "no plain data"),
        ("x = 1", "assert f()", "'f' is not defined"),
        ("def f(): return undefined", "f()", "NameError"),
        ("def f(): exit()", "assert f()", "SystemExit"),
    ],
)
def test_why_an_answer_fails(program: str, tests: str, reason: str) -> None:
    verdict = judge_apart(program, tests)
    assert not verdict.passed
    assert reason in verdict.reason
