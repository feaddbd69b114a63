"""Control dependence: against its definition on random graphs, and by hand in every language."""

import time

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import codestruct as cs
from codestruct.control.dominators import find_dominators
from codestruct.control.outline import draw_outline
from codestruct.control.postdominance import Decisions
from codestruct.errors import GraphError
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.dialects import DIALECTS
from tests.flowprograms.rendering import render_program
from tests.strategies_flow import flow_programs
from tests.strategies_graphs import digraphs
from tests.strategies_programs import GRAMMARS, mutilated, programs

LANGUAGES = sorted(GRAMMARS)


def reach(starts: set[int], following: dict[int, set[int]], without: set[int] = frozenset()) -> set[int]:
    seen = starts - without
    todo = list(seen)
    while todo:
        new = following.get(todo.pop(), set()) - without - seen
        seen |= new
        todo += new
    return seen


class Definition:
    """Control dependence word by word: y post-dominates x if no way from x to the end goes without y."""

    def __init__(self, successors: list[list[int]], entries: list[int]) -> None:
        self.live = reach(set(entries), dict(enumerate(map(set, successors))))
        self.successors = {x: set(successors[x]) for x in self.live}
        self.onwards = {x: set(targets) or {-1} for x, targets in self.successors.items()}
        order = Decisions(successors, entries).order
        assert set(order) == self.live
        components = [set(c) for c in nx.strongly_connected_components(nx.DiGraph(self.onwards))]
        for loop in components:
            if loop != {-1} and all(self.onwards[x] <= loop for x in loop):
                self.onwards[max(loop, key=order.index)].add(-1)

    def always_passes(self, x: int, blocks: set[int]) -> bool:
        return -1 not in reach({x}, self.onwards, without=blocks)

    def branches(self, blocks: set[int]) -> set[int]:
        """The branches that decide whether one of the blocks is run."""
        return {
            x
            for x in self.live
            if len(self.successors[x]) > 1
            and any(self.always_passes(s, blocks) for s in self.successors[x])
            and not all(self.always_passes(s, blocks) for s in self.onwards[x])
        }


def rows(graph: cs.Graph) -> list[list[int]]:
    return [graph.indices[a:b].tolist() for a, b in zip(graph.indptr[:-1], graph.indptr[1:], strict=True)]


@settings(max_examples=4 * settings.default.max_examples)
@given(digraphs(max_nodes=14), st.data())
def test_dependence_is_its_definition_on_any_graph(graph: cs.Graph, data: st.DataObject) -> None:
    successors = rows(graph)
    entries = data.draw(st.lists(st.integers(0, graph.n - 1), max_size=2, unique=True)) if graph.n else []
    decisions, definition = Decisions(successors, entries), Definition(successors, entries)
    expected = {(x, y) for y in definition.live for x in definition.branches({y})}
    assert len(decisions.pairs) == len(set(decisions.pairs))
    assert set(decisions.pairs) == expected
    assert not decisions.capped
    if graph.n:
        copies = data.draw(st.sets(st.integers(0, graph.n - 1), min_size=1, max_size=3))
        found = set(decisions.find_branches(copies))
        assert found == definition.branches(copies & definition.live) - copies


@given(digraphs())
def test_dominators_are_those_of_networkx(graph: cs.Graph) -> None:
    if graph.n == 0:
        return
    successors = rows(graph)
    predecessors: list[list[int]] = [[] for _ in successors]
    for source, target in graph.edges():
        predecessors[target].append(source)
    expected = dict(nx.immediate_dominators(graph.to_networkx(), 0))
    expected[0] = -1  # newer versions of networkx leave the root out
    found = find_dominators(successors, predecessors, 0)
    assert found == [(-1 if (up := expected.get(node, -1)) is None else up) for node in range(graph.n)]


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@given(data=st.data())
def test_items_depend_as_their_blocks_do(dialect: Dialect, data: st.DataObject) -> None:
    """On random programs: an item's rows are the branches that decide whether one of the blocks it begins in is run."""
    code = cs.analyze(render_program(data.draw(flow_programs(dialect)), dialect).text, dialect.name)
    outline = draw_outline(code.tree, code.items)
    definition = Definition(outline.successors, outline.entries)
    expected = set()
    for item in range(len(code.items)):
        blocks = {block for one, block in outline.begins if one == item}
        expected |= {(outline.owner[x], item) for x in definition.branches(blocks)}
        assert blocks or item not in {i for i, _ in outline.begins}
    expected = {(decider, item) for decider, item in expected if decider not in (item, -1)}
    assert set(zip(code.control.decider.tolist(), code.control.item.tolist(), strict=True)) == expected
    assert len(code.control) == len(expected)


