"""Tentative definitions: a flow program in which some definitions may happen or not."""

import numpy as np

from codestruct.binding import Bindings
from codestruct.flow import Flow, trace_flow
from codestruct.language import Role
from codestruct.lowering import Event, Program
from codestruct.tape import Tape

__all__ = ["Script"]


class Script:
    """A flow program while it is written, block by block after a tape's; its sites are made as they are needed.

    A site is of one symbol. It is read, defines, kills, or may define: then control may pass by the definition, so that
    what was there before stays too (ours).
    """

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.symbol: list[int] = []
        self.blocks: list[list[int]] = [[] for _ in tape.blocks]
        self.successors: list[list[int]] = [[] for _ in tape.blocks]
        self.block_unit = list(tape.block_unit)
        self.block = 0

    def new_site(self, symbol: int) -> int:
        """A site of a symbol."""
        self.symbol.append(symbol)
        return len(self.symbol) - 1

    def begin(self, block: int) -> None:
        """Go on with a block of the tape."""
        self.block = block

    def end(self, block: int) -> None:
        """The block of the tape ends here, and control goes where it does there."""
        self.successors[self.block] = self.tape.successors[block]

    def happen(self, site: int, event: int) -> None:
        """An event (`Event`) of a site, or of a unit."""
        self.blocks[self.block].append(site * 8 + event)

    def may_define(self, sites: list[int]) -> None:
        """Some sites may define, all or none."""
        if not sites:
            return
        chance, after = len(self.blocks), len(self.blocks) + 1
        self.blocks += [[site * 8 + Event.DEFINE for site in sites], []]
        self.block_unit += [self.block_unit[self.block]] * 2
        self.successors[self.block] = [chance, after]
        self.successors += [[after], []]
        self.block = after

    def trace(self) -> Flow:
        """The flow between the sites, their numbers in place of rows of bindings."""
        count, nothing = len(self.symbol), np.zeros(len(self.symbol), dtype=np.int32)
        many = [0] * count
        program = Program(
            names=(), start=nothing, end=nothing, item=nothing, name=many, role=[int(Role.DECLARE)] * count, intro=many,
            scope=many, visible=many, until={}, scope_parent=[-1], scope_kind=[0], unit_parent=self.tape.unit_parent,
            unit_entry=self.tape.unit_entry, blocks=self.blocks, block_unit=self.block_unit,
            successors=self.successors,
        )  # fmt: skip
        symbols = np.array(self.symbol, dtype=np.int32)
        known = np.arange(max(self.symbol, default=-1) + 1, dtype=np.int32)
        bindings = Bindings(
            nothing, nothing, nothing, np.zeros(count, dtype=np.uint8), symbols, nothing, (), known, known, known
        )
        return trace_flow(program, bindings)
