"""Random programs of the constructs that a dialect has.

The same generator serves hypothesis and a plain seeded run: it draws through `below(n)`, an integer from 0 to n - 1,
and 0 is always the simplest choice.

Where analyses may differ in good faith, programs are such that they cannot. In whatever a `try` covers, every block
begins with an opaque call and every statement is followed by one, so that the states before and after each definition
are states in which something is raised: whether an analysis lets every statement raise or only calls, the answer is the
same. Every variable is defined, or declared without a value, at the start.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.flowprograms import program as node
from tests.flowprograms.dialect import Dialect

Below = Callable[[int], int]

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


class _Generation:
    def __init__(self, below: Below, dialect: Dialect, statements: int, terminating: bool) -> None:
        self.below, self.dialect, self.budget, self.terminating = below, dialect, statements, terminating
        self.sites = self.marks = 0
        self.names: list[str] = []
        self.visible: list[int] = []  # variables
        self.header: list[int] = []  # variables that the construct around the current block declares
        self.places: list[_Place] = []
        self.guarded = False  # inside what some `try` covers
        self.depth = 0
        self.script = False
        self.compounds = self._compounds()
        self.simples = self._simples()

    # ------------------------------------------------------------------------------------------------ choice

    def maybe(self, one_in: int) -> bool:
        return self.below(one_in) == one_in - 1

    def site(self) -> int:
        self.sites += 1
        return self.sites

    def mark(self) -> int:
        self.marks += 1
        return self.marks

    def variable(self) -> int:
        return self.visible[self.below(len(self.visible))]

    def target(self) -> node.Target:
        return node.Target(self.site(), self.variable())

    # ----------------------------------------------------------------------------------------------- program

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
            entry.append(node.Declare(target, value, defines=not bare or dialect.bare_defines))
            self.visible.append(variable)
        body = self.block(top=True)
        reads = tuple(node.Read(self.site(), variable) for variable in range(count))
        whole = (*entry, *body, node.Evaluate(node.Call(reads)))
        return node.Program(tuple(self.names), places, whole, style=self.below(1000), script=self.script)

    def block(self, top: bool = False, minimum: int = 0, open_scope: bool = True) -> node.Block:
        """A list of statements. `open_scope`: declarations may stand in it."""
        header, self.header = self.header, []
        visible = list(self.visible)
        self.depth += 1
        statements: list[node.Statement] = [_PAUSE] if self.guarded else []
        fresh: list[int] = []
        for _ in range(max(minimum, (3 if top else 0) + self.below(4))):
            if self.budget <= 0 and statements:
                break
            if open_scope and not top and self.dialect.declare is not None and self.maybe(8):
                fresh.append(self._declare(statements))
            else:
                statements.append(self.statement())
            if isinstance(statements[-1], node.Jump):
                if not self.maybe(4):  # else: dead code
                    break
            elif self.guarded and statements[-1] != _PAUSE:
                statements.append(_PAUSE)
        self.depth -= 1
        self.visible = visible
        block = tuple(statements)
        for variable in fresh:
            self.name(variable, block, header)
        self.header = header
        return block

    def _declare(self, statements: list[node.Statement]) -> int:
        value = self.value(1)
        variable = self.fresh()
        statements.append(node.Declare(node.Target(self.site(), variable), value))
        self.visible.append(variable)
        return variable

    def fresh(self) -> int:
        self.budget -= 1
        self.names.append(f"v{len(self.names)}")
        return len(self.names) - 1

    def name(self, variable: int, region: node.Block, header: Sequence[int] = ()) -> None:
        """Maybe give an inner scope's variable the name of another one: a name that its region never says."""
        if self.dialect.shadowing == "none" or not self.maybe(2):
            return
        places = (part for part in node.walk(region) if isinstance(part, node.Read | node.Bind | node.Target))
        said = {place.variable for place in places}.union(header)
        if self.dialect.shadowing == "siblings":
            said |= set(self.visible)
        said.discard(variable)
        free = [name for name in dict.fromkeys(self.names) if name not in {self.names[other] for other in said}]
        if free:
            self.names[variable] = free[self.below(len(free))]

    # ------------------------------------------------------------------------------------------- expressions

    def read(self) -> node.Read:
        return node.Read(self.site(), self.variable())

    def value(self, depth: int = 2) -> node.Expression:
        """Something to assign, whose type is a value's."""
        if not self.visible:
            return node.Call()
        kinds: list[Callable[[int], node.Expression]] = [self.call, self.call, lambda _: self.read()]
        if depth > 0:
            kinds.append(lambda d: node.Call((self.argument(d - 1),)))
            if self.dialect.choose is not None:
                kinds.append(lambda d: node.Choose(self.test(d - 1), self.value(d - 1), self.value(d - 1)))
            if self.dialect.loose:
                kinds.append(self.decision)
        return kinds[self.below(len(kinds))](depth)

    def call(self, depth: int = 0) -> node.Expression:
        if not self.visible:
            return node.Call()
        if depth > 1 and self.dialect.ordered and self.maybe(4):
            return node.Call((self.argument(depth - 1), self.argument(depth - 1)))
        return node.Call(tuple(self.read() for _ in range(self.below(3))))

    def argument(self, depth: int) -> node.Expression:
        kinds: list[Callable[[int], node.Expression]] = [lambda _: self.read(), self.decision]
        if self.dialect.bind is not None:
            kinds += [self.bind, self.bind]
        return kinds[self.below(len(kinds))](depth) if depth >= 0 else self.read()

    def bind(self, depth: int) -> node.Expression:
        value = self.value(depth - 1)
        return node.Bind(self.site(), self.variable(), value)

    def decision(self, depth: int) -> node.Expression:
        """A short circuit."""
        if depth <= 0:
            return self.test(0)
        kind = self.below(4)
        if kind == 3:
            return node.Not(self.test(depth - 1))
        left, right = self.test(depth - 1), self.test(depth - 1)
        return node.Or(left, right) if kind == 1 else node.And(left, right)

    def test(self, depth: int = 2) -> node.Expression:
        """Something to decide on."""
        kinds: list[Callable[[int], node.Expression]] = [self.call, self.call]
        if self.dialect.loose:
            kinds.append(lambda _: self.read())
        if depth > 0:
            kinds += [self.decision, self.decision]
            if self.dialect.bind is not None:
                kinds.append(lambda d: node.Call((self.bind(d),)))
            if self.dialect.choose is not None:
                kinds.append(lambda d: node.Choose(self.test(d - 1), self.test(d - 1), self.test(d - 1)))
        return kinds[self.below(len(kinds))](depth)

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

    def update(self) -> node.Update:
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
            plain = place.breakable and not any(other.breakable for other in inner)
            if plain or dialect.break_label is not None:
                kinds.append(lambda mark=place.mark: node.Break(mark))
            plain = dialect.continue_ is not None and not any(other.loop for other in inner)
            if place.loop and (plain or dialect.continue_label is not None):
                kinds.append(lambda mark=place.mark: node.Continue(mark))
        kinds *= 2
        if dialect.return_ is not None and not self.script:
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
        block = first + self.block(minimum=1)
        self.places.pop()
        self.visible, self.header = visible, []
        return block

    def clause(self, template: str | None, one_in: int = 3) -> node.Block | None:
        return self.block() if template is not None and self.maybe(one_in) else None

    def literal(self, truths: tuple[bool, ...], one_in: int, depth: int = 2) -> node.Expression:
        if self.maybe(one_in) and not self.terminating:
            return node.Truth(truths[self.below(len(truths))])
        return self.test(depth)

    def branch(self) -> node.If:
        arms = []
        for _ in range(1 + self.below(3)):
            test = self.literal((True, False), 12)
            arms.append((test, self.block()))
        return node.If(tuple(arms), self.clause("", 2))

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
            start = node.Declare(node.Target(self.site(), variables[0]), value)
        elif not self.maybe(4):
            start = self.assign()
        test = None if self.maybe(5) else self.test(1)
        step = None if self.maybe(5) else self.update() if self.maybe(2) else self.assign()
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
        body = self.block(minimum=1)
        self.places.pop()
        return node.Group(mark, body)

    def switch(self, number: int) -> node.Switch:
        form = self.dialect.switches[number]
        mark = self.mark()
        subject = self.call(1) if "{subject}" in form.switch else node.Truth(True)
        count = 1 + self.below(3)
        default = -1
        if self.maybe(2):
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
                guard = self.test(1) if form.guard is not None and self.maybe(3) else None
            falls = form.falls != "never" and index < count - 1 and self.maybe(2)
            body = self.block(open_scope="{block}" in form.case)
            cases.append(node.Case(index == default, label, capture, guard, body, falls))
        if form.breakable:
            self.places.pop()
        return node.Switch(mark, number, subject, tuple(cases))

    def attempt(self) -> node.Try:
        dialect = self.dialect
        count = self.below(dialect.handlers + 1)
        with_final = dialect.final is not None and (count == 0 or self.maybe(2))
        outside, self.guarded = self.guarded, True
        body = self.block(minimum=1)
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
