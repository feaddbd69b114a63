"""Tree, Items -> Control: which item decides whether another one runs."""

import numpy as np

from codestruct.control.outline import draw_outline
from codestruct.control.postdominance import Decisions
from codestruct.control.table import Control
from codestruct.items import Items
from codestruct.syntax import Tree

__all__ = ["Control", "trace_control"]


def trace_control(tree: Tree, items: Items) -> Control:
    """The control dependences between the items of a tree, one row a (decider, item) pair, sorted by item.

    An item depends on another one if that one has a branch, one of whose ways certainly comes to the item while another
    may leave it out (Ferrante, Ottenstein and Warren 1987, on the blocks of the lowered tree). Ours is what this means
    for items: an item is run where it begins, a branch belongs to the item whose code comes last before it. So a loop
    or an `if` decides about what is in it; where it may `return` or `break`, about what comes after it too; a statement
    in a `try`, which may raise, about the handlers and the statement after it; a function about nothing in it.

    >>> import codestruct as cs
    >>> code = cs.analyze("while a:\\n  if b:\\n    break\\n  f()", "python")
    >>> [(code.items[d].kind, code.items[i].kind) for d, i in zip(code.control.decider, code.control.item)]
    [('while_statement', 'if_statement'), ('if_statement', 'break_statement'), ('if_statement', 'call')]
    """
    outline = draw_outline(tree, items)
    blocks: dict[int, set[int]] = {}  # by item: where it begins
    for item, block in outline.begins:
        blocks.setdefault(item, set()).add(block)
    begins: dict[int, list[int]] = {}  # by block: the items that begin there, and nowhere else
    several = {}
    for item, where in blocks.items():
        if len(where) == 1:
            begins.setdefault(min(where), []).append(item)
        else:
            several[item] = where
    decisions = Decisions(outline.successors, outline.entries)
    pairs = [(branch, item) for branch, block in decisions.pairs for item in begins.get(block, ())]
    pairs += [(branch, item) for item, where in several.items() for branch in decisions.find_branches(where)]
    found = {(item, outline.owner[branch]) for branch, item in pairs if outline.owner[branch] not in (item, -1)}
    rows = np.array(sorted(found), dtype=np.int32).reshape(-1, 2)
    item, decider = np.ascontiguousarray(rows.T)
    for column in (item, decider):
        column.flags.writeable = False
    return Control(decider, item, decisions.capped)
