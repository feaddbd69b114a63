"""A second opinion on rendered programs (P6): each language's own parser, or another that knows nothing of meaning.

tree-sitter recovers from much and is lenient by design, so that a program it likes may still be none. What a machine
may well have is taken from its PATH; the rest is fetched by name, below the toolchain's folder, at first use.
"""

import ast
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.accuracy.corpora import FETCH
from benchmarks.accuracy.toolchain import Toolchain, ToolError, find_program

__all__ = ["PARSERS", "judge_programs", "missing_parser"]

SCRIPTS = Path(__file__).parent / "parsers"
PARSERS = {
    "python": "CPython's ast",
    "javascript": "node",
    "typescript": "typescript",
    "tsx": "typescript",
    "java": "javac's parser",
    "go": "gofmt",
    "rust": "rustfmt",
    "ruby": "prism",
    "php": "php 8.2",
    "lua": "lua 5.4",
    "bash": "bash -n",
    "scala": "scalameta",
    "zig": "zig fmt",
}
NPM_PACKAGES = ("typescript@5.9.3", "@ruby/prism@1.9.0", "scalameta-parsers@4.14.2")
PHP_PACKAGES = (
    *("php8.2-cli", "php8.2-common", "libargon2-1", "libsodium23", "libxml2", "libicu72", "libpcre2-8-0", "libssl3"),
    *("libedit2", "libbsd0", "libmd0"),
)
LUA_PACKAGES = ("lua5.4", "libreadline8")
ZIG = "ziglang==0.13.0"
NAME_RULES = re.compile(
    r"Private field '#\w+' must be declared|Export '\w+' is not defined"  # early errors of JavaScript about names
    r"|no visible label"  # of Lua
)
"""Complaints that are not about syntax: something names what was taken out."""

TOOLS = Toolchain(Path("build/sources/.tools"))

Judge = Callable[[Path, Toolchain], str]
"""Has all files p<number>.<suffix> of a folder read; gives lines `p<number>.<suffix>: complaint`."""


def missing_parser(language: str) -> str:
    """Why there is no second parser for a language here; "" where there is one, or it can be fetched."""
    if language not in PARSERS:
        return f"no parser of {language} that knows nothing of meaning and installs by name"
    program = _PROGRAMS.get(language)
    return f"{program} is not installed" if program and not shutil.which(program) else ""


def judge_programs(language: str, programs: Sequence[bytes], tools: Toolchain = TOOLS) -> list[str]:
    """What the second parser has against each program; "" where nothing. ToolError where it cannot be had."""
    if language == "python":
        return [_judge_python(program) for program in programs]
    with tempfile.TemporaryDirectory() as folder:
        for number, program in enumerate(programs):
            Path(folder, f"p{number}.{_SUFFIXES.get(language, language)}").write_bytes(program)
        found: dict[int, str] = {}
        for line in _JUDGES[language](Path(folder), tools).splitlines():
            if match := re.match(r"(?:\S*/)?p(\d+)\.\w+:(.*)", line):
                found.setdefault(int(match[1]), match[2].strip() or "refused")
    return [found.get(number, "") for number in range(len(programs))]


def _judge_python(program: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "invalid escape sequence" is the source's own affair
            ast.parse(program)
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _run(*command: str | Path, folder: Path | None = None, **environment: str) -> str:
    """All that a parser says of many files; it must come to its end."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=folder, env=environment or None, capture_output=True, text=True, errors="replace", timeout=600,
        check=False,
    )  # fmt: skip
    if done.returncode < 0 or not done.stdout.endswith("parsed\n"):
        raise ToolError(f"{words[0]} did not come to its end: {done.stdout[-200:]} {done.stderr[-200:]}")
    return done.stdout


def _each(folder: Path, command: Sequence[str | Path], **environment: str) -> str:
    """The first complaint of a parser that is run once a file, which it reads from standard input."""
    told = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as source:
            done = subprocess.run(
                [*map(str, command)],
                stdin=source,
                env=environment or None,
                capture_output=True,
                timeout=600,
                check=False,
            )
        if done.returncode:
            text = done.stderr.decode("utf-8", "replace").strip() or "refused"
            told.append(f"{path.name}: {' '.join(text.splitlines()[:2])}")
    return "\n".join(told)


def _judge_javascript(folder: Path, tools: Toolchain) -> str:
    node = find_program("node", "install Node.js 18 or newer")
    return _run(node, "--no-warnings", "--experimental-vm-modules", SCRIPTS / "parse.cjs", folder)


def _judge_java(folder: Path, tools: Toolchain) -> str:
    return _run(find_program("java", "install a JDK, 17 or newer"), SCRIPTS / "Parse.java", folder)


def _judge_go(folder: Path, tools: Toolchain) -> str:
    gofmt = find_program("gofmt", "install Go")
    done = subprocess.run([gofmt, "-e", "-l", str(folder)], capture_output=True, text=True, timeout=600, check=False)
    return done.stderr


def _judge_by_npm(language: str) -> Judge:
    def judge(folder: Path, tools: Toolchain) -> str:
        place = tools.install_npm("parsers", NPM_PACKAGES)
        return _run("node", SCRIPTS / "parse_npm.mjs", language, folder, folder=place)

    return judge


def _judge_php(folder: Path, tools: Toolchain) -> str:
    root = tools.debian.unpack(PHP_PACKAGES)
    [extensions] = {found.parent for found in root.glob("usr/lib/php/*/tokenizer.so")}
    options = ["-n", "-d", f"extension_dir={extensions}", "-d", "extension=tokenizer.so"]
    command = [root / "usr/bin/php8.2", *options, SCRIPTS / "parse.php", folder]
    return _run(*command, LD_LIBRARY_PATH=tools.debian.libraries())


def _judge_lua(folder: Path, tools: Toolchain) -> str:
    lua = tools.debian.unpack(LUA_PACKAGES) / "usr/bin/lua5.4"
    files = sorted(folder.iterdir())
    return _run(lua, SCRIPTS / "parse.lua", *files, LD_LIBRARY_PATH=tools.debian.libraries())


def _judge_bash(folder: Path, tools: Toolchain) -> str:
    return _each(folder, [find_program("bash", "install bash"), "-n"])


def _judge_rust(folder: Path, tools: Toolchain) -> str:
    return _each(
        folder, [find_program("rustfmt", "install Rust with rustfmt"), "--emit", "stdout", "--edition", "2021"]
    )


def _judge_zig(folder: Path, tools: Toolchain) -> str:
    place = tools.folder / "zig"
    program = place / "ziglang" / "zig"
    if not program.exists():
        FETCH["wheel"](ZIG, place, tools)
        program.chmod(0o755)
    return _each(folder, [program, "fmt", "--stdin"], HOME=str(place))


_PROGRAMS = {
    "javascript": "node",
    "java": "java",
    "go": "gofmt",
    "rust": "rustfmt",
    "bash": "bash",
    **dict.fromkeys(("typescript", "tsx", "ruby", "scala"), "npm"),
}
_SUFFIXES = {"javascript": "js", "typescript": "ts", "ruby": "rb", "rust": "rs", "bash": "sh"}
_JUDGES: dict[str, Judge] = {
    "javascript": _judge_javascript,
    "java": _judge_java,
    "go": _judge_go,
    "rust": _judge_rust,
    "php": _judge_php,
    "lua": _judge_lua,
    "bash": _judge_bash,
    "zig": _judge_zig,
    **{name: _judge_by_npm(name) for name in ("typescript", "tsx", "ruby", "scala")},
}
