"""Scopes, functions and classes: where names live, and which code is a unit of its own."""

from codestruct.language import IGNORE, ScopeRule
from codestruct.lowering.blocks import NOWHERE
from codestruct.lowering.controls import Frame
from codestruct.lowering.machine import PLAIN, Machine, Task
from codestruct.lowering.members import class_kind, find_home, open_named
from codestruct.lowering.program import Event, ScopeKind
from codestruct.lowering.switches import lower_switch

__all__ = ["lower_class", "lower_function"]


def lower_function(m: Machine, row: int, rule: ScopeRule, context: int, visible: int) -> None:
    """A function: defaults and annotations outside, parameters and body as a unit of its own, then its name."""
    found, rest = m.parts(row, rule.parts)
    if "within" in found:
        rest = sorted([*rest, *found["within"]])
    name, generic = found.get("name", []), found.get("generic", [])
    hoisted = _is_hoisted(m, row, rule)
    named = _hoist_names(m, hoisted, m.walks(name) if rule.named == "outer" else [])
    if row in m.unit_of:
        m.push((_create, row, hoisted), *named)
        return
    body = found.get("body", [])
    inside = sorted([*rest, *body, *(name if rule.named == "inner" else [])])
    tasks: list[Task] = [(_open, row + 1, ScopeKind.COMPREHENSION), *m.walks(generic)] if generic else []
    if "outer" in found:
        tasks += m.walks(found["outer"])
    if m.outside:
        tasks += [(_walk_outside, child) for child in rest if m.holds_outside(child)]
    tasks.append((_begin_unit, row, rule))
    tasks += _inside_tasks(m, row, inside, body, rule.inner)
    if row in m.lost_body:
        tasks.append(m.walk_children(m.lost_body[row], PLAIN, 0))
    m.follow(*tasks, (_end_unit, m.scope, row, hoisted), *named)


def _inside_tasks(m: Machine, row: int, inside: list[int], body: list[int], inner: bool) -> list[Task]:
    """The tasks of a unit's own parts: its parameters, then its body, in a scope of its own if the header reads."""
    tasks: list[Task] = []
    form = m.tables.forms.get(m.kind[row])
    if form is not None and form.name == "switch":  # a list of cases is the whole function
        return [(lower_switch, row, form, PLAIN, 0)]
    for child in inside:
        if child in body:
            tasks.append((_begin_body,))
            if inner and child != inside[0] and m.uses_before[child] > m.uses_before[inside[0]]:
                tasks.append((_open, child - 1, ScopeKind.BODY))
        if m.outside and m.holds_outside(child):
            tasks.append((_walk_inside, child))
        elif m.next_halt[child] < m.stop[child]:
            tasks.append(m.walk(child))
    return tasks


def _open(m: Machine, row: int, kind: ScopeKind) -> None:
    m.open_scope(row, kind)


def _is_hoisted(m: Machine, row: int, rule: ScopeRule) -> bool:
    return rule.hoist and (not rule.hoist_in or m.kind[m.parent[row]] in rule.hoist_in)


def _hoist_names(m: Machine, hoisted: bool, named: list[Task]) -> list[Task]:
    """The tasks that lower a name, which may be there before the code of its scope runs."""
    if not named or hoisted == m.hoisting:
        return named
    return [(_hoist, hoisted), *named, (_hoist, m.hoisting)]


def _hoist(m: Machine, on: bool) -> None:
    m.hoisting = on


def _create(m: Machine, row: int, hoisted: bool) -> None:
    event = m.unit_of[row] * 8 + Event.CREATE
    if hoisted:
        m.hoisted.setdefault(m.unit, []).append(event)
    else:
        m.emit(event)


def _begin_body(m: Machine) -> None:
    if m.block >= 0:
        m.body_at[m.unit] = (m.block, len(m.blocks[m.block]))


def _begin_unit(m: Machine, row: int, rule: ScopeRule) -> None:
    m.frames.append(Frame(m.block, m.unit, m.scope, m.handler, m.controls, m.pending_labels))
    unit = m.unit_of[row] = len(m.unit_parent)
    m.unit_parent.append(m.unit)
    m.unit = unit
    m.block = m.new_block()
    m.live[m.block] = True
    m.unit_entry.append(m.block)
    m.handler, m.controls, m.pending_labels = NOWHERE, [], frozenset()
    if "within" in rule.parts.names:
        m.scope = find_home(m, row, rule)
    m.open_scope(row, ScopeKind.SEALED if rule.sealed else ScopeKind.FUNCTION)


def _end_unit(m: Machine, scope: int, row: int, hoisted: bool) -> None:
    """Go back to the unit around, and there let this one come into being."""
    m.block, m.unit, _, m.handler, m.controls, m.pending_labels = m.frames.pop()
    m.scope = scope
    _create(m, row, hoisted)


def _outside_rows(m: Machine, row: int) -> list[int]:
    """The parts of a header that are evaluated outside the function: default values, annotations."""
    found, node = [], row
    while node < m.stop[row]:
        if m.effect[node] and m.tables.effects[m.effect[node]].outside:
            found.append(node)
            node = m.stop[node]
        elif node != row and m.kind[node] in m.tables.scope_rules:
            node = m.stop[node]  # another function's header
        else:
            node += 1
    return found


def _walk_outside(m: Machine, row: int) -> None:
    m.push(*m.walks(_outside_rows(m, row)))


def _walk_inside(m: Machine, row: int) -> None:
    """Lower a part of a function except for what is evaluated outside of it."""
    outside = (
        _outside_rows(m, row) if m.kind[row] not in m.tables.scope_rules and not m.tables.is_body[m.kind[row]] else []
    )
    saved = [m.effect[child] for child in outside]
    for child in outside:
        m.effect[child] = IGNORE
    m.push(m.walk(row, PLAIN), (_put_back, tuple(outside), tuple(saved)))


def _put_back(m: Machine, rows: tuple[int, ...], effects: tuple[int, ...]) -> None:
    for row, effect in zip(rows, effects, strict=True):
        m.effect[row] = effect


def lower_class(m: Machine, row: int, rule: ScopeRule, context: int, visible: int) -> None:
    """A class: its header outside, its body run in place in a scope of its own, then its name."""
    found, rest = m.parts(row, rule.parts)
    name, generic = found.get("name", []), found.get("generic", [])
    outer = m.scope
    inner_name = name if rule.named == "inner" else []
    named = _hoist_names(m, _is_hoisted(m, row, rule), m.walks(name) if rule.named == "outer" else [])
    body = found.get("body", [])
    header = [child for child in rest if m.holds_code(child)]
    m.follow(
        *(((_open, row + 1, ScopeKind.COMPREHENSION), *m.walks(generic)) if generic else ()),
        *m.walks(header),
        (open_named, row, name[0], rule) if name and body else (_open, row, class_kind(rule)),
        *m.walks([*inner_name, *body]),
        (Machine.restore_scope, outer),
        *named,
    )
