"""Def-use chains of beniget: the definitions that may reach each use of a Python name, flow-sensitively.

`def_start_bytes` is null where beniget knows no definition in the file.
"""

import contextlib
import io
from collections import defaultdict
from collections.abc import Iterator

import beniget
import gast
import source
from output import Row

FUNCTIONS = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda)
BINDERS = (
    *(gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef, gast.Name, gast.alias),
    *(gast.MatchAs, gast.MatchStar, gast.MatchMapping),
)


class Chains(beniget.DefUseChains):
    """Without the remarks that it prints."""

    def unbound_identifier(self, name, node):
        pass

    def warn(self, *args, **kwargs):
        pass


class Tree:
    """The functions around names, and the tokens that bind them."""

    def __init__(self, src: source.Source) -> None:
        self.src = src
        self.root = gast.ast_to_gast(src.tree)
        self.function: dict[gast.AST, gast.AST | None] = {}
        self.augmented: set[gast.AST] = set()
        self.handler: dict[gast.AST, int] = {}  # the name of a handler, to which gast gives no place
        self.walk(self.root, None)

    def walk(self, node: gast.AST, function: gast.AST | None) -> None:
        self.function[node] = function
        if isinstance(node, gast.AugAssign) and isinstance(node.target, gast.Name):
            self.augmented.add(node.target)
        if isinstance(node, gast.ExceptHandler) and node.name:
            self.handler[node.name] = self.src.token(node.name.id, self.src.end(node.type), self.src.end(node))
        for child in gast.iter_child_nodes(node):
            self.walk(child, node if isinstance(node, FUNCTIONS) else function)

    def token(self, node: gast.AST) -> int:
        src = self.src
        if node in self.handler:
            return self.handler[node]
        if isinstance(node, gast.Name):  # parameters too
            return src.start(node)
        if isinstance(node, gast.alias):
            bound = node.asname or node.name.split(".")[0]
            return src.token(bound, src.start(node), src.end(node), last=bool(node.asname))
        if isinstance(node, (gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef)):
            return src.token(node.name, src.start(node), src.end(node))
        name = node.rest if isinstance(node, gast.MatchMapping) else node.name
        return src.token(name, src.start(node), src.end(node), last=True)

    def access(self, node: gast.Name) -> str:
        """How the name is used; empty where it is not."""
        if isinstance(node.ctx, gast.Load):
            return "r"
        return "d" if isinstance(node.ctx, gast.Del) else "rw" if node in self.augmented else ""


def find_reaching(tree: Tree, chains: Chains) -> dict[gast.AST, list[gast.AST]]:
    reaching = defaultdict(list)
    for definition in set(chains.chains.values()):
        node = definition.node
        if not isinstance(node, BINDERS) or node not in tree.function:
            continue
        if isinstance(node, gast.Name) and isinstance(node.ctx, (gast.Load, gast.Del)):
            continue
        if isinstance(node, gast.alias) and node.name == "*":
            continue
        for use in definition.users():
            if isinstance(use.node, gast.Name) and use.node in tree.function:
                reaching[use.node].append(node)
    return reaching


def rows(src: source.Source) -> Iterator[Row]:
    tree = Tree(src)
    chains = Chains(src.path)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        chains.visit(tree.root)
    reaching = find_reaching(tree, chains)
    for node in tree.function:
        access = tree.access(node) if isinstance(node, gast.Name) else ""
        if not access:
            continue
        found = reaching.get(node, [])
        functions = {tree.function[d] for d in found}
        own = tree.function[node]
        if not found:
            where = "external"
        elif own in functions:
            where = "local" if own is not None else "file"
        else:
            where = "closure" if functions - {None} else "file"
        start = src.start(node)
        place = {"use_start_byte": start, "use_end_byte": start + len(node.id.encode()), "name": node.id}
        tokens = sorted({tree.token(d) for d in found})
        yield place | {"access": access, "class": where, "def_start_bytes": tokens or None}


if __name__ == "__main__":
    source.main(rows)
