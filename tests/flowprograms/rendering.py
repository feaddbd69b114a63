"""A program as text in a dialect, with the place of every site."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.flowprograms import program as node
from tests.flowprograms.dialect import Dialect, SwitchForm, Template

# A name is rendered behind its site number between two private-use characters; `_locate` takes them out again.
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

    def whole(self) -> str:
        dialect = self.dialect
        entry = [self.statement(statement, entry=True) for statement in self.program.body]
        body = "\n".join(entry) or dialect.empty
        if self.program.script:
            assert dialect.script is not None
            return dialect.script.format(body=body) + "\n"
        parameters = ", ".join(
            (dialect.parameter or "").format(name=self.place(place, "{name}")) for place in self.program.parameters
        )
        block = dialect.block.format(body=self.indented(body))
        return dialect.function.format(parameters=parameters, block=block) + "\n"

    def pick(self, template: Template | None) -> str:
        assert template is not None, "a construct that the dialect does not have"
        if isinstance(template, str):
            return template
        return self.draw.choice(template) if self.program.style else template[0]

    def indented(self, text: str) -> str:
        return "\n".join(self.dialect.indent + line if line else line for line in text.split("\n"))

    def place(self, place: node.Read | node.Bind | node.Target, template: str) -> str:
        name = f"{_OPEN}{place.site}{_CLOSE}{self.names[place.variable]}"
        return template.format(name=name, site=place.site)

    def target(self, place: node.Bind | node.Target) -> str:
        return self.place(place, self.dialect.target)

    # ------------------------------------------------------------------------------------------ expressions

    def value(self, expression: node.Expression, callee: str = "f") -> str:
        dialect = self.dialect
        match expression:
            case node.Read():
                return self.place(expression, dialect.read)
            case node.Call(arguments):
                return dialect.call.format(callee=callee, arguments=", ".join(self.argument(a) for a in arguments))
            case node.Bind():
                assert dialect.bind is not None
                return dialect.bind.format(name=self.target(expression), value=self.value(expression.value))
            case node.Choose(test, then, otherwise):
                assert dialect.choose is not None
                return dialect.choose.format(
                    test=self.operand(test, "c"),
                    then=self.operand(then, callee),
                    otherwise=self.operand(otherwise, callee),
                )
            case node.And(left, right):
                return dialect.both.format(left=self.operand(left, "c"), right=self.operand(right, "c"))
            case node.Or(left, right):
                return dialect.either.format(left=self.operand(left, "c"), right=self.operand(right, "c"))
            case node.Not(operand):
                return dialect.negation.format(operand=self.operand(operand, "c"))
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
        dialect = self.dialect
        text = text or dialect.empty
        if not text:
            return dialect.block.format(body="").replace("\n\n", "\n")
        return dialect.block.format(body=self.indented(text))

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

    def bare(self, body: node.Block, text: str) -> str:
        """The body without brackets, where it is one simple statement and the style says so."""
        able = self.dialect.single is not None and len(body) == 1 and isinstance(body[0], _SIMPLE)
        if able and self.program.style and self.draw.random() < 0.5:
            return (self.dialect.single or "").format(body=text)
        return ""

    def labelled(self, mark: int, text: str) -> str:
        dialect = self.dialect
        if dialect.break_place is not None:
            return text + "\n" + dialect.break_place.format(label=f"L{mark}") if ("break", mark) in self.named else text
        if {("break", mark), ("continue", mark)} & self.named:
            return dialect.labelled.format(label=f"L{mark}", statement=text)
        return text

    # ------------------------------------------------------------------------------------------- statements

    def statement(self, statement: node.Statement, entry: bool = False) -> str:
        if isinstance(statement, (*_SIMPLE, node.Declare)):
            return self.simple(statement, entry) + self.dialect.end
        return self.compound(statement)

    def simple(self, statement: node.Statement | None, entry: bool = False, at_for: bool = False) -> str:
        dialect = self.dialect
        match statement:
            case None:
                return ""
            case node.Evaluate(value):
                return self.value(value, "u")
            case node.Declare(target, None, _):
                assert dialect.declare_bare is not None
                return dialect.declare_bare.format(name=self.target(target))
            case node.Declare(target, value, _):
                template = self.pick(
                    dialect.declare_for if at_for else dialect.declare_entry if entry else dialect.declare
                )
                return template.format(name=self.target(target), value=self.value(value))
            case node.Assign():
                return self.assignment(statement)
            case node.Update(target, None):
                return self.pick(dialect.increment).format(name=self.target(target))
            case node.Update(target, value):
                return dialect.update.format(name=self.target(target), value=self.value(value))
            case node.Coalesce(target, value):
                return self.pick(dialect.coalesce).format(name=self.target(target), value=self.value(value))
            case node.Delete(target):
                assert dialect.delete is not None
                return dialect.delete.format(name=self.target(target))
            case node.Break(mark):
                if self.breaks and self.breaks[-1] == mark:
                    return dialect.break_
                return self.named_jump("break", mark, dialect.break_label)
            case node.Continue(mark):
                if self.continues[-1] == mark:
                    assert dialect.continue_ is not None
                    return dialect.continue_
                return self.named_jump("continue", mark, dialect.continue_label)
            case node.Return(None):
                return dialect.return_bare
            case node.Return(value):
                assert dialect.return_ is not None
                return dialect.return_.format(value=self.value(value))
            case node.Throw(value):
                assert dialect.throw is not None
                return dialect.throw.format(value=self.value(value, "e"))
        raise AssertionError(statement)

    def named_jump(self, way: str, mark: int, template: str | None) -> str:
        assert template is not None, "a jump that the dialect cannot express"
        self.named.add((way, mark))
        return template.format(label=f"L{mark}")

    def assignment(self, statement: node.Assign) -> str:
        dialect = self.dialect
        names = [self.target(target) for target in statement.targets]
        values = [self.value(value) for value in statement.values]
        if len(values) > 1:
            return self.pick(dialect.assign_parallel).format(names=", ".join(names), values=", ".join(values))
        if statement.chained:
            assert dialect.assign_chained is not None
            return dialect.assign_chained.join([*names, values[0]])
        if len(names) > 1:
            return self.pick(dialect.assign_unpacked).format(names=", ".join(names), value=values[0])
        return dialect.assign.format(name=names[0], value=values[0])

    def compound(self, statement: node.Statement) -> str:
        dialect = self.dialect
        match statement:
            case node.If():
                return self.branch(statement)
            case node.While(mark, test, body, otherwise):
                head = self.pick(dialect.while_true if test is None else dialect.while_)
                text = head.format(test=test and self.value(test, "c"), block=self.loop_block(mark, body))
                return self.labelled(mark, text + self.clause(dialect.loop_else, otherwise))
            case node.DoWhile(mark, body, test):
                assert dialect.do_while is not None
                block = self.loop_block(mark, body)
                return self.labelled(mark, dialect.do_while.format(block=block, test=self.value(test, "c")))
            case node.For(mark, start, test, step, body):
                assert dialect.for_ is not None
                parts = {
                    "start": self.simple(start, at_for=True),
                    "test": self.value(test, "c") if test else "",
                    "step": self.simple(step),
                }
                return self.labelled(mark, dialect.for_.format(**parts, block=self.loop_block(mark, body)))
            case node.ForEach(mark, target, iterable, body, otherwise, fresh):
                head = self.pick(dialect.foreach_fresh if fresh else dialect.foreach)
                parts = {"name": self.target(target), "iterable": self.value(iterable, "it")}
                text = head.format(**parts, block=self.loop_block(mark, body))
                return self.labelled(mark, text + self.clause(dialect.loop_else, otherwise))
            case node.Group(mark, body):
                assert dialect.group is not None
                return self.labelled(mark, dialect.group.format(block=self.block(body, dialect.empty)))
            case node.Switch():
                return self.labelled(statement.mark, self.switch(statement))
            case node.Try():
                return self.attempt(statement)
        raise AssertionError(statement)

    def clause(self, template: str | None, body: node.Block | None) -> str:
        if body is None:
            return ""
        assert template is not None
        return template.format(block=self.block(body))

    def branch(self, statement: node.If) -> str:
        text = ""
        for index, (test, body) in enumerate(statement.arms):
            template = self.pick(self.dialect.elif_ if index else self.dialect.if_)
            lines = self.lines(body)
            text += template.format(test=self.value(test, "c"), block=self.bare(body, lines) or self.bracketed(lines))
        return text + self.clause(self.dialect.else_, statement.otherwise) + self.dialect.fi

    def switch(self, statement: node.Switch) -> str:
        form = self.dialect.switches[statement.form]
        if form.breakable:
            self.breaks.append(statement.mark)
        subject = self.value(statement.subject)
        cases = "\n".join(
            self.case(case, form, number, number == len(statement.cases))
            for number, case in enumerate(statement.cases, 1)
        )
        if form.breakable:
            self.breaks.pop()
        return form.switch.format(subject=subject, cases=self.indented(cases) if form.cases_indented else cases)

    def case(self, case: node.Case, form: SwitchForm, number: int, last: bool) -> str:
        label = str(number) if case.label is None else self.value(case.label, "c")
        name = ""
        if case.capture is not None:
            name = self.target(case.capture)
            label = (form.capture or "").format(label=label, name=name)
        guard = "" if case.guard is None else (form.guard or "").format(test=self.value(case.guard, "c"))
        close = ""
        if form.falls == "always" and not case.falls:
            jumps = bool(case.body) and isinstance(case.body[-1], node.Jump)
            if not (self.program.style and (jumps or last) and self.draw.random() < 0.5) or (last and not case.body):
                close = form.stop
        elif form.falls == "stated" and case.falls:
            close = form.fall
        template = form.case
        if case.default:
            template = (form.capture_all or "") if case.capture else form.default
        text = "\n".join(filter(None, (self.lines(case.body), close))) if "{body}" in template else ""
        block = self.block(case.body, close) if "{block}" in template else ""
        return template.format(label=label, name=name, guard=guard, block=block, body=self.indented(text)).rstrip("\n")

    def attempt(self, statement: node.Try) -> str:
        dialect = self.dialect
        text = self.clause(dialect.try_, statement.body)
        for number, handler in enumerate(statement.handlers):
            if handler.variable is None:
                template, name = dialect.catch_all if handler.everything else dialect.catch, ""
            else:
                template = dialect.catch_all_as if handler.everything else dialect.catch_as
                name = self.place(handler.variable, dialect.target)
            assert template is not None
            text += template.format(kind=f"E{number}", name=name, block=self.block(handler.body, dialect.empty))
        return text + self.clause(dialect.try_else, statement.otherwise) + self.clause(dialect.final, statement.final)
