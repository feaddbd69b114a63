"""A tiny structured language whose programs are random, and whose every read and definition has a number.

Nothing here knows a concrete language or the analysis under test. A *variable* is an integer, a *site* the unique
number of one occurrence of a variable, a *mark* the number of a statement that jumps can name. Conditions are opaque:
no choice depends on a value, so every syntactic path is a path of the program (a `Truth` is the one exception).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeAlias

# ---------------------------------------------------------------------------------------------- expressions


@dataclass(frozen=True, slots=True)
class Read:
    """The variable's value, and nothing else: it cannot raise."""

    site: int
    variable: int


@dataclass(frozen=True, slots=True)
class Call:
    """An opaque call: its arguments from left to right, then it returns or raises."""

    arguments: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Bind:
    """An assignment that is an expression: the value, then the definition."""

    site: int
    variable: int
    value: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Or:
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Not:
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Choose:
    """A conditional expression."""

    test: "Expression"
    then: "Expression"
    otherwise: "Expression"


@dataclass(frozen=True, slots=True)
class Truth:
    """A literal condition: the one whose outcome every reader of the program knows."""

    value: bool


Expression: TypeAlias = Read | Call | Bind | And | Or | Not | Choose | Truth

# ----------------------------------------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a definition is written to."""

    site: int
    variable: int


@dataclass(frozen=True, slots=True)
class Evaluate:
    value: Expression


@dataclass(frozen=True, slots=True)
class Declare:
    """The declaration of a variable, which lives to the end of the block.

    Without an initialiser (None), the language says whether it defines, too. Of several targets, which take one value
    apart, the later ones may be there already.
    """

    targets: tuple[Target, ...]
    value: Expression | None
    defines: bool = True


@dataclass(frozen=True, slots=True)
class Assign:
    """All values from left to right, then all targets: `x = v`, `x, y = v` (one value), `x, y = v, w`, `x = y = v`."""

    targets: tuple[Target, ...]
    values: tuple[Expression, ...]
    chained: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """`x += value`, or `x++` without one: reads, evaluates, defines, at one site."""

    target: Target
    value: Expression | None


@dataclass(frozen=True, slots=True)
class Coalesce:
    """`x ||= value`: reads; on some paths that is all, on the others it evaluates and defines, at one site."""

    target: Target
    value: Expression


@dataclass(frozen=True, slots=True)
class Delete:
    """Reads and leaves the variable without any definition."""

    target: Target


@dataclass(frozen=True, slots=True)
class If:
    """`start` declares a variable that lives in all arms."""

    arms: tuple[tuple[Expression, "Block"], ...]
    otherwise: "Block | None"
    start: Declare | None = None


@dataclass(frozen=True, slots=True)
class While:
    """`test` None is the literal truth. `otherwise` runs when the test fails, and is skipped by `break`."""

    mark: int
    test: Expression | None
    body: "Block"
    otherwise: "Block | None"


@dataclass(frozen=True, slots=True)
class DoWhile:
    mark: int
    body: "Block"
    test: Expression


@dataclass(frozen=True, slots=True)
class For:
    """`for (start; test; step)`; `continue` goes to the step, and the back edge is the one from step to test."""

    mark: int
    start: "Assign | Declare | None"
    test: Expression | None
    step: "Assign | Update | None"
    body: "Block"


@dataclass(frozen=True, slots=True)
class ForEach:
    """The iterable once; then, each time another element is there, the target's definition and the body.

    `fresh`: the loop declares its variable, which lives in the body only.
    """

    mark: int
    target: Target
    iterable: Expression
    body: "Block"
    otherwise: "Block | None"
    fresh: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A block of its own, which `break` can leave by name."""

    mark: int
    body: "Block"


@dataclass(frozen=True, slots=True)
class Break:
    mark: int


@dataclass(frozen=True, slots=True)
class Continue:
    mark: int


@dataclass(frozen=True, slots=True)
class Return:
    value: Expression | None


@dataclass(frozen=True, slots=True)
class Throw:
    value: Expression


@dataclass(frozen=True, slots=True)
class Case:
    """One arm of a switch: is it the one? `label`, then `capture` where it is, then `guard`; then the body.

    `label` is an expression that the language evaluates to compare (None: a constant). `default` stands for all that
    no other arm takes. `falls`: the end of the body goes on to the next arm's body.
    """

    default: bool
    label: Expression | None
    capture: Target | None
    guard: Expression | None
    body: "Block"
    falls: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """`start` declares a variable that lives in all arms."""

    mark: int
    form: int  # which of the dialect's forms of a switch
    subject: Expression
    cases: tuple[Case, ...]
    start: Declare | None = None


@dataclass(frozen=True, slots=True)
class Handler:
    variable: Target | None
    everything: bool  # catches whatever is raised; otherwise it may not match
    body: "Block"


@dataclass(frozen=True, slots=True)
class Try:
    body: "Block"
    handlers: tuple[Handler, ...]
    otherwise: "Block | None"
    final: "Block | None"


@dataclass(frozen=True, slots=True)
class With:
    """A block with something to be closed after it, which may swallow what is raised in it."""

    value: Expression
    target: Target | None
    body: "Block"


@dataclass(frozen=True, slots=True)
class Function:
    """A function inside a function: made here, run whenever somebody calls it, from then on.

    `target`: its name, None where it is handed to an opaque call. `locals`: variables that live in it. `hoisted`: made
    and named at the entry of the function whose body it stands in.
    """

    mark: int
    target: Target | None
    parameters: tuple[Target, ...]
    locals: tuple[int, ...]
    body: "Block"
    hoisted: bool = False


Statement: TypeAlias = (
    Evaluate | Declare | Assign | Update | Coalesce | Delete | If | While | DoWhile | For | ForEach | Group
    | Break | Continue | Return | Throw | Switch | Try | With | Function
)  # fmt: skip
Jump = (Break, Continue, Return, Throw)
Block: TypeAlias = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """One function (or script): the names of its variables by number, its parameters, its body."""

    names: tuple[str, ...]
    parameters: tuple[Target, ...]
    body: Block
    style: int  # 0 renders every construct in its plainest form; anything else draws among the dialect's forms
    script: bool  # top-level code instead of a function


def list_children(part: Any) -> Iterator[Any]:
    """The parts directly below a part, in source order."""
    if isinstance(part, tuple):
        yield from part
    elif is_dataclass(part):
        for field in fields(part):
            yield getattr(part, field.name)


def walk(part: Any) -> Iterator[Any]:
    """The part and all parts below it, in source order."""
    yield part
    for child in list_children(part):
        yield from walk(child)
