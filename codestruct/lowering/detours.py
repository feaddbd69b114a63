"""Detours: code that runs otherwise than its place in the tree says, as the parser does not see what macros hide."""

import numpy as np

from codestruct.lowering.macros import Macro
from codestruct.syntax import Tree

__all__ = ["ONCE", "OPTIONAL", "REPEATED", "find_detours", "find_macro_blocks"]

ONCE, OPTIONAL, REPEATED = 1, 2, 3
"""How often a piece of code runs: exactly once, at most once, any number of times."""


def find_detours(tree: Tree, macros: dict[int, Macro], blocks: dict[int, int]) -> dict[int, int]:
    """How often rows run that the tree puts elsewhere (ours).

    An `if` whose statement is behind an `#endif` is read with an empty one: what follows is optional. So is an `else`
    behind an `#if`. A block after a call is headed by a macro, and so is what looks like a function in a function.
    """
    tables = tree.language.tables
    found = _find_after_repairs(tree, macros)
    if not tables.macro_texts:
        return found
    above = tree.above
    stray = tables.clauses[tree.kind] & ~tables.is_body[tree.kind] & tables.is_body[above] & tables.decides[above]
    found.update(dict.fromkeys(np.flatnonzero(stray).tolist(), OPTIONAL))
    for row, body in blocks.items():
        found[body] = _count_runs(macros.get(row + 1))
        if b"if" in _first_words(tree, row, body):
            found[body] = OPTIONAL
    return {row: runs for row, runs in found.items() if runs != ONCE}


def find_macro_blocks(tree: Tree) -> dict[int, int]:
    """The functions that are none, as they stand where the language has no functions, and their bodies."""
    tables = tree.language.tables
    kind, field, _, _, parent, stop = tree.lists
    found: dict[int, int] = {}
    for one, rule in tables.scope_rules.items() if tables.macro_texts else ():
        if rule.kind != "function" or not rule.unless_in:
            continue
        for row in np.flatnonzero(tree.kind == one).tolist():
            around = parent[row]
            while around > 0 and kind[around] in rule.through:
                around = parent[around]
            child = row + 1
            while child < stop[row] and rule.parts.by_field.get(field[child]) is None:
                child = stop[child]
            if kind[around] in rule.unless_in and child < stop[row]:
                found[row] = child
    return found


def _find_after_repairs(tree: Tree, macros: dict[int, Macro]) -> dict[int, int]:
    """What follows statements whose end the parser made up."""
    tables = tree.language.tables
    kind, field, start, end, parent, _ = tree.lists
    found = {}
    for row in tree.missing:
        statement = parent[row]
        if start[statement] == end[statement]:
            following = _next_statement(tree, parent[statement])
            if following >= 0 and tables.unit_field[kind[parent[statement]], field[statement]]:
                found[following] = OPTIONAL
        elif tables.macro_texts and tables.is_wrapper[kind[statement]] and tables.is_call[kind[statement + 1]]:
            following = _next_statement(tree, statement)
            if following >= 0 and tables.is_body[kind[following]] and not tables.decides[kind[following]]:
                found[following] = _count_runs(macros.get(statement + 1))
    return found


def _next_statement(tree: Tree, row: int) -> int:
    """The statement after a row, also behind the end of a conditional part or an `if` that the row ends; or -1."""
    tables = tree.language.tables
    kind, field, _, _, parent, stop = tree.lists
    while row > 0:
        after, limit = stop[row], stop[parent[row]]
        while after < limit and not tables.counts[kind[after]]:
            after = stop[after]
        if after < limit and not tables.clauses[kind[after]]:
            return after
        above = kind[parent[row]]
        conditional = tables.is_body[above] and (tables.decides[above] or tables.clauses[above])
        if not conditional and not tables.unit_field[above, field[row]]:
            return -1
        row = parent[row]
    return -1


def _count_runs(macro: Macro | None) -> int:
    """How often a block runs that a macro heads; one whose text is not there is taken for a loop's."""
    if macro is None or macro.loop:
        return REPEATED
    return OPTIONAL if macro.perhaps else ONCE


def _first_words(tree: Tree, row: int, body: int) -> set[bytes]:
    """The texts of the leaves before a body."""
    _, _, start, end, _, stop = tree.lists
    return {tree.source.data[start[leaf] : end[leaf]] for leaf in range(row, body) if stop[leaf] == leaf + 1}
