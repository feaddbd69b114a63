"""Loops of every shape, comprehensions, and labelled statements."""

from codestruct.language import Form
from codestruct.lowering.branches import lower_condition, lower_tests, split_test
from codestruct.lowering.controls import Control
from codestruct.lowering.detours import REPEATED
from codestruct.lowering.machine import PLAIN, Machine, Task
from codestruct.lowering.program import ScopeKind
from codestruct.lowering.rows import take

__all__ = ["lower_comprehension", "lower_detour", "lower_label", "lower_loop"]


def lower_loop(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A loop: start, then test, body and step over and over, then what runs where no `break` left it."""
    found, rest = _find_parts(m, row, form)
    head, body, step, otherwise, end = (m.new_label() for _ in range(5))
    own = frozenset(m.text(label).strip("@:'") for label in found.get("label", []))
    control = Control("loop", m.pending_labels | own, end, step)
    m.pending_labels = frozenset()
    *first, test = split_test(m, found)
    tested, before = m.walks(first), [*found.get("init", []), *(child for child in rest if m.holds_code(child))]
    inside = (Machine.enter_control, control), *m.walks(found.get("body", [])), (Machine.exit_control,)
    start = *m.walks([*sorted(before), *found.get("in", [])]), (Machine.place, head)
    negated = m.is_negated(row, form)
    if _tests_after(m, form, found):
        ways = (end, head) if negated else (head, end)
        again: Task = (lower_condition, test, *ways) if test >= 0 else (Machine.leave, head)
        m.follow(*start, *inside, (Machine.place, step), *tested, again, (Machine.place, end))
        return
    decide: list[Task] = []
    each = m.walks(found.get("each", []), _sibling_context(m, row), m.end[row])
    if test >= 0 and not found.get("in"):  # and, where it has a value, what that is bound to
        ways = (otherwise, body) if negated else (body, otherwise)
        decide = [*tested, (lower_tests, row, form, test, *ways), (Machine.place, body), *each]
    elif each or found.get("in"):
        decide = [(Machine.edge, otherwise), (Machine.place, body), *each]
    else:
        decide = [(Machine.place, body)]
    m.follow(
        *start, *decide, *inside,
        (Machine.place, step), *m.walks(found.get("update", [])), (Machine.leave, head),
        (Machine.place, otherwise), *m.walks(found.get("else", [])), (Machine.place, end),
    )  # fmt: skip


def _find_parts(m: Machine, row: int, form: Form) -> tuple[dict[str, list[int]], list[int]]:
    """The parts of a loop, those in its header and its generators included, and its other children."""
    found, rest = m.parts(row, form.parts)
    for header in found.pop("header", []):
        inner_form = m.tables.forms.get(m.kind[header])
        if inner_form is None or inner_form.name != "header":
            found.setdefault("test", []).append(header)
            continue
        inner, others = m.parts(header, inner_form.parts)
        for name, rows in inner.items():
            found.setdefault(name, []).extend(rows)
        rest = [*rest, *others]
    for generators in found.pop("generators", []):
        _split_generators(m, generators, found)
    return found, rest


def _split_generators(m: Machine, row: int, found: dict[str, list[int]]) -> None:
    """Several generators in one loop: the first one's source is read once, all else each time (one loop, to us)."""
    first = True
    for child in m.named_children(row):
        form = m.tables.forms.get(m.kind[child])
        if first and form is not None and form.name == "generator":
            inner, others = m.parts(child, form.parts)
            found.setdefault("in", []).extend(inner.get("in", []))
            found.setdefault("each", []).extend([*inner.get("each", []), *others])
        else:
            found.setdefault("each", []).append(child)
        first = False


def _tests_after(m: Machine, form: Form, found: dict[str, list[int]]) -> bool:
    """Whether a loop's test comes after its body: always, or where the body is of some kinds (Ruby: `begin`)."""
    after = form.words.get("after", False)
    if isinstance(after, list):
        return any(m.tables.grammar.kinds[m.kind[body]] in after for body in found.get("body", []))
    return bool(after)


def _sibling_context(m: Machine, row: int) -> int:
    """The context of a loop's variable where a token beside it (`var`, `const`) says what it declares."""
    child = row + 1
    while child < m.stop[row]:
        if m.effect[child] and m.tables.effects[m.effect[child]].siblings:
            return m.context_below(child, PLAIN)
        child = m.stop[child]
    return PLAIN


def lower_comprehension(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A comprehension: its first iterable belongs outside, the rest to a scope of its own that may run 0 times."""
    found, _ = m.parts(row, form.parts)
    clauses, body = found.get("clauses", []), found.get("body", [])
    outer = m.scope
    if not clauses:
        m.push(*m.walks(body))
        return
    order = tuple(m.tables.order.get(m.kind[clauses[0]], ()))
    iterable = next((c for c in m.named_children(clauses[0]) if order and m.field[c] == order[0]), -1)
    targets = [c for c in m.named_children(clauses[0]) if c != iterable]
    inner = [*targets, *clauses[1:], *body]
    ahead = (m.walk(iterable),) if iterable >= 0 else ()
    tasks = tuple(m.walks(inner))
    if any(m.is_active(child) for child in body) or any(_defines_more(m, clause) for clause in clauses):
        head, end = m.new_label(), m.new_label()
        tasks = (
            (Machine.place, head),
            (Machine.edge, end),
            (Machine.place, m.new_label()),
            *tasks,
            (Machine.leave, head),
            (Machine.place, end),
        )
    m.follow(*ahead, (_open, row), *tasks, (Machine.restore_scope, outer))


def _defines_more(m: Machine, clause: int) -> bool:
    """Whether a clause does more than define its own variables."""
    order = tuple(m.tables.order.get(m.kind[clause], ()))
    own = order[-1] if len(order) > 1 else -1
    return any(m.field[child] != own and m.is_active(child) for child in m.named_children(clause))


def _open(m: Machine, row: int) -> None:
    m.open_scope(row, ScopeKind.COMPREHENSION)


def lower_detour(m: Machine, row: int, runs: int, here: Task) -> None:
    """Code that the task `here` lowers and that is OPTIONAL or REPEATED, whatever its place in the tree says."""
    head, past = m.new_label(), m.new_label()
    m.place(head)
    m.edge(past)
    m.place(m.new_label())
    loop = Control("loop", frozenset(), past, head)
    around: list[Task] = [(Machine.enter_control, loop), here, (Machine.exit_control,), (Machine.leave, head)]
    m.push(*(around if runs == REPEATED else [here]), (Machine.place, past))


def lower_label(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A labelled statement: a loop takes the label as its own, anything else can be left by it; a goto comes here."""
    found, rest = m.parts(row, form.parts)
    name = take(found, "label")
    if name < 0 and m.stop[row] == row + 1:  # a label that stands beside its loop, before it
        m.pending_labels |= {m.text(row).strip("@':")}
        return
    if name < 0:
        m.push(m.walk_children(row, context, visible))
        return
    labels = m.pending_labels | {m.text(name).strip("@':")}
    body = [*found.get("body", []), *(child for child in rest if m.holds_code(child))]
    if m.tables.is_apart[m.kind[name]]:
        body.insert(0, name)
    if form.words.get("goto"):
        m.place(m.goto_label(m.text(name)))
    inner = m.tables.forms.get(m.kind[body[-1]]) if body else None
    if inner is not None and inner.name in ("loop", "switch", "label"):
        m.pending_labels = frozenset(labels)
        m.push(*m.walks(body))
        return
    end = m.new_label()
    m.pending_labels = frozenset()
    m.push(
        (Machine.enter_control, Control("label", frozenset(labels), end)),
        *m.walks(body),
        (Machine.exit_control,),
        (Machine.place, end),
    )
