"""Random programs of the constructs that a dialect has.

The same generator serves hypothesis and a plain seeded run: it draws through `below(n)`, an integer from 0 to n - 1,
and 0 is always the simplest choice.

Where analyses may differ in good faith, programs are such that they cannot. In whatever a `try` or a `with` covers,
every block begins with an opaque call and every definition is followed by one, so that the states before and after each
definition are states in which something is raised: whether an analysis lets every statement raise or only calls, the
answer is the same. Every variable is defined, or declared without a value, at the start.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.flowprograms import program as node
from tests.flowprograms.dialect import Dialect
from tests.flowprograms.expressions import Below, Expressions

_PAUSE = node.Evaluate(node.Call())  # something may be raised here
_NAMES = ("x", "y", "z", "w")


def generate_program(below: Below, dialect: Dialect, statements: int = 14, terminating: bool = False) -> node.Program:
    """Draw a program of about this many statements; `terminating`: no loop that cannot be left."""
    return _Generation(below, dialect, statements, terminating).program()


@dataclass(frozen=True, slots=True)
class _Place:
    """A statement that encloses what is being drawn, and how jumps may name it."""

    mark: int
    breakable: bool  # by a plain `break`, where it is the innermost such
    loop: bool


class _Generation(Expressions):
    """One program on the way."""

    def __init__(self, below: Below, dialect: Dialect, statements: int, terminating: bool) -> None:
        super().__init__(below, dialect)
        self.budget, self.terminating = statements, terminating
        self.marks = 0
        self.names: list[str] = []
        self.locals: list[int] = []  # the variables of the innermost function
        self.header: list[int] = []  # those of them that the construct around the current block declares
        self.places: list[_Place] = []
        self.depth = self.functions = 0
        self.script = False
        self.compounds = self._compounds()
        self.simples = self._simples()

    def mark(self) -> int:
        self.marks += 1
        return self.marks

    def target(self) -> node.Target:
        return node.Target(self.site(), self.variable())

    # ---------------------------------------------------------------------------------- programs and blocks

    def program(self) -> node.Program:
        dialect = self.dialect
        self.script = dialect.script is not None and (dialect.parameter is None or self.maybe(4))
        count = 1 + self.below(3)
        self.names = list(_NAMES[:count])
        parameters = 0 if self.script or dialect.parameter is None else self.below(count + 1)
        places = tuple(node.Target(self.site(), variable) for variable in range(parameters))
        self.visible = list(range(parameters))
        entry: list[node.Statement] = []
        for variable in range(parameters, count):
            bare = dialect.declare_bare is not None and self.maybe(5)
            value = None if bare else self.value(0)
            target = node.Target(self.site(), variable)
            entry.append(node.Declare((target,), value, defines=not bare or dialect.bare_defines))
            self.visible.append(variable)
        body = self.block(3 + self.below(4), here=range(count), whole=True)
        reads = tuple(node.Read(self.site(), variable) for variable in range(count))
        body = (*entry, *body, node.Evaluate(node.Call(reads)))
        return node.Program(tuple(self.names), places, body, style=self.below(1000), script=self.script)

    def block(
        self, length: int = -1, here: Sequence[int] = (), whole: bool = False, declares: bool = True
    ) -> node.Block:
        """A list of statements.

        `here`: variables that belong to it already. `whole`: it is the body of a function. `declares`: declarations may
        stand in it.
        """
        header, self.header = self.header, []
        visible, known = list(self.visible), len(self.names)
        self.depth += 1
        statements: list[node.Statement] = [_PAUSE] if self.guarded else []
        own = list(here)
        for _ in range(self.below(4) if length < 0 else length):
            if self.budget <= 0 and statements:
                break
            statement = self.declaration(own, whole) if declares and self.maybe(6) else None
            statements.append(statement or self.statement())
            if isinstance(statements[-1], node.Jump):
                if not self.maybe(4):  # else: dead code
                    break
            elif self.guarded and statements[-1] != _PAUSE:
                statements.append(_PAUSE)
        self.depth -= 1
        self.visible = visible
        block = tuple(statements)
        for variable in own:
            if variable >= known and self.depth:
                self.name(variable, block, header)
        self.header = header
        return block

    def declaration(self, own: list[int], whole: bool) -> node.Statement | None:
        """Something that makes a variable known to the rest of the block; None where the language has no such thing."""
        dialect = self.dialect
        if self.functions < dialect.inner_depth and (dialect.inner or dialect.inner_handed) and self.maybe(3):
            return self.inner(own, whole)
        if dialect.declare is None:
            return None
        value = self.value(1)
        targets = [self.fresh()]
        if dialect.declare_unpacked is not None and self.maybe(3):
            targets.append(self.old(own) if dialect.redeclares and own and self.maybe(2) else self.fresh())
        own += targets
        self.visible += [variable for variable in targets if variable not in self.visible]
        return node.Declare(tuple(node.Target(self.site(), variable) for variable in targets), value)

    def old(self, own: Sequence[int]) -> int:
        return own[self.below(len(own))]

    def fresh(self) -> int:
        self.budget -= 1
        self.names.append(f"v{len(self.names)}")
        self.locals.append(len(self.names) - 1)
        return len(self.names) - 1

    def name(self, variable: int, region: object, header: Sequence[int] = (), function: bool = False) -> None:
        """Maybe give an inner scope's variable the name of another one: a name that its region never says."""
        kind = self.dialect.shadowing
        if kind == "none" or (kind == "functions" and not function) or not self.maybe(2):
            return
        places = (part for part in node.walk(region) if isinstance(part, node.Read | node.Bind | node.Target))
        said = {place.variable for place in places}.union(header)
        if kind == "siblings":
            said |= set(self.visible)
        said.discard(variable)
        taken = {self.names[other] for other in said}
        free = [name for name in dict.fromkeys(self.names) if name not in taken]
        if free:
            self.names[variable] = free[self.below(len(free))]

    def inner(self, own: list[int], whole: bool) -> node.Function:
        """A function inside the function; its name, if it has one, is a variable of the block."""
        dialect = self.dialect
        mark = self.mark()
        handed = dialect.inner is None or (dialect.inner_handed is not None and self.maybe(3))
        hoisted = not handed and whole and dialect.inner_hoisted is not None and self.maybe(3)
        visible, target = list(self.visible), None
        if not handed:
            own.append(self.fresh())
            target = node.Target(self.site(), own[-1])
            visible.append(own[-1])
            if dialect.recursive:
                self.visible.append(own[-1])
        saved = self.locals, self.places, self.guarded
        self.locals, self.places, self.guarded = [], [], False
        self.functions += 1
        count = 0 if dialect.inner_parameter is None else self.below(3)
        parameters = tuple(node.Target(self.site(), self.fresh()) for _ in range(count))
        self.visible += [parameter.variable for parameter in parameters]
        self.header = [parameter.variable for parameter in parameters]
        body = self.block(1 + self.below(3), here=self.header, whole=True)
        self.functions -= 1
        function = node.Function(mark, target, parameters, tuple(self.locals), body, hoisted)
        by_function = dialect.shadowing == "functions"
        for variable in self.locals if by_function else [parameter.variable for parameter in parameters]:
            self.name(variable, function, function=True)
        self.locals, self.places, self.guarded = saved
        self.visible, self.header = visible, []
        return function

    # -------------------------------------------------------------------------------------------- statements

    def statement(self) -> node.Statement:
        self.budget -= 1
        if self.budget > 0 and self.depth < 6 and self.below(5) >= 2:
            return self.compounds[self.below(len(self.compounds))]()
        if self.below(6) >= 4 and self.depth > 1:
            return self.jump()
        return self.simples[self.below(len(self.simples))]()

    def _simples(self) -> list[Callable[[], node.Statement]]:
        dialect = self.dialect
        kinds: list[Callable[[], node.Statement]] = [
            lambda: node.Evaluate(node.Call((self.read(),))),
            self.assign, self.assign, self.assign, self.assign, self.update,
        ]  # fmt: skip
        if dialect.assign_unpacked is not None:
            kinds.append(self.unpack)
        if dialect.assign_parallel is not None:
            kinds.append(lambda: self.several(parallel=True))
        if dialect.assign_chained is not None:
            kinds.append(lambda: self.several(parallel=False))
        if dialect.coalesce is not None:
            kinds.append(lambda: node.Coalesce(self.target(), self.value()))
        if dialect.delete is not None:
            kinds.append(lambda: node.Delete(self.target()))
        if dialect.loose:
            kinds.append(lambda: node.Evaluate(self.decision(2)))
        if dialect.bind is not None:
            kinds.append(lambda: node.Evaluate(node.Call((self.bind(2),))))
        return kinds

    def assign(self) -> node.Assign:
        value = self.value()
        return node.Assign((self.target(),), (value,))

    def targets(self) -> tuple[node.Target, ...]:
        first = self.below(len(self.visible))
        chosen = dict.fromkeys((self.visible[first], self.visible[first - 1]))
        return tuple(node.Target(self.site(), variable) for variable in chosen)

    def unpack(self) -> node.Assign:
        value = self.value()
        return node.Assign(self.targets(), (value,))

    def several(self, parallel: bool) -> node.Assign:
        values = (self.value(),)
        targets = self.targets()
        if parallel and len(targets) > 1:
            values += (self.value(),)
        return node.Assign(targets, values, chained=not parallel and len(targets) > 1)

    def update(self) -> node.Update | node.Assign:
        if self.dialect.update is None:
            return self.assign()
        target = self.target()
        if self.dialect.increment is not None and self.maybe(2):
            return node.Update(target, None)
        # Where the order of evaluation is open, a definition in the value would be a race with the target's.
        return node.Update(target, self.value(2 if self.dialect.ordered else 0))

    def jump(self) -> node.Statement:
        dialect = self.dialect
        kinds: list[Callable[[], node.Statement]] = []
        for back, place in enumerate(reversed(self.places)):
            inner = self.places[len(self.places) - back :]
            plain = dialect.break_ is not None and place.breakable and not any(other.breakable for other in inner)
            if plain or dialect.break_label is not None:
                kinds.append(lambda mark=place.mark: node.Break(mark))
            plain = dialect.continue_ is not None and not any(other.loop for other in inner)
            if place.loop and (plain or dialect.continue_label is not None):
                kinds.append(lambda mark=place.mark: node.Continue(mark))
        kinds *= 2
        if dialect.return_ is not None and (self.functions or not self.script):
            kinds.append(lambda: node.Return(self.value(1) if self.maybe(2) else None))
        if dialect.throw is not None:
            kinds += [lambda: node.Throw(self.call(1))] * (2 if self.guarded else 1)
        return kinds[self.below(len(kinds))]() if kinds else self.assign()

    def _compounds(self) -> list[Callable[[], node.Statement]]:
        dialect = self.dialect
        kinds: list[Callable[[], node.Statement]] = [self.branch, self.branch, self.branch, self.while_, self.while_]
        for template, kind in [
            (dialect.do_while, self.do_while),
            (dialect.for_, self.for_),
            (dialect.foreach, lambda: self.foreach(fresh=False)),
            (dialect.foreach_fresh, lambda: self.foreach(fresh=True)),
            (dialect.group, self.group),
            (dialect.try_, self.attempt),
            (dialect.try_, self.attempt),
            (dialect.with_, self.with_),
        ]:
            if template is not None:
                kinds.append(kind)
        for form in range(len(dialect.switches)):
            kinds.append(lambda form=form: self.switch(form))
        return kinds

    def body(self, mark: int, fresh: tuple[int, ...] = (), leave: bool = False) -> node.Block:
        """The body of a loop, which declares the fresh variables; `leave`: it must be able to end."""
        visible = list(self.visible)
        self.visible += fresh
        self.header = list(fresh)
        self.places.append(_Place(mark, breakable=True, loop=True))
        first: node.Block = ()
        if leave and self.terminating:
            first = (node.If(((self.test(1), (node.Break(mark),)),), None),)
        block = first + self.block(1 + self.below(3))
        self.places.pop()
        self.visible, self.header = visible, []
        return block

    def clause(self, template: str | None, one_in: int = 3) -> node.Block | None:
        return self.block() if template is not None and self.maybe(one_in) else None

    def literal(self, truths: tuple[bool, ...], one_in: int, depth: int = 2) -> node.Expression:
        if self.maybe(one_in) and not self.terminating:
            return node.Truth(truths[self.below(len(truths))])
        return self.test(depth)

    def started(self, template: str | None) -> node.Declare | None:
        """A declaration in a header that can have one; the caller ends its life."""
        if template is None or not self.maybe(4):
            return None
        value = self.value(1)
        start = node.Declare((node.Target(self.site(), self.fresh()),), value)
        self.visible.append(start.targets[0].variable)
        return start

    def branch(self) -> node.If:
        visible = list(self.visible)
        start = self.started(self.dialect.if_start)
        arms = []
        for _ in range(1 + self.below(3)):
            test = self.literal((True, False), 12)
            arms.append((test, self.block()))
        branch = node.If(tuple(arms), self.clause("", 2), start)
        self.visible = visible
        if start is not None:
            self.name(start.targets[0].variable, branch)
        return branch

    def while_(self) -> node.While:
        mark = self.mark()
        endless = self.maybe(3)
        test = None if endless else self.literal((False,), 12)
        body = self.body(mark, leave=endless)
        return node.While(mark, test, body, self.clause(self.dialect.loop_else))

    def do_while(self) -> node.DoWhile:
        mark = self.mark()
        body = self.body(mark)
        return node.DoWhile(mark, body, self.literal((False, True), 6))

    def for_(self) -> node.For:
        mark = self.mark()
        fresh = self.dialect.declare_for is not None and self.maybe(2)
        visible = list(self.visible)
        start: node.Declare | node.Assign | None = None
        variables: tuple[int, ...] = ()
        if fresh:
            value = self.value(1)
            variables = (self.fresh(),)
            self.visible += variables
            start = node.Declare((node.Target(self.site(), variables[0]),), value)
        elif not self.maybe(4):
            start = self.assign()
        # In a `try`: no definition in the test before its call, as one in the start may come right before; and no step,
        # a definition right before a back edge.
        test = None if self.maybe(5) else self.test(0 if self.guarded else 1)
        step: node.Update | node.Assign | None = None
        if not self.guarded and not self.maybe(5):
            step = self.update() if self.maybe(2) else self.assign()
        body = self.body(mark, leave=test is None)
        self.visible = visible
        loop = node.For(mark, start, test, step, body)
        for variable in variables:
            self.name(variable, (loop,))
        return loop

    def foreach(self, fresh: bool) -> node.ForEach:
        mark = self.mark()
        iterable = self.call(1)
        variables = (self.fresh(),) if fresh else ()
        target = node.Target(self.site(), variables[0]) if fresh else self.target()
        body = self.body(mark, variables)
        loop = node.ForEach(mark, target, iterable, body, None if fresh else self.clause(self.dialect.loop_else), fresh)
        for variable in variables:
            self.name(variable, (loop,))
        return loop

    def group(self) -> node.Group:
        mark = self.mark()
        self.places.append(_Place(mark, breakable=False, loop=False))
        body = self.block(1 + self.below(3))
        self.places.pop()
        return node.Group(mark, body)

    def switch(self, number: int) -> node.Switch:
        form = self.dialect.switches[number]
        mark = self.mark()
        visible = list(self.visible)
        start = self.started(form.switch_start)
        subject = self.call(1) if "{subject}" in form.switch else node.Truth(True)
        count = 1 + self.below(3)
        default = -1
        if form.exhaustive or self.maybe(2):
            count += 1
            default = self.below(count) if form.default_anywhere else count - 1
        if form.breakable:
            self.places.append(_Place(mark, breakable=True, loop=False))
        cases = []
        for index in range(count):
            label = capture = guard = None
            if index == default:
                capture = self.target() if form.capture_all is not None and self.maybe(3) else None
            else:
                label = self.call() if form.labels_read else None
                capture = self.target() if form.capture is not None and self.maybe(3) else None
                # In a `try`, no definition in the guard: one by the pattern comes right before.
                guard = self.test(0 if self.guarded else 1) if form.guard is not None and self.maybe(3) else None
            falls = form.falls != "never" and index < count - 1 and self.maybe(2)
            body = self.block(declares="{block}" in form.case)
            cases.append(node.Case(index == default, label, capture, guard, body, falls))
        if form.breakable:
            self.places.pop()
        switch = node.Switch(mark, number, subject, tuple(cases), start)
        self.visible = visible
        if start is not None:
            self.name(start.targets[0].variable, switch)
        return switch

    def with_(self) -> node.With:
        value = self.call(1)
        target = self.target() if self.maybe(2) else None
        outside, self.guarded = (
            self.guarded,
            True,
        )  # the manager may swallow what is raised in a body that always leaves
        body = self.block(1 + self.below(3))
        self.guarded = outside
        return node.With(value, target, body)

    def attempt(self) -> node.Try:
        dialect = self.dialect
        count = self.below(dialect.handlers + 1)
        with_final = dialect.final is not None and (count == 0 or self.maybe(2))
        outside, self.guarded = self.guarded, True
        body = self.block(1 + self.below(3))
        self.guarded = outside or with_final
        handlers = []
        for number in range(max(count, 0 if with_final else 1)):
            handlers.append(self.handler(last=number >= count - 1))
        otherwise = self.clause(dialect.try_else) if handlers else None
        self.guarded = outside
        return node.Try(body, tuple(handlers), otherwise, self.block() if with_final else None)

    def handler(self, last: bool) -> node.Handler:
        dialect = self.dialect
        everything = (dialect.catch is None and dialect.catch_as is None) or (
            last and (dialect.catch_all is not None or dialect.catch_all_as is not None) and self.maybe(2)
        )
        plain, named = (dialect.catch_all, dialect.catch_all_as) if everything else (dialect.catch, dialect.catch_as)
        if named is None or (plain is not None and self.maybe(2)):
            return node.Handler(None, everything, self.block())
        variable = self.fresh()
        target = node.Target(self.site(), variable)
        visible = list(self.visible)
        self.visible.append(variable)
        self.header = [variable]
        body = self.block()
        self.visible, self.header = visible, []
        self.name(variable, body)
        return node.Handler(target, everything, body)
