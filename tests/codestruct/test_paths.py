"""Access paths: what stands for a variable flows as the variable does; by hand (languages/ has claims besides)."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import codestruct as cs
from codestruct.paths.overlaps import OVERLAPS, PATHS_PER_NAME
from tests.flowprograms.comparison import expect_flow
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.dialects import DIALECTS
from tests.flowprograms.rendering import render_program
from tests.strategies_flow import flow_programs
from tests.strategies_programs import GRAMMARS, any_sources

LANGUAGES = sorted(GRAMMARS)


def without_names(dialect: Dialect) -> Dialect:
    """The dialect without what only names can do: be declared, be parameters, belong to a function."""
    if dialect.name == "bash":
        dialect = replace(dialect, read='"${{{name}}}"')
    if dialect.name == "kotlin":  # its grammar takes `++o.x` for `(++o).x`
        dialect = replace(dialect, increment="{name}++")
    switches = tuple(replace(form, capture=None, capture_all=None) for form in dialect.switches)
    return replace(
        dialect, parameter=None, declare=dialect.assign, declare_entry=None, declare_unpacked=None,
        declare_for=dialect.declare_for and "{name} = {value}", declare_bare=None, foreach_fresh=None, catch_as=None,
        catch_all=dialect.catch_all or (dialect.try_ and " catch (Throwable q) {block}"), catch_all_as=None, inner=None,
        inner_handed=None, inner_hoisted=None, from_function=None, from_script=None, script=None, switches=switches,
        shadowing="none", bind=None if dialect.name == "python" else dialect.bind, redeclares=False,
    )  # fmt: skip


FORMS = {
    "scala": ["o.v{}", "o.v{}.w"], "bash": ["o[{}]"], "php": ["o->v{}", "o[{}]", "o->v{}->w", "o[0]->v{}"],
}  # fmt: skip
"""How the places of a language are spelled, where not as in most."""
PLACES = [without_names(dialect) for dialect in DIALECTS.values()]
each_dialect = pytest.mark.parametrize("dialect", PLACES, ids=lambda dialect: dialect.name)


def rows(code: cs.Analysis) -> set[tuple[int, int, str]]:
    paths = code.paths
    kinds = [cs.FlowKind(kind).name for kind in paths.kind.tolist()]
    return set(zip(paths.start[paths.define].tolist(), paths.start[paths.use].tolist(), kinds, strict=True))


@each_dialect
@settings(max_examples=2 * settings.default.max_examples)
@given(data=st.data())
def test_a_place_flows_as_a_variable_does(dialect: Dialect, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS.get(dialect.name, ["o.v{}", "o[{}]", "o.v{}.w", "o[0].v{}"])))
    program = data.draw(flow_programs(dialect))
    rendered = render_program(program, dialect, names=[form.format(i) for i in range(len(program.names))])
    code = cs.analyze(rendered.text, dialect.name)
    assume(not code.errors)
    assert rows(code) == expect_flow(program, rendered)
    assert code.paths.certain.all()


@pytest.mark.parametrize("dialect", [one for one in PLACES if one.name != "scala"], ids=lambda dialect: dialect.name)
@given(data=st.data())
def test_an_unknown_element_may_be_any(dialect: Dialect, data: st.DataObject) -> None:
    program = data.draw(flow_programs(dialect))
    count = len(program.names)
    exact = cs.analyze(render_program(program, dialect, names=[f"o[{i}]" for i in range(count)]).text, dialect.name)
    vague = cs.analyze(render_program(program, dialect, names=["o[k]"] * count).text, dialect.name)
    assume(not exact.errors and not vague.errors)
    starts = [code.paths.start.tolist() for code in (exact, vague)]
    assert starts[0] == starts[1]
    assert {row[:2] for row in rows(exact)} <= {row[:2] for row in rows(vague)}
    assert not vague.paths.certain.any()


def describe(source: str, language: str) -> set[tuple[str, str, bool]]:
    """(path and line of the definition, of the use, certain) of each row."""
    code = cs.analyze(source, language)
    assert not code.errors, code.errors
    paths = code.paths
    lines = code.source.line_of(paths.start).tolist()
    told = [f"{paths.names[symbol]}@{line}" for symbol, line in zip(paths.symbol.tolist(), lines, strict=True)]
    pairs = zip(paths.define.tolist(), paths.use.tolist(), paths.certain.tolist(), strict=True)
    return {(told[define], told[use], certain) for define, use, certain in pairs}


CASES = {
    "fields of a class": ("python", """
class A:
    count = 0
    def __init__(self, x):
        self.total = x
        self.xs = []
    def add(self, n):
        self.total += n
        self.xs.append(n)
        return (self.total, self.xs, self.count)
""", {
        ("self.total@5", "self.total@8", False), ("self.total@8", "self.total@10", True),
        ("self.xs@6", "self.xs@9", False), ("self.xs@6", "self.xs@10", False), ("self.xs@9", "self.xs@10", False),
        ("self.count@3", "self.count@10", True),
    }),
    "a write to an object ends what is inside": ("python", """
o.a.b = 1
o.a = 2
f(o.a.b, o.a)
o.a.b = 3
def g(o):
    return o.a
o = 4
f(o.a, o.a.b)
""", {("o.a@3", "o.a@4", True), ("o.a@3", "o.a@5", True)}),
    "elements": ("python", """
