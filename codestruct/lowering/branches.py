"""Conditions and branches: if, conditional expressions, short-circuit operators, assertions, switches."""

from codestruct.language import Form
from codestruct.lowering.machine import PLAIN, Machine, Task
from codestruct.lowering.rows import take

__all__ = [
    "lower_alternatives",
    "lower_assert",
    "lower_bind",
    "lower_branch",
    "lower_chain",
    "lower_condition",
    "lower_default",
    "lower_logic",
    "lower_tests",
    "split_test",
]


def lower_condition(m: Machine, row: int, yes: int, no: int) -> None:
    """Evaluate a condition and leave to label `yes` or `no`; and, or and not decide as they are read."""
    form = m.tables.forms.get(m.kind[row])
    if form is not None:
        if form.name == "group" and (inner := m.named_children(row)):
            m.push(*(m.walk(child) for child in inner[:-1]), (lower_condition, inner[-1], yes, no))
            return
        if form.name in ("logic", "not") and _lower_operator(m, row, form, yes, no):
            return
        if form.name == "chain" and m.what[row] == 2:
            m.push(*_follow_chain(m, row, no), (_decide, None, yes, no))  # what an optional link leaves out is not true
            return
    truth = m.constant(row)
    m.follow(m.walk(row), (_decide, truth, yes, no))


def _lower_operator(m: Machine, row: int, form: Form, yes: int, no: int) -> bool:
    """Lower a condition that is an and, an or or a not; False where the operator is another one."""
    found, _ = m.parts(row, form.parts)
    if form.name == "not":
        operand = take(found, "operand")
        if operand < 0 or not m.spells(row, form, "not"):
            return False
        m.push((lower_condition, operand, no, yes))
        return True
    left, right = take(found, "left"), take(found, "right")
    conjunction = m.spells(row, form, "and")
    if left < 0 or right < 0 or not (conjunction or m.spells(row, form, "or")):
        return False
    middle = m.new_label()
    first = (lower_condition, left, middle, no) if conjunction else (lower_condition, left, yes, middle)
    m.push(first, (Machine.place, middle), (lower_condition, right, yes, no))
    return True


def _decide(m: Machine, truth: bool | None, yes: int, no: int) -> None:
    if truth is not False:
        m.edge(yes)
    if truth is not True:
        m.edge(no)
    m.block = -1


def lower_tests(m: Machine, row: int, form: Form, test: int, yes: int, no: int) -> None:
    """The condition of a branch or a loop: one test, or clauses in a list that must all hold, and may bind names.

    In a form with `binds`, a token that is no part of the test ends a clause; `pattern = value` reads the value, and
    binds names where it matches; a bound name without a value is read (Swift's `if let x`: the same variable, to us).
    """
    if "binds" not in form.parts.names:
        lower_condition(m, test, yes, no)
        return
    found, _ = m.parts(row, form.parts)
    bound, parts = set(found["binds"]), sorted([*found["binds"], *found["test"]])
    tasks: list[Task] = []
    clause: list[int] = []
    child = parts[0]
    while child <= parts[-1]:
        if child in bound or child in found["test"]:
            clause.append(child)
        following = m.stop[child]
        if following > parts[-1] or not (m.tables.named[m.kind[child]] or child in found["test"]):
            more = m.new_label()
            tasks += [*_lower_clause(m, clause, bound, more, no), (Machine.place, more)]
            clause = []
        child = following
    m.push(*tasks, (Machine.leave, yes))


def _lower_clause(m: Machine, clause: list[int], bound: set[int], yes: int, no: int) -> list[Task]:
    equals = next((at for at, row in enumerate(clause) if m.text(row) == "="), -1)
    code = [row for row in clause if m.holds_code(row)]
    if equals < 0 and not bound.intersection(clause):
        return [(lower_condition, row, yes, no) for row in code[-1:]]
    matched = m.new_label()
    decide: list[Task] = [(Machine.edge, no), (Machine.place, matched)]
    if equals < 0:
        return [*((Machine.enter, row, PLAIN, 0) for row in code), *decide, (Machine.leave, yes)]
    value, pattern = [row for row in code if row > clause[equals]], [row for row in code if row < clause[equals]]
    marks = (row for row in clause[:equals] if m.effect[row] and m.tables.effects[m.effect[row]].siblings)
    context, seen = PLAIN, m.end[clause[-1]]
    for mark in marks:
        context = m.context_below(mark, PLAIN)
    names: list[Task] = [
        (Machine.enter, row, m.context_below(row, PLAIN), seen) if row in bound else m.walk(row, context, seen)
        for row in pattern
    ]
    return [*m.walks(value), *decide, *names, (Machine.leave, yes)]


