"""Flow-sensitive definitions of C locals, on the control flow of clang's unoptimized LLVM IR.

    python llvm_flow.py [-I.. -D..] FILE... | @LIST          CLANG names the compiler

At -O0 each local is a stack cell, each read a load and each assignment a store, all with line and column; the only
thing added here is the iteration of reaching definitions. `def_start_bytes`: name tokens of the assignments that may
reach a read (the declaration's token for an initializer or a parameter); `maybe_unbound`: the read may see none;
`shared`: the address is taken. Structs and arrays, macro bodies and files that do not compile are left out.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from include_paths import guess_includes
from output import Row, answer_files, find_line_starts, list_files, write_answers

CLANG = os.environ.get("CLANG", "clang-16")
FLAGS = ["-S", "-emit-llvm", "-O0", "-g", "-gcolumn-info", "-w", "-fno-discard-value-names", "-o", "-"]
DEBUG = re.compile(r"!dbg !(\d+)")
LOCATION = re.compile(r"^!(\d+) = !DILocation\(line: (\d+)(?:, column: (\d+))?, scope: !(\d+)")
SCOPE = re.compile(r"^!(\d+) = (?:distinct )?!DI(?:Subprogram|LexicalBlock|LexicalBlockFile)\(.*?file: !(\d+)")
FILE = re.compile(r'^!(\d+) = !DIFile\(filename: "(.*?)", directory: "(.*?)"')
VARIABLE = re.compile(r'^!(\d+) = !DILocalVariable\(name: "(.*?)"')
CELL = r"%[-\w.$]+"
DECLARE = re.compile(rf"call void @llvm\.dbg\.declare\(metadata ptr ({CELL}), metadata !(\d+),")
STORE = re.compile(rf"^\s+store (?:atomic )?(?:volatile )?.+?, ptr ({CELL})(?:,|$)")
LOAD = re.compile(rf"^\s+{CELL} = load (?:atomic )?(?:volatile )?.+?, ptr ({CELL})(?:,|$)")
LABEL = re.compile(r'^([-\w.$]+|"[^"]*"):')
BRANCH = re.compile(r"\s+(br|switch|indirectbr|callbr|invoke|\]|[iu]\d+ )|.*label %")
TARGET = re.compile(r'label %([-\w.$]+|"[^"]*")')

UNBOUND, MACRO = -1, -2  # stand for definitions without a place: none yet; one in a macro's body
State = dict[str, frozenset[int]]  # cell -> definitions


class Debug:
    """The debug metadata of a module: where in the file an instruction was written."""

    def __init__(self, path: str, raw: bytes, ir: list[str]) -> None:
        self.path, self.raw = os.path.realpath(path), raw
        self.starts = find_line_starts(raw)
        self.locations: dict[str, tuple[str, ...]] = {}
        self.scopes: dict[str, tuple[str, ...]] = {}
        self.files: dict[str, tuple[str, ...]] = {}
        self.names: dict[str, tuple[str, ...]] = {}
        tables = ((LOCATION, self.locations), (SCOPE, self.scopes), (FILE, self.files), (VARIABLE, self.names))
        for line in ir:
            if line.startswith("!"):
                for pattern, table in tables:
                    if match := pattern.match(line):
                        table[match[1]] = match.groups()[1:]

    def place(self, line: str) -> int | None:
        """Byte offset of an instruction's location, if it is in this file."""
        debug = DEBUG.search(line)
        location = debug and self.locations.get(debug[1])
        if not location or location[0] == "0" or location[1] is None:
            return None
        scope = self.scopes.get(location[2])
        file = scope and self.files.get(scope[0])
        if not file or os.path.realpath(os.path.join(file[1], file[0])) != self.path:
            return None
        return self.starts[int(location[0]) - 1] + int(location[1]) - 1

    def target(self, at: int, name: bytes) -> int | None:
        """The assigned name's token, from the place of its declaration or of the operator."""
        word = re.compile(rb"(?<!\w)" + re.escape(name) + rb"(?!\w)")
        if word.match(self.raw, at):
            return at
        if self.raw[at : at + 2] in (b"++", b"--"):
            after = re.compile(rb"[\s(]*").match(self.raw, at + 2).end()
            if word.match(self.raw, after):
                return after
        hits = [match.start() for match in word.finditer(self.raw, max(0, at - 200), at)]
        if hits and re.fullmatch(rb"[\s)]*", self.raw[hits[-1] + len(name) : at]):
            return hits[-1]
        return None


def split_functions(ir: list[str]) -> Iterator[list[str]]:
    body: list[str] | None = None
    for line in ir:
        if line.startswith("define "):
            body = []
        elif line.startswith("}") and body is not None:
            yield body
            body = None
        elif body is not None:
            body.append(line)


