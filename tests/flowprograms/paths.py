"""All paths of one function, followed for one variable: a nondeterministic interpreter.

Where the program chooses, the interpreter goes both ways. Its state is the last definition of the variable, whether a
back edge was taken since, and the inner functions that have been made: `(site, carried, made)`. Choices never depend on
values, so the histories of one variable do not depend on the others, and following them one at a time loses nothing.

Why this is exhaustive, not a sample: every function below maps a *set* of states to the set of states that some path
leads to, state by state, so running a set is running its members. A loop runs its body on the states that are new at
its head until there are none. There are finitely many states, so that ends; each state found is witnessed by a finite
path, and each finite path is followed, as its state at the head was new when it was first found. No step here merges,
kills or intersects anything: a state is simply replaced by the next one.

The semantics of exceptions. A call may raise after its arguments; nothing else may. What is raised in the body of a
`try` goes to any of its handlers, and on outwards unless one catches everything; what leaves body, handlers or `else`
by whatever way runs `finally` and then goes where it was going, unless `finally` itself jumps. A `with` lets pass what
is raised in its body; only where no other way leads on after it, it is taken to swallow it, too. (Programs are
generated such that "any statement may raise, before or after its definition" gives the same answer: see `generation`.)
"""

from typing import TypeAlias

from tests.flowprograms import program as node

UNDEFINED, OUTSIDE = 0, -1  # in the place of a definition: there is none; what the variable held outside the function
State: TypeAlias = tuple[int, bool, frozenset[int]]
States: TypeAlias = frozenset[State]
# How a statement ends: ("next", 0), ("break", mark), ("continue", mark), ("return", 0); exceptions go another way.
Ending: TypeAlias = tuple[str, int]
Endings: TypeAlias = dict[Ending, States]

NEXT: Ending = ("next", 0)
RETURN: Ending = ("return", 0)
NOWHERE: States = frozenset()


def _merge(into: Endings, endings: Endings) -> None:
    for ending, states in endings.items():
        into[ending] = into.get(ending, NOWHERE) | states


