"""The flow stage alone: on random control-flow graphs, any shape, it equals path enumeration block by block."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from codestruct.binding import Bindings
from codestruct.flow import FlowKind, trace_flow
from codestruct.language import Role
from codestruct.lowering import Program
from codestruct.lowering.program import Event
from tests.flowprograms.blocks import enumerate_blocks

ROLES = (Role.USE, Role.DEFINE, Role.UPDATE, Role.DELETE, Role.DECLARE)


def ints(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int32)


@st.composite
def programs(draw: st.DrawFn) -> tuple[Program, Bindings]:
    """One unit of up to eight blocks with edges anywhere: irreducible loops, dead blocks, loops onto the entry."""
    blocks = draw(st.integers(1, 8))
    block = st.integers(0, blocks - 1)
    symbol = st.integers(0, 1)
    occurrence = st.tuples(st.sampled_from(ROLES), symbol)
    names, roles, events = [], [], []
    for number in range(blocks):
        events.append([])
        for role, name in draw(st.lists(occurrence, max_size=3)):
            what = Event.OCCUR
            if role == Role.DECLARE:  # declares without an effect; or is the site of an event that has one
                what = draw(st.sampled_from([None, Event.DEFINE, Event.KILL]))
            if what is not None:
                events[number].append(len(names) * 8 + what)
            names.append(name)
            roles.append(int(role))
    edges = draw(st.lists(st.tuples(block, block), max_size=2 * blocks, unique=True))
    sites = len(names)
    nothing, zeros = ints([-1] * sites), [0] * sites
    start = ints(list(range(sites)))
    program = Program(
        names=("x", "y"), start=start, end=start + 1, item=nothing, name=names, role=roles, intro=zeros, scope=zeros,
        visible=zeros, scope_parent=[-1], scope_kind=[0], unit_parent=[-1], unit_entry=[0], blocks=events,
        block_unit=[0] * blocks, successors=[[b for a, b in edges if a == block] for block in range(blocks)],
            until={},
    )  # fmt: skip
    bindings = Bindings(
        name=ints(names), start=start, end=start + 1, role=np.array(roles, dtype=np.uint8), symbol=ints(names),
        item=nothing, names=("x", "y"), symbol_name=ints([0, 1]), symbol_scope=ints([0, 0]), scope_parent=ints([-1]),
    )  # fmt: skip
    return program, bindings


@given(programs())
def test_flow_equals_path_enumeration_on_any_graph(drawn: tuple[Program, Bindings]) -> None:
    program, bindings = drawn
    flow = trace_flow(program, bindings)
    kinds = [FlowKind(kind).name for kind in flow.kind.tolist()]
    found = dict(zip(zip(flow.define.tolist(), flow.use.tolist(), strict=True), kinds, strict=True))
    expected, reducible = enumerate_blocks(program, bindings)
    assert len(found) == len(flow)
    assert found.keys() == expected.keys()
    if reducible:
        assert found == {pair: kind.name for pair, kind in expected.items()}
    assert flow.certain.all()
