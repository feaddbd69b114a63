"""Tree, Bindings, Flow -> Paths: members and elements as symbols with definitions that reach uses."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.calls.functions import Functions
from codestruct.calls.resolution import Resolver
from codestruct.flow import Flow
from codestruct.items import Items
from codestruct.language import Role
from codestruct.lowering import Event
from codestruct.paths.occurrences import Starts, find_aliases, find_chains
from codestruct.paths.overlaps import Overlaps
from codestruct.paths.play import Row, play
from codestruct.paths.table import Paths
from codestruct.syntax import Tree
from codestruct.tape import MAY, find_changing_calls, record

__all__ = ["Paths", "trace_paths"]


def trace_paths(tree: Tree, items: Items, bindings: Bindings, flow: Flow) -> Paths:
    """The access paths of a source with the definitions that each use may read (`Paths`).

    A path is a name, `this` or a method's object, and the members and elements that lead on from it; paths of the same
    symbol and the same steps are one symbol. A write certainly defines its path, and ends what was known of the paths
    inside it; a definition of the name ends what was known of all its paths. A write through an index that is no
    literal, a write through another name for the same object (names assigned one another), and a call on the path of a
    method that is not listed as pure, may define: these rows are uncertain, as is the read of an unknown element. The
    fields of an object are linked between the methods of a class as variables are between functions. All of that is
    ours. Raises InvalidLanguage where the language does not say what a member is.

    >>> import codestruct as cs
    >>> paths = cs.analyze("a.b = 1\\na.c = 2\\nf(a.b)\\n", "python").paths
    >>> [(paths.names[paths.symbol[u]], int(paths.start[d])) for d, u in zip(paths.define, paths.use)]
    [('a.b', 0)]
    """
    nodes = Nodes(tree)
    functions = Functions(nodes, bindings)
    resolver = Resolver(nodes, functions, bindings, flow)
    chains = find_chains(nodes, functions)
    number = {chain.row: index for index, chain in enumerate(chains)}
    fields = set(nodes.rows("field"))
    after = {row: (row, int(Event.DEFINE)) for row in number if row in fields}
    for call, (target, _) in find_changing_calls(nodes).items():
        if target in number:
            after[call] = target, MAY
    tape = record(tree, items, number, after)
    homes = {tape.scope_of[row]: row for row in functions.classes if row in tape.scope_of}
    scopes = enumerate(bindings.symbol_scope.tolist())
    starts = Starts(nodes, functions, resolver, bindings, {s: homes[scope] for s, scope in scopes if scope in homes})
    occurrences = starts.list_occurrences(chains)
    mixed = any(form.words.get("members") for form in nodes.access.values())
    pointers = any(form.words.get("pointer") for form in nodes.access.values())
    overlaps = Overlaps(occurrences, find_aliases(nodes, functions, starts), mixed=mixed, pointers=pointers)
    bare = _find_bare_fields(bindings, overlaps, starts.fields)
    roots = {functions.site_at(chain.root) for chain in chains}
    rows, capped = play(tape, occurrences, overlaps, bindings.symbol.tolist(), bare, roots)
    role = np.array(tape.role, dtype=np.uint8)
    kept = [index for index in range(len(occurrences)) if role[tape.names + index] != Role.DECLARE]
    kept += [len(occurrences) + site for site in np.flatnonzero(np.isin(bindings.symbol, list(bare))).tolist()]
    at = np.array([one.row for one in occurrences], dtype=np.int64)
    path = [overlaps.of_path[one.base, one.steps] for one in occurrences]
    columns = np.stack((
        np.concatenate((tree.start[at], bindings.start)), np.concatenate((tree.end[at], bindings.end)),
        np.concatenate((role[tape.names :], bindings.role)),
        np.concatenate((np.array(path, dtype=np.int32), [bare.get(s, -1) for s in bindings.symbol.tolist()])),
        np.concatenate((items.owner[at], bindings.item)),
    ))[:, kept].astype(np.int32)  # fmt: skip
    return _make_table(columns, kept, tuple(overlaps.texts), rows, tuple(sorted({*capped, *overlaps.capped})))


def _find_bare_fields(bindings: Bindings, overlaps: Overlaps, fields: Mapping[int, int]) -> dict[int, int]:
    """By symbol of a name in a class's scope the path that is the same field of its objects."""
    found = {}
    for symbol, home in fields.items():
        step = "." + bindings.names[bindings.symbol_name[symbol]]
        path = overlaps.of_path.get((("class", home), (step,)), -1)
        if path >= 0:
            found[symbol] = path
    return found


def _make_table(
    columns: npt.NDArray[np.int32], kept: list[int], names: tuple[str, ...], rows: list[Row], capped: tuple[int, ...]
) -> Paths:
    """The table, its occurrences in source order."""
    order = np.lexsort((-columns[1], columns[0]))
    rank = {kept[old]: new for new, old in enumerate(order.tolist())}
    start, end, role, symbol, item = np.ascontiguousarray(columns[:, order])
    renumbered = sorted((rank[use], rank[define], kind, sure) for use, define, kind, sure in rows)
    flow = np.array(renumbered, dtype=np.int32).reshape(-1, 4)
    use, define, kind_, sure_ = np.ascontiguousarray(flow.T)
    table = Paths(
        start, end, role.astype(np.uint8), symbol, item, names, define, use, kind_.astype(np.uint8), sure_.astype(bool),
        capped,
    )  # fmt: skip
    for column in (start, end, table.role, symbol, item, define, use, table.kind, table.certain):
        column.flags.writeable = False
    return table
