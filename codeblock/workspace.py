"""Outputs on disk: made whole or not at all, never lost by accident, taken up again where a run stopped."""

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import datasets

from codeblock.errors import ConfigError, OutputExists

__all__ = ["MARK", "Workspace", "claim_output", "lock_file", "save_stage", "write_whole"]

MARK = "codeblock.json"
"""The file that tells a directory written by this package; no other is ever removed."""


def claim_output(path: Path, *, overwrite: bool = False) -> None:
    """Raise `OutputExists` unless `path` is free, or is a directory of this package's making that may be replaced.

    An empty directory counts as free. Nothing is removed yet: that happens when the new output is whole.
    """
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    if not (path / MARK).is_file():
        raise OutputExists(str(path), "it exists, and codeblock did not write it", "choose another place")
    if not overwrite:
        raise OutputExists(str(path), "it exists", "choose another place, or give --overwrite (or, to a run, --resume)")


@contextmanager
def write_whole(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A directory to fill, which becomes `path`, marked, when the block ends well, and is removed otherwise."""
    claim_output(path, overwrite=overwrite)
    partial = path.with_name(f"{path.name}.partial")
    if partial.exists():  # left by a process that was killed
        shutil.rmtree(partial)
    partial.mkdir(parents=True)
    try:
        yield partial
        if not (partial / MARK).exists():
            (partial / MARK).write_text("{}", encoding="utf-8")
        if path.exists():
            shutil.rmtree(path)
        partial.rename(path)
    finally:
        if partial.exists():
            shutil.rmtree(partial)


def save_stage(dataset: datasets.Dataset, path: Path, facts: Mapping[str, Any], *, overwrite: bool = False) -> None:
    """Write a stage's rows and facts to the directory `path`, which `datasets.load_from_disk` reads."""
    with write_whole(path, overwrite=overwrite) as partial:
        dataset.save_to_disk(str(partial))
        (partial / MARK).write_text(json.dumps(dict(facts), indent=2), encoding="utf-8")


@contextmanager
def lock_file(path: Path) -> Iterator[None]:
    """Hold the lock of that name, waiting for it; a process that dies gives its locks back."""
    import fcntl  # imported here, as only some systems have it

    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


class Workspace:
    """The directory of one run: a subdirectory for each stage's rows, a JSON file for each stage's facts.

    `settings` is everything that the outcome depends on. An existing directory is an `OutputExists`, unless `resume`
    (finished stages are read back; other settings are a `ConfigError`) or `overwrite` (it is emptied first) is given.
    """

    def __init__(
        self, root: Path, settings: Mapping[str, Any], *, resume: bool = False, overwrite: bool = False
    ) -> None:
        self.root = root
        known = json.loads(json.dumps(dict(settings)))  # as it will be read back
        if resume and (root / MARK).is_file():
            before = json.loads((root / MARK).read_text(encoding="utf-8"))
            changed = sorted(name for name in before.keys() | known.keys() if before.get(name) != known.get(name))
            if changed:
                reason = f"it was made with another {', '.join(changed)}"
                raise ConfigError(str(root), reason, "give the settings of then, or --overwrite, or another place")
            return
        claim_output(root, overwrite=overwrite)
        if root.exists():
            shutil.rmtree(root)
        root.mkdir(parents=True, exist_ok=True)
        (root / MARK).write_text(json.dumps(known, indent=2), encoding="utf-8")

    def rows(
        self, name: str, make: Callable[[], tuple[datasets.Dataset, dict[str, Any]]] | None = None
    ) -> datasets.Dataset:
        """The rows of stage `name`, made by `make` (rows, facts) unless a finished run left them."""
        place = self.root / name
        if not (place / MARK).is_file() and make is not None:
            start = time.perf_counter()
            dataset, facts = make()
            save_stage(dataset, place, {**facts, "seconds": time.perf_counter() - start})
        return datasets.load_from_disk(str(place))

    def facts(self, name: str, make: Callable[[], dict[str, Any]] | None = None) -> dict[str, Any]:
        """The facts of stage `name`: those beside its rows, or those that `make` finds where no run has left them."""
        place = self.root / name / MARK if (self.root / name).is_dir() else self.root / f"{name}.json"
        if not place.is_file() and make is not None:
            start = time.perf_counter()
            found = make()
            found = {**found, "seconds": time.perf_counter() - start}
            place = self.root / f"{name}.json"
            partial = place.with_suffix(".partial")
            partial.write_text(json.dumps(found, indent=2), encoding="utf-8")
            partial.rename(place)
        facts: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        return facts
