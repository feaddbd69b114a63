"""Jumps, and the statements that see them pass: try, its handlers, and finally."""

from codestruct.language import Form, Role
from codestruct.lowering.blocks import NOWHERE
from codestruct.lowering.controls import Control
from codestruct.lowering.machine import Machine
from codestruct.lowering.macros import Macro
from codestruct.lowering.program import Event
from codestruct.lowering.rows import take

__all__ = ["lower_call", "lower_handler", "lower_jump", "lower_macro", "lower_try", "lower_with"]

RETURN, THROW = -2, -3
"""Where a jump goes that leaves the function, and one that looks for a handler; others go to a label."""
MOST_COPIES = 64
"""Copies of `finally` blocks in one source from which on all ways out of a try share one."""


def lower_jump(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A return, throw, break, continue, goto or fallthrough: its operands are read, then control is elsewhere."""
    found, rest = m.parts(row, form.parts)
    label = take(found, "label")
    name = m.text(label).strip("@:'") if label >= 0 else ""
    if label >= 0 and m.tables.is_apart[m.kind[label]]:
        rest = [label, *rest]
    levels = take(found, "levels")
    count = m.text(levels) if levels >= 0 else ""
    outward = int(count) if count.isdecimal() else 1
    m.follow(*m.walks(rest), (_jump, form.words["to"], name, outward))


def lower_call(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A call: it may raise once its arguments are read; one that never returns ends the path."""
    ends = m.active_before[row + 1] > m.active_before[row] and m.never_returns(row)
    m.push(m.walk_children(row, context, visible), (Machine.cut,), *(((_jump, "throw", ""),) if ends else ()))


def lower_macro(m: Machine, row: int, context: int, visible: int) -> None:
    """The use of a macro: control may come here from the switch around, and go where the macro's text goes."""
    label = m.case_label.get(row)
    if label is not None:
        m.place(label)
    if m.stop[row] == row + 1:
        m.occur(row, context, visible)
    m.push(m.walk_children(row, context, visible), (_jump_hidden, m.macros[row]))


def _jump_hidden(m: Machine, macro: Macro) -> None:
    before = m.block
    targets = [m.goto_label(name.decode("utf-8", "replace")) for name in sorted(macro.gotos)]
    targets += [_target(m, to, "", 1) for to, does in (("break", macro.breaks), ("continue", macro.continues)) if does]
    for target in targets:
        m.block = before
        _route(m, target)
    m.block = NOWHERE if macro.leaves else before
    if targets and before >= 0 and not macro.leaves:
        m.place(m.new_label())


def _jump(m: Machine, to: str, name: str, levels: int = 1) -> None:
    if m.handler >= 0:
        m.place(m.new_label())  # what came before the jump may have failed
    if to == "throw":
        if m.handler >= 0:
            m.edge(m.handler)
        m.block = -1
    elif to == "function":
        _route(m, RETURN)
    elif to == "switch":
        _route(m, next((c.break_to for c in reversed(m.controls) if c.kind == "switch"), RETURN))
    elif to == "goto":
        m.leave(m.goto_label(name))
    else:
        _route(m, _target(m, to, name, levels))


def _target(m: Machine, to: str, name: str, levels: int) -> int:
    """The label that a break, continue or fallthrough goes to; RETURN where there is none.

    `levels` counts the constructs that it may mean: `break 2` leaves the loop around the innermost one, and where there
    is none, the outermost.
    """
    found = RETURN
    for control in reversed(m.controls):
        if to in ("fallthrough", "retry"):
            if control.kind == ("case" if to == "fallthrough" else "try"):
                return control.break_to
        elif name and name not in control.labels:
            continue
        elif to == "continue":
            found = control.continue_to if control.continue_to >= 0 else found
            levels -= control.continue_to >= 0
        elif control.break_to >= 0 and (control.kind in ("loop", "switch") or (name and control.kind == "label")):
            found = control.break_to
            levels -= 1
        if levels <= 0:
            break
    return found


def _route(m: Machine, key: int) -> None:
    """Leave to `key`, by way of each `finally` between here and there."""
    for control in reversed(m.controls):
        if control.kind == "finally":
            label = control.pending.get(key)
            if label is None:
                label = control.pending[key] = m.new_label()
            m.leave(label)
            return
        if key >= 0 and key in (control.break_to, control.continue_to):
            break
    if key >= 0:
        m.leave(key)
        return
    if key == THROW and m.handler >= 0:
        m.edge(m.handler)
    m.block = -1


def lower_try(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A try: control may leave its body from before every definition, and passes `finally` on every way out."""
    found, rest = m.parts(row, form.parts)
    handlers, final = found.get("handlers", []), found.get("finally", [])
    outer, inner, after = m.handler, m.new_label(), m.new_label()
    control = Control("finally") if final else None
    if control is not None:
        control.pending[THROW] = m.new_label()
        m.controls.append(control)
        outside = control.pending[THROW]
    else:
        outside = outer
    if not handlers and not final:
        m.push(m.walk_children(row, context, visible))
        return
    m.handler = inner if handlers else outside
    m.edge(m.handler) if m.handler >= 0 else None
    again = m.new_label()
    m.place(again)
    body = sorted([*rest, *found.get("resources", []), *found.get("body", [])])
    m.push(
        *m.walks(body),
        (_end_body, outside),
        *m.walks(found.get("else", [])),
        (Machine.leave, after),
        (Machine.enter_control, Control("try", break_to=again)),
        *(((_lower_handlers, tuple(handlers), inner, after, outside),) if handlers else ()),
        (Machine.exit_control,),
        (Machine.place, after),
        *(((_finish, tuple(final), control, outer),) if final else ((_restore, outer),)),
    )


def _end_body(m: Machine, outside: int) -> None:
    """The end of a try's body: from here on its handlers are not in charge."""
    m.place(m.new_label())
    m.handler = outside


def lower_with(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A block under a manager that may swallow exceptions: code after it is alive even if its body always leaves."""
    found, rest = m.parts(row, form.parts)
    swallowed, outer = m.new_label(), m.handler
    m.follow(
        *m.walks(rest, context, visible),
        (_begin_with, swallowed),
        *m.walks(found.get("body", [])),
        (_end_with, swallowed, outer),
    )


def _begin_with(m: Machine, swallowed: int) -> None:
    m.handler = swallowed
    m.cut()


def _end_with(m: Machine, swallowed: int, outer: int) -> None:
    after, m.handler = m.block, outer
    alive = after >= 0 and m.live[after]
    if alive and outer < 0:
        return  # the label stays unplaced, and edges to it lead nowhere
    m.arrive(swallowed)
    if outer >= 0:
        m.edge(outer)
    if alive:
        m.block = after


def _restore(m: Machine, handler: int) -> None:
    m.handler = handler


def _lower_handlers(m: Machine, handlers: tuple[int, ...], inner: int, after: int, outside: int) -> None:
    """The handlers of a try: whichever fits the exception runs; where none catches all, it goes on outside."""
    m.arrive(inner)
    labels = [m.new_label() for _ in handlers]
    caught = False
    for handler, label in zip(handlers, labels, strict=True):
        m.edge(label)
        form = m.tables.forms.get(m.kind[handler])
        caught |= form is not None and (_catches_all(m, handler, form) or _is_bare(m, handler, form))
    if not caught and outside >= 0:
        m.edge(outside)
    m.block = -1
    for handler, label in reversed(list(zip(handlers, labels, strict=True))):
        m.push((Machine.place, label), m.walk(handler), (Machine.leave, after))


def _catches_all(m: Machine, handler: int, form: Form) -> bool:
    """Whether a handler takes every exception: always, or where its type's text says so."""
    word = form.words.get("catch_all")
    if not isinstance(word, list):
        return bool(word)
    found, rest = m.parts(handler, form.parts)
    wanted = form.parts.names.index("type") if "type" in form.parts.names else NOWHERE
    within = [row for child in rest for row in range(child, m.stop[child])]  # Java's type stands in a parameter
    types = [*found.get("type", []), *(row for row in within if form.parts.by_kind.get(m.kind[row]) == wanted)]
    return any(m.text(row) in word for row in types)


def _is_bare(m: Machine, handler: int, form: Form) -> bool:
    """Whether a handler names no exception."""
    found, _ = m.parts(handler, form.parts)
    bodies = set(found.get("body", []))
    header = [child for child in m.named_children(handler) if child not in bodies]
    return not any(m.holds_code(child) for child in header) and (bool(bodies) or not header)


def lower_handler(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A handler: its header binds, its body runs, and, where the language says so, the bound name is gone after it."""
    found, rest = m.parts(row, form.parts)
    body = found.get("body", [])
    header = sorted(child for child in [*rest, *found.get("type", [])] if m.holds_code(child))
    if not body:
        m.push(m.walk_children(row, context, visible))
        return
    m.push(
        (_restore, NOWHERE),  # to bind the exception raises nothing
        *m.walks(header),
        (_restore, m.handler),
        *m.walks(body),
        *(((_unbind, tuple(header)),) if form.words.get("unbinds") else ()),
    )


def _unbind(m: Machine, header: tuple[int, ...]) -> None:
    """Kill what a handler's header defined."""
    for row in header:
        for leaf in range(row, m.stop[row]):
            site = m.names_before[leaf]
            if m.what[leaf] == 1 and m.site_scope[site] >= 0 and m.role[site] == Role.DEFINE and m.block >= 0:
                m.emit(site * 8 + Event.KILL)


def _finish(m: Machine, final: tuple[int, ...], control: Control, outer: int) -> None:
    """The `finally` of a try: one copy for going on, one for each place that a jump through it leads to."""
    m.controls.pop()
    m.handler = outer
    ways = list(control.pending.items())
    m.copies += len(ways)
    end, known = m.new_label(), len(m.gotos)
    tasks: list[tuple[object, ...]] = []
    if m.copies > MOST_COPIES:
        for _, label in ways:
            m.place(label)
        tasks = [
            *m.walks(final),
            (_fan_out, tuple(key for key, _ in ways), end),
            (Machine.place, end),
        ]
    else:
        tasks = [*m.walks(final), (Machine.leave, end)]
        for key, label in ways:
            tasks += [(_forget_labels, known), (Machine.place, label), *m.walks(final), (_route, key)]
        tasks.append((Machine.place, end))
    m.push(*tasks)


def _forget_labels(m: Machine, known: int) -> None:
    """The next copy of a `finally` has labels of its own; no goto leads into one or out of it."""
    while len(m.gotos) > known:
        m.gotos.popitem()


def _fan_out(m: Machine, keys: tuple[int, ...], end: int) -> None:
    """Leave a shared `finally` to every place that a jump through it leads to."""
    here = m.block
    for key in keys:
        m.block = here
        _route(m, key)
    m.block = here
    m.leave(end)
