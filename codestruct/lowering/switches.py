"""Switches and matches: cases tried in order, or labels inside a body."""

from codestruct.language import Form
from codestruct.lowering.branches import lower_condition
from codestruct.lowering.controls import Control
from codestruct.lowering.machine import PLAIN, Machine
from codestruct.lowering.rows import take

__all__ = ["lower_case", "lower_macro_block", "lower_switch"]


def lower_switch(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A switch or match: the cases are tried in order, each body runs to the end or falls through to the next."""
    found, rest = m.parts(row, form.parts)
    body = take(found, "body")
    top = body if body >= 0 else row
    cases = _find_cases(m, top)
    hidden = [case for case in cases if case in m.macros]
    cases = [case for case in cases if case not in m.macros]
    end = m.new_label()
    of_cases = set(cases)
    before = [child for child in rest if child not in of_cases]
    plan = _Plan(m, form, cases, end)
    if plan.exhaustive == "expression":
        around = m.kind[m.parent[row]]
        plan.exhaustive = not (m.tables.is_body[around] or m.tables.is_wrapper[around])
    scattered = (body >= 0 and not cases) or any(
        m.parent[case] != top or m.tables.forms[m.kind[case]].words.get("scattered") for case in cases
    )
    lower = (_lower_scattered, plan, top, hidden) if scattered else (_lower_case, plan, 0)
    left = end if form.words.get("breaks", True) else -1
    control = Control("switch", m.pending_labels, left, end if form.words.get("continues") else -1)
    m.pending_labels = frozenset()
    m.push(
        *m.walks([*found.get("subject", []), *before]),
        *((Machine.enter_block, body) for _ in range(body >= 0)),
        (Machine.enter_control, control),
        lower,
        (Machine.exit_control,),
        *((Machine.restore_scope, m.scope) for _ in range(body >= 0)),
        (Machine.place, end),
    )


def _find_cases(m: Machine, top: int) -> list[int]:
    """The cases of a switch: its body's children, and in C whatever stands below them outside another switch."""
    cases, row, stop = [], top + 1, m.stop[top]
    while row < stop:
        form = m.tables.forms.get(m.kind[row])
        if row in m.macros and m.macros[row].case:
            cases.append(row)
            row = m.stop[row]
        elif form is not None and form.name == "case":
            cases.append(row)
            row = row + 1 if form.words.get("scattered") else m.stop[row]
        elif (form is not None and form.name == "switch") or (
            m.kind[row] in m.tables.scope_rules_of_functions and row not in m.macro_blocks
        ):
            row = m.stop[row]
        else:
            row += 1
    return cases


def lower_macro_block(m: Machine, row: int) -> None:
    """What looks like a function's definition and is a macro with its block: in place, a switch if its text is one."""
    form = next((form for form in m.tables.forms.values() if form.name == "switch"), None)
    macro = m.macros.get(row + 1)
    if form is not None and macro is not None and macro.switch and not macro.case:
        lower_switch(m, row, form, PLAIN, 0)
    else:
        m.push(m.walk_children(row, PLAIN, 0))


def _lower_scattered(m: Machine, plan: "_Plan", top: int, hidden: list[int]) -> None:
    """A switch whose cases are labels in its body: control enters at any of them, and runs on from there."""
    labels = [*plan.bodies, *(m.new_label() for _ in hidden)]
    for case, label in zip([*plan.cases, *hidden], labels, strict=True):
        m.case_label[case] = label
        m.edge(label)
    if True not in plan.defaults:
        m.edge(plan.end)
    if labels:
        m.die()  # else macros hide them, and control may come to all of it
    m.push(m.walk_children(top, PLAIN, 0))


def lower_case(m: Machine, row: int, form: Form, context: int, visible: int) -> None:
    """A case met in the walk of its switch's body: control comes here from the switch, and from above."""
    label = m.case_label.get(row)
    if label is not None:
        m.place(label)
    late = m.find_overhang(row)
    m.push((None, row + 1, late[0] if late else m.stop[row], PLAIN, visible))


def _is_default(m: Machine, case: int, form: Form) -> bool:
    """Whether a case is the one for everything else: by its kind, by a test's text, or because it has no test."""
    word = form.words.get("default")
    tests = m.parts(case, form.parts)[0].get("test", [])
    if isinstance(word, list):
        return any(m.text(test) in word for test in tests)
    return bool(word) or (word is None and not tests)


def _falls(m: Machine, case: int, form: Form, usual: bool) -> bool:
    """Whether control runs on from a case into the next: as the form says, or where one of its tokens stands."""
    word = form.words.get("fallthrough", usual)
    return m.has_token(case, word) if isinstance(word, list) else bool(word)


class _Plan:
    """The labels of one switch: where each case is tried, and where its body starts."""

    def __init__(self, m: Machine, form: Form, cases: list[int], end: int) -> None:
        self.cases, self.end = cases, end
        self.exhaustive = form.words.get("exhaustive")
        self.fallthrough = bool(form.words.get("fallthrough"))
        self.bodies = [m.new_label() for _ in cases]
        forms = [m.tables.forms[m.kind[case]] for case in cases]
        self.defaults = [_is_default(m, case, one) for case, one in zip(cases, forms, strict=True)]
        self.last_fits = bool(form.words.get("checked")) and True not in self.defaults  # as the compiler sees to
        self.falls = [_falls(m, case, one, self.fallthrough) for case, one in zip(cases, forms, strict=True)]


def _lower_case(m: Machine, plan: _Plan, index: int) -> None:
    """Try case `index`; past the last one, go to the default's body or to the end.

    The tests of all cases come first, then the bodies in their own order, so that falling through is falling through.
    """
    if index < len(plan.cases):
        _test_case(m, plan, index)
        return
    if True in plan.defaults:
        m.leave(plan.bodies[plan.defaults.index(True)])
    elif plan.exhaustive:
        m.die()
    else:
        m.leave(plan.end)
    m.push((_lower_body, plan, 0))


def _test_case(m: Machine, plan: _Plan, index: int) -> None:
    case = plan.cases[index]
    form = m.tables.forms[m.kind[case]]
    found, _ = m.parts(case, form.parts)
    tests, guard = found.get("test", []), take(found, "guard")
    following = (_lower_case, plan, index + 1)
    scope = (Machine.restore_scope, m.scope)
    if plan.defaults[index]:
        m.push(following)
        return
    texts = form.words.get("catch_all", ())
    alone = len(tests) == 1 and (m.text(tests[0]) in texts or _captures_all(m, tests[0]))
    matches_all = guard < 0 and (alone or (plan.last_fits and index == len(plan.cases) - 1))
    no = m.new_label()
    tried = (
        (Machine.enter_block, case),
        *((Machine.edge, no) for _ in range(not matches_all)),
    )
    read = tuple(m.walks(tests))
    arrive = (Machine.leave, plan.bodies[index]), (Machine.place, no), scope, following
    if guard >= 0:
        yes = m.new_label()
        matched = (Machine.place, m.new_label()), *read, (lower_condition, guard, yes, no), (Machine.place, yes)
        m.push(*tried, *matched, *arrive)
    elif any(m.is_active(test) for test in tests):
        m.push(*tried, (Machine.place, m.new_label()), *read, *arrive)
    else:
        stop = ((Machine.die,),) if matches_all else ()
        m.push(tried[0], *read, (Machine.edge, plan.bodies[index]), *stop, scope, following)


def _captures_all(m: Machine, test: int) -> bool:
    """Whether a pattern is one bare captured name, which matches anything."""
    rows = range(test, m.stop[test])
    named = [row for row in rows if m.what[row] == 1]
    captured = [row for row in rows if m.effect[row] and m.tables.effects[m.effect[row]].capture]
    return (
        len(named) == 1 and len(captured) == 1 and (m.start[test], m.end[test]) == (m.start[named[0]], m.end[named[0]])
    )


def _lower_body(m: Machine, plan: _Plan, index: int) -> None:
    """The body of case `index`, reached from its test or by falling through from the one before."""
    if index == len(plan.cases):
        m.leave(plan.end)
        return
    case = plan.cases[index]
    form = m.tables.forms[m.kind[case]]
    _, rest = m.parts(case, form.parts)
    following = plan.bodies[index + 1] if index + 1 < len(plan.cases) else plan.end
    m.place(plan.bodies[index])
    fall = Control("case", break_to=following)
    m.push(
        (Machine.enter_block, case),
        (Machine.enter_control, fall),
        *m.walks(rest),
        (Machine.exit_control,),
        (Machine.restore_scope, m.scope),
        *(() if plan.falls[index] else ((Machine.leave, plan.end),)),
        (_lower_body, plan, index + 1),
    )
