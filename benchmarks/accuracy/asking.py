"""Ask oracles and other tools about a corpus, and keep their answers until something about the question changes."""

import hashlib
import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from .answers import index_answers
from .toolchain import HERE, VERSIONS, Toolchain, ToolError

HOURS = 2  # that one question may take at most
ORACLES = HERE / "oracles"
PEERS = HERE / "peers"


@dataclass(frozen=True, slots=True)
class Question:
    """How to ask one oracle or tool: the words before the files, and where to say them."""

    script: Path  # what answers; a change of anything beside it asks again
    command: list[str]
    folder: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    split: bool = True  # whether the files may be asked about apart
    sample: int | None = None  # only so many files, spread over the corpus


def _python(tools: Toolchain, script: Path, sample: int | None = None) -> Question:
    path = os.pathsep.join(map(str, (ORACLES, ORACLES / "python")))
    return Question(script, [str(tools.python), str(script)], environment={"PYTHONPATH": path}, sample=sample)


def _node(tools: Toolchain, script: Path) -> Question:
    return Question(script, ["node", "--no-warnings", str(script)], folder=tools.node)


def _java(tools: Toolchain) -> Question:
    script = ORACLES / "java/JavaBind.java"
    exports = ["--add-exports", "jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED"]
    return Question(script, [tools.java, *exports, str(script)], split=False)  # sibling files know each other's types


def _go(tools: Toolchain, part: str) -> Question:
    programs, environment = tools.go
    return Question(ORACLES / "go" / part / "main.go", [str(programs / part)], environment=environment, split=False)


def _c(tools: Toolchain, name: str) -> Question:
    script = ORACLES / "c" / name
    clang, environment = tools.clang
    environment = {"PYTHONPATH": os.pathsep.join(map(str, (ORACLES, ORACLES / "c"))), "CLANG": str(clang)} | environment
    return Question(script, [str(tools.python), str(script)], environment=environment)


def _rust(tools: Toolchain) -> Question:
    script = ORACLES / "rust/thir_bind.py"
    environment = {"PYTHONPATH": str(ORACLES)} | tools.rust
    return Question(script, [str(tools.python), str(script)], environment=environment)


def _lua(tools: Toolchain) -> Question:
    script = ORACLES / "lua/luacheck_flow.lua"
    program, environment = tools.lua
    return Question(script, [str(program), str(script)], environment=environment)


QUESTIONS: dict[str, Callable[[Toolchain], Question]] = {
    "python.bind": lambda tools: _python(tools, ORACLES / "python/symtable_bind.py"),
    "python.bytecode": lambda tools: _python(tools, ORACLES / "python/bytecode_flow.py"),
    "python.beniget": lambda tools: _python(tools, PEERS / "beniget_chains.py"),
    "python.libcst": lambda tools: _python(tools, PEERS / "libcst_scopes.py", sample=400),
    "python.jedi": lambda tools: _python(tools, PEERS / "jedi_goto.py", sample=150),
    "js.bind": lambda tools: _node(tools, ORACLES / "javascript/checker_bind.mjs"),
    "js.flow": lambda tools: _node(tools, ORACLES / "javascript/binder_flow.mjs"),
    "js.escope": lambda tools: _node(tools, PEERS / "escope_bind.mjs"),
    "ts.bind": lambda tools: _node(tools, ORACLES / "javascript/checker_bind.mjs"),
    "ts.flow": lambda tools: _node(tools, ORACLES / "javascript/binder_flow.mjs"),
    "java.bind": _java,
    "go.bind": lambda tools: _go(tools, "bind"),
    "go.flow": lambda tools: _go(tools, "flow"),
    "c.bind": lambda tools: _c(tools, "libclang_bind.py"),
    "c.flow": lambda tools: _c(tools, "llvm_flow.py"),
    "cpp.bind": lambda tools: _c(tools, "libclang_bind.py"),
    "rust.bind": _rust,
    "ruby.bind": lambda tools: _node(tools, ORACLES / "ruby/prism_bind.mjs"),
    "lua.flow": _lua,
}


def ask(name: str, files: list[str], answers: Path, tools: Toolchain, workers: int) -> bool:
    """Have `name` answered for the files; False where the answers of last time still hold."""
    question = QUESTIONS[name](tools)
    files = _choose(files, question.sample)
    stamp, wanted = answers / f"{name}.stamp", _describe(question, files)
    result = answers / f"{name}.jsonl"
    if result.exists() and stamp.exists() and stamp.read_text() == wanted:
        return False
    answers.mkdir(parents=True, exist_ok=True)
    subjects = _list_crates(files) if name == "rust.bind" else files
    parts = min(workers, len(subjects)) if question.split else 1
    with ThreadPoolExecutor(parts) as pool:
        shares = [subjects[k::parts] for k in range(parts)]
        places = list(pool.map(lambda k: _ask_part(question, shares[k], answers / f"{name}.part{k}"), range(parts)))
    with open(result, "wb") as whole:
        for place in places:
            whole.write(place.read_bytes())
            place.unlink()
    _check_some(name, result)
    stamp.write_text(wanted)
    return True


def _choose(files: list[str], sample: int | None) -> list[str]:
    if sample is None or sample >= len(files):
        return files
    return [files[k * len(files) // sample] for k in range(sample)]


def _check_some(name: str, result: Path) -> None:
    """An oracle that cannot answer for any file is broken, whatever it returns."""
    extents = list(index_answers(result).values())
    if all(extent.error for extent in extents):
        reason = extents[0].error if extents else "it printed nothing"
        raise ToolError(f"{name} has no answer for any of {len(extents)} files: {reason}")


def _describe(question: Question, files: list[str]) -> str:
    """A digest of everything that the answers depend on."""
    digest = hashlib.sha1()
    sources = sorted(path for path in question.script.parent.rglob("*") if path.is_file() and path.suffix != ".pyc")
    for path in [*sources, *sorted(ORACLES.glob("*.py"))]:
        digest.update(path.name.encode() + path.read_bytes())
    for file in files:
        digest.update(file.encode() + Path(file).read_bytes())
    digest.update(repr(VERSIONS).encode())
    return digest.hexdigest()


def _list_crates(files: list[str]) -> list[str]:
    """The folders of the crates that files are of."""
    crates = set()
    for file in files:
        folder = next((parent for parent in Path(file).parents if (parent / "Cargo.toml").exists()), None)
        if folder is not None:
            crates.add(str(folder))
    return sorted(crates)


def _ask_part(question: Question, subjects: list[str], place: Path) -> Path:
    """Ask about some of the files; what the program says besides goes into a file of its own."""
    names = place.with_suffix(place.suffix + ".files")
    names.write_text("".join(subject + "\n" for subject in subjects))
    errors = place.with_suffix(place.suffix + ".errors")
    command = [*question.command, f"@{names}"]
    with open(place, "wb") as out, open(errors, "wb") as err:
        done = subprocess.run(
            command,
            cwd=question.folder,
            env=os.environ | question.environment,
            stdout=out,
            stderr=err,
            check=False,
            timeout=HOURS * 3600,
        )
    said = errors.read_text(errors="replace").strip()
    if done.returncode:
        raise ToolError(f"{' '.join(command)[:200]} failed ({done.returncode}): {said[-500:]}")
    names.unlink()
    errors.unlink()
    return place
