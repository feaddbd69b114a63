"""Fetch real files of each language from package registries, by name (sources.toml)."""

import re
import shutil
import tomllib
from pathlib import Path

from benchmarks.accuracy.corpora import FETCH
from benchmarks.accuracy.toolchain import Toolchain, ToolError
from codestruct.language import Language

HERE = Path(__file__).parent
LARGEST = 200_000  # bytes


def read_sources() -> dict[str, dict]:
    return tomllib.loads((HERE / "sources.toml").read_text())


def fetch_sources(language: Language, folder: Path, tools: Toolchain) -> Path:
    """Fetch what is not there yet of a language's files: FOLDER/LANGUAGE holds them, and nothing else."""
    place = folder / language.name
    if place.is_dir():
        return place
    entry = read_sources()[language.name]
    only = re.compile(entry.get("only", ""))
    scratch = folder / f".{language.name}"
    shutil.rmtree(scratch, ignore_errors=True)
    kept = scratch / "kept"
    for project, origin in entry["projects"].items():
        [(kind, what)] = origin.items()
        raw = scratch / "raw" / project
        raw.mkdir(parents=True)
        FETCH[kind](what, raw, tools)
        for file in sorted(raw.rglob("*")):
            inside = file.relative_to(raw.parent)
            wanted = file.suffix.lower() in language.extensions and only.search(inside.as_posix())
            if wanted and file.is_file() and not file.is_symlink() and 0 < file.stat().st_size < LARGEST:
                (kept / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, kept / inside)
    if not kept.is_dir():
        raise ToolError(f"{language.name}: no file {' '.join(language.extensions)} in what was fetched")
    kept.rename(place)
    shutil.rmtree(scratch)
    return place
