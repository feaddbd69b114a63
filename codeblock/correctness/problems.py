"""Problems with tests, from the formats that benchmarks come in."""

import builtins
import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codeblock.errors import DataError

__all__ = ["Problem", "load_problems"]

_LANGUAGES = {
    "py": "python", "python": "python", "js": "javascript", "javascript": "javascript", "java": "java", "cpp": "cpp",
    "go": "go", "go_test.go": "go", "rust": "rust", "rs": "rust",
}  # fmt: skip
_PYTHON_STOPS = ("\nclass ", "\ndef ", "\n#", "\nif ", "\nprint(", "\n@", "\n```")
_BRACE_STOPS = {"java": ("\n    }", "\n    }\n}\n")}
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One task: what the model is given, and what its answer must pass.

    `prompt` is the beginning of a program, to be completed, or with `completes=False` an instruction whose answer is a
    whole program. `apart` says that the tests can run in a process of their own (Python; see `judge_apart`).
    `program` is what stands before a completion (the prompt, as a rule), `setup` before the program. A completion ends
    before the first of `stops`; `closes` is put in its place.
    """

    task: str
    language: str
    prompt: str
    tests: str
    reference: str
    program: str = ""
    setup: str = ""
    completes: bool = True
    apart: bool = False
    instruction: str = ""
    stops: tuple[str, ...] = ()
    closes: str = ""


def _read_humaneval(record: Record) -> Problem:
    entry, prompt = record["entry_point"], record["prompt"]
    return Problem(
        record["task_id"], "python", prompt, f"{record['test']}\n\ncheck({entry})\n", record["canonical_solution"],
        program=prompt, apart=True, stops=_PYTHON_STOPS,
    )  # fmt: skip


def _read_evalplus(record: Record) -> Problem:
    """The reference gives the expected results; floats are compared with the record's own tolerance."""
    entry, prompt = record["entry_point"], record["prompt"]
    reference = prompt + record["canonical_solution"]
    inputs = [*record.get("base_input", ()), *(record.get("plus_input") or ())]
    tests = (
        f"reference = {{}}\nexec({reference!r}, reference)\n"
        "def same(found, wanted, atol):\n"
        "    if isinstance(wanted, float) and isinstance(found, (int, float)):\n"
        "        return found == wanted or abs(found - wanted) <= (atol or 1e-6) \\\n"
        "            or found != found and wanted != wanted\n"
        "    if isinstance(wanted, (list, tuple)):\n"
        "        return type(found) is type(wanted) and len(found) == len(wanted) and all(map(\n"
        "            lambda pair: same(*pair, atol), zip(found, wanted)))\n"
        "    return found == wanted\n"
        "import copy\n"
        f"for inputs in {inputs!r}:\n"
        f"    wanted = reference[{entry!r}](*copy.deepcopy(inputs))\n"
        f"    assert same({entry}(*copy.deepcopy(inputs)), wanted, {record.get('atol') or 0!r}), inputs\n"
    )
    return Problem(
        record["task_id"], "python", prompt, tests, record["canonical_solution"], program=prompt, apart=True,
        stops=_PYTHON_STOPS,
    )  # fmt: skip


def _read_mbpp(record: Record) -> Problem:
    tests = record["test_list"]
    setup = [record.get("test_setup_code") or "", *record.get("test_imports", ())]
    defined = re.findall(r"^def (\w+)", record["code"], re.MULTILINE)
    setup += [f"{name} = __answer__({name!r})" for name in defined if hasattr(builtins, name)]
    words = record.get("text") or record["prompt"]
    instruction = f"{words}\nYour code should satisfy these tests:\n\n" + "\n".join(tests[:3])
    return Problem(
        str(record["task_id"]), "python", instruction, "\n".join([*setup, *tests]) + "\n",
        record["code"].replace("\r\n", "\n"), completes=False, apart=True, instruction=instruction,
    )  # fmt: skip


def _read_humanevalpack(record: Record) -> Problem:
    language = _language_of(record, record["task_id"].split("/")[0].lower())
    setup = record.get("test_setup", "")
    tests = record["test"]
    stop, closes = _BRACE_STOPS.get(language, ("\n}", "\n}\n"))
    if language == "python":
        tests = f"{tests}\n\ncheck({record['entry_point']})\n" if "check(" not in tests.splitlines()[-1] else tests
    return Problem(
        record["task_id"], language, record["prompt"], tests, record["canonical_solution"],
        program=record["prompt"], setup=setup, apart=language == "python", instruction=record["instruction"],
        stops=_PYTHON_STOPS if language == "python" else (stop,), closes="" if language == "python" else closes,
    )  # fmt: skip


def _read_multipl_e(record: Record) -> Problem:
    language = _language_of(record, record["language"])
    return Problem(
        record["name"], language, record["prompt"], record["tests"], record.get("canonical_solution") or "",
        program=record["prompt"], stops=tuple(record.get("stop_tokens") or ()),
    )  # fmt: skip


def _read_bigcodebench(record: Record) -> Problem:
    tests = f"{record['test']}\nimport unittest\n_result = unittest.main(exit=False, verbosity=0).result\n"
    tests += "assert _result.testsRun and _result.wasSuccessful()\n"
    prompt = record["complete_prompt"]
    return Problem(
        record["task_id"], "python", prompt, tests, record["canonical_solution"], program=prompt,
        instruction=record.get("instruct_prompt", ""), stops=_PYTHON_STOPS,
    )  # fmt: skip


_FORMATS: tuple[tuple[frozenset[str], Callable[[Record], Problem]], ...] = (
    (frozenset({"complete_prompt", "test", "entry_point"}), _read_bigcodebench),
    (frozenset({"prompt", "entry_point", "base_input", "canonical_solution"}), _read_evalplus),
    (frozenset({"prompt", "declaration", "test", "entry_point", "instruction"}), _read_humanevalpack),
    (frozenset({"prompt", "test", "entry_point", "canonical_solution"}), _read_humaneval),
    (frozenset({"name", "language", "prompt", "tests"}), _read_multipl_e),
    (frozenset({"task_id", "code", "test_list"}), _read_mbpp),
)


def _language_of(record: Record, word: str) -> str:
    if word not in _LANGUAGES:
        raise DataError(str(record.get("task_id") or record.get("name")), f"nothing here runs {word!r}",
                        f"use one of {', '.join(sorted(set(_LANGUAGES.values())))}")  # fmt: skip
    return _LANGUAGES[word]


def _read_lines(path: Path) -> Iterator[tuple[int, Record]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except ValueError as error:
                    raise DataError(f"{path.name}:{number}", f"no JSON ({error})", "mend or remove the line") from None


def load_problems(path: str | Path) -> list[Problem]:
    """The problems of a JSON lines file (.gz too): HumanEval, MBPP, HumanEvalPack, MultiPL-E, EvalPlus, BigCodeBench.

    The format is told by the fields of each record. DataError names the line that no format fits.
    """
    path = Path(path)
    if not path.is_file():
        raise DataError(str(path), "no such file", "name a JSON lines file of problems")
    problems = []
    for number, record in _read_lines(path):
        for fields, read in _FORMATS:
            if isinstance(record, dict) and fields <= record.keys():
                problems.append(read(record))
                break
        else:
            raise DataError(
                f"{path.name}:{number}", "has the fields of no known format",
                "known are HumanEval, MBPP, HumanEvalPack, MultiPL-E, EvalPlus and BigCodeBench",
            )  # fmt: skip
    return problems
