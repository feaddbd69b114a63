"""Flow-sensitive reaching definitions for Python, on the control flow of CPython's own bytecode.

Needs CPython 3.12 exactly: 3.11 inlines no comprehensions, 3.13 fuses instructions and loses positions. The compiler
decides scopes, evaluation order, exception edges and dead code; the only thing added here is the textbook iteration.

def_start_bytes   definitions that reach the use along edges that the interpreter can take: a handler is entered only
                  from instructions that can raise
may_start_bytes   the same, if every instruction in a `try` may raise, before or after its store, and a context manager
                  may swallow an exception

A right answer lies between the two. Loads of free variables and of globals are left out, as no flow inside one function
decides them; `shared` marks variables that another function also rebinds (nonlocal, global).
"""

import ast
import dis
import sys
from collections.abc import Iterator
from types import CodeType

import source
from output import Row

if sys.version_info[:2] != (3, 12):
    raise SystemExit("bytecode_flow.py: run me with CPython 3.12")

READS = {
    *("LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_DEREF", "LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_DEREF"),
    "LOAD_FROM_DICT_OR_GLOBALS",
}
STORES = {"STORE_FAST", "STORE_DEREF", "STORE_NAME", "STORE_GLOBAL"}
DELETES = {"DELETE_FAST", "DELETE_DEREF", "DELETE_NAME", "DELETE_GLOBAL"}
JUMPS = {"JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"}
ENDS = {"RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE"} | JUMPS
NO_RAISE = {
    *(STORES | JUMPS),
    *("NOP", "RESUME", "CACHE", "POP_TOP", "COPY", "SWAP", "LOAD_CONST", "LOAD_FAST", "LOAD_CLOSURE"),
    *("LOAD_FAST_AND_CLEAR", "PUSH_NULL", "KW_NAMES", "EXTENDED_ARG", "PUSH_EXC_INFO", "POP_EXCEPT", "RETURN_VALUE"),
    *("RETURN_CONST", "MAKE_CELL", "POP_JUMP_IF_NONE", "POP_JUMP_IF_NOT_NONE", "COPY_FREE_VARS", "RETURN_GENERATOR"),
    *("BUILD_TUPLE", "BUILD_LIST", "MAKE_FUNCTION", "END_FOR"),
}

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
CAPTURES = (ast.MatchAs, ast.MatchStar, ast.MatchMapping)
TYPE_PARAMETERS = (ast.TypeVar, ast.ParamSpec, ast.TypeVarTuple)

Span = tuple[int | None, ...]  # first line, last line, first column, last column: as instructions have it
Variable = tuple[Span | None, str]  # the comprehension that owns it or None, and the name


def unmangle(name: str) -> str:
    """`_Cls__x`, the form of private names in bytecode, to `__x`."""
    return "__" + name.split("__", 1)[1] if name.startswith("_") and "__" in name[1:] else name


def span(node: ast.AST) -> Span:
    return (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)


