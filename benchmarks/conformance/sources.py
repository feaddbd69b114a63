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
    """Fetch what is not there yet of a language's files: FOLDER/LANGUAGE/PROJECT holds them, and nothing else."""
    entry = read_sources()[language.name]
    only = re.compile(entry.get("only", ""))
    for project, origin in entry["projects"].items():
        if not (folder / language.name / project).is_dir():
            [(kind, what)] = origin.items()
            _fetch_project(language, project, (kind, what), only, folder, tools)
    return folder / language.name


def _fetch_project(
    language: Language, project: str, origin: tuple[str, str], only: re.Pattern[str], folder: Path, tools: Toolchain
) -> None:
    kind, what = origin
    scratch = folder / f".{language.name}"
    shutil.rmtree(scratch, ignore_errors=True)
    kept, raw = scratch / "kept", scratch / "raw" / project
    raw.mkdir(parents=True)
    FETCH[kind](what, raw, tools)
    for file in sorted(raw.rglob("*")):
        inside = file.relative_to(raw.parent)
        wanted = file.suffix.lower() in language.extensions and only.search(inside.as_posix())
        if wanted and file.is_file() and not file.is_symlink() and 0 < file.stat().st_size < LARGEST:
            (kept / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, kept / inside)
    if not kept.is_dir():
        raise ToolError(f"{language.name}: no file {' '.join(language.extensions)} in {kind} {what}")
    (folder / language.name).mkdir(parents=True, exist_ok=True)
    (kept / project).rename(folder / language.name / project)
    shutil.rmtree(scratch)
