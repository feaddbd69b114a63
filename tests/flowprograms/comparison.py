"""The flow that codestruct finds in a rendered program, held against the oracle, by generated site."""

from dataclasses import dataclass

import codestruct as cs
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.oracle import Kind, enumerate_paths
from tests.flowprograms.program import Program
from tests.flowprograms.rendering import Rendered, render_program

# A row of flow: byte offsets of the definition and of the use, name of the kind; "LATER" is an uncertain closure.
Row = tuple[int, int, str]
_UNCERTAIN = {cs.FlowKind.CLOSURE: Kind.LATER.name}


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that the oracle has and codestruct has not, and the other way round."""

    text: str
    missing: tuple[Row, ...]
    spurious: tuple[Row, ...]
    other: tuple[str, ...]  # what is wrong besides the rows

    def __str__(self) -> str:
        lines = [self.text, *self.other]
        for title, rows in (("missing", self.missing), ("spurious", self.spurious)):
            for define, use, kind in rows:
                lines.append(f"{title}: {self._place(define)} -> {self._place(use)} ({kind})")
        return "\n".join(lines)

    def _place(self, offset: int) -> str:
        before = self.text.encode()[:offset].split(b"\n")
        return f"{len(before)}:{len(before[-1])}"


def expect_flow(program: Program, rendered: Rendered) -> set[Row]:
    """The oracle's rows for a rendered program."""
    offsets = rendered.offsets
    return {(offsets[define], offsets[use], kind.name) for (define, use), kind in enumerate_paths(program).items()}


def find_flow(code: cs.Analysis) -> set[Row]:
    """All rows of `code.flow`, whatever they lead to: a row that is at no generated site is a difference, too."""
    start = code.bindings.start
    flow = code.flow
    kinds = [
        cs.FlowKind(kind).name if certain else _UNCERTAIN.get(cs.FlowKind(kind), "UNCERTAIN")
        for kind, certain in zip(flow.kind.tolist(), flow.certain.tolist(), strict=True)
    ]
    return set(zip(start[flow.define].tolist(), start[flow.use].tolist(), kinds, strict=True))


def compare_flow(program: Program, dialect: Dialect) -> Difference | None:
    """None where codestruct and the oracle agree."""
    rendered = render_program(program, dialect)
    code = cs.analyze(rendered.text, dialect.name)
    expected, found = expect_flow(program, rendered), find_flow(code)
    other = [f"diagnostic: {error}" for error in code.errors]
    if expected == found and not other:
        return None
    return Difference(rendered.text, tuple(sorted(expected - found)), tuple(sorted(found - expected)), tuple(other))
