"""C and C++, name to declaration, by clang (libclang, from the package index).

    python libclang_bind.py [-I.. -D.. other flags for clang] FILE... | @LIST

Include paths are guessed (`guess_includes`); `errors` in the header counts clang's errors: a use whose declaration was
not parsed is missing, not wrong. Macro bodies have no place in the file and are left out; macro arguments count. Code
under a false #if is not seen. Space "macro" are macro names, "label" labels, "type" types and tags, else "value".
"""

import ctypes
import functools
import os
import subprocess
import sys
from pathlib import Path

from clang import cindex
from clang.cindex import CursorKind as Kind
from include_paths import guess_includes
from output import Row, answer_files, list_files, write_answers

LIB = cindex.conf.lib
SPACES = {
    Kind.DECL_REF_EXPR: "value",
    Kind.TYPE_REF: "type",
    Kind.LABEL_REF: "label",
    Kind.MACRO_INSTANTIATION: "macro",
    Kind.TEMPLATE_REF: "type",
    Kind.NAMESPACE_REF: "type",
    Kind.VARIABLE_REF: "value",
    Kind.OVERLOADED_DECL_REF: "value",
}
FUNCTIONS = {
    *(Kind.FUNCTION_DECL, Kind.CXX_METHOD, Kind.CONSTRUCTOR, Kind.DESTRUCTOR, Kind.CONVERSION_FUNCTION),
    *(Kind.FUNCTION_TEMPLATE, Kind.LAMBDA_EXPR),
}
OPERATORS = ("<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "==")  # of two or three characters
ACCESS = dict.fromkeys(OPERATORS, "rw") | {"=": "w", "==": "r", "": "r"}
NAMES = (Kind.DECL_REF_EXPR, Kind.PAREN_EXPR)


def find_place(location: cindex.SourceLocation) -> tuple[str | None, int]:
    """File and offset where the token was written: for a macro's argument, where it stands in the call."""
    file, line, column, offset = cindex.c_object_p(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    pointers = (ctypes.byref(part) for part in (file, line, column, offset))
    LIB.clang_getFileLocation(location, *pointers)
    return (cindex.File(file).name if file else None), offset.value


@functools.cache
def find_builtin_headers() -> list[str]:
    """The folder of stddef.h and the like, which the package from the index lacks."""
    folder = subprocess.run(["gcc", "-print-file-name=include"], text=True, capture_output=True, check=True)
    return ["-isystem", folder.stdout.strip()]


def find_function(declaration: cindex.Cursor) -> cindex.Cursor | None:
    """The function around a declaration."""
    around = declaration.semantic_parent
    while around is not None and around.kind not in FUNCTIONS and around.kind != Kind.TRANSLATION_UNIT:
        around = around.semantic_parent
    return around if around is not None and around.kind in FUNCTIONS else None


class Unit:
    """Walks one file's cursors and collects the uses."""

    def __init__(self, path: str, flags: list[str]) -> None:
        self.path = os.path.abspath(path)
        self.raw = Path(self.path).read_bytes()
        options = cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD | 0x200  # go on after a missing header
        language = [] if path.endswith(".c") else ["-x", "c++", "-std=c++17"]
        includes = find_builtin_headers() + guess_includes(os.path.dirname(self.path))
        self.unit = cindex.Index.create().parse(self.path, language + includes + flags, options=options)
        self.errors = sum(d.severity >= cindex.Diagnostic.Error for d in self.unit.diagnostics)
        self.rows: list[Row] = []
        self.seen: set[tuple[int, tuple[int, ...], str]] = set()
        self.dropped = 0

    def run(self) -> None:
        for top in self.unit.cursor.get_children():
            if find_place(top.location)[0] == self.path:
                self.walk(top, None, "r")
        write_answers(self.path, self.raw, self.rows, dropped=self.dropped, errors=self.errors)

    def offset(self, cursor: cindex.Cursor) -> int | None:
        file, offset = find_place(cursor.location)
        return offset if file == self.path else None

    def walk(self, cursor: cindex.Cursor, function: cindex.Cursor | None, access: str) -> None:
        if cursor.kind in SPACES:
            self.use(cursor, SPACES[cursor.kind], function, access)
        if cursor.kind in FUNCTIONS:
            function = cursor
        children = list(cursor.get_children())
        for k, child in enumerate(children):
            self.walk(child, function, self.find_access(cursor, children, k, access))

    def find_access(self, cursor: cindex.Cursor, children: list[cindex.Cursor], k: int, outer: str) -> str:
        """How the k-th child of a cursor is accessed."""
        kind, child = cursor.kind, children[k]
        if kind == Kind.PAREN_EXPR:
            return outer
        if child.kind not in NAMES:
            return "r"
        if kind in (Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR) and k == 0 and len(children) == 2:
            return ACCESS[self.read_operator(child)]
        if kind == Kind.UNARY_OPERATOR:
            text = self.raw[find_place(cursor.extent.start)[1] : find_place(cursor.extent.end)[1]]
            if text[:2] in (b"++", b"--") or text[-2:] in (b"++", b"--"):
                return "rw"
            return "addr" if text[:1] == b"&" else "r"
        return "r"

    def read_operator(self, left: cindex.Cursor) -> str:
        """The operator after an operand, read from the text; empty where it is no assignment."""
        file, at = find_place(left.extent.end)
        if file != self.path:
            return ""
        while self.raw[at : at + 1].isspace():
            at += 1
        found = next((operator for operator in OPERATORS if self.raw.startswith(operator.encode(), at)), "")
        return found or ("=" if self.raw[at : at + 1] == b"=" else "")

    def find_tokens(self, declaration: cindex.Cursor, name: bytes) -> list[int]:
        """Name tokens, in this file, of a declaration, its definition and its first declaration."""
        offsets = {
            self.offset(cursor)
            for cursor in (declaration, declaration.get_definition(), declaration.canonical)
            if cursor is not None
        }
        return sorted(at for at in offsets if at is not None and self.raw[at : at + len(name)] == name)

    def use(self, cursor: cindex.Cursor, space: str, function: cindex.Cursor | None, access: str) -> None:
        declaration, at = cursor.referenced, self.offset(cursor)
        if declaration is None or at is None:
            return
        name = (declaration.spelling or "").encode()
        if not name or self.raw[at : at + len(name)] != name:
            self.dropped += 1
            return
        tokens = [token for token in self.find_tokens(declaration, name) if token != at]  # implicit: its own first use
        key = (at, tuple(tokens), space)
        if key in self.seen:
            return
        self.seen.add(key)
        place = {"use_start_byte": at, "use_end_byte": at + len(name), "name": name.decode(), "access": access}
        where = self.classify(declaration, tokens, space, function)
        self.rows.append(place | {"class": where, "space": space, "def_start_bytes": tokens or None})

    def classify(
        self, declaration: cindex.Cursor, tokens: list[int], space: str, function: cindex.Cursor | None
    ) -> str:
        owner = find_function(declaration)
        if not tokens:  # "hidden": a local that a macro's body declares
            variable = declaration.kind in (Kind.VAR_DECL, Kind.PARM_DECL)
            return "hidden" if space == "value" and variable and owner else "external"
        if space == "label":
            return "local"
        if owner is None or space == "macro":
            return "file"
        inside = function is not None and find_place(owner.location) == find_place(function.location)
        return "local" if inside else "closure"


def main() -> None:
    flags = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    files = list_files([argument for argument in sys.argv[1:] if not argument.startswith("-")])
    answer_files(files, lambda file: Unit(file, flags).run())


if __name__ == "__main__":
    main()
