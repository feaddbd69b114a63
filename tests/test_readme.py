"""Every command and every piece of Python of the README is run, here or elsewhere; its tables are true."""

import doctest
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import codestruct as cs
from codestruct.testing import find_corpus, read_claims

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")

SOURCE = "def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t\n"
RUN = {
    "codestruct --help": [],
    "codestruct analyze FILE": [],
    "codestruct items FILE": [],
    "codestruct graph FILE --format dot": [],
    "codestruct show FILE -o page.html": [],
    "codestruct language check NAME": ["lua", "--corpus", str(ROOT / "tests/languages/lua")],
    "codestruct language new NAME": ["moon", "--grammar", "tree_sitter_lua:language"],
    "python -m benchmarks.closure LANGUAGE PATH": ["lua", str(ROOT / "tests/languages/lua/env.lua")],
    "python -m benchmarks.detection FILE": ["answers.jsonl"],
}
"""The commands that are run here, with what stands for the words in capitals."""

ELSEWHERE = {
    "make test": "it runs this test",
    "make demo": "`codeblock run --preset demo`: tests/codeblock/test_cli.py, test_pipeline.py",
    "make demo DATA=FILE": "`codeblock run --data`: tests/codeblock/test_cli.py, test_pipeline.py",
    "make accuracy": "its scorer: tests/test_accuracy_scorer.py; its oracles are compilers that may not be here",
    "make bench": "tests/codestruct/test_speed.py",
    "make conformance": "tests/test_conformance.py",
    "python benchmarks/experiment.py --data FILE": "runs: tests/codeblock/test_pipeline.py; tables: test_experiment.py",
    "make docs": "its code: tests/test_guides.py, test_docstrings.py",
    "pip install .[python,javascript]": "make installs `.[all,codeblock,dev]`; the extras are looked up below",
    "pip install .[all,codeblock]": "the same",
}
"""The commands that are too long to be run here, and what runs them, or what they consist of."""


def test_python_of_the_readme_runs_as_shown() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README.md", None, 0)
    result = doctest.DocTestRunner().run(test)
    assert (result.failed, result.attempted >= 6) == (0, True)


def list_commands() -> set[str]:
    """Every command: the lines of the shell's blocks without their comments, and what stands between backticks."""
    blocks = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    lines = {line.partition("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()}
    return lines | set(re.findall(r"`((?:make|pip|python|codestruct|codeblock) [^`]+)`", README))


def test_every_command_is_run_or_said_to_be_run_elsewhere() -> None:
    assert list_commands() == RUN.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("command", RUN)
def test_commands_run(command: str, tmp_path: Path) -> None:
    (tmp_path / "total.py").write_text(SOURCE, encoding="utf-8")
    answer = f"So:\n\n```python\n{SOURCE}```\n"
    (tmp_path / "answers.jsonl").write_text(json.dumps({"response": answer}) + "\n", encoding="utf-8")
    given = [] if RUN[command] else ["total.py"]
    words = [word for word in command.split() if not word.isupper()]
    place = command.split().index("FILE") if given and "FILE" in command else len(words)
    line = [*words[:place], *RUN[command], *(given if "FILE" in command else []), *words[place:]]
    program = {"codestruct": [sys.executable, "-m", "codestruct.cli"], "python": [sys.executable]}[line[0]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*program, *line[1:]], capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    written = [path.read_text("utf-8") for path in (tmp_path / "page.html", tmp_path / "moon.toml") if path.exists()]
    assert done.stdout or written


def test_targets_and_extras_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in ELSEWHERE:
        if command.startswith("make"):
            assert re.search(rf"^{command.split()[1]}:", makefile, flags=re.MULTILINE), command
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    asked = {name for group in re.findall(r"pip install \.\[([\w,]+)\]", README) for name in group.split(",")}
    assert asked <= extras.keys()
    assert set(cs.list_languages()) - {"tsx"} <= extras.keys()


def test_files_that_are_linked_exist() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_reasons_name_tests_that_exist() -> None:
    named = re.findall(r"(?:tests/)?(?:\w+/)*test_\w+\.py", " ".join(ELSEWHERE.values()))
    known = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert {Path(name).name for name in named} <= known


def test_the_table_of_languages_is_true() -> None:
    rows = ["| language | level | lines of data | claims about examples | known gaps |", "|---|---|---:|---:|---:|"]
    for name in cs.list_languages():
        language = cs.get_language(name)
        file = ROOT / "codestruct" / "languages" / f"{name}.toml"
        claims = [claim for path in sorted(find_corpus(language).iterdir()) for claim in read_claims(path)]
        gaps = sum(claim.skip is not None for claim in claims)
        lines = len(file.read_text("utf-8").splitlines())
        rows.append(f"| `{name}` | {language.level} | {lines} | {len(claims)} | {gaps} |")
    assert "\n".join(rows) in README, "\n".join(["the table should be:", *rows])
