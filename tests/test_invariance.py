"""What must not matter: names, comments, blank lines, a statement that does nothing to its surroundings."""

import random
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import codestruct as cs
from codestruct.testing import describe_structure, find_row_faults, insert_comments, rename_symbols
from tests.flowprograms import program as node
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.dialects import DIALECTS
from tests.flowprograms.rendering import render_program
from tests.strategies_flow import flow_programs
from tests.strategies_programs import GRAMMARS, mutilated, programs

EXAMPLES = sorted(
    path
    for language in DIALECTS
    for path in (Path(__file__).parent / "languages" / language).iterdir()
    if path.is_file()
)
SEEDS = st.integers(0, 2**16)
each_dialect = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
each_language = pytest.mark.parametrize("language", [name for name in DIALECTS if name in GRAMMARS])
each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)


# --------------------------------------------------------------------------------------------- flow programs


@each_dialect
@given(data=st.data())
def test_other_names_leave_the_graph_of_flow_programs(dialect: Dialect, data: st.DataObject) -> None:
    program = data.draw(flow_programs(dialect))
    plain = cs.analyze(render_program(program, dialect).text, dialect.name)
    names = [f"{dialect.letter}_{name}" for name in program.names]
    other = cs.analyze(render_program(program, dialect, names=names).text, dialect.name)
    assert describe_structure(other) == describe_structure(plain)


@each_dialect
@given(data=st.data(), seed=SEEDS)
def test_comments_leave_the_graph_of_flow_programs(dialect: Dialect, data: st.DataObject, seed: int) -> None:
    program = data.draw(flow_programs(dialect))
    plain = cs.analyze(render_program(program, dialect).text, dialect.name)
    commented = cs.analyze(render_program(program, dialect, comments=seed + 1).text, dialect.name)
    assert describe_structure(commented) == describe_structure(plain)


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


def check_renaming(code: cs.Analysis) -> None:
    renamed = cs.analyze(rename_symbols(code), code.language.name)
    assert describe_structure(renamed) == describe_structure(code), renamed.source.text


def check_comments(code: cs.Analysis, draw: random.Random) -> None:
    comment = DIALECTS[code.language.name].comment.format(text="x = ü").encode()
    commented = cs.analyze(insert_comments(code, comment, draw), code.language.name)
    assert describe_structure(commented) == describe_structure(code), commented.source.text


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
    assert find_row_faults(cs.analyze(text, dialect.name)) == []


@each_language
@given(data=st.data())
def test_mutilated_programs_have_every_table(language: str, data: st.DataObject) -> None:
    assert find_row_faults(cs.analyze(data.draw(mutilated(language)), language)) == []
