"""A program as text in a dialect, with the place of every site."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.flowprograms import program as node
from tests.flowprograms.dialect import Dialect, SwitchForm, Template

# A name is rendered behind its site's number between two private-use characters, which are taken out in the end.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_SIMPLE = (node.Evaluate, node.Assign, node.Update, node.Coalesce, node.Delete, *node.Jump)
_COMPOUND = (node.And, node.Or, node.Not, node.Choose)  # a Bind brings its own parentheses


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text, and the byte offset in its UTF-8 form of every site's name."""

    text: str
    offsets: dict[int, int]


def render_program(program: node.Program, dialect: Dialect, names: Iterable[str] = (), comments: int = 0) -> Rendered:
    """Write the program; `names` replaces its variables' names, `comments` seeds comments and blank lines."""
    rendering = _Rendering(program, dialect, tuple(names) or program.names)
    text = re.sub(r" +$", "", rendering.whole(), flags=re.MULTILINE)
    if comments:
        text = _interleave(text, dialect, random.Random(comments))
    offsets: dict[int, int] = {}
    pieces: list[str] = []
    size = 0
    for index, piece in enumerate(_MARKED.split(text)):
        if index % 2:
            offsets[int(piece)] = size
        else:
            pieces.append(piece)
            size += len(piece.encode())
    return Rendered("".join(pieces), offsets)


def _interleave(text: str, dialect: Dialect, draw: random.Random) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        if draw.random() < 0.3:
            lines.append(draw.choice(["", indent + dialect.comment.format(text="über x, y = z")]))
        lines.append(line + " " + dialect.comment.format(text="x += 1") if draw.random() < 0.2 and line else line)
    return "\n".join(lines)


