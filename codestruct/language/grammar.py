"""Grammar: a tree-sitter grammar as plain tables of names, from whichever installed distribution carries it."""

import importlib
import importlib.util
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import tree_sitter

from codestruct.errors import GrammarMismatch, GrammarMissing

if TYPE_CHECKING:
    import ctypes

__all__ = ["Grammar", "find_grammars", "meets_requirement"]

ERROR = 65535
"""The kind id that tree-sitter gives to a node of source that no rule fits."""


class Grammar:
    """The node kinds and fields of one grammar.

    `kinds[k]` is the name of kind id k and `named[k]` says whether it is a named kind; `fields[f]` is the name of field
    id f (0 is no field). Two kind ids may share a name. The last row, index `len(kinds)`, stands for ERROR in tables.
    """

    def __init__(self, handle: tree_sitter.Language, origin: str, capsule: object = None) -> None:
        self.handle = handle
        self.origin = origin
        self.capsule = capsule  # what the handle was made of
        count = handle.node_kind_count
        self.kinds: tuple[str, ...] = tuple(handle.node_kind_for_id(k) or "" for k in range(count))
        self.named: npt.NDArray[np.bool_] = np.fromiter(map(handle.node_kind_is_named, range(count)), bool, count)
        self.fields: tuple[str, ...] = (
            "",
            *(handle.field_name_for_id(f) or "" for f in range(1, handle.field_count + 1)),
        )
        self.comments: frozenset[int] = frozenset()

    def extend(self, kinds: Iterable[str], fields: Iterable[str]) -> None:
        """Add named kinds and fields that are the language file's own, behind those of the grammar."""
        self.kinds = (*self.kinds, *kinds)
        self.named = np.append(self.named, np.ones(len(self.kinds) - len(self.named), dtype=bool))
        self.fields = (*self.fields, *fields)
        self.__dict__.pop("ids", None)

    def __repr__(self) -> str:
        return f"Grammar({self.origin}, {len(self.kinds)} kinds, {len(self.fields) - 1} fields)"

    @cached_property
    def ids(self) -> dict[str, tuple[int, ...]]:
        """Kind name -> its ids, named kinds under the name, anonymous tokens (`"while"`) under the quoted text."""
        table: dict[str, list[int]] = {}
        for k, name in enumerate(self.kinds):
            if k and (k >= self.handle.node_kind_count or self.handle.node_kind_is_visible(k)):
                table.setdefault(name if self.named[k] else f'"{name}"', []).append(k)
        return {name: tuple(ids) for name, ids in table.items()}

    def new_parser(self) -> tree_sitter.Parser:
        """A parser of this grammar; it belongs to one thread."""
        return tree_sitter.Parser(self.handle)


def find_grammars(language: str, spec: str, requirement: str) -> Iterator[Grammar]:
    """The installed grammars for `spec` ("module:function"), best first: official wheel, language pack, languages.

    Raises GrammarMissing where no distribution carries one, GrammarMismatch where none of them can be loaded.
    """
    mismatch: Exception | None = None
    loaded = 0
    for origin, open_pointer in _sources(spec):
        try:
            with warnings.catch_warnings():  # a grammar that hands out an int draws a DeprecationWarning
                warnings.simplefilter("ignore", DeprecationWarning)
                capsule = open_pointer()
                handle = tree_sitter.Language(capsule)
        except (ValueError, AttributeError, ImportError, LookupError) as error:
            runtime = _dated("tree-sitter")
            mismatch = mismatch or GrammarMismatch(
                f"language {language!r}",
                f"{origin} gives no grammar for {runtime} at {spec} ({error})",
                f"type: pip install '{requirement}'",
            )
            continue
        loaded += 1
        yield Grammar(handle, origin, capsule)
    if not loaded:
        raise mismatch or GrammarMissing.of(language, requirement)


def _sources(spec: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """(distribution and version, a function that gives the grammar's pointer), for each that is installed."""
    module, _, function = spec.partition(":")
    if _is_installed(module):
        yield _dated(module.replace("_", "-")), partial(_call, module, function)
    # the bundles name a grammar as its own symbol does, `c_sharp`, or without the underscore
    short = function.removeprefix("language").removeprefix("_") or module.removeprefix("tree_sitter_")
    names = dict.fromkeys((short, short.replace("_", "")))
    if _is_installed("tree_sitter_language_pack"):
        for name in names:
            yield _dated("tree-sitter-language-pack"), partial(_call, "tree_sitter_language_pack", "get_binding", name)
    if (bundle := _find_bundle()) is not None:
        for name in names:
            if hasattr(bundle, f"tree_sitter_{name}"):
                yield _dated("tree-sitter-languages"), partial(_capsule, bundle, f"tree_sitter_{name}")


def meets_requirement(origin: str, requirement: str) -> bool:
    """Whether a distribution with its version ("tree-sitter-c 0.24.1") is what a requirement asks for.

    >>> meets_requirement("tree-sitter-c 0.24.1", "tree-sitter-c>=0.24,<0.25")
    True
    """
    from packaging.requirements import Requirement  # slow to import, and seldom needed
    from packaging.utils import canonicalize_name

    wanted = Requirement(requirement)
    name, _, number = origin.partition(" ")
    return canonicalize_name(wanted.name) == canonicalize_name(name) and wanted.specifier.contains(number or "0")


def _call(module: str, function: str, *words: str) -> Any:
    return getattr(importlib.import_module(module), function)(*words)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # of the package around it
        return False


def _find_bundle() -> "ctypes.CDLL | None":
    """The one shared library of tree-sitter-languages, whose own loader does not fit a current tree-sitter."""
    import ctypes

    found = importlib.util.find_spec("tree_sitter_languages")
    if found is None or found.origin is None:
        return None
    library = next(Path(found.origin).parent.glob("languages.*"), None)
    return None if library is None else ctypes.cdll.LoadLibrary(str(library))


def _capsule(bundle: "ctypes.CDLL", symbol: str) -> Any:
    """The grammar in a shared library as the capsule that tree_sitter.Language takes."""
    import ctypes

    entry = getattr(bundle, symbol)
    entry.restype = ctypes.c_void_p
    new_capsule = ctypes.pythonapi.PyCapsule_New
    new_capsule.restype = ctypes.py_object
    new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return new_capsule(entry(), b"tree_sitter.Language", None)


def _dated(distribution: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{distribution} {version(distribution)}"
    except PackageNotFoundError:
        return distribution
