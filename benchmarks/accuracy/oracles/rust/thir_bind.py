"""Rust local variables to bindings by rustc itself, read from its THIR dump.

    python thir_bind.py CRATE_FOLDER... | @LIST   crates that build offline, dependencies from the folder REGISTRY
    python thir_bind.py --file a.rs ...           single files without dependencies

Only locals: each use of a variable that rustc lowered in a body, with the binding pattern that it refers to. Spans from
a macro's own text are left out; macro arguments count. Code that is configured out is not seen, nor are files that are
not part of the crate.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from output import Row, answer_files, find_line_starts, list_files, write_answers

ENVIRONMENT = os.environ | {"RUSTC_BOOTSTRAP": "1"}  # the dump is an unstable option
VARIABLE = r"LocalVarId\(HirId\(DefId\((\S+ ~ [^)]*)\)\.(\d+)\)\)"
SPAN = re.compile(r"^\s*span: (.+?):(\d+):(\d+): (\d+):(\d+) \(#(\d+)\)")
BINDING = re.compile(rf"^\s*var: {VARIABLE}")
INLINE = re.compile(
    r"span: ([^ ]+?):(\d+):(\d+): (\d+):(\d+) \(#(\d+)\), extra: (?:None|Some\(.*?\)), kind: Binding "
    rf'\{{ name: "(.*?)", .*?var: {VARIABLE}'
)
REFERENCE = re.compile(rf"^\s*(?:id|var_hir_id): {VARIABLE}")
NAME = re.compile(r'^\s*name: "(.*)"')
ASSIGNMENT = re.compile(rb"\s*(<<|>>|[-+*/%&|^])?=(?![=>])")
BODY = re.compile(r"^DefId\((\S+ ~ .*)\):$")

Span = tuple[str, ...]  # file, first line and column, last line and column, syntax context
Key = tuple[str, ...]  # rustc's identity of a variable


class File:
    """A source file that the dump speaks of; rustc counts columns in characters."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.raw = Path(path).read_bytes() if os.path.exists(path) else None
        self.lines = self.raw.decode("utf-8").split("\n") if self.raw is not None else []
        self.starts = find_line_starts(self.raw or b"")

    def offset(self, line: str, column: str) -> int | None:
        number = int(line)
        if number > len(self.lines):
            return None
        return self.starts[number - 1] + len(self.lines[number - 1][: int(column) - 1].encode())


class Dump:
    """Bindings and uses of a dump."""

    def __init__(self, text: str, base: str) -> None:
        self.base = base
        self.files: dict[str, File] = {}
        self.bindings: dict[Key, list[tuple[str, Span, str]]] = defaultdict(list)
        self.uses: list[tuple[Key, Span, str]] = []
        body, span, name = "", None, ""
        for line in text.splitlines():
            if "kind: Binding {" in line:  # `if let` patterns are printed on one line
                for match in INLINE.finditer(line):
                    self.bindings[match.groups()[7:]].append((match[7], match.groups()[:6], body))
            elif match := SPAN.match(line):
                span = match.groups()
            elif match := NAME.match(line):
                name = match[1]
            elif match := BODY.match(line):
                body = match[1]
            elif match := BINDING.match(line):
                self.bindings[match.groups()].append((name, span, body))
            elif (match := REFERENCE.match(line)) and span:
                self.uses.append((match.groups(), span, body))

    def locate(self, span: Span) -> tuple[File, int | None, int | None]:
        path = os.path.realpath(os.path.join(self.base, span[0]))
        if path not in self.files:
            self.files[path] = File(path)
        file = self.files[path]
        return file, file.offset(*span[1:3]), file.offset(*span[3:5])

    def find_tokens(self, key: Key) -> list[tuple[str, int, str]]:
        """Path, offset and body of the tokens that bind a variable."""
        found = []
        for name, span, body in self.bindings.get(key, []):
            file, low, high = self.locate(span)
            if low is None:
                continue
            match = re.search(rb"(?<![\w])(?:r#)?" + re.escape(name.encode()) + rb"(?![\w])", file.raw[low:high])
            if match:
                found.append((file.path, low + match.start(), body))
        return found

    def answer(self) -> None:
        """Write the answers for each file."""
        rows: dict[str, dict[int, Row]] = defaultdict(dict)
        dropped: Counter[str] = Counter()
        tokens = {key: self.find_tokens(key) for key in self.bindings}
        for key, span, body in self.uses:
            file, low, high = self.locate(span)
            if low is None:
                continue
            name = self.bindings[key][0][0] if key in self.bindings else None
            if file.raw[low:high].decode("utf-8", "replace") != name:
                dropped[file.path] += 1
                continue
            here = [token for token in tokens[key] if token[0] == file.path]
            starts = sorted({start for _, start, _ in here})
            same = any(owner == body for *_, owner in here)
            where = ("local" if same else "closure") if starts else "hidden"
            sign = ASSIGNMENT.match(file.raw, high)
            access = "r" if not sign else "rw" if sign[1] else "w"
            place = {"use_start_byte": low, "use_end_byte": high, "name": name, "access": access, "class": where}
            in_macro = {} if span[5] == "0" else {"macro": True}  # stands in the body of a macro's definition
            rows[file.path][low] = place | {"space": "value", "def_start_bytes": starts or None} | in_macro
        for path in sorted({*rows, *dropped}):
            write_answers(path, self.files[path].raw, rows[path].values(), dropped=dropped[path])


def run(command: list[str], folder: str, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT | environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError((done.stderr.strip() or f"{command[0]} failed").splitlines()[0])
    return done.stdout


def answer_crate(folder: str) -> None:
    """Run cargo in a copy; the sources that it names are read from the original folder."""
    registry = os.environ.get("REGISTRY", "/usr/share/cargo/registry")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "crate")
        shutil.copytree(folder, copy)
        for junk in ("Cargo.lock", "rust-toolchain"):
            (copy / junk).unlink(missing_ok=True)
        manifest = copy / "Cargo.toml"
        # cargo would look even for the dev-dependencies, which distributions do not ship
        section = r"(?ms)^\[(?:target\.[^\n]*\.)?dev-dependencies[^\n]*\]\n.*?(?=^\[|\Z)"
        manifest.write_text(re.sub(section, "", manifest.read_text()) + "\n[workspace]\n")
        sources = ['source.crates-io.replace-with="local"', f'source.local.directory="{registry}"']
        settings = [part for source in sources for part in ("--config", source)]
        command = ["cargo", "rustc", "-q", "--offline", "--lib", "--profile", "check", *settings]
        command += ["--", "-Zunpretty=thir-tree", "--cap-lints=allow"]
        dump = run(command, str(copy), CARGO_TARGET_DIR=str(Path(scratch, "target")))
    Dump(dump, folder).answer()


def answer_single(path: str) -> None:
    command = ["rustc", "--edition", "2021", "--crate-type", "lib", "--cap-lints=allow", "-Zunpretty=thir-tree"]
    Dump(run([*command, os.path.abspath(path)], "/"), "/").answer()


if __name__ == "__main__":
    if sys.argv[1] == "--file":
        answer_files(sys.argv[2:], answer_single)
    else:
        answer_files(list_files(sys.argv[1:]), answer_crate)
