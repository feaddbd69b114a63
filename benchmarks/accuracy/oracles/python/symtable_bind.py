"""Python, name to binding scope, decided by CPython's own `symtable`.

`def_start_bytes` lists every token that binds the name in the owning scope. CPython 3.12 splices comprehensions out of
the symbol table of the scope around them (PEP 709); for those, and only those, the targets are read from the tree.
"""
# ruff: noqa: N815 - names that ast.NodeVisitor asks for

import ast
import symtable
from collections import defaultdict, deque
from collections.abc import Iterator

import source
from output import Row

COMPREHENSIONS = {"ListComp": "listcomp", "SetComp": "setcomp", "DictComp": "dictcomp", "GeneratorExp": "genexpr"}
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Scope:
    """A scope: one of symtable's, or a spliced-out comprehension, which has no table and knows what it binds."""

    def __init__(self, parent, table, kind, function, cls, bound=frozenset()):
        self.parent, self.table, self.kind = parent, table, kind
        self.function, self.cls, self.bound = function, cls, bound
        self.queue = defaultdict(deque)
        if table is not None:
            for child in table.get_children():
                self.queue[child.get_name(), child.get_lineno()].append(child)

    def real(self) -> "Scope":
        """The innermost scope around that has a table."""
        scope = self
        while scope.table is None:
            scope = scope.parent
        return scope

    def child(self, name: str, *lines: int):
        """The next table, in source order, of a scope of that name at one of these lines."""
        queue = self.real().queue
        return next((queue[name, line].popleft() for line in lines if queue.get((name, line))), None)

    def binds(self, name: str) -> bool:
        if self.table is None:
            return name in self.bound
        try:
            return self.table.lookup(name).is_local()
        except KeyError:
            return False