a[0] = 1
a[i] = 2
f(a[0], a[i])
a[0] = 3
f(a[0], a[1], a[-1])
del a[0]
f(a[0])
""", {
        ("a[0]@2", "a[0]@4", True), ("a[*]@3", "a[0]@4", False), ("a[0]@2", "a[*]@4", False),
        ("a[*]@3", "a[*]@4", False), ("a[0]@5", "a[0]@6", True), ("a[*]@3", "a[1]@6", False),
        ("a[*]@3", "a[*]@6", False), ("a[0]@5", "a[*]@6", False), ("a[0]@5", "a[0]@7", True),
    }),
    "aliases": ("python", "p = o\np.x = 1\nf(o.x)\no.x = 2\nf(p.x, o.x)\n", {
        ("p.x@2", "o.x@3", False), ("p.x@2", "p.x@5", True), ("o.x@4", "p.x@5", False), ("o.x@4", "o.x@5", True),
    }),
    "members are elements": ("javascript", """
class P {
  n = 1;
  constructor(x) { this.total = x; const self = this; go(() => { self.total = 2 }) }
  add(k) { this["total"] += k; return [this.total, this.n] }
}
o.a = 1; o[k] = 2; f(o["a"], o.b);
""", {
        ("this.total@4", "this.total@5", False), ("self.total@4", "this.total@5", False),
        ("this.total@5", "this.total@5", True), ("this.n@3", "this.n@5", True), ("o.a@7", "o.a@7", True),
        ("o[*]@7", "o.a@7", False), ("o[*]@7", "o.b@7", False),
    }),
    "fields by their bare names": ("java", """
class A {
  int total = 1; int[] c;
  A(int x) { this.total = x; }
  int get() { this.c[0] = 1; return total + c[0]; }
  void set(A p) { p.total = 3; f(p.total); total = 4; f(this.total); }
}
""", {
        ("this.total@4", "this.total@5", False), ("this.c@3", "this.c@5", True), ("this.c[0]@5", "this.c[0]@5", True),
        ("p.total@6", "p.total@6", True), ("this.total@6", "this.total@6", True),
    }),
    "receivers": ("go", """
package p
func (t *T) Inc() { t.n++; t.xs[0] = 1; t.xs[i], z = 2, 3 }
func (u *T) Get() int { return u.n + u.xs[0] }
func f(p *T, q T) { (*p).n = 1; r := p; r.n = 2; g(p.n); *w = 1; g(*w) }
""", {
        ("t.n@3", "t.n@4", False), ("t.xs[0]@3", "t.xs[0]@4", False), ("t.xs[*]@3", "t.xs[0]@4", False),
        ("p.n@5", "p.n@5", True), ("r.n@5", "p.n@5", False), ("w[0]@5", "w[0]@5", True),
    }),
    "pointers": ("c", """
void f(struct s *p, int *a, int i) {
  struct s t; struct s *q = &t;
  p->x = 1; g((*p).x); q->x = 2; g(t.x);
  *a = 1; g(a[0], a[i]); a[i] = 2; g(*a);
  p->n->x = 3; p->n = 0; g(p->n->x); *p = t; g(p->x);
  for (;;) { g(t.y); t.y++; }
}
""", {
        ("p.x@4", "p.x@4", True), ("q.x@4", "t.x@4", False), ("a[0]@5", "a[0]@5", True), ("a[0]@5", "a[*]@5", False),
        ("a[*]@5", "a[0]@5", False), ("p.n@6", "p.n@6", True), ("t.y@7", "t.y@7", True),
    }),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_examples(case: tuple[str, str, set[tuple[str, str, bool]]]) -> None:
    language, source, expected = case
    assert describe(source, language) == expected


def test_the_graph_and_what_is_frozen() -> None:
    code = cs.analyze("o.a = 1\nf(o.a)", "python")
    assert cs.build_graph(code).edges() == []
    assert cs.build_graph(code, using=("flow", "paths")).edges() == [(0, 1)]
    assert code.paths.item.tolist() == [0, 1]
    with pytest.raises(ValueError):
        code.paths.start[:] = 0


def test_too_many_are_capped_and_told() -> None:
    many = "".join(f"o.a{i} = {i}\n" for i in range(PATHS_PER_NAME + 10))
    code = cs.analyze("o = 1\n" + many + f"f(o.a0, o.a{PATHS_PER_NAME + 9})", "python")
    assert len(code.paths.capped) == 10
    assert len(code.paths) == 1
    elements = "".join(f"a[{i}] = {i}\n" for i in range(OVERLAPS + 10))
    code = cs.analyze(elements + "f(a[i])", "python")
    assert code.paths.capped
    assert len(code.paths) == OVERLAPS


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_total_and_sorted(language: str, data: st.DataObject) -> None:
    source = data.draw(any_sources(language))
    code = cs.analyze(source, language)
    paths = code.paths
    found = list(zip(paths.use.tolist(), paths.define.tolist(), strict=True))
    assert found == sorted(set(found))
    assert (paths.start[1:] >= paths.start[:-1]).all()
    assert (paths.item < len(code.items)).all()
    assert not np_any_dead(code)


def np_any_dead(code: cs.Analysis) -> bool:
    """Whether a row ends in a place that no occurrence is at."""
    count = len(code.paths.start)
    return any(not 0 <= end < count for end in [*code.paths.define.tolist(), *code.paths.use.tolist()])
