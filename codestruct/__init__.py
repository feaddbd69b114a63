"""Source code in many languages as items, bindings, def-use graphs and centralities.

    import codestruct as cs
    code = cs.analyze(source, "python")     # str or bytes; broken code has a result too, and diagnostics

An `Analysis` computes each of its parts when it is first asked for. Rows are numbers; offsets are half-open, in bytes.

    code.items       the syntactically complete units, nested: `items[i]`, `.at(offset)`, `.own(i)`
    code.tokens      the leaves with their classes; `.logic`; `cs.align(code, offsets)` for a tokenizer's
    code.bindings    the occurrences of names, and which symbol each is
    code.flow        the definitions that each use may read, a row a pair
    code.graph       the graph of the items; `.to_networkx()`, `.to_scipy()`, `.to_dot()`, ...
    code.reach       the share of the other items that an item's definitions come to, and
    code.bridge      its betweenness in the graph
    code.control, code.calls, code.paths, code.mutations    what else is known, a table each
    code.errors      what is wrong with the source, and which limits were hit
    code.source      lines and characters of byte offsets; `code.char_spans(table)` for those who hold a `str`

Around it:

    cs.render_items(code, keep)             chosen items as a complete program again; `cs.spine(code.items, i)`
    cs.render_html(code), cs.render_text    a page, and a terminal view; `codestruct.plots` draws figures
    cs.analyze_many, analyze_batch, analyze_to_parquet      streams, batches, files; failures stay with their records
    cs.store_analysis, cs.load_analysis     compact bytes and back; `table.to_arrow()`, `table.to_frame()`
    cs.list_languages, get_language, detect_language, Language.from_file
    cs.testing.check_language               the conformance suite for a language
    cs.errors                               the exceptions, drawn as a tree

Each stage is a function of its own: `parse`, `find_items`, `classify_tokens`, `lower_tree`, `bind_names`, `trace_flow`,
`build_graph`, `reach`, `bridge`; `trace_control`, `find_calls`, `trace_paths`, `find_mutations`.
"""

import typing

from codestruct import errors
from codestruct.analysis import Analysis, align, analyze
from codestruct.binding import Bindings, bind_names
from codestruct.calls import CallKind, Calls, find_calls
from codestruct.centrality import bridge, reach
from codestruct.closure import render_items, spine
from codestruct.control import Control, trace_control
from codestruct.corpus import Outcome, analyze_batch, analyze_many, analyze_to_parquet
from codestruct.dependence import build_graph
from codestruct.detection import detect_language
from codestruct.flow import Flow, FlowKind, trace_flow
from codestruct.graph import Graph
from codestruct.items import Item, Items, find_items
from codestruct.language import Category, Language, Role, TokenClass, get_language, list_languages
from codestruct.lowering import Program, lower_tree
from codestruct.mutations import Mutations, find_mutations
from codestruct.paths import Paths, trace_paths
from codestruct.source import Source
from codestruct.storage import load_analysis, store_analysis
from codestruct.syntax import Diagnostic, Tree, parse
from codestruct.tokens import Tokens, classify_tokens

if typing.TYPE_CHECKING:
    from codestruct import testing
    from codestruct.view import render_html, render_text

__version__ = "0.1.0.dev0"

__all__ = [
    "Analysis",
    "Bindings",
    "CallKind",
    "Calls",
    "Category",
    "Control",
    "Diagnostic",
    "Flow",
    "FlowKind",
    "Graph",
    "Item",
    "Items",
    "Language",
    "Mutations",
    "Outcome",
    "Paths",
    "Program",
    "Role",
    "Source",
    "TokenClass",
    "Tokens",
    "Tree",
    "__version__",
    "align",
    "analyze",
    "analyze_batch",
    "analyze_many",
    "analyze_to_parquet",
    "bind_names",
    "bridge",
    "build_graph",
    "classify_tokens",
    "detect_language",
    "errors",
    "find_calls",
    "find_items",
    "find_mutations",
    "get_language",
    "list_languages",
    "load_analysis",
    "lower_tree",
    "parse",
    "reach",
    "render_html",
    "render_items",
    "render_text",
    "spine",
    "store_analysis",
    "testing",
    "trace_control",
    "trace_flow",
    "trace_paths",
]


_LATE = {"testing": "codestruct.testing", "render_html": "codestruct.view", "render_text": "codestruct.view"}
"""What is imported when it is first asked for, so that an analysis does not pay for it."""


def __getattr__(name: str) -> typing.Any:
    if name not in _LATE:
        raise AttributeError(f"module 'codestruct' has no attribute {name!r}")
    import importlib

    module = importlib.import_module(_LATE[name])
    return globals().setdefault(name, module if name == "testing" else getattr(module, name))


def __dir__() -> list[str]:
    return sorted(__all__)