class Walk(ast.NodeVisitor):
    """Collects definitions by (scope, name), and uses with the scope that owns their name."""

    def __init__(self, src: source.Source) -> None:
        self.src = src
        self.module = Scope(None, symtable.symtable(src.raw, src.path, "exec"), "module", None, None)
        self.scope = self.module
        self.defs = defaultdict(list)
        self.uses = []
        self.unevaluated = False
        self.future = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "__future__"
            and any(alias.name == "annotations" for alias in node.names)
            for node in src.tree.body
        )

    # -- resolving

    def mangle(self, name: str) -> str:
        cls = self.scope.cls
        if cls and name.startswith("__") and not name.endswith("__") and cls.strip("_"):
            return "_" + cls.lstrip("_") + name
        return name

    def owner(self, name: str) -> Scope:
        if self.unevaluated:
            return self.static_owner(name)
        scope = self.scope
        while scope.table is None:
            if scope.binds(name):
                return scope
            scope = scope.parent
        if scope.kind == "module":
            return scope
        if not (scope.kind == "class" and scope is not self.scope):  # a comprehension does not see its class
            symbol = scope.table.lookup(name)
            if symbol.is_global():
                return self.module
            if symbol.is_local():
                return scope
        return self.enclosing_owner(scope, name)

    def enclosing_owner(self, scope: Scope, name: str) -> Scope:
        direct = scope.kind == "annotation"  # the scopes of PEP 695 see their class
        scope = scope.parent
        while scope is not self.module:
            if scope.table is None or scope.kind != "class" or direct:
                if scope.binds(name):
                    return scope
                direct = scope.kind == "annotation"
            scope = scope.parent
        return scope

    def static_owner(self, name: str) -> Scope:
        """The innermost scope that binds the name, for names that CPython does not enter in its table."""
        scope = self.scope
        while scope is not self.module:
            if (scope.kind != "class" or scope is self.scope) and scope.binds(name):
                return scope
            scope = scope.parent
        return scope

    def bind(self, node: ast.AST) -> None:
        for name, at in self.src.binding_tokens(node):
            if "." not in name:
                mangled = self.mangle(name)
                self.defs[self.owner(mangled), mangled].append(at)

    def use(self, node: ast.Name, access: str) -> None:
        mangled = self.mangle(node.id)
        self.uses.append((self.src.start(node), node.id, access, self.owner(mangled), mangled, self.scope.function))

    # -- names

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.use(node, "a" if self.unevaluated else "r")
        elif isinstance(node.ctx, ast.Del):
            self.use(node, "d")
        else:
            self.bind(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.use(node.target, "rw")
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.bind(node)

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.AST) -> None:
        self.bind(node)
        self.generic_visit(node)

    visit_MatchAs = visit_MatchStar = visit_MatchMapping = visit_ExceptHandler

    def visit_annotation(self, node: ast.AST | None) -> None:
        """Under PEP 563 annotations are parsed but never compiled: access "a"."""
        if node is not None:
            before, self.unevaluated = self.unevaluated, self.future
            self.visit(node)
            self.unevaluated = before

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.target)
        self.visit_annotation(node.annotation)
        if node.value:
            self.visit(node.value)

    # -- scopes

    def visit_type_parameters(self, node: ast.AST, name: str, line: int) -> Scope | None:
        """Enter the scope of type parameters, if there are any, and return the scope to go back to."""
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return None
        outer = self.scope
        table = outer.child(name, line, node.lineno)
        if table is None:
            raise LookupError(f"no scope for the type parameters of {name}")
        self.scope = Scope(outer, table, "annotation", outer.function, outer.cls)
        for parameter in parameters:
            self.bind(parameter)
            for part in (getattr(parameter, "bound", None), getattr(parameter, "default_value", None)):
                if part is not None:
                    inner = self.scope
                    lazy = inner.child(parameter.name, parameter.lineno, part.lineno)
                    if lazy is not None:
                        self.scope = Scope(inner, lazy, "annotation", inner.function, inner.cls)
                    self.visit(part)
                    self.scope = inner
        return outer

    def visit_FunctionDef(self, node: Function) -> None:
        named = not isinstance(node, ast.Lambda)
        name = node.name if named else "lambda"
        line = node.decorator_list[0].lineno if named and node.decorator_list else node.lineno
        parameters = list_parameters(node.args)
        if named:
            self.bind(node)
        for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(default)
        outer = None
        if named:
            for decorator in node.decorator_list:
                self.visit(decorator)
            outer = self.visit_type_parameters(node, name, line)
            for annotation in [*(parameter.annotation for parameter in parameters), node.returns]:
                self.visit_annotation(annotation)
        table = self.scope.child(name, line, node.lineno)
        if table is None:
            raise LookupError(f"no symbol table for the function at line {node.lineno}")
        around = self.scope
        self.scope = Scope(around, table, "function", node, around.cls)
        for parameter in parameters:
            self.bind(parameter)
        for statement in node.body if named else [node.body]:
            self.visit(statement)
        self.scope = outer or around

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bind(node)
        for decorator in node.decorator_list:
            self.visit(decorator)
        line = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        outer = self.visit_type_parameters(node, node.name, line)
        for part in [*node.bases, *(keyword.value for keyword in node.keywords)]:
            self.visit(part)
        table = self.scope.child(node.name, line, node.lineno)
        if table is None:
            raise LookupError(f"no symbol table for the class at line {node.lineno}")
        around = self.scope
        self.scope = Scope(around, table, "class", around.function, node.name)
        for statement in node.body:
            self.visit(statement)
        self.scope = outer or around

    def visit_TypeAlias(self, node: ast.AST) -> None:
        self.visit(node.name)
        outer = self.visit_type_parameters(node, node.name.id, node.lineno)
        around = self.scope
        table = around.child(node.name.id, node.lineno, node.value.lineno)
        if table is not None:
            self.scope = Scope(around, table, "annotation", around.function, around.cls)
        self.visit(node.value)
        self.scope = outer or around

    def visit_ListComp(self, node: ast.AST) -> None:
        first, *rest = node.generators
        self.visit(first.iter)  # evaluated outside
        around = self.scope
        table = around.child(COMPREHENSIONS[type(node).__name__], node.lineno)
        bound = frozenset() if table is not None else frozenset(map(self.mangle, list_targets(node)))
        self.scope = Scope(around, table, "function", around.function, around.cls, bound)
        elements = [getattr(node, part) for part in ("key", "value", "elt") if hasattr(node, part)]
        for part in [first.target, *first.ifs, *rest, *elements]:
            self.visit(part)
        self.scope = around

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def rows(self) -> Iterator[Row]:
        self.visit(self.src.tree)
        for start, name, access, owner, mangled, function in self.uses:
            tokens = sorted(set(self.defs.get((owner, mangled), [])))
            if not tokens:
                where = "external"
            elif owner.kind in ("function", "annotation"):
                where = "local" if owner.function is function else "closure"
            else:
                where = "file"
            place = {"use_start_byte": start, "use_end_byte": start + len(name.encode()), "name": name}
            yield place | {"access": access, "class": where, "def_start_bytes": tokens or None}


def list_parameters(arguments: ast.arguments) -> list[ast.arg]:
    plain = arguments.posonlyargs + arguments.args
    rest = [p for p in (arguments.vararg, arguments.kwarg) if p]
    return plain + rest[: bool(arguments.vararg)] + arguments.kwonlyargs + rest[bool(arguments.vararg) :]


def list_targets(comprehension: ast.AST) -> set[str]:
    """Names that a comprehension's own `for` clauses bind."""
    nodes = (node for generator in comprehension.generators for node in ast.walk(generator.target))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


if __name__ == "__main__":
    source.main(lambda src: Walk(src).rows())