class Map:
    """What the tree says of positions: tokens that bind, loads, variables of comprehensions, nodes that are code."""

    def __init__(self, src: source.Source) -> None:
        self.src = src
        self.tokens: dict[tuple[Span, str], list[int]] = {}
        self.code: dict[Span, ast.AST] = {}
        self.comprehension: dict[Span, Span] = {}  # name -> the comprehension whose variable it is
        self.bound: dict[Span, set[str]] = {}
        self.augmented: set[Span] = set()
        self.loads: set[Span] = set()
        self.rebound: set[str] = set()
        self.walk(src.tree, [])

    def add(self, where: ast.AST, node: ast.AST) -> None:
        for name, at in self.src.binding_tokens(node):
            self.tokens.setdefault((span(where), name), []).append(at)

    def walk(self, node: ast.AST, around: list[Span]) -> None:
        """Collect from a node, inside of these comprehensions."""
        match node:
            case ast.Name():
                self.note_name(node, around)
            case ast.Import() | ast.ImportFrom() | ast.ExceptHandler():
                self.add(node, node)
            case ast.match_case():
                for pattern in ast.walk(node.pattern):
                    if isinstance(pattern, CAPTURES):
                        self.add(node.pattern, pattern)
            case ast.AugAssign(target=ast.Name()):
                self.augmented.add(span(node.target))
            case ast.Global() | ast.Nonlocal():
                self.rebound.update(node.names)
        if isinstance(node, DEFINITIONS + TYPE_PARAMETERS):
            self.add(node, node)
        if isinstance(node, (*DEFINITIONS, ast.Lambda, *COMPREHENSIONS)):
            self.code.setdefault(span(node), node)
        if isinstance(node, COMPREHENSIONS):
            self.walk_comprehension(node, around)
        elif isinstance(node, ast.Lambda):  # its defaults belong outside, its body does not
            for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
                self.walk(default, around)
            self.walk(node.body, [])
        else:
            inner = [] if isinstance(node, DEFINITIONS) else around
            for child in ast.iter_child_nodes(node):
                self.walk(child, inner)

    def note_name(self, node: ast.Name, around: list[Span]) -> None:
        if isinstance(node.ctx, ast.Load):
            self.loads.add(span(node))
        else:
            self.add(node, node)
        owner = next((which for which in reversed(around) if node.id in self.bound[which]), None)
        if owner is not None:
            self.comprehension[span(node)] = owner

    def walk_comprehension(self, node: ast.AST, around: list[Span]) -> None:
        targets = (part for generator in node.generators for part in ast.walk(generator.target))
        self.bound[span(node)] = {t.id for t in targets if isinstance(t, ast.Name) and isinstance(t.ctx, ast.Store)}
        first = node.generators[0]
        self.walk(first.iter, around)
        inner = [*around, span(node)]
        for generator in node.generators:
            for part in [generator.target, *generator.ifs, *([] if generator is first else [generator.iter])]:
                self.walk(part, inner)
        for element in ("key", "value", "elt"):
            if hasattr(node, element):
                self.walk(getattr(node, element), inner)


