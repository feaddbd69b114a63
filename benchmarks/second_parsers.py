"""A second opinion on rendered programs (P6): each language's own parser, where it is installed; one process for many.

tree-sitter recovers from much and is lenient by design, so that a program it likes may still be none.
"""

import ast
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["judge_programs", "missing_tool"]

SCRIPTS = Path(__file__).parent / "parsers"

TOOLS = {"javascript": "node", "java": "java", "go": "gofmt"}

NAME_RULES = re.compile(
    r"Private field '#\w+' must be declared|Export '\w+' is not defined"  # early errors of JavaScript about names
)
"""Complaints that are not about syntax: something names what was taken out."""


def missing_tool(language: str) -> str:
    """Why there is no second parser for a language here; "" where there is one."""
    if language == "python":
        return ""
    if language not in TOOLS:
        return f"no parser of {language} that knows nothing of meaning"
    return "" if shutil.which(TOOLS[language]) else f"{TOOLS[language]} is not installed"


def judge_programs(language: str, programs: Sequence[bytes]) -> list[str]:
    """What the language's own parser has against each program; "" where nothing."""
    if language == "python":
        return [_judge_python(program) for program in programs]
    suffix = {"javascript": ".js", "java": ".java", "go": ".go"}[language]
    with tempfile.TemporaryDirectory() as folder:
        for number, program in enumerate(programs):
            Path(folder, f"p{number}{suffix}").write_bytes(program)
        found = _COMMANDS[language](folder)
    return [found.get(number, "") for number in range(len(programs))]


def _judge_python(program: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "invalid escape sequence" is the source's own affair
            ast.parse(program)
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=600, check=False)
    if done.returncode < 0 or "Error: Cannot find module" in done.stderr:
        sys.exit(f"{command[0]} failed: {done.stderr[-400:]}")
    return done.stdout + done.stderr


def _read_complaints(output: str) -> dict[int, str]:
    """The first complaint about each file, from lines `.../p<number>.<suffix>:...`."""
    complaints: dict[int, str] = {}
    for line in output.splitlines():
        if match := re.match(r"(?:\S*/)?p(\d+)\.\w+:(.*)", line):
            complaints.setdefault(int(match[1]), match[2].strip())
    return complaints


def _judge_javascript(folder: str) -> dict[int, str]:
    output = _run("node", "--no-warnings", "--experimental-vm-modules", str(SCRIPTS / "parse.cjs"), folder)
    if not output.endswith("parsed\n"):
        raise RuntimeError(f"node did not come to its end: {output[-400:]}")
    return _read_complaints(output)


def _judge_java(folder: str) -> dict[int, str]:
    output = _run("java", str(SCRIPTS / "Parse.java"), folder)
    if not output.endswith("parsed\n"):
        raise RuntimeError(f"java did not come to its end: {output[-400:]}")
    return _read_complaints(output)


def _judge_go(folder: str) -> dict[int, str]:
    return _read_complaints(_run("gofmt", "-e", "-l", folder))


_COMMANDS: dict[str, Callable[[str], dict[int, str]]] = {
    "javascript": _judge_javascript,
    "java": _judge_java,
    "go": _judge_go,
}
