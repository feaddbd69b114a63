"""Calls: against Python's own binding of arguments and its `ast`; by hand (languages/ has claims besides)."""

import ast
import inspect
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import codestruct as cs
from codestruct.errors import InvalidLanguage
from tests.strategies_programs import GRAMMARS, any_sources

LANGUAGES = sorted(GRAMMARS)


def rows(code: cs.Analysis, kind: cs.CallKind | None = None) -> set[tuple[str, str, bool]]:
    """(text of the source, text of the target, certain), each up to its first line break."""
    tree, calls, data = code.tree, code.calls, code.source.data

    def tell(row: int) -> str:
        return data[tree.start[row] : tree.end[row]].decode().split("\n")[0]

    return {
        (tell(int(calls.source[i])), tell(int(calls.target[i])), bool(calls.certain[i]))
        for i in range(len(calls))
        if kind is None or calls.kind[i] == kind
    }


# --------------------------------------------------------------------------------------- arguments to parameters


@st.composite
def signatures(draw: st.DrawFn) -> str:
    names = [f"p{i}" for i in range(draw(st.integers(0, 5)))]
    cut = sorted(draw(st.tuples(*[st.integers(0, len(names))] * 2)))
    defaults = draw(st.integers(cut[0], len(names)))
    plain = [name + ("=0" if defaults <= i < cut[1] else "") for i, name in enumerate(names)]
    parts = plain[: cut[0]] + (["/"] if cut[0] else []) + plain[cut[0] : cut[1]]
    only = [name + draw(st.sampled_from(["", "=0"])) for name in names[cut[1] :]]
    star = draw(st.sampled_from(["*rest", "*"] if only else ["*rest", ""]))
    return ", ".join([*parts, *([star] if star else []), *only, *draw(st.sampled_from([[], ["**more"]]))])


@settings(max_examples=4 * settings.default.max_examples)
@given(signatures(), st.integers(0, 6), st.sets(st.sampled_from([f"p{i}" for i in range(7)]), max_size=4))
def test_arguments_go_where_python_binds_them(signature: str, positional: int, keywords: set[str]) -> None:
    scope: dict = {}
    exec(f"def f({signature}): pass", scope)
    values = [f"10{i}" for i in range(positional)]
    named = {name: f"20{name[1]}" for name in sorted(keywords)}
    try:
        bound = inspect.signature(scope["f"]).bind(*values, **named)
    except TypeError:
        return
    expected = set()
    for name, value in bound.arguments.items():
        given = value if name == "rest" else value.values() if name == "more" else [value]
        expected |= {(one, name, True) for one in given}
    arguments = ", ".join([*values, *(f"{name}={value}" for name, value in named.items())])
    code = cs.analyze(f"def f({signature}): pass\nf({arguments})", "python")
    assert rows(code, cs.CallKind.ARGUMENT) == expected


# ------------------------------------------------------------------------------------------ functions to calls

STDLIB = ["argparse", "ast", "base64", "calendar", "dis", "heapq", "inspect", "textwrap", "tokenize", "traceback"]


