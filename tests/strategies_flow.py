"""Strategies for random flow programs."""

from hypothesis import strategies as st

from tests.flowprograms.dialect import Dialect
from tests.flowprograms.generation import generate_program
from tests.flowprograms.program import Program


@st.composite
def flow_programs(draw: st.DrawFn, dialect: Dialect, most: int = 16, terminating: bool = False) -> Program:
    """Programs of the constructs that the dialect has, of up to about `most` statements."""
    statements = draw(st.integers(1, most))
    return generate_program(lambda n: draw(st.integers(0, n - 1)), dialect, statements, terminating)
