"""The stages of codestruct, compiled. codestruct finds this package at import; nobody else has to import it."""

from pathlib import Path
from typing import Any

from codestruct_accelerator import kernels, stamp
from codestruct_accelerator.kernels import (
    adopt_program,
    adopt_tree,
    bind_names,
    build_links,
    can_lower,
    classify_tokens,
    count_descendants,
    find_items,
    is_broken,
    lower_tree,
    measure_betweenness,
    parse,
    program_fields,
    trace_flow,
    tree_columns,
)

__all__ = [
    "adopt_program",
    "adopt_tree",
    "bind_names",
    "build_links",
    "can_lower",
    "classify_tokens",
    "compile_language",
    "count_descendants",
    "find_items",
    "find_misfit",
    "is_broken",
    "lower_tree",
    "measure_betweenness",
    "parse",
    "program_fields",
    "trace_flow",
    "tree_columns",
]

_stamp = stamp.read()
__version__: str = _stamp["version"]


def find_misfit(folder: Path) -> str:
    """Why these kernels do not stand for the codestruct in a folder; empty where they do."""
    return stamp.find_misfit(_stamp, folder)


def compile_language(language: Any) -> Any | None:
    """A language as the kernels have it; None where its grammar comes as no capsule."""
    from codestruct_accelerator.flattening import flatten_language  # which needs codestruct, that is being imported

    capsule = language.grammar.capsule
    if type(capsule).__name__ != "PyCapsule":
        return None
    return kernels.make_language(flatten_language(language), capsule)