class History:
    """All runs of one function that follow one variable, and the states in which they got to each place.

    `read`, `defined` (by site) and `made` (by an inner function's mark): the states just before.
    """

    def __init__(self, unit: node.Program | node.Function, variable: int, entry: int) -> None:
        self.variable = variable
        self.read: dict[int, set[State]] = {}
        self.defined: dict[int, set[State]] = {}
        self.made: dict[int, set[State]] = {}
        self.raised: States = NOWHERE  # states in which something was raised since the innermost `try` began
        states: States = frozenset({(entry, False, frozenset())})
        for parameter in unit.parameters:
            states = self._define(parameter, states)
        for statement in unit.body:
            if isinstance(statement, node.Function) and statement.hoisted:
                states = self._make(statement, states)
        self._block(unit.body, states)

    def _read(self, place: node.Read | node.Target, states: States) -> None:
        if place.variable == self.variable:
            self.read.setdefault(place.site, set()).update(states)

    def _define(self, place: node.Bind | node.Target, states: States) -> States:
        if place.variable != self.variable:
            return states
        self.defined.setdefault(place.site, set()).update(states)
        return frozenset((place.site, False, made) for _, _, made in states)

    # ------------------------------------------------------------------------------------------ expressions

    def _value(self, expression: node.Expression | None, states: States) -> States:
        match expression:
            case None | node.Truth():
                return states
            case node.Read():
                self._read(expression, states)
                return states
            case node.Call(arguments):
                for argument in arguments:
                    states = self._value(argument, states)
                self.raised |= states
                return states
            case node.Bind(_, _, value):
                return self._define(expression, self._value(value, states))
            case node.Choose(test, then, otherwise):
                true, false = self._test(test, states)
                return self._value(then, true) | self._value(otherwise, false)
            case _:
                true, false = self._test(expression, states)
                return true | false

    def _test(self, expression: node.Expression | None, states: States) -> tuple[States, States]:
        """The states in which it turns out true, and those in which it turns out false."""
        match expression:
            case None:
                return states, NOWHERE
            case node.Truth(value):
                return (states, NOWHERE) if value else (NOWHERE, states)
            case node.Not(operand):
                true, false = self._test(operand, states)
                return false, true
            case node.And(left, right):
                true, false = self._test(left, states)
                both, second_false = self._test(right, true)
                return both, false | second_false
            case node.Or(left, right):
                true, false = self._test(left, states)
                second_true, neither = self._test(right, false)
                return true | second_true, neither
            case node.Choose(test, then, otherwise):
                true, false = self._test(test, states)
                (a, b), (c, d) = self._test(then, true), self._test(otherwise, false)
                return a | c, b | d
            case _:
                states = self._value(expression, states)
                return states, states

    # ------------------------------------------------------------------------------------------- statements

    def _block(self, block: node.Block | None, states: States) -> Endings:
        endings: Endings = {}
        for statement in block or ():
            step = self._statement(statement, states)
            states = step.pop(NEXT, NOWHERE)
            _merge(endings, step)
        endings[NEXT] = states
        return endings

    def _statement(self, statement: node.Statement, states: States) -> Endings:
        match statement:
            case node.Evaluate(value):
                return {NEXT: self._value(value, states)}
            case node.Declare(targets, value, defines):
                states = self._value(value, states)
                for target in targets if defines else ():
                    states = self._define(target, states)
                return {NEXT: states}
            case node.Assign(targets, values):
                for value in values:
                    states = self._value(value, states)
                for target in targets:
                    states = self._define(target, states)
                return {NEXT: states}
            case node.Update(target, value):
                self._read(target, states)
                return {NEXT: self._define(target, self._value(value, states))}
            case node.Coalesce(target, value):
                self._read(target, states)
                return {NEXT: states | self._define(target, self._value(value, states))}
            case node.Delete(target):
                self._read(target, states)
                if target.variable == self.variable:
                    states = frozenset((UNDEFINED, False, made) for _, _, made in states)
                return {NEXT: states}
            case node.Break(mark):
                return {("break", mark): states}
            case node.Continue(mark):
                return {("continue", mark): states}
            case node.Return(value):
                return {RETURN: self._value(value, states)}
            case node.Throw(value):
                self.raised |= self._value(value, states)
                return {}
            case node.If():
                return self._if(statement, states)
            case node.Group(mark, body):
                endings = self._block(body, states)
                return self._leave(mark, endings, endings.pop(NEXT, NOWHERE))
            case node.Switch():
                return self._switch(statement, states)
            case node.Try():
                return self._try(statement, states)
            case node.With(value, target, body):
                states = self._value(value, states)
                return self._with(body, states if target is None else self._define(target, states))
            case node.Function():
                return {NEXT: states if statement.hoisted else self._make(statement, states)}
            case _:
                return self._loop(statement, states)

    def _make(self, function: node.Function, states: States) -> States:
        self.made.setdefault(function.mark, set()).update(states)
        states = frozenset((site, carried, made | {function.mark}) for site, carried, made in states)
        if function.target is not None:
            return self._define(function.target, states)
        self.raised |= states  # handed to an opaque call
        return states

    def _if(self, statement: node.If, states: States) -> Endings:
        endings: Endings = {}
        if statement.start is not None:
            states = self._statement(statement.start, states)[NEXT]
        for test, body in statement.arms:
            true, states = self._test(test, states)
            _merge(endings, self._block(body, true))
        _merge(endings, self._block(statement.otherwise, states))
        return endings

    def _leave(self, mark: int, endings: Endings, after: States) -> Endings:
        """What breaks out of the marked statement goes on after it."""
        after |= endings.pop(("break", mark), NOWHERE)
        return {**endings, NEXT: after}

    def _loop(self, loop: node.While | node.DoWhile | node.For | node.ForEach, states: States) -> Endings:
        endings: Endings = {}
        done: States = NOWHERE  # states in which the loop ends by itself
        if isinstance(loop, node.For) and loop.start is not None:
            states = self._statement(loop.start, states)[NEXT]
        if isinstance(loop, node.ForEach):
            states = self._value(loop.iterable, states)
        known: States = NOWHERE
        while fresh := states - known:  # `fresh` are the states that are new at the head
            known |= fresh
            enter, exhausted = fresh, NOWHERE
            if isinstance(loop, node.While | node.For):
                enter, exhausted = self._test(loop.test, fresh)
            elif isinstance(loop, node.ForEach):
                enter, exhausted = self._define(loop.target, fresh), fresh
            done |= exhausted
            step = self._block(loop.body, enter)
            states = step.pop(NEXT) | step.pop(("continue", loop.mark), NOWHERE)
            _merge(endings, step)
            if isinstance(loop, node.For) and loop.step is not None:
                states = self._statement(loop.step, states)[NEXT]
            if isinstance(loop, node.DoWhile):
                states, exhausted = self._test(loop.test, states)
                done |= exhausted
            states = frozenset((site, True, made) for site, _, made in states)  # the back edge
        if isinstance(loop, node.While | node.ForEach):
            step = self._block(loop.otherwise, done)
            done = step.pop(NEXT)
            _merge(endings, step)  # a `break` in there is an outer loop's
        return self._leave(loop.mark, endings, done)

    def _switch(self, switch: node.Switch, states: States) -> Endings:
        if switch.start is not None:
            states = self._statement(switch.start, states)[NEXT]
        states = self._value(switch.subject, states)
        entries: dict[int, States] = {}
        default: tuple[int, node.Case] | None = None
        for index, case in enumerate(switch.cases):  # `states`: no arm so far was the one
            if case.default:
                default = index, case
                continue
            states = self._value(case.label, states)
            matched = self._define(case.capture, states) if case.capture else states
            taken, refused = self._test(case.guard, matched)
            entries[index] = taken
            states |= refused
        after = states
        if default is not None:  # taken when no other is, wherever it stands
            index, case = default
            entries[index] = self._define(case.capture, states) if case.capture else states
            after = NOWHERE
        endings: Endings = {}
        falling: States = NOWHERE
        for index, case in enumerate(switch.cases):
            step = self._block(case.body, entries[index] | falling)
            states = step.pop(NEXT)
            _merge(endings, step)
            falling, after = (states, after) if case.falls else (NOWHERE, after | states)
        return self._leave(switch.mark, endings, after | falling)

    def _with(self, body: node.Block, states: States) -> Endings:
        outside, self.raised = self.raised, NOWHERE
        endings = self._block(body, states)
        if not endings[NEXT]:
            endings[NEXT] = self.raised
        self.raised |= outside
        return endings

    def _try(self, statement: node.Try, states: States) -> Endings:
        outside, self.raised = self.raised, NOWHERE
        endings = self._block(statement.body, states)
        caught, self.raised = self.raised, NOWHERE
        step = self._block(statement.otherwise, endings.pop(NEXT))
        _merge(endings, step)
        for handler in statement.handlers:
            entry = self._define(handler.variable, caught) if handler.variable else caught
            _merge(endings, self._block(handler.body, entry))
        escaping = self.raised  # raised in `else` and in handlers; and what no handler takes
        if not any(handler.everything for handler in statement.handlers):
            escaping |= caught
        self.raised = outside
        if statement.final is None:
            self.raised |= escaping
            return endings
        after: Endings = {}
        for ending, pending in endings.items():
            step = self._block(statement.final, pending)
            _merge(after, {ending: step.pop(NEXT)})
            _merge(after, step)
        step = self._block(statement.final, escaping)
        self.raised |= step.pop(NEXT)
        _merge(after, step)
        return after
