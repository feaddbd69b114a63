"""From a problem and an answer to a verdict: which files, which commands, in which language."""

import functools
import os
import re
import shutil
import site
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from codeblock.correctness.problems import Problem
from codeblock.correctness.verdicts import Verdict, judge_apart, judge_together
from codeblock.errors import SandboxError
from codeblock.sandbox import Limits

__all__ = ["judge"]

_MARK = "@MARK@"
_GO_ASSERT = Path(__file__).with_name("testify.go")
_GO_PACKAGES = ("fmt", "math", "sort", "strconv", "strings", "testing", "unicode")
_LARGE = Limits(wall_seconds=120, cpu_seconds=120, memory_bytes=4 << 30, address_space=False, processes=256,
                disk_bytes=1 << 30)  # fmt: skip


def judge(problem: Problem, answer: str, limits: Limits | None = None) -> Verdict:
    """Whether a completion of the problem's prompt (or, for an instruction, a whole program) passes its tests.

    Python tests run apart from the program where the problem allows it; otherwise program and tests are one, compiled
    and run in the sandbox with the language's own tools. SandboxError where those are not installed.
    """
    program = problem.program + answer
    if problem.apart:
        return judge_apart(f"{problem.setup}\n{program}" if problem.setup else program, problem.tests, limits)
    return _JUDGES[problem.language](replace(problem, program=program), limits)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SandboxError(name, "not installed", "install it, or leave that language's problems out")
    return os.path.realpath(found)


def _judge_python(problem: Problem, limits: Limits | None) -> Verdict:
    code = f"{problem.setup}\n{problem.program}\n{problem.tests}\nprint({_MARK!r})\n"
    readable = (*site.getsitepackages(), sys.prefix)
    environment = {"PYTHONPATH": os.pathsep.join(site.getsitepackages()), "MPLBACKEND": "Agg"}
    command = [os.path.realpath(sys.executable), "program.py"]
    return judge_together([command], {"program.py": code}, limits or _LARGE, mark=_MARK, readable=readable,
                          environment=environment)  # fmt: skip


def _judge_javascript(problem: Problem, limits: Limits | None) -> Verdict:
    strict = "console.assert = (ok, ...words) => { if (!ok) throw new Error('assertion failed') };"
    code = f"{problem.program}\n{strict}\n{problem.tests}\nconsole.log('{_MARK}');\n"
    return judge_together([[_tool("node"), "program.js"]], {"program.js": code}, limits or _LARGE, mark=_MARK)


def _judge_java(problem: Problem, limits: Limits | None) -> Verdict:
    code = f"{problem.program}\n{problem.tests}\n"
    name = "Main" if "class Main" in code else "Problem"
    last = f"class Last {{ public static void main(String[] a) throws Throwable {{ {name}.main(a); " + (
        f'System.out.println("{_MARK}"); }} }}'
    )
    home = Path(_tool("javac")).parent
    commands = [[str(home / "javac"), f"{name}.java", "Last.java"], [str(home / "java"), "-ea", "-Xmx512m", "Last"]]
    return judge_together(commands, {f"{name}.java": code, "Last.java": last}, limits or _LARGE, mark=_MARK,
                          readable=_shared(str(home.parent)))  # fmt: skip


def _judge_cpp(problem: Problem, limits: Limits | None) -> Verdict:
    body, brace, _ = problem.tests.rpartition("}")
    code = f'{problem.program}\n{body}; __builtin_puts("{_MARK}"); {brace}\n'
    commands = [[_tool("g++"), "-std=c++17", "-w", "-o", "program", "program.cpp"], ["./program"]]
    return judge_together(commands, {"program.cpp": code}, limits or _LARGE, mark=_MARK)


def _judge_go(problem: Problem, limits: Limits | None) -> Verdict:
    last = f'\nfunc TestZZZ(t *testing.T) {{ println("{_MARK}") }}\n'
    files = {
        "go.mod": "module box\n\ngo 1.18\n\nrequire github.com/stretchr/testify v1.0.0\n\n"
        "replace github.com/stretchr/testify => ./testify\n",
        "testify/go.mod": "module github.com/stretchr/testify\n\ngo 1.18\n",
        "testify/assert/assert.go": _GO_ASSERT.read_text("utf-8"),
        "main_test.go": _import_used(f"{problem.setup}\n{problem.program}\n{problem.tests}{last}"),
    }
    go = _tool("go")
    environment = {"GOFLAGS": "-mod=mod", "GOCACHE": "/box/.cache", "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    return judge_together([[go, "test", "-v", "-vet=off", "./..."]], files, limits or _LARGE, mark=_MARK,
                          environment=environment, readable=_shared(str(Path(go).parent.parent)))  # fmt: skip


def _import_used(code: str) -> str:
    """Go source with one import of every package that it uses: too many and too few are errors of compilation.

    HumanEvalPack spreads imports over the prompt and the set-up, where each is complete only for the reference.
    """
    blocks = re.compile(r'^import (?:\((.*?)^\)|("[^"]+"))\n?', re.MULTILINE | re.DOTALL)
    named = {path for block in blocks.finditer(code) for path in re.findall(r'"([^"]+)"', block[0])}
    body = re.sub(r"^package \w+\n", "", blocks.sub("", code), flags=re.MULTILINE)
    paths = sorted({path for path in named.union(_GO_PACKAGES) if f"{path.rpartition('/')[2]}." in body})
    return "package main\n\nimport (\n" + "".join(f'\t"{path}"\n' for path in paths) + f")\n{body}"


def _judge_rust(problem: Problem, limits: Limits | None) -> Verdict:
    code = f"{problem.setup}\n{problem.program}\n{problem.tests}\n#[test] fn zzz_{_MARK}() {{}}\n"
    for names, crate in (("Rng|rand", "rand::Rng"), ("Regex", "regex::Regex"), ("md5", "md5")):
        code = _drop_import(code, names, f"use {crate};")
    tools = _rust_tools()
    commands = [[f"{tools}/bin/rustc", "-Awarnings", "--edition=2021", "--test", "-o", "program", "program.rs"],
                ["./program", "--test-threads=1"]]  # fmt: skip
    return judge_together(commands, {"program.rs": code}, limits or _LARGE, mark=_MARK, readable=(tools,))


def _drop_import(code: str, names: str, line: str) -> str:
    """HumanEvalPack's Rust prompts import crates for all of its problems; few use them, and few have them."""
    rest = code.replace(line, "")
    return code if re.search(rf"\b({names})\b", rest) else rest


@functools.cache
def _rust_tools() -> str:
    """The folder of the compiler itself: what is on the path may only be a switch between versions."""
    if shutil.which("rustc") is None:
        raise SandboxError("rustc", "not installed", "install it, or leave that language's problems out")
    return subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=True).stdout.strip()


def _shared(folder: str) -> tuple[str, ...]:
    """A tool's own folder, and where Debian keeps its settings."""
    return (folder, *(str(path) for path in Path("/etc").glob("java-*")))


_JUDGES: dict[str, Callable[[Problem, Limits | None], Verdict]] = {
    "python": _judge_python, "javascript": _judge_javascript, "java": _judge_java, "cpp": _judge_cpp,
    "go": _judge_go, "rust": _judge_rust,
}  # fmt: skip
