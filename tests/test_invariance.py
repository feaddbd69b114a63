"""What must not matter: names, comments, blank lines, a statement that does nothing to its surroundings."""

import random
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import codestruct as cs
from tests.flowprograms import program as node
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.dialects import DIALECTS
from tests.flowprograms.rendering import render_program
from tests.strategies_flow import flow_programs
from tests.strategies_programs import mutilated, programs

EXAMPLES = sorted(
    path
    for language in DIALECTS
    for path in (Path(__file__).parent / "languages" / language).iterdir()
    if path.is_file()
)
SEEDS = st.integers(0, 2**16)
each_dialect = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
each_language = pytest.mark.parametrize("language", DIALECTS)
each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)


def describe(code: cs.Analysis) -> dict[str, list[Any]]:
    """Everything that is found of the structure of a source, without a single offset or name."""
    items, bindings, flow, graph = code.items, code.bindings, code.flow, code.graph
    columns = {
        "errors": [error.kind for error in code.errors],
        "items.kind": items.kind, "items.category": items.category, "items.parent": items.parent,
        "bindings.role": bindings.role, "bindings.symbol": bindings.symbol, "bindings.item": bindings.item,
        "flow.define": flow.define, "flow.use": flow.use, "flow.kind": flow.kind, "flow.certain": flow.certain,
        "graph.indptr": graph.indptr, "graph.indices": graph.indices, "graph.weight": graph.weight,
    }  # fmt: skip
    return {name: column if isinstance(column, list) else column.tolist() for name, column in columns.items()}


# --------------------------------------------------------------------------------------------- flow programs


@each_dialect
@given(data=st.data())
def test_other_names_leave_the_graph_of_flow_programs(dialect: Dialect, data: st.DataObject) -> None:
    program = data.draw(flow_programs(dialect))
    plain = cs.analyze(render_program(program, dialect).text, dialect.name)
    names = [f"ñ_{name}" for name in program.names]
    other = cs.analyze(render_program(program, dialect, names=names).text, dialect.name)
    assert describe(other) == describe(plain)


@each_dialect
@given(data=st.data(), seed=SEEDS)
def test_comments_leave_the_graph_of_flow_programs(dialect: Dialect, data: st.DataObject, seed: int) -> None:
    program = data.draw(flow_programs(dialect))
    plain = cs.analyze(render_program(program, dialect).text, dialect.name)
    commented = cs.analyze(render_program(program, dialect, comments=seed + 1).text, dialect.name)
    assert describe(commented) == describe(plain)


@each_dialect
@given(data=st.data())
def test_a_statement_that_only_reads_can_go(dialect: Dialect, data: st.DataObject) -> None:
    program = data.draw(flow_programs(dialect))
    reading = [part for part in node.walk(program.body) if _only_reads(part)]
    victim = data.draw(st.sampled_from(reading))
    gone = {part.site for part in node.walk(victim) if isinstance(part, node.Read)}
    before = _rows_by_site(program, dialect)
    after = _rows_by_site(replace(program, body=_without(program.body, victim)), dialect)
    assert after == {row for row in before if row[1] not in gone}


def _only_reads(part: object) -> bool:
    if not isinstance(part, node.Evaluate) or part.value == node.Call():
        return False
    return not any(isinstance(inner, node.Bind) for inner in node.walk(part))


def _without(part: Any, victim: node.Evaluate) -> Any:
    """The part without the statement (sites make every statement unlike the others)."""
    if isinstance(part, tuple):
        return tuple(_without(child, victim) for child in part if child != victim)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _without(getattr(part, field.name), victim) for field in fields(part)})
    return part


def _rows_by_site(program: node.Program, dialect: Dialect) -> set[tuple[int, int, int, bool]]:
    rendered = render_program(program, dialect)
    code = cs.analyze(rendered.text, dialect.name)
    site = {offset: number for number, offset in rendered.offsets.items()}
    start, flow = code.bindings.start.tolist(), code.flow
    rows = zip(flow.define.tolist(), flow.use.tolist(), flow.kind.tolist(), flow.certain.tolist(), strict=True)
    return {(site[start[define]], site[start[use]], kind, certain) for define, use, kind, certain in rows}


