"""The consistency checks find nothing in what we compute, and everything that is put there to be found."""

import sysconfig
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from codestruct.testing.consistency import find_deletion_faults, find_flow_faults, find_renaming_faults, list_idle_items
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.dialects import DIALECTS
from tests.flowprograms.rendering import render_program
from tests.strategies_flow import flow_programs
from tests.strategies_programs import GRAMMARS, mutilated, programs

EXAMPLES = sorted(
    path
    for path in (Path(__file__).parent.parent / "languages").glob("*/*")
    if path.parent.name in cs.list_languages() and path.is_file()
)
STDLIB = ["argparse", "ast", "contextlib", "dataclasses", "heapq", "json/decoder", "textwrap", "tokenize"]


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@given(data=st.data())
def test_flow_programs_are_consistent(dialect: Dialect, data: st.DataObject) -> None:
    text = render_program(data.draw(flow_programs(dialect)), dialect).text
    assert find_flow_faults(cs.analyze(text, dialect.name), seed=data.draw(st.integers(0, 99))) == [], text


@pytest.mark.parametrize("language", GRAMMARS)
@given(data=st.data())
def test_programs_are_consistent(language: str, data: st.DataObject) -> None:
    assert find_flow_faults(cs.analyze(data.draw(programs(language)), language)) == []
    assert find_flow_faults(cs.analyze(data.draw(mutilated(language)), language)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_examples_are_consistent(path: Path) -> None:
    assert find_flow_faults(cs.analyze(path.read_bytes(), path.parent.name)) == []


@pytest.mark.parametrize("name", STDLIB)
def test_the_standard_library_is_consistent(name: str) -> None:
    code = cs.analyze((Path(sysconfig.get_path("stdlib")) / f"{name}.py").read_bytes(), "python")
    assert find_flow_faults(code, deletions=4) == []
    assert list_idle_items(code)


SOURCE = "x = 1\nf(x)\nx = 2\nwhile x:\n  x -= 1\ndef g():\n  return x\nif a:\n  f()\n"


def tampered(**columns: list[int]) -> cs.Analysis:
    """An analysis with something else in the flow's columns."""
    code = cs.analyze(SOURCE, "python")
    new = {name: np.array(column, dtype=getattr(code.flow, name).dtype) for name, column in columns.items()}
    code.__dict__["flow"] = replace(code.flow, **new)
    return code


def test_each_check_can_fail() -> None:
    code = cs.analyze(SOURCE, "python")
    assert [code.items[item].kind for item in list_idle_items(code)] == ["call", "if_statement"]
    columns = {name: getattr(code.flow, name).tolist() for name in ("define", "use", "kind", "certain")}
    assert find_flow_faults(tampered(**columns)) == []
    last = len(code.flow) - 1

    def changed(name: str, row: int, value: int) -> list[str]:
        return find_flow_faults(tampered(**columns | {name: [*columns[name][:row], value, *columns[name][row + 1 :]]}))

    assert any("sites that there are not" in fault for fault in changed("define", 0, 99))
    assert any("joins symbols" in fault for fault in changed("use", 0, 1))
    assert any("leads from USE" in fault for fault in changed("define", 0, 2))
    own = next(r for r in range(last) if columns["define"][r] == columns["use"][r])
    assert any("without a loop" in fault for fault in changed("kind", own, 0))
    assert any("leads from function" in fault for fault in changed("kind", last, 0))
    assert any("the row" in fault for fault in changed("certain", 0, 0))
    double = {name: [*column, column[0]] for name, column in columns.items()}
    assert any("there twice" in fault for fault in find_flow_faults(tampered(**double)))


def test_dead_ends_are_found() -> None:
    code = cs.analyze("def f():\n  x = 1\n  return x\n  g(x)\n", "python")
    dead = len(code.bindings) - 1
    assert code.bindings.symbol[dead] == code.bindings.symbol[code.flow.use[0]]
    code.__dict__["flow"] = replace(code.flow, use=np.array([dead], dtype=np.int32))
    assert find_flow_faults(code) == ["x in line 2 -> x in line 4 (FLOW) has an end in dead code"]


def test_wrong_sites_are_found() -> None:
    for column, value, fault in [
        ("symbol", 9, "has symbol 9"), ("symbol", 1, "has a symbol called"), ("symbol", -1, "is free, but is no use"),
        ("item", 7, "is in item 7"),
    ]:  # fmt: skip
        code = cs.analyze("x = 1\ny = x", "python")
        _ = code.flow
        wrong = getattr(code.bindings, column).copy()
        wrong[0] = value
        code.__dict__["bindings"] = replace(code.bindings, **{column: wrong})
        assert any(fault in found for found in find_flow_faults(code))


def test_names_and_deletions_that_matter_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    code = cs.analyze("x = 1\nx = 2\nf(x)", "python")
    assert find_renaming_faults(code) == []
    assert find_deletion_faults(code, [1]) == [
        "without the assignment in line 2 and 0 more the row x in line 1 -> x in line 3 (FLOW) changes"
    ]
    other = cs.analyze("x = 1\ny = 2\nf(x)", "python")
    monkeypatch.setattr("codestruct.testing.consistency.analyze", lambda *_: other)
    assert find_renaming_faults(code) == ["other names change what names mean"]
    assert find_deletion_faults(code, [0]) == ["without the assignment in line 1 there are other names"]