def lower_logic(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A short-circuit operator or a negation as a value; branches only where an operand does more than read."""
    found, _ = m.parts(row, form.parts)
    right = take(found, "right")
    if form.words.get("assigns") and right >= 0 and (m.spells(row, form, "and") or m.spells(row, form, "or")):
        end, no = m.new_label(), m.new_label()
        reads = ((Machine.enter, child, m.context_below(child, PLAIN), visible) for child in found.get("left", []))
        late = (Machine.define_deferred, len(m.deferred))
        m.push(*reads, (Machine.edge, end), (Machine.place, no), m.walk(right), late, (Machine.place, end))
        return
    if form.name != "logic" or min(take(found, "left"), right) < 0 or not m.is_active(row) or not (
        m.spells(row, form, "and") or m.spells(row, form, "or")
    ):  # fmt: skip
        m.push(m.walk_children(row, context, visible))
        return
    end = m.new_label()
    m.push((lower_condition, row, end, end), (Machine.place, end))


def split_test(m: Machine, found: dict[str, list[int]]) -> list[int]:
    """The rows of a test, the last of which decides; -1 where there is none."""
    rows = found.get("test", [])
    if "binds" in found:  # all of them decide
        return rows[:1] or [-1]
    return [row for row in rows if m.tables.counts[m.kind[row]]] or rows[:1] or [-1]


def lower_branch(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """An if or a conditional expression, with any number of further arms."""
    found, rest = m.parts(row, form.parts)
    (*before, test), arms = split_test(m, found), found.get("else", [])
    if test < 0 or not m.is_active(row):
        m.push(m.walk_children(row, context, visible))
        return
    end, yes, no = m.new_label(), m.new_label(), m.new_label()
    then = found.get("then", [])
    m.follow(
        *m.walks(sorted([*rest, *before])),
        (lower_tests, row, form, test, *((no, yes) if m.is_negated(row, form) else (yes, no))),
        (Machine.place, yes),
        *m.walks(then, context, visible),
        (Machine.leave, end),
        (Machine.place, no),
        (_lower_arms, tuple(arms), end, context, visible) if arms else (Machine.place, end),
        *m.walks([late for child in then for late in m.find_overhang(child)]),
    )


def _lower_arms(m: Machine, arms: tuple[int, ...], end: int, context: int, visible: int) -> None:
    """The arms after the first, each tried where those before it did not hold."""
    if not arms:
        m.place(end)
        return
    arm, later = arms[0], arms[1:]
    form = m.tables.forms.get(m.kind[arm])
    if form is None or form.name != "arm":
        m.push(m.walk(arm, context, visible), (_lower_arms, later, end, context, visible))
        return
    found, _ = m.parts(arm, form.parts)
    yes, no = m.new_label(), m.new_label()
    m.push(
        *((lower_condition, test, yes, no) for test in found.get("test", [])[:1]),
        (Machine.place, yes),
        *m.walks(found.get("then", []), context, visible),
        (Machine.leave, end),
        (Machine.place, no),
        (_lower_arms, later, end, context, visible),
    )


def lower_alternatives(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """Patterns of which one matches: each may define the same names."""
    choices = m.named_children(row)
    end = m.new_label()
    tasks: list[Task] = []
    for choice in choices[:-1]:
        following = m.new_label()
        one = (Machine.place, m.new_label()), m.walk(choice, context, visible), (Machine.leave, end)
        tasks += [(Machine.edge, following), *one, (Machine.place, following)]
    m.push(*tasks, *m.walks(choices[-1:], context, visible), (Machine.place, end))


def lower_default(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A target with a value for where there is none: the value may be evaluated, then the target is defined."""
    found, rest = m.parts(row, form.parts)
    values, past = m.walks(found.get("value", []), context, visible), m.new_label()
    if any(m.is_active(value) for value in found.get("value", [])):
        values = [(Machine.edge, past), (Machine.place, m.new_label()), *values, (Machine.place, past)]
    m.push(*values, *m.walks(rest, context, visible))


def lower_chain(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A chain of members, indices and calls: what comes after an optional link is evaluated or all left out."""
    past = m.new_label()
    m.push(*_follow_chain(m, row, past), (Machine.place, past))


def _follow_chain(m: Machine, row: int, past: int) -> list[Task]:
    tasks, link = list[Task](), row
    this = m.tables.forms.get(m.kind[row])
    while this is not None and this.name == "chain":
        found, rest = m.parts(link, this.parts)
        tasks[:0] = m.walks(rest)
        if any(m.tables.chain_tokens[m.kind[child]] for child in rest):
            tasks[:0] = [(Machine.edge, past), (Machine.place, m.new_label())]
        link = take(found, "object")
        this = m.tables.forms.get(m.kind[link]) if link >= 0 else None
    return [*m.walks([link] if link >= 0 else []), *tasks]


def lower_bind(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A declaration whose pattern may fail: its value is read, then names are bound, or what stands for it runs."""
    found, rest = m.parts(row, form.parts)
    bound = m.new_label()
    otherwise: list[Task] = []
    if found.get("else"):
        otherwise = [
            (Machine.edge, bound),
            (Machine.place, m.new_label()),
            *m.walks(found["else"]),
            (Machine.place, bound),
        ]
    m.push(*m.walks(found.get("value", [])), *otherwise, *m.walks(rest, context, visible))


def lower_assert(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """An assertion: what follows runs where the test holds."""
    found, rest = m.parts(row, form.parts)
    test = take(found, "test")
    if test < 0 or not m.is_active(row):
        m.push(m.walk_children(row, context, visible))
        return
    yes, no = m.new_label(), m.new_label()
    m.follow(
        (lower_condition, test, yes, no),
        (Machine.place, no),
        *m.walks(rest),
        (_throw,),
        (Machine.place, yes),
    )


def _throw(m: Machine) -> None:
    if m.handler >= 0:
        m.edge(m.handler)
    m.block = -1