def split_blocks(body: list[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The lines of each basic block, the entry under the empty name, and the blocks that each leads to."""
    blocks: dict[str, list[str]] = {"": []}
    current = ""
    for line in body:
        if match := LABEL.match(line):
            current = match[1]
            blocks[current] = []
        else:
            blocks[current].append(line)
    leads = {
        name: [target for line in lines if BRANCH.match(line) for target in TARGET.findall(line)]
        for name, lines in blocks.items()
    }
    if not blocks[""] and len(blocks) > 1:
        leads[""] = [list(blocks)[1]]  # the entry block has a label of its own
    return blocks, leads


def find_cell(pattern: re.Pattern, line: str) -> str | None:
    match = pattern.match(line)
    return match[1] if match else None


class Function:
    """Reaching definitions of the cells of one function."""

    def __init__(self, debug: Debug, body: list[str]) -> None:
        self.debug = debug
        self.names: dict[str, bytes] = {}
        self.declared: dict[str, int | None] = {}
        for line in body:
            match = DECLARE.search(line)
            if match and match[2] in debug.names:
                self.names[match[1]] = debug.names[match[2]][0].encode()
                self.declared[match[1]] = debug.place(line)
        self.blocks, self.leads = split_blocks(body)
        self.shared = {cell for line in body for cell in self.find_escapes(line)}

    def find_escapes(self, line: str) -> Iterator[str]:
        """Cells that an instruction uses otherwise than to load from or to store to."""
        if "@llvm." in line:
            return
        for cell in re.findall(CELL, line):
            if cell not in self.names or re.match(rf"\s+{re.escape(cell)} = alloca", line):
                continue
            stored = find_cell(STORE, line) == cell and line.count(cell + ",") == 1
            if find_cell(LOAD, line) != cell and not stored:
                yield cell

    def step(self, state: State, line: str) -> None:
        cell = find_cell(STORE, line)
        if cell in self.names:
            at = self.debug.place(line)  # parameters are stored with no place
            token = self.debug.target(at, self.names[cell]) if at is not None else self.declared[cell]
            state[cell] = frozenset([token if token is not None else MACRO])
        match = DECLARE.search(line)
        if match and match[1] in self.names:
            state.setdefault(match[1], frozenset([UNBOUND]))

    def solve(self) -> dict[str, State]:
        """The state at the start of each block that control comes to."""
        states: dict[str, State] = {"": {}}
        waiting = [""]
        while waiting:
            block = waiting.pop()
            state = dict(states[block])
            for line in self.blocks[block]:
                self.step(state, line)
            for target in self.leads[block]:
                old = states.get(target)
                merged = dict(old or {})
                for cell, found in state.items():
                    merged[cell] = merged.get(cell, frozenset()) | found
                if merged != old:
                    states[target] = merged
                    waiting.append(target)
        return states

    def list_reads(self) -> Iterator[tuple[int | None, str, frozenset[int]]]:
        """Place (None where it is not in the file's own text), cell and definitions of each load."""
        states = self.solve()
        for block, lines in self.blocks.items():
            if block not in states:
                continue
            state = dict(states[block])
            for line in lines:
                cell = find_cell(LOAD, line)
                if cell in self.names:
                    found = state.get(cell, frozenset([UNBOUND]))
                    yield (None if MACRO in found else self.find_read(line, self.names[cell])), cell, found
                self.step(state, line)

    def find_read(self, line: str, name: bytes) -> int | None:
        at = self.debug.place(line)
        if at is None or re.compile(re.escape(name) + rb"(?!\w)").match(self.debug.raw, at):
            return at
        return self.debug.target(at, name)  # `x += 1` reads at its operator


def answer_file(path: str, flags: list[str]) -> None:
    path = os.path.abspath(path)
    raw = Path(path).read_bytes()
    command = [CLANG, *FLAGS, *guess_includes(os.path.dirname(path)), *flags, path]
    compiled = subprocess.run(command, capture_output=True, text=True, check=False)
    if compiled.returncode:
        errors = (line for line in compiled.stderr.splitlines() if "error:" in line)
        raise RuntimeError(next(errors, "clang failed")[:150])
    ir = compiled.stdout.splitlines()
    debug = Debug(path, raw, ir)
    merged: dict[tuple[int, str], tuple[set[int], bool]] = {}  # a place may be loaded from more than once
    dropped = 0
    for body in split_functions(ir):
        function = Function(debug, body)
        for at, cell, found in function.list_reads():
            if at is None:
                dropped += 1
                continue
            before, shared = merged.get((at, function.names[cell].decode()), (set(), False))
            merged[at, function.names[cell].decode()] = (before | found, shared or cell in function.shared)
    write_answers(path, raw, [to_row(*key, *value) for key, value in merged.items()], dropped=dropped)


def to_row(at: int, name: str, found: set[int], shared: bool) -> Row:
    tokens = sorted(found - {UNBOUND})
    row = {"use_start_byte": at, "use_end_byte": at + len(name.encode()), "name": name}
    row |= {"access": "rw" if at in found else "r", "class": "local", "def_start_bytes": tokens or None}
    return row | {"maybe_unbound": UNBOUND in found} | ({"shared": True} if shared else {})


def main() -> None:
    flags = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    files = list_files([argument for argument in sys.argv[1:] if not argument.startswith("-")])
    answer_files(files, lambda file: answer_file(file, flags))


if __name__ == "__main__":
    main()
