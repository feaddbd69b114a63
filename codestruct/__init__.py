"""Source code in many languages as items, bindings, def-use graphs and centralities.

    import codestruct as cs
    code = cs.analyze(source, "python")

`code.items` are the syntactically complete units, `code.tokens` the leaves and their classes, `code.bindings` the
occurrences of names, `code.flow` the definitions that each use may read, `code.graph` the graph of the items,
`code.reach` and `code.bridge` their centralities.
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
    "render_items",
    "spine",
    "store_analysis",
    "testing",
    "trace_control",
    "trace_flow",
    "trace_paths",
]


def __getattr__(name: str) -> typing.Any:
    """Import `testing` when it is first asked for: analysis should not pay for the conformance suite."""
    if name == "testing":
        import codestruct.testing

        return codestruct.testing
    raise AttributeError(f"module 'codestruct' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
