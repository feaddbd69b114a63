"""Mutations: a method call does what a definition in a branch does; by hand (languages/ has claims besides)."""

import random
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import codestruct as cs
from tests.flowprograms.dialects import PYTHON
from tests.flowprograms.rendering import render_program
from tests.strategies_flow import flow_programs
from tests.strategies_programs import GRAMMARS, any_sources

LANGUAGES = sorted(GRAMMARS)


def lines(code: cs.Analysis) -> set[tuple[int, int]]:
    """(line of the call, line of the use) of each row."""
    start, found, line = code.bindings.start, code.mutations, code.source.line_of
    return set(zip(line(start[found.define]).tolist(), line(start[found.use]).tolist(), strict=True))


ASSIGNMENT = re.compile(r"^(\s*)(\w+) = ([^=\n]*)$", re.MULTILINE)


def list_uses(code: cs.Analysis, without: set[int]) -> list[int]:
    """The sites that read a bound name, in order."""
    names = code.bindings
    return [
        site
        for site, (role, symbol) in enumerate(zip(names.role.tolist(), names.symbol.tolist(), strict=True))
        if role in (cs.Role.USE, cs.Role.UPDATE, cs.Role.DELETE) and symbol >= 0 and site not in without
    ]


@settings(max_examples=4 * settings.default.max_examples)
@given(flow_programs(PYTHON), st.integers(0, 2**16))
def test_a_call_reaches_what_a_definition_in_a_branch_reaches(program: object, seed: int) -> None:
    """Plain assignments `x = e`, some of them made `x.add(e)`, against the same made `if c: x = e`."""
    text = render_program(program, PYTHON).text
    draw = random.Random(seed)
    chosen = {match.start() for match in ASSIGNMENT.finditer(text) if draw.random() < 0.5}

    def spell(form: str) -> cs.Analysis:
        return cs.analyze(ASSIGNMENT.sub(lambda m: m.expand(form) if m.start() in chosen else m[0], text), "python")

    changed, branched = spell(r"\1\2.add(\3)"), spell(r"\1if c: \2 = \3")
    names = changed.bindings
    objects = {site for site, end in enumerate(names.end.tolist()) if changed.source.data[end : end + 5] == b".add("}
    uses = list_uses(changed, objects), list_uses(branched, set())
    texts = [
        [c.bindings.names[c.bindings.name[u]] for u in us] for c, us in zip((changed, branched), uses, strict=True)
    ]
    assume(texts[0] == texts[1])  # else a name is bound in one of them alone
    line = changed.source.line_of
    lines_of = {text.count("\n", 0, at) + 1 for at in chosen}
    other = branched.bindings
    targets = [
        site
        for site, (start, end) in enumerate(zip(other.start.tolist(), other.end.tolist(), strict=True))
        if int(branched.source.line_of(start)) in lines_of and branched.source.data[end : end + 3] == b" = "
    ]
    symbols = set(
        zip(
            names.symbol[[*uses[0], *sorted(objects)]].tolist(),
            other.symbol[[*uses[1], *targets]].tolist(),
            strict=True,
        )
    )
    assume(len(symbols) == len({one for one, _ in symbols}) == len({one for _, one in symbols}))  # or in another scope

    def rows(code: cs.Analysis, table: cs.Mutations | cs.Flow, sites: list[int]) -> set[tuple[int, int, int]]:
        order = {site: number for number, site in enumerate(sites)}
        found = set()
        for define, use, kind in zip(table.define.tolist(), table.use.tolist(), table.kind.tolist(), strict=True):
            start = int(code.bindings.start[define])
            first = code.bindings.end[define] + 1 if table is code.mutations else start
            plain = code.source.data[code.bindings.end[define] : code.bindings.end[define] + 3] == b" = "
            if (
                use in order
                and int(line(start) if code is changed else code.source.line_of(start)) in lines_of
                and (table is code.mutations or plain)
            ):
                found.add((int(code.source.line_of(first)), order[use], kind))
        return found

    assert rows(changed, changed.mutations, uses[0]) == rows(branched, branched.flow, uses[1])
    assert not changed.mutations.certain.any()


CASES = {
    "python": (
        "import os\nxs = []\nxs.append(1)\nos.remove(xs)\nwhile xs:\n  xs.pop(len(xs))\n  xs.index(3)\n"
        "xs = 3\nf(xs, os)",
        {(3, 4), (3, 5), (6, 5), (3, 6), (6, 6), (3, 7), (6, 7)},
    ),
    "javascript": (
        "let a = [];\na.push(1);\na.map(f);\n(a).sort();\nconst b = () => a;\nb.x.y()",
        {(2, 3), (2, 4), (2, 5), (4, 5)},
    ),
    "java": ("class A { void f(List a) {\na.add(1);\na.size();\ng(a);\nthis.add(a);\n} }", {(2, 3), (2, 4), (2, 5)}),
    "go": ("package p\nfunc f(b *B) {\nb.Reset()\nb.Len()\ng(b)\nb = nil\ng(b)\n}", {(3, 4), (3, 5)}),
    "c": ("void f(struct s *a) {\na->run(1);\ng(a);\n}", {(2, 3)}),
}


@pytest.mark.parametrize("language", CASES)
def test_examples(language: str) -> None:
    source, expected = CASES[language]
    code = cs.analyze(source, language)
    assert not code.errors
    assert lines(code) == expected


def test_what_is_listed_and_the_graph() -> None:
    code = cs.analyze("def f(xs):\n  xs.append(1)\n  xs.frob(2)\n  return xs", "python")
    assert code.mutations.listed.tolist() == [True, True, False]
    assert cs.build_graph(code).edges() == [(0, 1), (0, 2), (0, 3)]
    assert cs.build_graph(code, using=("mutations",)).edges() == [(1, 2), (1, 3), (2, 3)]
    with pytest.raises(ValueError):
        code.mutations.listed[:] = False


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_total_and_sorted(language: str, data: st.DataObject) -> None:
    source = data.draw(any_sources(language))
    code = cs.analyze(source, language)
    found = code.mutations
    rows = list(zip(found.use.tolist(), found.define.tolist(), strict=True))
    assert rows == sorted(set(rows))
    assert (code.bindings.symbol[found.define] == code.bindings.symbol[found.use]).all()
    assert (code.bindings.role[found.define] == cs.Role.USE).all()
