"""Source -> Tree: a bounded parse, and its result as a table of nodes. Nothing behind this door sees tree_sitter."""

from codestruct.syntax.parsing import MAX_BYTES, parse
from codestruct.syntax.tree import MAX_SECONDS, Diagnostic, Tree

__all__ = ["MAX_BYTES", "MAX_SECONDS", "Diagnostic", "Tree", "parse"]
