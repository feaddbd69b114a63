"""The commands of docs/recipes, in their order, on a toy model and a few records in the data set's own format."""

import json
import re
import shlex
from pathlib import Path

import datasets
import pytest
from typer.testing import CliRunner

from codeblock import load_pool
from codeblock.cli import app
from codeblock.errors import SandboxError
from codeblock.sandbox import require_sandbox
from tests.codeblock.samples import GO, PYTHON

RECIPE = Path(__file__).parents[2] / "docs" / "recipes" / "qwen.md"
SETUP = {"pip", "hf"}  # what fetches software and data
LAUNCH = re.compile(r"^torchrun --nproc-per-node \d+ -m codeblock\.cli")


def read_commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", RECIPE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line]


def judge(*scores: int) -> str:
    names = ("requirement_conformance", "logical_correctness", "edge_case_consideration")
    return json.dumps({n: {"score": s, "justification": "..."} for n, s in zip(names, scores, strict=True)})


def make_record(number: int, output: str, judgement: str) -> dict[str, str]:
    """A record of OpenCodeInstruct, all of whose columns are text."""
    return {
        "id": f"{number:032x}",
        "input": f"Write program number {number} that adds the numbers of a list.",
        "output": output,
        "domain": "generic",
        "generation_algorithm": "self-instruct",
        "llm_judgement": judgement,
        "unit_tests": '["\\nassert total([1]) == 1\\n"]',
        "tests_execution_status": '["pass"]',
        "average_test_score": "1",
    }


RECORDS = [
    make_record(1, f"This is short:\n\n```python\n{PYTHON}```\n", judge(5, 5, 5)),
    make_record(2, f"```python\n{PYTHON.replace('total', 'add')}```", judge(5, 4, 3)),
    make_record(3, f"In Go it reads otherwise:\n\n```go\n{GO}```\n", judge(1, 2, 3)),
    make_record(4, "```python\nbroken", "no judgement"),
]


def test_records_of_opencodeinstruct() -> None:
    pool = load_pool(RECORDS, instruction="input", response="output", rating="llm_judgement")
    assert pool.records["rating"][:] == [5.0, 4.0, 2.0]
    assert [(r.line, r.reason) for r in pool.rejected] == [(4, "the rating field 'llm_judgement' is no number")]
    assert (
        load_pool(RECORDS, instruction="input", response="output", rating="average_test_score").records["rating"][0]
        == 1
    )


def test_the_commands_work(tiny_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        require_sandbox()
    except SandboxError as refusal:
        pytest.skip(str(refusal))
    monkeypatch.chdir(tmp_path)
    for folder in ("train", "heldout"):
        place = tmp_path / folder / "data" / "train-00000-of-00001.parquet"
        place.parent.mkdir(parents=True)
        datasets.Dataset.from_list(RECORDS).to_parquet(place)
    problem = {"task_id": "add", "prompt": "def add(a, b):\n", "entry_point": "add", "canonical_solution": ""}
    problem["test"] = "def check(candidate):\n    assert candidate(1, 2) == 3\n"
    (tmp_path / "HumanEval.jsonl").write_text(json.dumps(problem))
    small = {"Qwen/Qwen2.5-Coder-1.5B-Instruct": str(tiny_directory), "bfloat16": "float32", "0.12": "0.7"}
    small |= {"512": "4", "--download": "", "minilm": "tfidf"}
    commands, done = read_commands(), []
    for command in commands:
        words = [small.get(word, word) for word in shlex.split(LAUNCH.sub("codeblock", command))]
        if words[0] in SETUP:
            continue
        assert words[0] == "codeblock", command
        result = CliRunner().invoke(app, [word for word in words[1:] if word])
        if result.exception is not None:
            raise AssertionError(command) from result.exception
        done.append(words[1])
    assert done == ["pairs", "score", "select", "labels", "train", "evaluate", "passes"]
    assert sum(datasets.load_from_disk(str(tmp_path / "pairs"))["kept"]) == 2
    assert (tmp_path / "model" / "model.safetensors").is_file()
