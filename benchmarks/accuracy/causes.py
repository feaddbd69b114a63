"""Where in the tree an error stands, in a few words: a guess at its cause, for grouping.

Uses the grammar's own tree, not codestruct's, so that it also serves for judging codestruct.
"""

import importlib
import re
from functools import cache

import tree_sitter

STATEMENT = re.compile(
    r"(statement|declaration|definition|clause|comprehension|arm|case|lambda|function|method|class|block|spec|item"
    r"|expression_list|program|module|source_file|translation_unit)$"
)
GRAMMARS = {"typescript": ("tree_sitter_typescript", "language_typescript")}


@cache
def _load_parser(language: str) -> tree_sitter.Parser:
    module, function = GRAMMARS.get(language, ("tree_sitter_" + language, "language"))
    return tree_sitter.Parser(tree_sitter.Language(getattr(importlib.import_module(module), function)()))


class Places:
    """The ancestors of any byte of one file; parsed when first asked."""

    def __init__(self, raw: bytes, language: str) -> None:
        self._root = _load_parser(language).parse(raw).root_node
        self._paths: dict[int, list[tree_sitter.Node]] = {}

    def climb(self, at: int) -> list[tree_sitter.Node]:
        """List the nodes around a byte, the innermost first."""
        if not self._root.start_byte <= at < self._root.end_byte:  # beyond it the binding crashes
            return [self._root]
        if at not in self._paths:
            node, path = self._root, []
            while node is not None:
                path.append(node)
                node = node.first_child_for_byte(at) if node.child_count else None
                if node is not None and not node.start_byte <= at < node.end_byte:
                    node = None
            self._paths[at] = path[::-1]
        return self._paths[at]

    def find_kind(self, at: int, kinds: frozenset[str]) -> str:
        """The first of these kinds that an ancestor has, or an empty text."""
        return next((node.type for node in self.climb(at) if node.type in kinds), "")

    def describe_place(self, at: int) -> str:
        """The leaf's parent and the statement around it."""
        path = self.climb(at)
        parents = [node.type for node in path[1:]]
        direct = parents[0] if parents else "?"
        around = next((kind for kind in parents[1:] if STATEMENT.search(kind)), "")
        return direct + (" in " + around if around else "")

    def describe_pair(self, define: int, use: int) -> str:
        """What lies between a definition and a use: the node that holds both, and the ways down to each."""
        above = {node.id: node for node in self.climb(use)}
        path = self.climb(define)
        meeting = next((k for k, node in enumerate(path) if node.id in above), len(path) - 1)

        def ways(nodes: list[tree_sitter.Node]) -> str:
            kinds = [node.type for node in nodes if STATEMENT.search(node.type)]
            return " > ".join(reversed(kinds[-2:])) or nodes[-1].type if nodes else "itself"

        down = [node for node in self.climb(use) if node.id not in {n.id for n in path}]
        return f"{path[meeting].type}: [{ways(path[:meeting])}] -> [{ways(down)}]"
