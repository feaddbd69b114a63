"""analyze(): the composition of all stages, each computed when it is first asked for."""

import os
import warnings
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from codestruct.binding import Bindings, bind_names
from codestruct.calls import Calls, find_calls
from codestruct.centrality import bridge, reach
from codestruct.columns import SHOWN, write_rows
from codestruct.control import Control, trace_control
from codestruct.dependence import build_graph
from codestruct.errors import UnknownLanguage
from codestruct.flow import EDGES_PER_SYMBOL, Flow, trace_flow
from codestruct.graph import Graph
from codestruct.items import Items, find_items
from codestruct.keywords import suggest_keywords
from codestruct.language import Language, get_language, list_languages
from codestruct.lowering import Program, lower_tree
from codestruct.mutations import Mutations, find_mutations
from codestruct.paths import Paths, trace_paths
from codestruct.source import Source
from codestruct.syntax import MAX_BYTES, MAX_SECONDS, Diagnostic, Tree, parse
from codestruct.tokens import Tokens, align_offsets, classify_tokens

__all__ = ["Analysis", "align", "analyze"]

Floats = npt.NDArray[np.float64]


class Analysis:
    """What is known of one source; immutable, and nothing in it is computed before it is asked for.

    `source`, `language` and `tree` are there at once. The rest follows on demand: `errors` (diagnostics: ERROR and
    MISSING nodes, limits hit), `items`, `tokens`, `program`, `bindings`, `flow`, `graph`, `reach` and `bridge`.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.source: Source = tree.source
        self.language: Language = tree.language

    def __repr__(self) -> str:
        return f"Analysis({self.language.name}, {len(self.source)} bytes, {len(self.items)} items)"

    def _repr_html_(self) -> str:
        import html

        said = f"{self!r}, {len(self.flow):,} def-use pairs, {len(self.errors):,} errors"
        rows = [
            [str(item.index), str(line), item.kind, item.category.name.lower(), f"{reach:.3f}", f"{bridge:.3f}"]
            for item, line, reach, bridge in zip(
                islice(self.items, SHOWN), self.source.line_of(self.items.start), self.reach, self.bridge, strict=False
            )
        ]
        names = ["", "line", "kind", "category", "reach", "bridge"]
        return f"<p>{html.escape(said)}</p>" + write_rows("Items", names, rows, len(self.items))

    def char_spans(self, table: Items | Tokens | Bindings) -> npt.NDArray[np.int32]:
        """Where the rows of a table stand in characters of the source text, half-open, int32 [n, 2].

        For a source that was given as `str`, these are offsets into it.

        >>> text = "é = 1; b = é"
        >>> code = analyze(text, "python")
        >>> [text[start:end] for start, end in code.char_spans(code.items)]
        ['é = 1', 'b = é']
        """
        return self.source.to_char(np.column_stack((table.start, table.end)))

    @cached_property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the source, and which limits were hit, by place."""
        found = list(self.tree.errors)
        if len(self.tree) ** 2 > 4 * EDGES_PER_SYMBOL:  # a smaller source cannot have a symbol with that many pairs
            names = self.bindings
            for symbol in self.flow.capped:
                text = names.names[names.symbol_name[symbol]]
                message = f"{text!r} has more than {EDGES_PER_SYMBOL:,} (definition, use) pairs; the rest is left out"
                found.append(Diagnostic("EDGES", 0, len(self.source), message))
            for stage, late in (("lowering", self.program.late), ("flow", self.flow.late)):
                if late:
                    message = f"the {stage} took more than {self.tree.max_seconds:g} s; the rest is left out"
                    found.append(Diagnostic("TIME", 0, len(self.source), message))
        return tuple(found)

    @cached_property
    def items(self) -> Items:
        """The items, in preorder."""
        return find_items(self.tree)

    @cached_property
    def tokens(self) -> Tokens:
        """The leaves, with their classes and items."""
        return classify_tokens(self.tree, self.items)

    @cached_property
    def program(self) -> Program:
        """The flow program that the source was lowered to."""
        return lower_tree(self.tree, self.items)

    @cached_property
    def bindings(self) -> Bindings:
        """The occurrences of names, with their symbols."""
        return bind_names(self.program, self.language)

    @cached_property
    def flow(self) -> Flow:
        """The definitions that each use may read."""
        return trace_flow(self.program, self.bindings, max_seconds=self.tree.max_seconds)

    @cached_property
    def calls(self) -> Calls:
        """What passes between functions and their calls."""
        return find_calls(self.tree, self.items, self.bindings, self.flow)

    @cached_property
    def control(self) -> Control:
        """The items that decide whether an item runs."""
        return trace_control(self.tree, self.items)

    @cached_property
    def mutations(self) -> Mutations:
        """What method calls may do to the objects that they are called on."""
        return find_mutations(self.tree, self.items, self.bindings, self.flow)

    @cached_property
    def paths(self) -> Paths:
        """The access paths, and the definitions that each use of one may read."""
        return trace_paths(self.tree, self.items, self.bindings, self.flow)

    @cached_property
    def graph(self) -> Graph:
        """The item graph of the flow."""
        return build_graph(self.items, self.bindings, self.flow)

    @cached_property
    def reach(self) -> Floats:
        """The share of the other items that each item's definitions come to, float64 [n_items]."""
        return reach(self.graph)

    @cached_property
    def bridge(self) -> Floats:
        """The betweenness of each item in the item graph, float64 [n_items]."""
        return bridge(self.graph)