# ------------------------------------------------------------------------------------------- any source text


def rename_symbols(code: cs.Analysis) -> bytes:
    """The source with a new name for each symbol: one that no other symbol has."""
    bindings, data = code.bindings, code.source.data
    pieces: list[bytes] = []
    done = 0
    for _start, end, symbol in zip(
        bindings.start.tolist(), bindings.end.tolist(), bindings.symbol.tolist(), strict=True
    ):
        if symbol >= 0:
            pieces += [data[done:end], b"_%d" % symbol]
            done = end
    return b"".join([*pieces, data[done:]])


def insert_comments(code: cs.Analysis, comment: str, draw: random.Random) -> bytes:
    """The source with comment lines and blank ones before items that begin their line."""
    data = code.source.data
    pieces: list[bytes] = []
    done = 0
    for start in sorted(set(code.items.start.tolist())):
        line = data.rfind(b"\n", 0, start) + 1
        indent = data[line:start]
        if not indent.strip(b" \t") and line >= done and draw.random() < 0.5:
            extra = b"\n" if draw.random() < 0.4 else indent + comment.format(text="x = ü").encode() + b"\n"
            pieces += [data[done:line], extra]
            done = line
    return b"".join([*pieces, data[done:]])


def check_renaming(code: cs.Analysis) -> None:
    renamed = cs.analyze(rename_symbols(code), code.language.name)
    assert describe(renamed) == describe(code), renamed.source.text


def check_comments(code: cs.Analysis, draw: random.Random) -> None:
    commented = cs.analyze(insert_comments(code, DIALECTS[code.language.name].comment, draw), code.language.name)
    assert describe(commented) == describe(code), commented.source.text


@each_example
def test_a_name_of_its_own_for_each_symbol_leaves_the_graph_of_examples(path: Path) -> None:
    check_renaming(cs.analyze(path.read_bytes(), path.parent.name))


@each_example
def test_comments_leave_the_graph_of_examples(path: Path) -> None:
    code = cs.analyze(path.read_bytes(), path.parent.name)
    for seed in range(5):
        check_comments(code, random.Random(seed))


@each_language
@given(data=st.data(), seed=SEEDS)
def test_names_and_comments_leave_the_graph_of_generated_programs(
    language: str, data: st.DataObject, seed: int
) -> None:
    code = cs.analyze(data.draw(programs(language)), language)
    assume(not code.errors)
    check_renaming(code)
    check_comments(code, random.Random(seed))


# ------------------------------------------------------------------------------------------------- anything


@each_dialect
@given(data=st.data())
def test_mutilated_flow_programs_have_every_table(dialect: Dialect, data: st.DataObject) -> None:
    text = render_program(data.draw(flow_programs(dialect)), dialect).text.encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        text = data.draw(
            st.sampled_from([text[:start], text[start:], text[:start] + text[stop:], text[:stop] + text[start:]])
        )
    check_tables(cs.analyze(text, dialect.name))


@each_language
@given(data=st.data())
def test_mutilated_programs_have_every_table(language: str, data: st.DataObject) -> None:
    check_tables(cs.analyze(data.draw(mutilated(language)), language))


def check_tables(code: cs.Analysis) -> None:
    """All tables exist, and their rows name rows that exist, and agree on symbols."""
    describe(code)
    names, flow, n = code.bindings, code.flow, len(code.items)
    assert len(code.reach) == len(code.bridge) == n
    assert (names.item < n).all()
    assert (names.symbol[flow.define] == names.symbol[flow.use]).all()
    assert (names.symbol[flow.define] >= 0).all()
    own = flow.define == flow.use  # a definition reaches itself only around a loop
    assert (flow.kind[own] == cs.FlowKind.CARRIED).all()
