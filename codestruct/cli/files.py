"""Which files of a folder are source files: .gitignore is honoured, hidden ones and links are passed by."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pathspec import GitIgnoreSpec

import codestruct as cs
from codestruct.cli.terminal import read_bytes, tell_binary
from codestruct.errors import CodestructError

__all__ = ["Listing", "list_sources", "read_listed"]

Rules = tuple[Path, GitIgnoreSpec]
LeftOut = list[tuple[str, str]]
"""Paths, and why they are left out."""


class Listing(NamedTuple):
    """What was found: source files with the names of their languages; what is left out and why; how many others."""

    sources: list[tuple[str, str]]
    left_out: LeftOut
    other: int


def list_sources(paths: list[str], language: cs.Language | None = None) -> Listing:
    """The source files among files and below folders; a file that is named is one, whatever it is called.

    Below a folder, a file is taken where its name or its first line (`#!`) tells a language; with `language`, where
    it is that one's. Folders and files that `.gitignore` files exclude, hidden ones and links are not looked at.
    """
    found = Listing([], [], 0)
    other = 0
    for path in paths:
        if path == "-" or not os.path.isdir(path):
            _add_named(path, language, found)
            continue
        for file in _walk(Path(path), found.left_out):
            name = _choose_name(file, language)
            if name is None:
                other += 1
            else:
                found.sources.append((str(file), name))
    return found._replace(other=other)


def read_listed(path: str) -> bytes:
    """The bytes of a listed file; CodestructError where it cannot be read or is no text."""
    data = read_bytes(path)
    if (reason := tell_binary(data)) is not None:
        raise CodestructError(f"file {path!r}", reason, "leave it out")
    return data


def _choose_name(file: Path, language: cs.Language | None) -> str | None:
    """The name of the language of a file in a folder; with `language`, which may be a private one, that or none."""
    if language is not None and (file.suffix.lower() in language.extensions or file.name in language.filenames):
        return language.name
    name = cs.detect_language(file) or _read_shebang(file)
    return name if language is None or name == language.name else None


def _add_named(path: str, language: cs.Language | None, found: Listing) -> None:
    if language is not None:
        found.sources.append((path, language.name))
        return
    name = cs.detect_language(Path(path)) if path != "-" else None
    if name is None:
        try:
            name = cs.detect_language(read_listed(path)[:20_000].decode("utf-8", "replace") + "\n")
        except CodestructError as error:
            found.left_out.append((path, error.reason))
            return
    if name is not None:
        found.sources.append((path, name))
    else:
        found.left_out.append((path, "its language cannot be told; say it with --language"))


def _read_shebang(file: Path) -> str | None:
    """The language that a file without an extension names in its first line."""
    if file.suffix:
        return None
    try:
        with file.open("rb") as opened:
            first = opened.readline(200)
    except OSError:  # a file that is not known to be source is not missed
        return None
    return cs.detect_language(first.decode("utf-8", "replace")) if first.startswith(b"#!") else None


def _walk(top: Path, left_out: LeftOut) -> Iterator[Path]:
    """The files below a folder, in the order of their paths, without what is ignored."""
    waiting = [(top, _read_outer_rules(top.resolve(), left_out))]
    while waiting:
        folder, rules = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            left_out.append((str(folder), error.strerror or str(error)))
            continue
        here = folder.resolve()
        rules = [*rules, *_read_rules(here, left_out)]
        below = []
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if _is_ignored(here / entry.name, is_folder, rules):
                continue
            if is_folder:
                below.append((folder / entry.name, rules))
            elif entry.is_file(follow_symlinks=False):
                yield folder / entry.name
        waiting.extend(reversed(below))


def _read_outer_rules(top: Path, left_out: LeftOut) -> list[Rules]:
    """The rules above a folder, from the root of its repository down; none outside a repository."""
    chain = [top, *top.parents]
    root = next((number for number, folder in enumerate(chain) if (folder / ".git").exists()), 0)
    own = [(chain[root], chain[root] / ".git" / "info" / "exclude")]
    outer = [(folder, folder / ".gitignore") for folder in reversed(chain[1 : root + 1])]
    return [rules for base, file in [*own, *outer] for rules in _read_rules(base, left_out, file)]


def _read_rules(base: Path, left_out: LeftOut, file: Path | None = None) -> list[Rules]:
    file = file or base / ".gitignore"
    if not file.is_file():
        return []
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError as error:
        left_out.append((str(file), error.strerror or str(error)))
        return []
    return [(base, GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line)))]


def _is_pattern(line: str) -> bool:
    """Whether a line can be read as a pattern; to git, one that cannot matches nothing."""
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


def _is_ignored(path: Path, is_folder: bool, rules: list[Rules]) -> bool:
    """Whether the nearest rules that say anything about a path exclude it."""
    for base, spec in reversed(rules):
        said = spec.check_file(path.relative_to(base).as_posix() + ("/" if is_folder else "")).include
        if said is not None:
            return said
    return False
