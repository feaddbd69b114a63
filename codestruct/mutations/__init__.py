"""Tree, Bindings, Flow -> Mutations: method calls as uncertain updates of the names that they are on."""

import numpy as np

from codestruct.access import Nodes
from codestruct.binding import Bindings
from codestruct.flow import Flow
from codestruct.items import Items
from codestruct.language import Category, Role
from codestruct.lowering import Event
from codestruct.mutations.table import Mutations
from codestruct.syntax import Tree
from codestruct.tape import MAY, Tape, find_changing_calls, record
from codestruct.tentative import Script

__all__ = ["Mutations", "find_mutations"]


def find_mutations(tree: Tree, items: Items, bindings: Bindings, flow: Flow) -> Mutations:
    """The uses that may see what a method call did to an object, by its name (`Mutations`).

    A method call on a name is an uncertain update of it once its arguments are read: it reaches the uses that it would
    reach as a definition, and hides none (ours). Left out are methods that the language's file lists as `pure`, and
    names that are nothing but imported. Raises InvalidLanguage where the language does not say what a call is.

    >>> import codestruct as cs
    >>> code = cs.analyze("xs = []\\nxs.append(1)\\nf(xs)", "python")
    >>> code.bindings.start[code.mutations.define].tolist(), code.bindings.start[code.mutations.use].tolist()
    ([8], [23])
    """
    nodes = Nodes(tree)
    site_at = dict(zip(bindings.start.tolist(), range(len(bindings)), strict=True))
    end, imported = bindings.end.tolist(), _find_imported(items, bindings, flow)
    after, listed = {}, {}
    for call, (target, method) in find_changing_calls(nodes).items():
        site = site_at.get(nodes.start[target], -1)
        if site >= 0 and end[site] == nodes.end[target] and nodes.is_leaf[target] and site not in imported:
            after[call] = target, MAY
            listed[site] = nodes.tables.is_mutating_method.match(method) is not None
    found = _trace(record(tree, items, {}, after), bindings)
    known = np.array([listed[site] for site in found.define.tolist()], dtype=bool)
    uncertain = np.zeros(len(found), dtype=bool)
    for column in (known, uncertain):
        column.flags.writeable = False
    return Mutations(found.define, found.use, found.kind, uncertain, known, found.capped)


def _find_imported(items: Items, bindings: Bindings, flow: Flow) -> set[int]:
    """The uses that nothing reaches but imports."""
    category = np.append(items.category, Category.OTHER)  # the last one is that of no item, -1
    by_import = category[bindings.item[flow.define]] == Category.IMPORT
    return set(flow.use[by_import].tolist()) - set(flow.use[~by_import].tolist())


def _trace(tape: Tape, bindings: Bindings) -> Flow:
    """The rows of the flow that start at a call; a name's second site stands for what the call does."""
    symbol = bindings.symbol.tolist()
    script = Script(tape)
    for one in symbol:
        script.new_site(one)
    calls: dict[int, int] = {}
    for block, events in enumerate(tape.blocks):
        script.begin(block)
        for event in events:
            site, what = event >> 3, event & 7
            if what == MAY:
                if site not in calls:
                    calls[site] = script.new_site(symbol[site])
                script.may_define([calls[site]] if symbol[site] >= 0 else [])
            elif what != Event.OCCUR:
                script.happen(site, what)
            else:
                _occur(script, site, tape.role[site])
        script.end(block)
    flow = script.trace()
    of_site = {made: site for site, made in calls.items()}
    chosen = np.flatnonzero(flow.define >= len(symbol))
    define = np.array([of_site[made] for made in flow.define[chosen].tolist()], dtype=np.int32)
    order = np.lexsort((define, flow.use[chosen]))
    found = Flow(
        define[order], flow.use[chosen][order], flow.kind[chosen][order], flow.certain[chosen][order], flow.capped
    )
    for column in (found.define, found.use, found.kind):
        column.flags.writeable = False
    return found


def _occur(script: Script, site: int, role: int) -> None:
    """What an occurrence does, as events that do not depend on its role."""
    if role in (Role.USE, Role.UPDATE, Role.DELETE):
        script.happen(site, Event.READ)
    if role in (Role.DEFINE, Role.UPDATE):
        script.happen(site, Event.DEFINE)
    elif role == Role.DELETE:
        script.happen(site, Event.KILL)