class _Rendering:
    """One pass over one program; every method gives text whose names are marked."""

    def __init__(self, program: node.Program, dialect: Dialect, names: tuple[str, ...]) -> None:
        self.program, self.dialect, self.names = program, dialect, names
        self.draw = random.Random(program.style)
        self.breaks: list[int] = []  # marks of the statements that a plain `break` would leave, innermost last
        self.continues: list[int] = []
        self.named: set[tuple[str, int]] = set()  # jumps that needed their target's name
        self.own: list[set[int]] = []  # the variables of the inner functions around
        self.hoists = any(isinstance(part, node.Function) and part.hoisted for part in node.walk(program.body))

    def whole(self) -> str:
        dialect, program = self.dialect, self.program
        body = "\n".join(map(self.at_entry, program.body)) or dialect.empty
        if program.script:
            return self.fill(dialect.script, body=body) + "\n"
        parameters = self.parameters(program.parameters, dialect.parameter)
        return dialect.function.format(parameters=parameters, block=self.bracketed(body)) + "\n"

    def at_entry(self, statement: node.Statement) -> str:
        if isinstance(statement, node.Declare) and self.dialect.declare_entry is not None and not self.hoists:
            return self.declaration(statement, self.dialect.declare_entry) + self.dialect.end
        return self.statement(statement)

    def fill(self, template: Template | None, **parts: str) -> str:
        """One of the template's forms, with its parts put in."""
        assert template is not None, "a construct that the dialect does not have"
        if not isinstance(template, str):
            template = self.draw.choice(template) if self.program.style else template[0]
        return template.format(**parts)

    def indented(self, text: str) -> str:
        return "\n".join(self.dialect.indent + line if line else line for line in text.split("\n"))

    def place(self, place: node.Read | node.Bind | node.Target, template: str) -> str:
        name = f"{_OPEN}{place.site}{_CLOSE}{self.spelled(place.variable)}"
        return template.format(name=name, site=place.site)

    def spelled(self, variable: int) -> str:
        return self.dialect.sigil + self.names[variable]

    def target(self, place: node.Bind | node.Target) -> str:
        return self.place(place, self.dialect.target)

    def parameters(self, places: tuple[node.Target, ...], template: str | None) -> str:
        return ", ".join(self.fill(template, name=self.place(place, "{name}")) for place in places)

    # ------------------------------------------------------------------------------------------ expressions

    def value(self, expression: node.Expression, callee: str = "f") -> str:
        dialect = self.dialect
        match expression:
            case node.Read():
                return self.place(expression, dialect.read)
            case node.Call(arguments):
                return self.fill(dialect.call, callee=callee, arguments=", ".join(map(self.argument, arguments)))
            case node.Bind(_, _, value):
                return self.fill(dialect.bind, name=self.target(expression), value=self.value(value))
            case node.Choose(test, then, otherwise):
                arms = {"then": self.operand(then, callee), "otherwise": self.operand(otherwise, callee)}
                return self.fill(dialect.choose, test=self.operand(test, "c"), **arms)
            case node.And(left, right):
                return self.fill(dialect.both, left=self.operand(left, "c"), right=self.operand(right, "c"))
            case node.Or(left, right):
                return self.fill(dialect.either, left=self.operand(left, "c"), right=self.operand(right, "c"))
            case node.Not(operand):
                return self.fill(dialect.negation, operand=self.operand(operand, "c"))
            case node.Truth(value):
                return dialect.truths[value]

    def argument(self, expression: node.Expression) -> str:
        return self.value(expression, "c" if isinstance(expression, node.And | node.Or | node.Not) else "f")

    def operand(self, expression: node.Expression, callee: str) -> str:
        text = self.value(expression, callee)
        return f"({text})" if isinstance(expression, _COMPOUND) else text

    # ----------------------------------------------------------------------------------------------- blocks

    def lines(self, body: node.Block) -> str:
        return "\n".join(self.statement(statement) for statement in body)

    def block(self, body: node.Block, close: str = "") -> str:
        """The body in brackets; `close` is a last line."""
        return self.bracketed("\n".join(filter(None, (self.lines(body), close))))

    def bracketed(self, text: str) -> str:
        text = text or self.dialect.empty
        if not text:
            return self.dialect.block.format(body="").replace("\n\n", "\n")
        return self.dialect.block.format(body=self.indented(text))

    def arm(self, body: node.Block) -> str:
        """A body that may go without brackets."""
        text = self.lines(body)
        return self.bare(body, text) or self.bracketed(text)

    def bare(self, body: node.Block, text: str) -> str:
        """The body without brackets, where it is one simple statement and the style says so."""
        able = self.dialect.single is not None and len(body) == 1 and isinstance(body[0], _SIMPLE)
        if able and self.program.style and self.draw.random() < 0.5:
            return self.fill(self.dialect.single, body=text)
        return ""

    def loop_block(self, mark: int, body: node.Block) -> str:
        """The body of a loop, with the place that a named `continue` goes to, where the language needs one."""
        self.breaks.append(mark)
        self.continues.append(mark)
        text = self.lines(body)
        self.breaks.pop()
        self.continues.pop()
        if self.dialect.continue_place and ("continue", mark) in self.named:
            return self.bracketed(text + "\n" + self.dialect.continue_place.format(label=f"L{mark}"))
        return self.bare(body, text) or self.bracketed(text)

    def labelled(self, mark: int, text: str) -> str:
        dialect = self.dialect
        if dialect.break_place is not None:
            return text + "\n" + dialect.break_place.format(label=f"L{mark}") if ("break", mark) in self.named else text
        if {("break", mark), ("continue", mark)} & self.named:
            return dialect.labelled.format(label=f"L{mark}", statement=text)
        return text

    def clause(self, template: str | None, body: node.Block | None) -> str:
        return "" if body is None else self.fill(template, block=self.block(body))

    # ------------------------------------------------------------------------------------ simple statements

    def statement(self, statement: node.Statement) -> str:
        if isinstance(statement, (*_SIMPLE, node.Declare)):
            return self.simple(statement) + self.dialect.end
        return self.compound(statement)

    def simple(self, statement: node.Statement | None) -> str:
        dialect = self.dialect
        match statement:
            case None:
                return ""
            case node.Evaluate(value):
                text = self.value(value, "u")
                return text if isinstance(value, node.Call) else dialect.evaluate.format(value=text)
            case node.Declare():
                return self.declaration(statement, dialect.declare)
            case node.Assign():
                return self.assignment(statement)
            case node.Update(target, None):
                return self.fill(dialect.increment, name=self.target(target))
            case node.Update(target, value):
                return self.fill(dialect.update, name=self.target(target), value=self.value(value))
            case node.Coalesce(target, value):
                return self.fill(dialect.coalesce, name=self.target(target), value=self.value(value))
            case node.Delete(target):
                return self.fill(dialect.delete, name=self.target(target))
            case node.Break(mark):
                if self.breaks and self.breaks[-1] == mark:
                    return dialect.break_
                return self.named_jump("break", mark, dialect.break_label)
            case node.Continue(mark):
                if dialect.continue_ is not None and self.plain_continue(mark):
                    return dialect.continue_
                return self.named_jump("continue", mark, dialect.continue_label)
            case node.Return(None):
                return dialect.return_bare
            case node.Return(value):
                return self.fill(dialect.return_, value=self.value(value))
            case node.Throw(value):
                return self.fill(dialect.throw, value=self.value(value, "e"))
        raise AssertionError(statement)

    def named_jump(self, way: str, mark: int, template: str | None) -> str:
        self.named.add((way, mark))
        levels = self.breaks[::-1].index(mark) + 1 if mark in self.breaks else 0
        return self.fill(template, label=f"L{mark}", levels=str(levels))

    def plain_continue(self, mark: int) -> bool:
        """Whether a `continue` need not say which loop it means; where jumps count levels, a switch is one, too."""
        counted = "{levels}" in (self.dialect.continue_label or "")
        return (self.breaks if counted else self.continues)[-1:] == [mark]

    def declaration(self, statement: node.Declare, template: Template | None) -> str:
        names = ", ".join(map(self.target, statement.targets))
        if statement.value is None:
            return self.fill(self.dialect.declare_bare, name=names)
        if len(statement.targets) > 1:
            return self.fill(self.dialect.declare_unpacked, names=names, value=self.value(statement.value))
        return self.fill(template, name=names, value=self.value(statement.value))

    def assignment(self, statement: node.Assign) -> str:
        dialect = self.dialect
        names = [self.target(target) for target in statement.targets]
        values = [self.value(value) for value in statement.values]
        if statement.chained:
            return (dialect.assign_chained or "").join([*names, values[0]])
        if len(values) > 1:
            return self.fill(dialect.assign_parallel, names=", ".join(names), values=", ".join(values))
        if len(names) > 1:
            return self.fill(dialect.assign_unpacked, names=", ".join(names), value=values[0])
        return self.fill(dialect.assign, name=names[0], value=values[0])

    # ---------------------------------------------------------------------------------- compound statements

    def compound(self, statement: node.Statement) -> str:
        dialect = self.dialect
        match statement:
            case node.If():
                return self.branch(statement)
            case node.While(mark, None, body, otherwise):
                text = self.fill(dialect.while_true, block=self.loop_block(mark, body))
                return self.labelled(mark, text + self.clause(dialect.loop_else, otherwise))
            case node.While(mark, test, body, otherwise):
                text = self.fill(dialect.while_, test=self.value(test, "c"), block=self.loop_block(mark, body))
                return self.labelled(mark, text + self.clause(dialect.loop_else, otherwise))
            case node.DoWhile(mark, body, test):
                block = self.loop_block(mark, body)
                return self.labelled(mark, self.fill(dialect.do_while, block=block, test=self.value(test, "c")))
            case node.For(mark, start, test, step, body):
                parts = {"start": self.head(start), "test": self.value(test, "c") if test else ""}
                parts |= {"step": self.simple(step), "block": self.loop_block(mark, body)}
                return self.labelled(mark, self.fill(dialect.for_, **parts))
            case node.ForEach(mark, target, iterable, body, otherwise, fresh):
                parts = {"name": self.target(target), "iterable": self.value(iterable, "it")}
                template = dialect.foreach_fresh if fresh else dialect.foreach
                text = self.fill(template, **parts, block=self.loop_block(mark, body))
                return self.labelled(mark, text + self.clause(dialect.loop_else, otherwise))
            case node.Group(mark, body):
                return self.labelled(mark, self.fill(dialect.group, block=self.block(body)))
            case node.Switch():
                return self.labelled(statement.mark, self.switch(statement))
            case node.Try():
                return self.attempt(statement)
            case node.With(value, None, body):
                return self.fill(dialect.with_, value=self.value(value), block=self.block(body))
            case node.With(value, target, body):
                parts = {"value": self.value(value), "name": self.target(target)}
                return self.fill(dialect.with_as, **parts, block=self.block(body))
            case node.Function():
                return self.inner(statement)
        raise AssertionError(statement)

    def head(self, start: node.Declare | node.Assign | None) -> str:
        """What stands before the first semicolon of a header."""
        if isinstance(start, node.Declare):
            return self.declaration(start, self.dialect.declare_for)
        return self.simple(start)

    def branch(self, statement: node.If) -> str:
        dialect = self.dialect
        first: Template | None = dialect.if_ if statement.start is None else dialect.if_start
        parts = {"start": self.head(statement.start)}
        text = ""
        for test, body in statement.arms:
            text += self.fill(
                dialect.elif_ if text else first, **parts, test=self.value(test, "c"), block=self.arm(body)
            )
        return text + self.clause(dialect.else_, statement.otherwise) + dialect.fi

    def switch(self, statement: node.Switch) -> str:
        form = self.dialect.switches[statement.form]
        if form.breakable:
            self.breaks.append(statement.mark)
        parts = {"start": self.head(statement.start), "subject": self.value(statement.subject)}
        last = len(statement.cases)
        cases = "\n".join(
            self.case(case, form, number, number == last) for number, case in enumerate(statement.cases, 1)
        )
        if form.breakable:
            self.breaks.pop()
        template = form.switch if statement.start is None else form.switch_start
        return self.fill(template, **parts, cases=self.indented(cases) if form.cases_indented else cases)

    def case(self, case: node.Case, form: SwitchForm, number: int, last: bool) -> str:
        label = str(number) if case.label is None else self.value(case.label, "c")
        name = ""
        if case.capture is not None:
            name = self.target(case.capture)
            label = label if case.default else self.fill(form.capture, label=label, name=name)
        guard = "" if case.guard is None else self.fill(form.guard, test=self.value(case.guard, "c"))
        close = form.fall if case.falls else self.stop(case, form, last)
        template: Template | None = form.case
        if case.default:
            template = form.capture_all if case.capture else form.default
        if "{block}" in form.case:
            return self.fill(template, label=label, name=name, guard=guard, block=self.block(case.body, close))
        body = "\n".join(filter(None, (self.lines(case.body), close)))
        return self.fill(template, label=label, guard=guard, body=self.indented(body)).rstrip("\n")

    def stop(self, case: node.Case, form: SwitchForm, last: bool) -> str:
        """What keeps an arm from falling through; after a jump, or in a last arm, it may be missing."""
        needless = bool(case.body) and (last or isinstance(case.body[-1], node.Jump))
        return "" if needless and self.program.style and self.draw.random() < 0.5 else form.stop

    def attempt(self, statement: node.Try) -> str:
        dialect = self.dialect
        text = self.clause(dialect.try_, statement.body)
        for number, handler in enumerate(statement.handlers):
            parts = {"kind": f"E{number}"}
            template = dialect.catch_all if handler.everything else dialect.catch
            if handler.variable is not None:
                template = dialect.catch_all_as if handler.everything else dialect.catch_as
                parts["name"] = self.place(handler.variable, dialect.target)
            text += self.fill(template, **parts, block=self.block(handler.body))
        text += self.clause(dialect.try_else, statement.otherwise) + self.clause(dialect.final, statement.final)
        return text + dialect.end_try

    # -------------------------------------------------------------------------------------- inner functions

    def inner(self, function: node.Function) -> str:
        dialect = self.dialect
        breaks, continues, self.breaks, self.continues = self.breaks, self.continues, [], []
        parts = {
            "parameters": self.parameters(function.parameters, dialect.inner_parameter),
            "mark": str(function.mark),
            "captures": self.captures(function),
        }
        template: Template | None = dialect.inner_handed
        if function.target is not None:
            template = dialect.inner_hoisted if function.hoisted else dialect.inner
            parts["name"] = self.target(function.target)
        self.own.append(set(function.locals))
        body = [*self.borrowed(function), *filter(None, [self.lines(function.body)])]
        self.own.pop()
        self.breaks, self.continues = breaks, continues
        return self.fill(template, **parts, block=self.bracketed("\n".join(body)), body="\n".join(body))

    def captures(self, function: node.Function) -> str:
        """What the function takes from the code around it, where the language wants that said."""
        below = list(node.walk(function.body))
        own = set(function.locals).union(*(part.locals for part in below if isinstance(part, node.Function)))
        places = (part for part in below if isinstance(part, node.Read | node.Bind | node.Target))
        taken = sorted({place.variable for place in places} - own)
        if self.dialect.captures is None or not taken:
            return ""
        names = ", ".join(self.dialect.captured.format(name=self.spelled(variable)) for variable in taken)
        return self.dialect.captures.format(names=names)

    def borrowed(self, function: node.Function) -> list[str]:
        """Declarations that say whose the variables are that a function writes but does not own."""
        if self.dialect.from_function is None:
            return []
        written = {place.variable for place in _list_targets(function.body)} - self.own[-1]
        of_functions = {variable for own in self.own[:-1] for variable in own}
        of_whole = written - of_functions
        lines = []
        for variables, by_script in ((of_whole, self.program.script), (written & of_functions, False)):
            if variables:
                names = ", ".join(self.names[variable] for variable in sorted(variables))
                lines.append(
                    self.fill(self.dialect.from_script if by_script else self.dialect.from_function, names=names)
                )
        return lines


def _list_targets(part: object) -> list[node.Target | node.Bind]:
    """The places that a function's body writes to, without those in the functions inside."""
    if isinstance(part, node.Function):
        return [] if part.target is None else [part.target]
    own = [part] if isinstance(part, node.Target | node.Bind) else []
    return own + [place for child in node.list_children(part) for place in _list_targets(child)]
