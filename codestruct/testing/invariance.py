"""What must not matter: how names are spelled, and comments and blank lines."""

import random
import re
from typing import Any

import numpy as np

from codestruct.analysis import Analysis
from codestruct.language import Language, TokenClass

__all__ = ["describe_structure", "find_comment", "insert_comments", "list_last_words", "rename_symbols"]

_NAME = re.compile(rb"(\W*_*\w)(.*?)(_*\W*)", re.DOTALL)


def describe_structure(code: Analysis) -> dict[str, list[Any]]:
    """Everything that is found of the structure of a source, without a single offset or name.

    Gives a list a column of a table. Ours: two sources with the same one differ in spelling, comments and blanks alone.

    >>> from codestruct.analysis import analyze
    >>> one, other = analyze("x = 1\\ny = x", "python"), analyze("a = 1\\n\\nb = a  # a", "python")
    >>> describe_structure(one) == describe_structure(other)
    True
    """
    items, bindings, flow, graph = code.items, code.bindings, code.flow, code.graph
    columns: dict[str, Any] = {
        "items.kind": items.kind, "items.category": items.category, "items.parent": items.parent,
        "bindings.role": bindings.role, "bindings.symbol": bindings.symbol, "bindings.item": bindings.item,
        "flow.define": flow.define, "flow.use": flow.use, "flow.kind": flow.kind, "flow.certain": flow.certain,
        "graph.indptr": graph.indptr, "graph.indices": graph.indices, "graph.weight": graph.weight,
    }  # fmt: skip
    found: dict[str, list[Any]] = {"errors": [error.kind for error in code.errors]}
    return found | {name: column.tolist() for name, column in columns.items()}


def rename_symbols(code: Analysis) -> bytes:
    """The source with a new name for each symbol, one that nothing else in it has.

    Marks around a name (`$x`, `empty?`, `__x`) and its first letter stay, since in some languages they mean something;
    so do the names of functions that the language knows never to return, keywords that are names (Rust's `self`), and
    symbols with several spellings, or whose name is a part of one (Python's `__x` and `_C__x`),
    and whatever a literal mentions, as the text of a macro is one.

    >>> from codestruct.analysis import analyze
    >>> code = analyze("x = 1\\nprint(x)\\n", "python")
    >>> renamed = analyze(rename_symbols(code), "python")
    >>> renamed.bindings.names != code.bindings.names, describe_structure(renamed) == describe_structure(code)
    (True, True)
    """
    bindings, data, kept = code.bindings, code.source.data, list_last_words(code.language)
    literal = np.flatnonzero(code.tokens.cls == TokenClass.LITERAL).tolist()
    texts = (data[code.tokens.start[leaf] : code.tokens.end[leaf]] for leaf in literal)
    kept |= {word for text in texts for word in re.findall(rb"\w+", text)}
    keywords = set(code.tokens.start[code.tokens.cls == TokenClass.KEYWORD].tolist())
    mark = b"q"
    while re.search(mark + rb"\d", data):
        mark += b"q"
    pieces: list[bytes] = []
    done = 0
    rows = list(zip(bindings.start.tolist(), bindings.end.tolist(), bindings.symbol.tolist(), strict=True))
    spelled: dict[int, set[bytes]] = {}
    for start, end, symbol in rows:
        spelled.setdefault(symbol, set()).add(data[start:end])
    for start, end, symbol in rows:
        name = _NAME.fullmatch(data[start:end])
        if symbol < 0 or len(spelled[symbol]) > 1 or start in keywords or b"_%s__" % data[start:end] in data:
            continue
        if name and start >= done and data[start:end] not in kept:
            pieces += [data[done:start], name[1], b"%s%d" % (mark, symbol), name[3]]
            done = end
    return b"".join([*pieces, data[done:]])


def list_last_words(language: Language) -> set[bytes]:
    """The names of functions that a language knows never to return."""
    forms = language.tables.forms.values()
    return {word.encode() for form in forms for word in form.words.get("never_returns", ())}


def find_comment(code: Analysis) -> bytes | None:
    """The shortest comment that stands alone on its line, None where there is none.

    >>> from codestruct.analysis import analyze
    >>> find_comment(analyze("x = 1  # one\\n# two\\ny = 2\\n", "python"))
    b'# two'
    """
    data, tokens = code.source.data, code.tokens
    found = []
    for leaf, cls in enumerate(tokens.cls.tolist()):
        if cls != TokenClass.COMMENT:
            continue
        start, end = int(tokens.start[leaf]), int(tokens.end[leaf])
        before = data[data.rfind(b"\n", 0, start) + 1 : start]
        after = data[end : data.find(b"\n", end) if b"\n" in data[end:] else len(data)]
        text = data[start:end].rstrip(b"\r\n")
        if not before.strip() and not after.strip() and b"\n" not in text and start:
            found.append(text)
    return min(found, key=len, default=None)


def insert_comments(code: Analysis, comment: bytes, draw: random.Random) -> bytes:
    """The source with comment lines and blank ones before items that begin their line.

    `draw` decides at which of them. Ours.

    >>> from codestruct.analysis import analyze
    >>> insert_comments(analyze("x = 1\\ny = 2\\n", "python"), b"# why", random.Random(1))
    b'# why\\nx = 1\\ny = 2\\n'
    """
    data = code.source.data
    pieces: list[bytes] = []
    done = 0
    for start in sorted(set(code.items.start.tolist())):
        line = data.rfind(b"\n", 0, start) + 1
        indent = data[line:start]
        if not indent.strip(b" \t") and line >= done and draw.random() < 0.5:
            extra = b"\n" if draw.random() < 0.4 else indent + comment + b"\n"
            pieces += [data[done:line], extra]
            done = line
    return b"".join([*pieces, data[done:]])