@suggest_keywords
def analyze(
    source: str | bytes | Source,
    language: str | Language,
    *,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
) -> Analysis:
    """Take a source apart: items, tokens, bindings, def-use flow, item graph and centralities, each on demand.

    Total on any bytes; broken code has items too. A `str` is encoded as UTF-8, lone surrogates replaced. Offsets are
    bytes; `code.source` converts them to characters and lines. At most `max_bytes` are parsed; parse, lowering and flow
    take at most `max_seconds` each; what was hit is in `code.errors`. Raises UnknownLanguage, GrammarMissing.

    >>> code = analyze("def f(a):\\n    b = a + 1\\n    return b\\n", "python")
    >>> [item.kind for item in code.items]
    ['function_definition', 'assignment', 'return_statement']
    >>> code.graph.edges(), code.reach.tolist()
    ([(0, 1), (1, 2)], [1.0, 0.5, 0.0])
    """
    known = _choose_language(source, language)
    if isinstance(source, str) and source.endswith(known.extensions) and os.path.exists(source):
        warnings.warn(f"{source!r} is taken as the source itself; to analyze that file, read it first", stacklevel=3)
    return Analysis(parse(source, known, max_bytes=max_bytes, max_seconds=max_seconds))


def _choose_language(source: object, language: str | Language) -> Language:
    """The language meant; where the source is the name of one instead, the two were given the wrong way round."""
    try:
        return get_language(language)
    except UnknownLanguage as error:
        if isinstance(source, str) and source in list_languages():
            remedy = f"the source comes first: analyze(source, {source!r})"
            raise UnknownLanguage(error.subject, error.reason, remedy) from None
        raise


@suggest_keywords
def align(
    code: Analysis, char_offsets: npt.ArrayLike, start: int = 0
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]]:
    """The item and the token class of each token of a tokenizer, given its character offsets.

    `char_offsets` is [n, 2], half-open, in characters of a text in which the source begins at character `start`. Each
    token takes the leaf that it overlaps most, the earlier one where two tie; a wholly blank token has no class and
    goes where its last byte belongs. Gives int32 [n] and int8 [n], -1 for none. The rule is ours.

    >>> items, classes = align(analyze("x = 1\\ny = 2", "python"), [[0, 1], [1, 3], [5, 6], [6, 7]])
    >>> items.tolist(), classes.tolist()
    ([0, 0, 1, 1], [2, 1, -1, 2])
    """
    offsets = np.asarray(char_offsets, dtype=np.int64).reshape(-1, 2) - start
    length = len(code.source.text)
    outside = (offsets[:, 1] <= 0) | (offsets[:, 0] >= length) | (offsets[:, 0] >= offsets[:, 1])
    begin = code.source.to_byte(np.maximum(offsets[:, 0], 0))
    end = code.source.to_byte(offsets[:, 1])
    end = np.where(outside, begin, end).astype(np.int32)
    return align_offsets(code.items, code.tokens, begin, end)
