"""What runs beside the rest: subshells and the parts of a pipeline see what is there, and nothing comes back."""

from codestruct.language import Form
from codestruct.lowering.controls import NOWHERE, Control
from codestruct.lowering.machine import Machine, Task

__all__ = ["lower_aside"]


def lower_aside(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A part that runs on a copy of the state: what it defines and jumps stay inside; with `parts`, each part so."""
    if not m.is_active(row):
        m.push(m.walk_children(row, context, visible))
    elif form.words.get("parts"):
        m.push(*(task for child in m.named_children(row) for task in _keep_aside(m, m.walk(child))))
    else:
        m.push(*_keep_aside(m, m.walk_children(row, context, visible)))


def _keep_aside(m: Machine, inside: Task) -> list[Task]:
    past = m.new_label()
    around: list[tuple[list[Control], int]] = []
    return [
        (Machine.edge, past),
        (Machine.place, m.new_label()),
        (_enter, around),
        inside,
        (_leave, around),
        (Machine.place, past),
    ]


def _enter(m: Machine, around: list[tuple[list[Control], int]]) -> None:
    around.append((m.controls, m.handler))
    m.controls, m.handler = [], NOWHERE


def _leave(m: Machine, around: list[tuple[list[Control], int]]) -> None:
    m.controls, m.handler = around.pop()
    m.block = NOWHERE