class _Namesakes(ast.NodeVisitor):
    """Every name that is bound anywhere but by a plain `def` of the module."""

    def __init__(self) -> None:
        self.bound: list[str] = []

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            self.bound.append(node.id)
        elif isinstance(node, ast.arg):
            self.bound.append(node.arg)
        elif isinstance(node, ast.alias):
            self.bound.append((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler) and node.name:
            self.bound.append(node.name)
        self.generic_visit(node)


@pytest.mark.parametrize("name", STDLIB)
def test_module_functions_are_called_where_ast_says(name: str) -> None:
    """Of functions whose name is bound once in the whole module, every call by that name, and no other."""
    data = (Path(sysconfig.get_path("stdlib")) / f"{name}.py").read_bytes()
    module = ast.parse(data)
    namesakes = _Namesakes()
    namesakes.visit(module)
    functions = {
        one.name: one.lineno
        for one in module.body
        if isinstance(one, ast.FunctionDef) and not one.decorator_list and namesakes.bound.count(one.name) == 1
    }
    code = cs.analyze(data, "python")
    expected = {
        (int(code.source.line_starts[node.lineno - 1]) + node.col_offset, functions[node.func.id])
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions
    }
    calls = code.calls
    called = calls.kind == cs.CallKind.CALL
    starts = code.tree.start[calls.call[called]].tolist()
    lines = code.source.line_of(code.tree.start[calls.function[called]]).tolist()
    found = {(start, line) for start, line in zip(starts, lines, strict=True) if line in functions.values()}
    assert expected
    assert {row for row in expected - found if not is_dead(code, row[0])} == set()
    assert found <= expected


def is_dead(code: cs.Analysis, start: int) -> bool:
    site = int((code.bindings.start == start).argmax())
    return all(event >> 3 != site for events in code.program.blocks for event in events)


# -------------------------------------------------------------------------------------------------- by hand

PYTHON = """
class A:
    def __init__(self, x): self.x = x
    def get(self): return self.x
    @staticmethod
    def plain(q): return q
    def both(me, y):
        z = me.get()
        def inner(): return me.get()
        return A.plain(z)
twice = lambda u: u
if c:
    def h(a): return 1
else:
    def h(b): return 2
twice(7); h(8); A(9); A.get(a); a.get(); print(0)
"""
JAVASCRIPT = """
const f = (a, {b, c}, ...r) => a;
class P {
  #s(q) { return q }
  m(x) { this.#s(x); [1].map(v => this.n(v)); f.call(this.n) }
  n(w) { return w }
  fld = (k) => k
  u() { return this.fld(2) }
}
new P(); f(1, {b: 2}, 3, 4); f(...xs, 5);
function K(z) { return g(z) }
function g(y) { return y }
new K(6);
"""
JAVA = """
class A { A(int q) { } A(int q, int r) { this(q); }
 int f(int a) { return a; }
 private int f(int a, int b) { return f(a) + this.f(a, b); }
 static int s(int... v) { return 0; }
 class I { int g() { return f(1) + A.s(2, 3) + new A(4).f(5); } }
 Runnable r = () -> this.f(6);
}
"""
GO = """
package p
type T struct{ n int }
func (t *T) Inc(by, times int) int { return by }
func (t T) Get() int { return t.Inc(1, 2) }
func f(a, b int, rest ...string) (int, int) { return a, b }
func main() { x, y := f(3, 4, "a", "b"); g := func(z int) int { return z }; g(x); t.Get() }
"""
C = """
static int f(int a, char *b) { return a; }
int *g(void);
int *g(void) { return 0; }
int main(int argc, char **argv) { int (*h)(int, char *) = f; g(); (f)(1, argv[0]); return argc; }
"""
ARGUMENTS = {
    "python": (PYTHON, {
        ("z", "q", False), ("7", "u", True), ("8", "a", True), ("8", "b", True), ("9", "x", True), ("a", "self", True),
    }),
    "javascript": (JAVASCRIPT, {
        ("x", "q", True), ("v", "w", False), ("2", "k", False), ("1", "a", True), ("{b: 2}", "b", True),
        ("{b: 2}", "c", True), ("3", "r", True), ("4", "r", True), ("...xs", "a", False), ("...xs", "b", False),
        ("...xs", "c", False), ("...xs", "r", False), ("5", "a", False), ("5", "b", False), ("5", "c", False),
        ("5", "r", False), ("z", "y", True), ("6", "z", True),
    }),
    "java": (JAVA, {
        ("q", "q", True), ("a", "a", False), ("a", "a", True), ("b", "b", True), ("1", "a", False), ("2", "v", True),
        ("3", "v", True), ("4", "q", True), ("6", "a", False),
    }),
    "go": (GO, {
        ("1", "by", True), ("2", "times", True), ("3", "a", True), ("4", "b", True), ('"a"', "rest", True),
        ('"b"', "rest", True), ("x", "z", True),
    }),
    "c": (C, {("1", "a", True), ("argv[0]", "b", True)}),
}  # fmt: skip
RETURNS = {
    "python": {
        ("return self.x", "me.get()", False), ("return q", "A.plain(z)", False), ("u", "twice(7)", True),
        ("return 1", "h(8)", True), ("return 2", "h(8)", True), ("return self.x", "A.get(a)", True),
    },
    "javascript": {
        ("return q", "this.#s(x)", True), ("return w", "this.n(v)", False), ("k", "this.fld(2)", False),
        ("a", "f(1, {b: 2}, 3, 4)", True), ("a", "f(...xs, 5)", True), ("return y", "g(z)", True),
    },
    "java": {
        ("return a;", "f(a)", False), ("return f(a) + this.f(a, b);", "this.f(a, b)", True),
        ("return a;", "f(1)", False), ("return 0;", "A.s(2, 3)", True), ("return a;", "this.f(6)", False),
    },
    "go": {
        ("return by", "t.Inc(1, 2)", True), ("return a, b", 'f(3, 4, "a", "b")', True), ("return z", "g(x)", True),
    },
    "c": {("return 0;", "g()", True), ("return a;", "(f)(1, argv[0])", True)},
}  # fmt: skip


@pytest.mark.parametrize("language", ARGUMENTS)
def test_examples(language: str) -> None:
    source, arguments = ARGUMENTS[language]
    code = cs.analyze(source, language)
    assert not code.errors, code.errors
    assert rows(code, cs.CallKind.ARGUMENT) == arguments
    assert rows(code, cs.CallKind.RETURN) == RETURNS[language]


def test_items_are_those_of_the_ends_and_reach_crosses_functions() -> None:
    code = cs.analyze("def f(a):\n  b = a\n  return b\nx = 1\ny = f(x)\nz = y", "python")
    calls = code.calls
    assert calls.source_item.tolist() == [0, 4, 2]
    assert calls.target_item.tolist() == [4, 0, 4]
    assert (code.items.owner[calls.source] == calls.source_item).all()
    flow, both = cs.build_graph(code), cs.build_graph(code, using=("flow", "calls"))
    assert set(flow.edges()) | {(4, 0), (2, 4)} == set(both.edges())
    assert cs.reach(both)[3] > cs.reach(flow)[3]
    with pytest.raises(ValueError):
        calls.call[:] = 0


def test_a_class_without_constructor_is_called_itself() -> None:
    assert rows(cs.analyze("class A: pass\nA()", "python")) == {("class A: pass", "A()", True)}


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_total_and_sorted(language: str, data: st.DataObject) -> None:
    source = data.draw(any_sources(language))
    calls = (code := cs.analyze(source, language)).calls
    columns = (calls.call, calls.function, calls.kind, calls.source, calls.target)
    table = list(zip(*(column.tolist() for column in columns), strict=True))
    assert table == sorted(table)
    for column in (*columns[:2], *columns[3:]):
        assert ((column >= 0) & (column < len(code.tree))).all()


def test_a_language_that_says_nothing_of_calls() -> None:
    python = cs.get_language("python")
    silent = cs.Language({key: value for key, value in python.data.items() if key != "access"}, "silent.toml")
    with pytest.raises(InvalidLanguage, match="says nothing of members"):
        _ = cs.analyze("f()", silent).calls
