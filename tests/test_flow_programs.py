"""Random flow programs: the definitions that codestruct lets reach a use are those that some path leads from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flowprograms.comparison import compare_flow
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.dialects import DIALECTS
from tests.strategies_flow import flow_programs


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@settings(max_examples=3 * settings.default.max_examples)
@given(data=st.data())
def test_flow_equals_path_enumeration(dialect: Dialect, data: st.DataObject) -> None:
    program = data.draw(flow_programs(dialect))
    difference = compare_flow(program, dialect)
    assert difference is None, str(difference)
