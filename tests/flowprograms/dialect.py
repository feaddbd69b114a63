"""What a concrete language must say of itself so that a program can be written in it: a table of templates.

A template that is None is a construct that the language does not have: programs for it are drawn without. A tuple holds
forms that mean the same; the first is the plainest. Places are `str.format` fields; `{block}` is a body in the
language's own brackets, `{body}` the bare indented lines.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Template: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchForm:
    """One way to write a switch."""

    switch: str  # {subject} {cases}; without {subject}, each label is a condition
    switch_start: str | None = None  # {start} too
    case: str  # {label} {guard} {block} or {body}
    default: str  # {block} or {body}
    falls: Literal["never", "always", "stated"] = "never"  # "always": an arm falls through unless it says `stop`
    stop: str = ""
    fall: str = ""  # "stated": what an arm says in order to fall through
    breakable: bool = True  # a plain `break` leaves it
    labels_read: bool = False  # labels are expressions, evaluated in order
    default_anywhere: bool = True
    capture: str | None = None  # a label that also defines: {label} {name}
    capture_all: str | None = None  # a default that also defines: {name} {block}
    guard: str | None = None  # {test}
    cases_indented: bool = False
    exhaustive: bool = False  # one case must fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The templates of one language. Values are rendered before they are put in, so a template holds syntax only."""

    name: str
    suffix: str
    sigil: str = ""  # what every variable begins with
    comment: str  # {text}
    function: str  # {parameters} {block}
    script: str | None = None  # {body}
    prelude: str = ""  # declares the opaque names, for compilers; never part of the rendered program
    parameter: str | None = "{name}"
    indent: str = "    "
    block: str = "{{\n{body}\n}}"
    single: str | None = None  # a body that is one simple statement, without brackets
    empty: str = ""
    end: str = ";"  # after a simple statement

    # expressions; operands that are compound come in parentheses
    call: str = "{callee}({arguments})"
    bind: str | None = None
    both: str = "{left} && {right}"
    either: str = "{left} || {right}"
    negation: str = "!{operand}"
    choose: str | None = None
    truths: tuple[str, str] = ("false", "true")
    loose: bool = False  # conditions are values and values are conditions
    ordered: bool = True  # arguments are evaluated from left to right

    # simple statements
    evaluate: str = "{value}"  # an expression other than a call
    declare: Template | None = None
    # ... right in a function that hoists no inner one (to which a hoisted variable is there already)
    declare_entry: Template | None = None
    declare_for: str | None = None  # at the head of a `for`
    declare_unpacked: str | None = None  # {names} {value}
    redeclares: bool = False  # the later of these names may be declared in the block already
    declare_bare: str | None = None
    bare_defines: bool = False
    assign: Template = "{name} = {value}"
    assign_unpacked: Template | None = None  # {names} {value}
    assign_parallel: Template | None = None  # {names} {values}
    assign_chained: str | None = None  # {names} joined by this, then {value}
    update: str | None = "{name} += {value}"
    increment: Template | None = None
    coalesce: Template | None = None
    delete: str | None = None
    break_: str | None = "break"
    continue_: str | None = "continue"
    break_label: str | None = None  # {label}, or {levels}: how many loops and switches the jump leaves
    continue_label: str | None = None
    labelled: str = "{label}:\n{statement}"  # where a jump names the statement
    break_place: str | None = None  # ... and, in a language whose named jumps are gotos, where they go: {label}
    continue_place: str | None = None
    return_: str | None = "return {value}"
    return_bare: str = "return"
    throw: str | None = None

    # compound statements
    if_: Template = "if ({test}) {block}"
    if_start: str | None = None  # {start} {test} {block}
    elif_: Template = " else if ({test}) {block}"
    else_: str = " else {block}"
    fi: str = ""
    while_: Template = "while ({test}) {block}"
    while_true: Template = "while (true) {block}"
    do_while: str | None = None  # {block} {test}
    for_: str | None = None  # {start} {test} {step} {block}
    foreach: Template | None = None  # {name} {iterable} {block}
    foreach_fresh: Template | None = None
    loop_else: str | None = None  # {block}
    group: str | None = None  # {block}
    switches: tuple[SwitchForm, ...] = ()
    try_: str | None = None
    catch: str | None = None  # may not match; {kind} {block}
    catch_as: str | None = None  # {kind} {name} {block}
    catch_all: str | None = None
    catch_all_as: str | None = None
    handlers: int = 1  # how many a `try` may have
    try_else: str | None = None
    final: str | None = None

    end_try: str = ""
    with_: str | None = None  # {value} {block}
    with_as: str | None = None  # {value} {name} {block}
    inner: Template | None = None  # an inner function: {name} {parameters} {block}
    inner_handed: Template | None = None  # ... handed to an opaque call: {parameters} {block}
    inner_hoisted: str | None = None
    inner_parameter: str | None = "{name}"
    captures: str | None = None  # after the parameters: {names} that are those of the code around; {captured} each
    captured: str = "{name}"
    inner_depth: int = 2
    recursive: bool = False  # an inner function sees its own name
    from_function: str | None = None  # declares that {names} are those of a function around
    from_script: str | None = None

    # which scopes may reuse a name: none, those beside each other, functions, all
    shadowing: Literal["none", "siblings", "functions", "blocks"] = "none"

    # how an occurrence of a variable is written: {name}, {site}
    read: str = "{name}"
    target: str = "{name}"
    letter: str = "ñ"  # one that a name may hold
