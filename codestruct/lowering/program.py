"""Program: a small, language-neutral program of reads, writes, branches, loops and jumps, as flat arrays."""

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from codestruct.acceleration import Kernels, Native

__all__ = ["Event", "NativeProgram", "Program", "ScopeKind"]

Ints = npt.NDArray[np.int32]


class Event(IntEnum):
    """What a number in `Program.events` does: `number >> 3` is its site or unit, `number & 7` one of these."""

    OCCUR = 0  # the site does what its role says
    KILL = 1  # the site's symbol loses its definitions
    DEFINE = 2  # the site defines, whatever its role: hoisted functions, variables that hold a value on entry
    CREATE = 3  # the unit (a function) comes into being
    READ = 4  # the site reads, whatever its role: an update reads before its value is found, and defines after


class ScopeKind(IntEnum):
    """What kind of scope a row of the scopes is."""

    MODULE = 0
    FUNCTION = 1
    CLASS = 2
    BLOCK = 3
    COMPREHENSION = 4
    SEALED = 5  # a function or class that does not see the variables around it
    HEADER = 6  # of a template: holds its parameters and nothing else
    BODY = 7  # a function's body, whose declarations its parameters' values do not see


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """The names and the control flow of one source.

    Its readers are loops, so most columns are lists of integers.

    A *site* is one occurrence of a name, in source order: `start`, `end` (bytes), `item` (int32 arrays), `name` (index
    into `names`), `role` (`Role`), `intro` (`Intro`: the scope that it introduces its name in), `scope`, `visible` (the
    byte from which on a sequential scope knows it), `until` (the byte from which on it no longer does, for some). A
    *scope* has a `scope_parent` and a `scope_kind`. A *unit* is a function's code (0: the module's), with
    `unit_parent`. A *block* is a run of events without branches: block b's are `blocks[b]`, in order of evaluation, and
    it belongs to `block_unit[b]`; a unit's first block, `unit_entry`, is its entry. Control goes from b to
    `successors[b]`, which may name a block twice; a back edge is one whose target dominates its source. `late`: time
    ran out, and the rest of the source is left out.
    """

    names: tuple[str, ...]
    start: Ints
    end: Ints
    item: Ints
    name: list[int]
    role: list[int]
    intro: list[int]
    scope: list[int]
    visible: list[int]
    until: dict[int, int]
    scope_parent: list[int]
    scope_kind: list[int]
    unit_parent: list[int]
    unit_entry: list[int]
    blocks: list[list[int]]
    block_unit: list[int]
    successors: list[list[int]]
    late: bool = False


class NativeProgram(Program):
    """A program that the accelerator has; its columns are made when one of them is asked for."""

    __slots__ = ("_kernels", "native")

    _kernels: Kernels
    native: Native

    @classmethod
    def of_kernels(cls, kernels: Kernels, native: Native) -> "NativeProgram":
        """The program that the accelerator has lowered."""
        made = object.__new__(cls)
        object.__setattr__(made, "_kernels", kernels)
        object.__setattr__(made, "native", native)
        return made

    @classmethod
    def adopt(cls, kernels: Kernels, program: Program) -> "NativeProgram":
        """A program that was lowered in Python, for the accelerator to go on with."""
        columns = tuple(getattr(program, field.name) for field in fields(Program))
        for array in (program.start, program.end, program.item):
            array.flags.writeable = False
        made = cls.of_kernels(kernels, kernels.adopt_program(columns))
        made._fill(columns)
        return made

    def _fill(self, columns: tuple[Any, ...]) -> None:
        for field, column in zip(fields(Program), columns, strict=True):
            object.__setattr__(self, field.name, column)

    def __getattr__(self, name: str) -> Any:
        if name not in Program.__slots__:
            raise AttributeError(name)
        self._fill(self._kernels.program_fields(self.native))
        return object.__getattribute__(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Program, tuple(getattr(self, field.name) for field in fields(Program))