class Flow:
    """Reaching definitions of one code object; a set of definitions is an integer, a bit for each."""

    def __init__(self, places: Map, code: CodeType, node: ast.AST | None) -> None:
        self.places, self.code, self.node = places, code, node
        self.instructions = list(dis.get_instructions(code))
        self.index = {instruction.offset: k for k, instruction in enumerate(self.instructions)}
        self.bits: dict[tuple[Variable, int | None], int] = {}  # (variable, token or None for unbound) -> bit
        self.mask: dict[Variable, int] = {}  # all bits of a variable
        self.meaning: list[tuple[Variable, int | None]] = []
        self.module = node is None or isinstance(node, ast.ClassDef)
        self.generated: dict[int, int] = {}
        self.killed: dict[int, Variable] = {}
        self.used: dict[int, tuple[Variable, Span]] = {}
        self.entry = 0
        self.plan_instructions()

    def bit(self, variable: Variable, token: int | None) -> int:
        if (variable, token) not in self.bits:
            self.bits[variable, token] = 1 << len(self.meaning)
            self.meaning.append((variable, token))
            self.mask[variable] = self.mask.get(variable, 0) | self.bits[variable, token]
        return self.bits[variable, token]

    def plan_instructions(self) -> None:
        """What each instruction reads and writes, and what holds at entry."""
        plan = list(self.list_accesses())
        for *_, variable in plan:
            self.bit(variable, None)
        for k, operation, where, variable in plan:
            name = variable[1]
            tokens = self.places.tokens.get((where, name)) or self.places.tokens.get((where, unmangle(name)))
            if operation in STORES:
                self.killed[k], self.generated[k] = variable, 0
                for token in tokens or [None]:
                    self.generated[k] |= self.bit(variable, token)
                continue
            if operation in DELETES:
                self.killed[k], self.generated[k] = variable, self.bit(variable, None)
                # the implicit `del e` that ends a handler has the place of some other expression
                seen = tokens is not None
            else:
                seen = where in self.places.loads or where in self.places.augmented
            if seen and None not in where:
                self.used[k] = (variable, where)
        parameters = self.list_parameters()
        for variable in {variable for *_, variable in plan}:
            owner, name = variable
            token = parameters.get(name, parameters.get(unmangle(name))) if owner is None else None
            self.entry |= self.bit(variable, token)

    def list_accesses(self) -> Iterator[tuple[int, str, Span, Variable]]:
        own = {*self.code.co_varnames, *self.code.co_cellvars}
        for k, instruction in enumerate(self.instructions):
            operation, name, where = instruction.opname, instruction.argval, tuple(instruction.positions)
            if operation not in READS | STORES | DELETES:
                continue
            if operation.endswith(("GLOBAL", "GLOBALS")) and self.node is not None:
                continue
            if "DEREF" in operation and name not in own:
                continue
            if operation in STORES and where in self.places.bound:
                continue  # restores an outer variable after a comprehension
            yield k, operation, where, (self.places.comprehension.get(where), name)

    def list_parameters(self) -> dict[str, int]:
        arguments = getattr(self.node, "args", None)
        if not isinstance(arguments, ast.arguments):
            return {}
        rest = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *rest]
        return {argument.arg: self.places.src.start(argument) for argument in every}

    def solve(self, wide: bool) -> list[int | None]:
        """The state before each instruction; None where control never comes."""
        handlers = self.find_handlers()
        state: list[int | None] = [None] * len(self.instructions)
        state[0] = self.entry
        waiting = [0]
        while waiting:
            k = waiting.pop()
            for target, value in self.follow(k, state[k], handlers, wide):
                merged = value if state[target] is None else state[target] | value
                if merged != state[target]:
                    state[target] = merged
                    waiting.append(target)
        return state

    def find_handlers(self) -> dict[int, int]:
        """Instruction -> handler of what it raises."""
        found = {}
        for entry in dis._parse_exception_table(self.code):
            for offset in range(entry.start, entry.end, 2):
                if offset in self.index:
                    found[self.index[offset]] = self.index[entry.target]
        return found

    def follow(self, k: int, before: int, handlers: dict[int, int], wide: bool) -> Iterator[tuple[int, int]]:
        """Where control may go after an instruction, and the state there."""
        instruction, after = self.instructions[k], before
        if k in self.killed:
            after = before & ~self.mask[self.killed[k]] | self.generated[k]
        if instruction.opname not in ENDS and k + 1 < len(self.instructions):
            yield k + 1, after
        if instruction.opcode in dis.hasjrel or instruction.opcode in dis.hasjabs:
            swallows = k and self.instructions[k - 1].opname == "WITH_EXCEPT_START"
            if wide or not swallows:
                yield self.index[instruction.argval], after
        if k in handlers:
            if wide:
                yield handlers[k], before | after
            elif instruction.opname not in NO_RAISE:
                yield handlers[k], before

    def rows(self) -> Iterator[Row]:
        found: dict[tuple[Span, Variable], tuple[set, set]] = {}
        for which, state in enumerate((self.solve(wide=False), self.solve(wide=True))):
            for k, (variable, where) in self.used.items():
                if state[k] is not None:
                    tokens = {t for b, (v, t) in enumerate(self.meaning) if v == variable and state[k] >> b & 1}
                    found.setdefault((where, variable), (set(), set()))[which].update(tokens)
        for (where, variable), (least, most) in found.items():
            if most:
                yield self.row(where, variable, least or most, most)  # least: only if a context manager swallows

    def row(self, where: Span, variable: Variable, least: set, most: set) -> Row:
        src = self.places.src
        start, end = src.at(where[0], where[2]), src.at(where[1], where[3])
        name = src.raw[start:end].decode()
        access = "rw" if where in self.places.augmented else "r" if where in self.places.loads else "d"
        row = {
            "use_start_byte": start,
            "use_end_byte": end,
            "name": name,
            "access": access,
            "class": "file" if self.module and variable[0] is None else "local",
            "def_start_bytes": sorted(least - {None}) or None,
            "may_start_bytes": sorted(most - {None}) or None,
            "maybe_unbound": None in most,
        }
        if self.module and row["def_start_bytes"] is None and row["may_start_bytes"] is None:
            row["class"] = "external"
        if name in self.places.rebound:
            row["shared"] = True
        return row


def rows(src: source.Source) -> Iterator[Row]:
    places = Map(src)
    waiting: list[tuple[CodeType, ast.AST | None]] = [(compile(src.tree, src.path, "exec", dont_inherit=True), None)]
    while waiting:
        code, node = waiting.pop()
        yield from Flow(places, code, node).rows()
        for instruction in dis.get_instructions(code):
            if instruction.opname == "LOAD_CONST" and hasattr(instruction.argval, "co_code"):
                inner = places.code.get(tuple(instruction.positions))
                if inner is not None or "generic parameters" in instruction.argval.co_name:  # else: a type alias
                    waiting.append((instruction.argval, inner or node))


if __name__ == "__main__":
    source.main(rows)