def describe(source: str, language: str) -> dict[str, set[str]]:
    """By the first word that tells an item: those that decide about it."""
    code = cs.analyze(source, language)
    assert not code.errors, code.errors
    text = [source[item.start : item.end].split("\n")[0].rstrip(" {;") for item in code.items]
    found: dict[str, set[str]] = {}
    for decider, item in zip(code.control.decider.tolist(), code.control.item.tolist(), strict=True):
        found.setdefault(text[item], set()).add(text[decider])
    return found


CASES = {
    "python: loop, continue, break, else": (
        "python",
        "while a:\n  if b:\n    continue\n  if c:\n    break\n  f()\nelse:\n  g()\nh()",
        {"if b:": {"while a:"}, "continue": {"if b:"}, "if c:": {"if b:"}, "break": {"if c:"}, "f()": {"if c:"},
         "g()": {"while a:"}},
    ),
    "python: return, assert": (
        "python",
        "def f():\n  assert a\n  if b:\n    return\n  elif c:\n    g()\n  d()",
        {"if b:": {"assert a"}, "return": {"if b:"}, "g()": {"if b:"}, "d()": {"if b:"}},
    ),
    "python: try, finally": (
        "python",
        "try:\n  a()\n  b()\nexcept:\n  c()\nelse:\n  d()\nfinally:\n  e()\n  f()",
        {"b()": {"a()"}, "c()": {"a()", "b()"}, "d()": {"b()"}},
    ),
    "python: match, endless loop": (
        "python",
        "match a:\n  case 1:\n    b()\n  case _:\n    c()\nwhile True:\n  d()\n  if e:\n    f()\n  g()",
        {"b()": {"match a:"}, "c()": {"match a:"}, "f()": {"if e:"}},
    ),
    "javascript: do, switch, labels": (
        "javascript",
        "o: for (;;) {\ndo {\na(); if (b) break o\n} while (c)\nd() }\n"
        "switch (e) {\ncase 1: f(); case 2: g(); break; default: h() }",
        # a() is run again whatever c is, as long as not b; the break is the only way out: whatever ends comes by it
        {"a()": {"if (b) break o"}, "d()": {"do"},
         "f()": {"switch (e)"}, "g()": {"switch (e)"}, "break": {"switch (e)"}, "h()": {"switch (e)"}},
    ),
    "java: if, throw, catch, switch": (
        "java",
        "class A { void f() { if (a) throw x; try {\ng(); h(); } catch (E e) { i(); }\n"
        "switch (b) {\ncase 1 -> j(); default -> { k(); } } } }",
        {"throw x": {"if (a) throw x"}, "try": {"if (a) throw x"}, "g()": {"if (a) throw x"}, "h()": {"g()"},
         "i()": {"g()", "h()"}, "switch (b)": {"if (a) throw x"}, "j()": {"switch (b)"}, "k()": {"switch (b)"}},
    ),
    "go: for, select, labelled continue": (
        "go",
        "package p\nfunc f() {\n\tfor a {\n\t\tif b {\n\t\t\treturn\n\t\t}\n\t\tc()\n\t}\n\td()\n}",
        {"if b": {"for a"}, "return": {"if b"}, "c()": {"if b"}, "d()": {"for a"}},
    ),
    "c: goto, fall-through, do": (
        "c",
        "void f(int a) {\n  if (a) goto out;\n  g();\n  do {\n    h();\n  } while (a);\n"
        "  switch (a) {\n  case 1:\n    i();\n  case 2:\n    j();\n  }\nout:\n  k();\n}",
        {"goto out": {"if (a) goto out"}, "g()": {"if (a) goto out"}, "do": {"if (a) goto out"},
         "h()": {"if (a) goto out", "do"}, "switch (a)": {"if (a) goto out"}, "i()": {"switch (a)"},
         "j()": {"switch (a)"}},
    ),
    "typescript: namespaces, switch, throw": (
        "typescript",
        "namespace N {\nfor (const x of xs) {\nif (b) continue;\nf();\n}\nswitch (a) {\n"
        "case 1: g(); break;\ndefault: throw h();\n}\ni();\n}",
        {"if (b) continue": {"for (const x of xs)"}, "continue": {"if (b) continue"}, "f()": {"if (b) continue"},
         "g()": {"switch (a)"}, "break": {"switch (a)"}, "throw h()": {"switch (a)"}, "i()": {"switch (a)"}},
    ),
    "tsx: elements": (
        "tsx",
        "function F() {\nif (a) return <A/>;\nreturn <B>{b && (() => { c(); })}</B>;\n}",
        {"return <A/>": {"if (a) return <A/>"}, "return <B>{b && (() => { c(); })}</B>": {"if (a) return <A/>"}},
    ),
    "cpp: range for, catch, throw": (
        "cpp",
        "void p() {\nfor (int x : xs) {\nif (a) break;\nf();\n}\ntry {\ng();\nthrow h;\n"
        "} catch (E e) {\ni();\n}\nif (b) return;\nj();\n}",
        {"if (a) break": {"for (int x : xs)"}, "break": {"if (a) break"}, "f()": {"if (a) break"},
         "throw h": {"g()"}, "return": {"if (b) return"}, "j()": {"if (b) return"}},
    ),
    "csharp: foreach, goto, switch": (
        "csharp",
        "class A {\nvoid P() {\nforeach (var x in xs) {\nif (a) continue;\nif (b) goto end;\nf();\n}\n"
        "switch (c) {\ncase 1: g(); break;\ndefault: h(); break;\n}\nend:\ni();\n}\n}",
        {"if (a) continue": {"foreach (var x in xs)"}, "continue": {"if (a) continue"},
         "if (b) goto end": {"if (a) continue"}, "goto end": {"if (b) goto end"}, "f()": {"if (b) goto end"},
         "switch (c)": {"foreach (var x in xs)"}, "g()": {"switch (c)"}, "break": {"switch (c)"},
         "h()": {"switch (c)"}},
    ),
    "rust: match, let else, loop": (
        "rust",
        "fn p() {\nloop {\nif a { break; }\nf();\n}\nmatch b {\n1 => g(),\n_ => h(),\n}\n"
        "let Some(x) = c else {\nreturn;\n};\ni();\n}",
        {"f()": {"if a { break; }"}, "g()": {"match b"}, "h()": {"match b"}, "return": {"let Some(x) = c else"},
         "i()": {"let Some(x) = c else"}},
    ),
    "ruby: unless, modifiers, rescue": (
        "ruby",
        "def p\nwhile a\nnext if b\nbreak unless c\nf()\nend\nbegin\ng()\nrescue\nh()\nelse\ni()\nend\n"
        "case d\nwhen 1 then j()\nelse k()\nend\nend",
        {"next if b": {"while a"}, "break unless c": {"next if b"}, "f()": {"break unless c"}, "h()": {"g()"},
         "i()": {"g()"}, "j()": {"case d"}, "k()": {"case d"}},
    ),
    "php: elseif, break 2, match": (
        "php",
        "<?php\nwhile ($a) {\nforeach ($b as $c) {\nif ($d) break 2;\nf();\n}\ng();\n}\nif ($e) {\n"
        "h();\n} elseif ($i) {\nj();\n} else {\nexit;\n}\nk();",
        {"foreach ($b as $c)": {"while ($a)"}, "if ($d) break 2": {"foreach ($b as $c)"},
         "break 2": {"if ($d) break 2"}, "f()": {"if ($d) break 2"}, "g()": {"foreach ($b as $c)"},
         "h()": {"if ($e)"}, "j()": {"if ($e)"}, "exit": {"if ($e)"}, "k()": {"if ($e)"}},
    ),
    "kotlin: when, labels, elvis": (
        "kotlin",
        "fun p() {\no@ while (a) {\nwhile (b) {\nif (c) break@o\nf()\n}\ng()\n}\nwhen (d) {\n1 -> h()\n"
        "else -> i()\n}\nval x = e ?: return\nj()\n}",
        {"while (b)": {"o@ while (a)"}, "if (c) break@o": {"while (b)"}, "break@o": {"if (c) break@o"},
         "f()": {"if (c) break@o"}, "g()": {"while (b)"}, "h()": {"when (d)"}, "i()": {"when (d)"},
         "j()": {"val x = e ?: return"}},
    ),
    "swift: guard, repeat, switch": (
        "swift",
        "func p() {\nguard a else {\nreturn\n}\nrepeat {\nif b { continue }\nf()\n} while c\n"
        "switch d {\ncase 1:\ng()\nfallthrough\ndefault:\nh()\n}\n}",
        {"return": {"guard a else"}, "repeat": {"guard a else"}, "if b { continue }": {"guard a else", "repeat"},
         "continue": {"if b { continue }"}, "f()": {"if b { continue }"}, "switch d": {"guard a else"},
         "g()": {"switch d"}, "h()": {"guard a else"}},
    ),
    "scala: match, for, try": (
        "scala",
        "def p(): Unit = {\nwhile (a) {\nf()\n}\nb match {\ncase 1 => g()\ncase _ => h()\n}\ntry {\n"
        "i()\nj()\n} catch {\ncase e: E => k()\n}\nif (c) return\nl()\n}",
        {"f()": {"while (a)"}, "g()": {"b match"}, "h()": {"b match"}, "j()": {"i()"}, "k()": {"try"},
         "if (c) return": {"j()", "try"}, "return": {"if (c) return"}, "l()": {"if (c) return"}},
    ),
    "lua: repeat, goto, elseif": (
        "lua",
        "repeat\nif a then break end\nf()\nuntil b\nfor i = 1, n do\nif c then goto done end\ng()\nend\n"
        "if d then\nh()\nelseif e then\ni()\nend\n::done::\nj()",
        {"if a then break end": {"repeat"}, "break": {"if a then break end"}, "f()": {"if a then break end"},
         "if c then goto done end": {"for i = 1, n do"}, "goto done": {"if c then goto done end"},
         "g()": {"if c then goto done end"}, "if d then": {"for i = 1, n do"}, "h()": {"if d then"},
         "i()": {"if d then"}},
    ),
    "bash: until, case, lists": (
        "bash",
        "p() {\nuntil a; do\nif b; then continue; fi\nf\ndone\ncase $c in\n1) g ;;\n*) h ;;\nesac\n"
        "d && return\ni\n}",
        {"if b; then continue; fi": {"until a; do"}, "continue": {"if b; then continue; fi"},
         "f": {"if b; then continue; fi"}, "g": {"case $c in"}, "h": {"case $c in"}, "i": {"d && return"}},
    ),
    "zig: orelse, switch, labels": (
        "zig",
        "fn p() void {\no: while (a) {\nwhile (b) {\nif (c) break :o;\nf();\n}\ng();\n}\nswitch (d) {\n"
        "1 => h(),\nelse => i(),\n}\nif (e) return;\nj();\n}",
        {"while (b)": {"o: while (a)"}, "if (c) break :o": {"while (b)"}, "break :o": {"if (c) break :o"},
         "f()": {"if (c) break :o"}, "g()": {"while (b)"}, "return": {"if (e) return"}, "j()": {"if (e) return"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_examples(case: tuple[str, str, dict[str, set[str]]]) -> None:
    language, source, expected = case
    found = describe(source, language)
    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_rows_name_items_and_are_sorted(language: str, data: st.DataObject) -> None:
    code = cs.analyze(data.draw(programs(language)), language)
    control, n = code.control, len(code.items)
    pairs = list(zip(control.item.tolist(), control.decider.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert all(0 <= item < n and 0 <= decider < n and item != decider for item, decider in pairs)
    with pytest.raises(ValueError):
        control.item[:] = 0


def test_many_branches_take_linear_time() -> None:
    def seconds(count: int) -> float:
        source = "try:\n" + "".join(f"  if c:\n    f({i})\n" for i in range(count)) + "finally:\n  g()\n"
        code = cs.analyze(source, "python")
        _ = code.items
        began = time.perf_counter()
        assert len(code.control) >= count
        return time.perf_counter() - began

    seconds(10)
    small, large = (min(seconds(count) for _ in range(3)) for count in (500, 2000))
    assert large < 12 * small


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.one_of(st.binary(max_size=200), *(mutilated(language) for language in LANGUAGES)))
def test_total_on_any_bytes(language: str, data: bytes) -> None:
    code = cs.analyze(data, language)
    assert (code.control.item < len(code.items)).all()


@pytest.mark.parametrize(
    "data", [b"{" * 3000, b"if (x) " * 1500, b"try { " * 800, b"do { " * 800 + b"} while (x);" * 800]
)
@pytest.mark.parametrize("language", ["javascript", "java", "c"])
def test_deep_nesting(language: str, data: bytes) -> None:
    assert not cs.analyze(data, language).control.capped


def test_graph_using_control() -> None:
    code = cs.analyze("if a:\n  x = 1\n  y = x", "python")
    assert cs.build_graph(code).edges() == code.graph.edges() == [(1, 2)]
    assert cs.build_graph(code, using="control").edges() == [(0, 1), (0, 2)]
    both = cs.build_graph(code, using=("control", "flow", "flow"))
    assert (both.edges(), both.weight.tolist()) == ([(0, 1), (0, 2), (1, 2)], [1, 1, 1])
    assert cs.build_graph(code, using=()).edges() == []
    with pytest.raises(GraphError, match="no table 'flaw'"):
        cs.build_graph(code, using=("flaw",))
    with pytest.raises(GraphError, match="give it the analysis"):
        cs.build_graph(code.items, code.bindings, code.flow, using=("control",))
