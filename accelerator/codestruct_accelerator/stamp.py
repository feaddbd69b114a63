"""The stamp: which codestruct, file by file, and which tree-sitter the kernels were built to stand for."""

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

__all__ = ["find_misfit", "read", "write"]

MIRRORED = (
    "syntax", "splicing.py", "items.py", "leaves.py", "tokens.py", "lowering", "binding.py", "flow", "dependence.py",
    "graph.py", "centrality.py", "language",
)  # fmt: skip
"""Of codestruct: what the kernels do again in another language, and the tables that they read."""

FILE = Path(__file__).with_name("stamp.json")


def write(folder: Path, tree_sitter: str, own_version: str) -> None:
    """Note what is being built."""
    stamp = {"version": own_version, "tree_sitter": tree_sitter, "sources": _hash(folder)}
    FILE.write_text(json.dumps(stamp, indent=1) + "\n")


def read() -> dict[str, Any]:
    """What was built."""
    stamp: dict[str, Any] = json.loads(FILE.read_text())
    return stamp


def find_misfit(stamp: dict[str, Any], folder: Path) -> str:
    """In what the codestruct in a folder, or the tree-sitter installed, is another than the one stamped; or nothing."""
    try:
        installed = version("tree-sitter")
    except PackageNotFoundError:
        installed = "none"
    if installed != stamp["tree_sitter"]:
        return f"it was built with tree-sitter {stamp['tree_sitter']}, and installed is {installed}"
    found, built = _hash(folder), stamp["sources"]
    changed = sorted(name for name in {*found, *built} if found.get(name) != built.get(name))
    return f"it was built for another codestruct ({', '.join(changed[:3])} changed); build it again" if changed else ""


def _hash(folder: Path) -> dict[str, str]:
    """The digest of each mirrored file."""
    paths: list[Path] = []
    for name in MIRRORED:
        path = folder / name
        paths += sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}
