"""Places: the effects of those that depend on more than a node and its parent, and names that are none."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from codestruct.syntax import Tree

__all__ = ["find_effects", "find_lost_bodies", "find_names", "mark_blank_names"]


def find_effects(tree: Tree, named_children: Callable[[int], list[int]]) -> npt.NDArray[np.int16]:
    """The number of what the place of each row does to the names below it, int16 [nodes]."""
    tables, above, kind = tree.language.tables, tree.above, tree.kind
    effect: npt.NDArray[np.int16] = tables.field_effect[above, tree.field]
    pair = tables.pair_effect[above, kind]
    np.copyto(effect, pair, where=pair > 0)
    if not tables.position_effect.keys().isdisjoint(tree.present):
        for row in tables.has_position.take(kind).nonzero()[0].tolist():
            places = tables.position_effect[int(kind[row])]
            for position, child in enumerate(named_children(row)):
                if position in places:
                    effect[child] = places[position]
    _mark_places(tree, effect)
    effect[0] = 0
    return effect


def _mark_places(tree: Tree, effect: npt.NDArray[Any]) -> None:
    """Enter the effects of `kind[child].field` (the node has such a child) and `place >> below` into `effect`."""
    tables, present = tree.language.tables, tree.present
    kind, fields, _, _, parent, stop = tree.lists
    absent = tables.variant_effect.keys().isdisjoint(present)
    for row in () if absent else tables.has_variant.take(tree.kind).nonzero()[0].tolist():
        children, child = [], row + 1
        while child < stop[row]:
            children.append(child)
            child = stop[child]
        present_here = {kind[child] for child in children}
        for wanted, field, number in tables.variant_effect[kind[row]]:
            if not wanted.isdisjoint(present_here):
                for child in children:
                    if fields[child] == field:
                        effect[child] = number
    for above, child, field, number in tables.nested_effect:
        if above in present and child in present:
            inside = (tree.field == field) & (tree.above == child)
            effect[inside & (tree.above.take(tree.parent) == above)] = number
    places = [(tree.field == field, above, below) for (above, field), below in tables.below_effect.items()
              if above in present]  # fmt: skip
    places += [(tree.kind == child, above, below) for (above, child), below in tables.below_pair.items()
               if above in present]  # fmt: skip
    for chosen, above, below in places:
        for row in (chosen & (tree.above == above)).nonzero()[0].tolist():
            for inner in range(row + 1, stop[row]):
                by_kind = below.get((kind[inner], -1), effect[inner])
                effect[inner] = below.get((kind[parent[inner]], fields[inner]), by_kind)


def find_names(tree: Tree) -> npt.NDArray[np.bool_]:
    """The rows that are names: leaves of the kinds and places that the language lists, or atoms (PHP's `$x`)."""
    tables = tree.language.tables
    name: npt.NDArray[np.bool_] = tables.is_name.take(tree.kind)
    if tables.has_names_at:
        name |= tables.is_name_at[tree.above, tree.field] | tables.is_name_below[tree.above, tree.kind]
    name &= tree.is_solid
    for row in (name & ~tree.is_leaf).nonzero()[0].tolist():
        name[row] = tables.is_atom[tree.kind[row]]
        name[row + 1 : tree.stop[row]] &= ~name[row]
    return name


def find_lost_bodies(tree: Tree) -> dict[int, int]:
    """The ERROR node after each function that ends before its body: where code is cut off, the rest of the function.

    Ours: such an ERROR starts with the brace that opens the body.
    """
    tables = tree.language.tables
    kind, fields, start, _, parent, stop = tree.lists
    found: dict[int, int] = {}
    for error in (tree.kind == tables.error).nonzero()[0].tolist() if tables.error in tree.present else ():
        before = error - 1
        if before <= parent[error] or tree.source.data[start[error] : start[error] + 1] != b"{":
            continue
        while parent[before] != parent[error]:  # the sibling before, from its last leaf up
            before = parent[before]
        rule = tables.scope_rules.get(kind[before])
        if rule is None or rule.kind != "function":
            continue
        bodies = {field for field, index in rule.parts.by_field.items() if rule.parts.names[index] == "body"}
        child = before + 1
        while child < stop[before] and fields[child] not in bodies:
            child = stop[child]
        if bodies and child == stop[before]:
            found[before] = error
    return found


def mark_blank_names(tree: Tree, name: npt.NDArray[np.bool_]) -> None:
    """Take out of `name` the rows whose text the language never takes for a name (Go's `_`, Bash's `$1`)."""
    _, _, start, end, _, _ = tree.lists
    data = tree.source.data
    spelled = tree.language.tables.spelled
    for row in np.flatnonzero(name).tolist() if spelled.pattern else ():
        name[row] = spelled.fullmatch(data[start[row] : end[row]]) is not None
    for blank in tree.language.tables.blank_names:
        for row in np.flatnonzero(name & (tree.end - tree.start == len(blank))).tolist():
            name[row] = data[start[row] : end[row]] != blank
