"""Shared by what answers for Python: byte offsets, the tokens that bind names, output.

Offsets are UTF-8 byte offsets into the file as it lies on disk (a byte order mark counts).
"""

import ast
import bisect
import io
import sys
import tokenize
from collections.abc import Callable, Iterable
from pathlib import Path

from output import Row, answer_files, find_line_starts, list_files, write_answers

MARK = b"\xef\xbb\xbf"


class Source:
    """One file: its bytes, its tree, and the places of its names."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.raw = Path(path).read_bytes()
        encoding, _ = tokenize.detect_encoding(io.BytesIO(self.raw).readline)
        if encoding not in ("utf-8", "utf-8-sig"):
            raise ValueError("not UTF-8: " + encoding)
        if b"\r" in self.raw.replace(b"\r\n", b"") or b"\f" in self.raw:
            raise ValueError("lone CR or form feed: line numbers would be ambiguous")
        self.mark = len(MARK) if self.raw.startswith(MARK) else 0
        self.starts = [self.mark, *find_line_starts(self.raw)[1:]]
        self.text = self.raw[self.mark :].decode("utf-8")
        self.tree = ast.parse(self.raw, path)
        self._names: list[tuple[int, str]] | None = None

    def at(self, line: int, column: int) -> int:
        """Byte offset of a 1-based line and a UTF-8 column."""
        return self.starts[line - 1] + column

    def start(self, node: ast.AST) -> int:
        return self.at(node.lineno, node.col_offset)

    def end(self, node: ast.AST) -> int:
        return self.at(node.end_lineno, node.end_col_offset)

    @property
    def names(self) -> list[tuple[int, str]]:
        """Start and text of all NAME tokens outside strings, in order."""
        if self._names is None:
            self._names = []
            for token in tokenize.generate_tokens(io.StringIO(self.text, newline="").readline):
                if token.type == tokenize.NAME:
                    line, column = token.start
                    before = self.raw[self.starts[line - 1] :].split(b"\n", 1)[0].decode("utf-8")[:column]
                    self._names.append((self.at(line, len(before.encode())), token.string))
        return self._names

    def token(self, name: str, low: int, high: int, last: bool = False) -> int:
        """Offset of the first (or last) NAME token spelt `name` in [low, high)."""
        begin = bisect.bisect_left(self.names, (low, ""))
        end = bisect.bisect_left(self.names, (high, ""))
        hits = [at for at, text in self.names[begin:end] if text == name]
        if not hits:
            raise LookupError(f"no token {name!r} in {low}:{high}")
        return hits[-1 if last else 0]

    def binding_tokens(self, node: ast.AST) -> list[tuple[str, int]]:
        """Name and start byte of the names that `node` itself binds (not its children)."""

        def within(name: str, low: int, last: bool = False) -> list[tuple[str, int]]:
            return [(name, self.token(name, low, self.end(node), last))]

        match node:
            case ast.Name(ctx=ast.Store() | ast.Del()):
                return [(node.id, self.start(node))]
            case ast.arg():
                return [(node.arg, self.start(node))]
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return within(node.name, self.start(node))
            case ast.Import() | ast.ImportFrom():
                return [self._imported(alias) for alias in node.names if alias.name != "*"]
            case ast.ExceptHandler(name=str(name)):
                return within(name, self.end(node.type))
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                return within(name, self.start(node), last=True)
            case ast.TypeVar() | ast.ParamSpec() | ast.TypeVarTuple():
                return within(node.name, self.start(node))
        return []

    def _imported(self, alias: ast.alias) -> tuple[str, int]:
        bound = alias.asname or alias.name.split(".")[0]
        return bound, self.token(bound, self.start(alias), self.end(alias), last=bool(alias.asname))


def main(rows_of: Callable[[Source], Iterable[Row]]) -> None:
    """Answer for the files, or @list-files, of the command line."""

    def answer(path: str) -> None:
        source = Source(path)
        write_answers(path, source.raw, list(rows_of(source)))

    answer_files(list_files(sys.argv[1:]), answer)
