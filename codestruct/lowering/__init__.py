"""Tree -> Program: what a source does with names, and in which order, as a small language-neutral flow program."""

from codestruct.acceleration import get_kernels
from codestruct.items import Items
from codestruct.lowering.asides import lower_aside
from codestruct.lowering.branches import (
    lower_alternatives,
    lower_assert,
    lower_bind,
    lower_branch,
    lower_chain,
    lower_default,
    lower_logic,
)
from codestruct.lowering.controls import Control
from codestruct.lowering.exceptions import (
    lower_call,
    lower_handler,
    lower_jump,
    lower_macro,
    lower_try,
    lower_with,
)
from codestruct.lowering.functions import lower_class, lower_function
from codestruct.lowering.halting import HaltingMachine
from codestruct.lowering.loops import lower_comprehension, lower_detour, lower_label, lower_loop
from codestruct.lowering.machine import Machine
from codestruct.lowering.members import lower_member
from codestruct.lowering.program import Event, NativeProgram, Program, ScopeKind
from codestruct.lowering.switches import lower_case, lower_macro_block, lower_switch
from codestruct.syntax import Tree

__all__ = [
    "Event",
    "HaltingMachine",
    "Machine",
    "NativeProgram",
    "Program",
    "ScopeKind",
    "lower_row",
    "lower_tree",
    "lower_usual",
]

_FORMS = {
    "branch": lower_branch,
    "logic": lower_logic,
    "not": lower_logic,
    "loop": lower_loop,
    "switch": lower_switch,
    "case": lower_case,
    "try": lower_try,
    "handler": lower_handler,
    "with": lower_with,
    "jump": lower_jump,
    "label": lower_label,
    "alternatives": lower_alternatives,
    "aside": lower_aside,
    "assert": lower_assert,
    "bind": lower_bind,
    "comprehension": lower_comprehension,
    "call": lower_call,
    "default": lower_default,
    "chain": lower_chain,
}


def lower_tree(tree: Tree, items: Items) -> Program:
    """The flow program of a tree: its names as sites, its functions as units, its control flow as blocks and edges.

    Which node is which construct, and what a place does to the names below it, is the language's data; everything here
    serves all languages alike. The rules are ours: docs/guides/concepts.md.

    >>> from codestruct.items import find_items
    >>> from codestruct.language import get_language
    >>> from codestruct.syntax import parse
    >>> tree = parse("x = y", get_language("python"))
    >>> lower_tree(tree, find_items(tree)).names
    ('x', 'y')
    """
    kernels = get_kernels() if tree.native is not None else None
    if kernels is not None and kernels.can_lower(tree.language.native):
        return NativeProgram.of_kernels(kernels, kernels.lower_tree(tree.native, items.owner, tree.max_seconds))
    machine = Machine(tree, items, lower_row)
    machine.push(machine.walk(0))
    machine.run()
    program = machine.finish()
    return program if kernels is None else NativeProgram.adopt(kernels, program)


def lower_row(m: Machine, row: int, context: int, visible: int) -> None:
    """Lower a row that is more than its children in order; a machine that sees more in a tree calls it for the rest."""
    if row in m.adopted:
        return  # the body of the function before it, lowered there
    if row in m.macros:
        lower_macro(m, row, context, visible)
    elif row in m.detours:
        lower_detour(m, row, m.detours[row], (_lower_here, row, context, visible))
    else:
        _lower_here(m, row, context, visible)


def lower_usual(m: Machine, row: int, usual: int, context: int, visible: int) -> None:
    """Lower a row at which only a `HaltingMachine` stops as what it is without that: a name (1), a construct, none."""
    if usual == 1:
        m.occur(row, context, visible)
    elif usual:
        lower_row(m, row, context, visible)
    else:
        m.push(m.walk_children(row, context, visible))


def _lower_here(m: Machine, row: int, context: int, visible: int) -> None:
    """Lower a row as its kind and its form say."""
    kind = m.kind[row]
    rule = m.tables.scope_rules.get(kind)
    form = m.tables.forms.get(kind)
    if rule is not None:
        if row in m.macro_blocks:
            lower_macro_block(m, row)
            return
        if rule.kind == "function" and m.opens_none(row, rule):
            rule = None  # the body of the function around it
    if rule is not None:
        if rule.kind == "function":
            lower_function(m, row, rule, context, visible)
            return
        if rule.kind == "member":
            lower_member(m, row, rule, context, visible)
            return
        if rule.kind == "class":
            lower_class(m, row, rule, context, visible)
            return
        outer = m.scope
        if form is None or form.name != "comprehension":
            m.enter_block(row)
            m.push((Machine.restore_scope, outer))
    lower = _FORMS.get(form.name) if form is not None else None
    if form is not None and lower is not None:
        if m.pending_labels and form.name in ("branch", "try"):
            end = m.new_label()
            labelled = Control("label", m.pending_labels, end)
            m.pending_labels = frozenset()
            inside = (lower, row, form, context, visible)
            m.push((Machine.enter_control, labelled), inside, (Machine.exit_control,), (Machine.place, end))
            return
        lower(m, row, form, context, visible)
    elif kind in m.tables.order:
        m.lower_in_order(row, m.tables.order[kind], context, visible)
    elif rule is not None and "outer" in rule.parts.names:
        m.lower_in_order(row, {}, context, visible)
    else:
        m.push(m.walk_children(row, context, visible))
