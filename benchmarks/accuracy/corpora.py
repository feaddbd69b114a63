"""Fetch the projects that corpora.toml names, and list the files that count."""

import os
import re
import shutil
import tarfile
import tempfile
import tomllib
import zipfile
from functools import cache
from pathlib import Path

from .toolchain import HERE, Toolchain, ToolError, find_program, run

LARGEST = 600_000  # bytes
LONGEST = 160  # bytes a line, on average: beyond it a file is taken for minified
MARK = ".corpus"  # tells the C oracles where a project's top is, and that a project is complete


@cache
def read_corpora() -> dict[str, dict]:
    return tomllib.loads((HERE / "corpora.toml").read_text())


def fetch_corpus(name: str, folder: Path, tools: Toolchain) -> list[str]:
    """Fetch what is not there yet of a corpus, and list its files in a fixed order."""
    corpus = read_corpora()[name]
    for project, origin in corpus["projects"].items():
        place = folder / name / project
        if not (place / MARK).exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            [(kind, what)] = origin.items()
            FETCH[kind](what, place, tools)
            (place / MARK).touch()
    files = list_files(folder / name, corpus)
    if not files:
        raise ToolError(f"the corpus {name} has no files: remove {folder / name} and fetch it again")
    (folder / f"{name}.txt").write_text("".join(file + "\n" for file in files))
    return files


def list_files(base: Path, corpus: dict) -> list[str]:
    endings, found = tuple(corpus["extensions"]), []
    only = re.compile("|".join(corpus.get("only", [""])))
    skip = re.compile("|".join(corpus["skip"]))
    for folder, folders, names in os.walk(base):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            inside = os.path.relpath(path, base)
            if not name.endswith(endings) or os.path.islink(path) or skip.search(inside) or not only.search(inside):
                continue
            raw = Path(path).read_bytes()
            if 0 < len(raw) < LARGEST and len(raw) <= LONGEST * (raw.count(b"\n") + 1):
                found.append(path)
    return found


def _fetch_stdlib(what: str, place: Path, tools: Toolchain) -> None:
    folder = Path(run([tools.python, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"]).strip())
    for file in folder.rglob("*.py"):
        inside = file.relative_to(folder)
        if "site-packages" not in inside.parts and not file.is_symlink():
            (place / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place / inside)


def _fetch_wheel(what: str, place: Path, tools: Toolchain) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = [tools.python, "-m", "pip", "-q", "download", "--no-deps", "--only-binary", ":all:", "-d", scratch]
        run([*command, what])
        [wheel] = Path(scratch).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)


def _fetch_npm(what: str, place: Path, tools: Toolchain) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        run([find_program("npm", "install npm, which comes with Node.js"), "pack", "--silent", what], Path(scratch))
        [archive] = Path(scratch).glob("*.tgz")
        _unpack_below_top(archive, place)


def _fetch_debian(what: str, place: Path, tools: Toolchain) -> None:
    tools.debian.unpack([what], place)


def _fetch_source(what: str, place: Path, tools: Toolchain) -> None:
    _unpack_below_top(tools.debian.fetch_source(what), place)


def _unpack_below_top(archive: Path, place: Path) -> None:
    """Unpack an archive without the one folder at its top, where there is just one."""
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        with tarfile.open(archive) as members:
            members.extractall(scratch, filter="data")
        tops = list(Path(scratch).iterdir())
        for part in tops[0].iterdir() if len(tops) == 1 else tops:
            shutil.move(str(part), place / part.name)


FETCH = {
    "stdlib": _fetch_stdlib,
    "wheel": _fetch_wheel,
    "npm": _fetch_npm,
    "debian": _fetch_debian,
    "source": _fetch_source,
}
