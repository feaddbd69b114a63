"""Acceleration: the compiled kernels of the optional distribution codestruct-accelerator, where they are and fit."""

import importlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["VARIABLE", "Kernels", "Native", "compile_language", "describe", "get_kernels", "switch", "use"]

VARIABLE = "CODESTRUCT_ACCELERATOR"
"""The environment variable that switches the accelerator off: `off`."""

Native = Any
"""A language, a tree or a program of the kernels' own; nothing here looks inside."""
Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]


class Kernels(Protocol):
    """The stages, compiled: each gives the same as the Python function of its name, bit for bit."""

    def compile_language(self, language: Any) -> Native | None: ...
    def parse(self, language: Native, source: bytes, seconds: float, /) -> Native | None: ...
    def adopt_tree(self, language: Native, source: bytes, columns: Ints, missing: tuple[int, ...], /) -> Native: ...
    def tree_columns(self, tree: Native, /) -> tuple[Ints, tuple[int, ...]]: ...
    def is_broken(self, tree: Native, /) -> bool: ...
    def find_items(self, tree: Native, /) -> tuple[Ints, Flags, Ints, Ints, Ints, Bools, Ints, Ints]: ...
    def classify_tokens(
        self, tree: Native, owner: Ints, start: Ints, end: Ints, parent: Ints, /
    ) -> tuple[Ints, Ints, Flags, Ints, Bools]: ...
    def can_lower(self, language: Native, /) -> bool: ...
    def lower_tree(self, tree: Native, owner: Ints, seconds: float, /) -> Native: ...
    def program_fields(self, program: Native, /) -> tuple[Any, ...]: ...
    def adopt_program(self, fields: tuple[Any, ...], /) -> Native: ...
    def bind_names(
        self, program: Native, language: Native, /
    ) -> tuple[Ints, Ints, Ints, Flags, Ints, Ints, tuple[str, ...], Ints, Ints, Ints]: ...
    def trace_flow(
        self, program: Native, symbol: Ints, role: Flags, edges_per_symbol: int, seconds: float, /
    ) -> tuple[Ints, Ints, Flags, Bools, tuple[int, ...], bool]: ...
    def build_links(
        self, nodes: int, item: Ints, symbol: Ints, define: Ints, use: Ints, /
    ) -> tuple[Ints, Ints, Ints]: ...
    def count_descendants(self, indptr: Ints, indices: Ints, /) -> Ints | None: ...
    def measure_betweenness(self, indptr: Ints, indices: Ints, /) -> npt.NDArray[np.float64]: ...


@cache
def _find() -> tuple[Kernels | None, str]:
    """The kernels, and what there is to say about them; looked for at the first question, not at import: 50 ms."""
    if os.environ.get(VARIABLE, "").strip().lower() in ("off", "0", "no", "false"):
        return None, f"switched off by {VARIABLE}"
    if importlib.util.find_spec("codestruct_accelerator") is None:
        return None, "not installed"
    try:
        found = importlib.import_module("codestruct_accelerator")
    except ImportError as error:
        return None, f"installed, but it does not load: {error}"
    misfit = found.find_misfit(Path(__file__).parent)
    return (None, f"installed, but not used: {misfit}") if misfit else (found, f"{found.__version__}, in use")


_in_use = True


def get_kernels() -> Kernels | None:
    """The kernels to use now; None where there are none."""
    return _find()[0] if _in_use else None


def compile_language(language: Any) -> Native | None:
    """The tables of a language as the kernels have them; None where there are no kernels, or none for its grammar."""
    kernels = _find()[0]
    return None if kernels is None else kernels.compile_language(language)


def describe() -> str:
    """One line on the accelerator: its version and that it is in use, or why it is not.

    >>> describe().startswith("accelerator: ")
    True
    """
    return f"accelerator: {_find()[1]}"


def switch(on: bool) -> bool:
    """Send what is parsed from here on through the kernels, if there are any, or through Python; gives what was before.

    >>> before = switch(False)
    >>> get_kernels() is None, switch(before)
    (True, False)
    """
    global _in_use
    before, _in_use = _in_use, on
    return before


@contextmanager
def use(on: bool) -> Iterator[None]:
    """The same for as long as a `with` lasts, in all threads alike; for comparisons."""
    before = switch(on)
    try:
        yield
    finally:
        switch(before)
