"""Consistency checks on bindings and flow: what must hold of any source, whatever its language says."""

import random
from collections.abc import Iterator

import numpy as np

from codestruct.analysis import Analysis, analyze
from codestruct.closure import render
from codestruct.flow import FlowKind
from codestruct.language import Role
from codestruct.lowering import Event
from codestruct.testing.invariance import list_last_words, rename_symbols

__all__ = ["find_deletion_faults", "find_flow_faults", "find_renaming_faults", "list_idle_items"]

_DEFINING = (Role.DECLARE, Role.DEFINE, Role.UPDATE)  # a declaration may hold on entry
_READING = (Role.USE, Role.UPDATE, Role.DELETE)

Row = tuple[int, int, int, bool]


def find_flow_faults(code: Analysis, *, deletions: int = 2, seed: int = 0) -> list[str]:
    """Where the bindings and the flow of a source contradict themselves, in words; the rules are ours.

    Each occurrence has a symbol of its name, or is a use and free; each row's ends exist, name the same symbol, define
    and read; a definition reaches itself only around a loop; rows within a function are no closures, and the other way
    round; nothing dead is in a row. Where the source parses clean: other names change nothing (`find_renaming_faults`),
    nor does it to take out items that only read, all of them, then `deletions` - 1 random halves of them
    (`find_deletion_faults`).

    >>> import codestruct as cs
    >>> find_flow_faults(cs.analyze("x = 1\\nwhile x:\\n  print(x)\\n  x -= 1", "python"))
    []
    """
    faults = [*_check_sites(code), *_check_rows(code)]
    if code.errors or faults:
        return faults
    faults += find_renaming_faults(code)
    draw, idle = random.Random(seed), list_idle_items(code)
    for number in range(deletions if idle else 0):
        taken = [item for item in idle if number == 0 or draw.random() < 0.5]
        faults += find_deletion_faults(code, taken) if taken else []
    return faults


def _check_sites(code: Analysis) -> Iterator[str]:
    names = code.bindings
    symbols = len(names.symbol_name)
    rows = zip(names.name.tolist(), names.role.tolist(), names.symbol.tolist(), names.item.tolist(), strict=True)
    for site, (name, role, symbol, item) in enumerate(rows):
        if not -1 <= symbol < symbols:
            yield f"{_tell(code, site)} has symbol {symbol} of {symbols}"
        elif symbol >= 0 and names.names[names.symbol_name[symbol]] != names.names[name]:
            yield f"{_tell(code, site)} has a symbol called {names.names[names.symbol_name[symbol]]!r}"
        elif symbol < 0 and role != Role.USE:
            yield f"{_tell(code, site)} is free, but is no use"
        if not -1 <= item < len(code.items):
            yield f"{_tell(code, site)} is in item {item} of {len(code.items)}"


def _check_rows(code: Analysis) -> Iterator[str]:
    role, symbol = code.bindings.role.tolist(), code.bindings.symbol.tolist()
    live = _find_live_units(code)
    seen = set()
    for define, use, kind, _ in _list_rows(code):
        if not (0 <= define < len(role) and 0 <= use < len(role)):
            yield f"row ({define}, {use}) is between sites that there are not"
            continue
        row = f"{_tell(code, define)} -> {_tell(code, use)} ({FlowKind(kind).name})"
        if (define, use) in seen:
            yield f"{row} is there twice"
        seen.add((define, use))
        if symbol[define] != symbol[use] or symbol[use] < 0:
            yield f"{row} joins symbols {symbol[define]} and {symbol[use]}"
        if role[define] not in _DEFINING or role[use] not in _READING:
            yield f"{row} leads from {Role(role[define]).name} to {Role(role[use]).name}"
        if define == use and kind != FlowKind.CARRIED:
            yield f"{row} leads to itself without a loop"
        if define not in live or use not in live:
            yield f"{row} has an end in dead code"
        elif (kind == FlowKind.CLOSURE) != (live[define] != live[use]):
            yield f"{row} leads from function {live[define]} to {live[use]}"


def _find_live_units(code: Analysis) -> dict[int, int]:
    """The function (unit) of each site that control can get to, by a walk over the program's blocks."""
    program = code.program
    entry = program.unit_entry
    todo = [entry[0]]
    seen = set(todo)
    found: dict[int, int] = {}
    while todo:
        block = todo.pop()
        ahead = list(program.successors[block])
        for event in program.blocks[block]:
            if event & 7 == Event.CREATE:
                ahead.append(entry[event >> 3])
            else:
                found[event >> 3] = program.block_unit[block]
        new = set(ahead) - seen
        seen |= new
        todo += new
    return found


def find_renaming_faults(code: Analysis) -> list[str]:
    """Which occurrences or rows change where each symbol gets a name that nothing else has (ours)."""
    renamed = analyze(rename_symbols(code), code.language)
    names, after = code.bindings, renamed.bindings
    if not (np.array_equal(after.symbol, names.symbol) and np.array_equal(after.role, names.role)):
        return ["other names change what names mean"]
    changed = _differences(code, renamed, range(len(names)))
    return [f"other names change the row {_tell_row(code, row)}" for row in changed]


def list_idle_items(code: Analysis) -> list[int]:
    """The outermost items that define nothing, jump nowhere and are in no `try`: no other row depends on them (ours).

    They hold no occurrence of a name but uses, no function, loop, label or assertion, and no call that never returns.
    """
    tree, tables, items, names = code.tree, code.language.tables, code.items, code.bindings
    forms = {kind: form.name for kind, form in tables.forms.items()}
    asserting = [kind for kind, name in forms.items() if name == "assert"]
    active = tables.is_active[tree.kind] | np.isin(tree.kind, asserting)
    before = np.concatenate(([0], np.cumsum(active)))
    raising = {kind for kind, name in forms.items() if name in ("try", "with")}
    last_words = list_last_words(code.language)
    other = np.sort(names.start[names.role != Role.USE])
    kind, stop, parent = tree.lists[0], tree.lists[5], tree.lists[4]
    found: list[int] = []
    end = -1
    for item, (row, start, stop_byte) in enumerate(
        zip(items.row.tolist(), items.start.tolist(), items.end.tolist(), strict=True)
    ):
        if start < end or before[stop[row]] > before[row]:
            continue
        if np.searchsorted(other, start) != np.searchsorted(other, stop_byte):
            continue
        around = row
        while around >= 0 and kind[around] not in raising:
            around = parent[around]
        if around < 0 and not any(word in code.source.data[start:stop_byte] for word in last_words):
            found.append(item)
            end = stop_byte
    return found


def find_deletion_faults(code: Analysis, taken: list[int]) -> list[str]:
    """Which rows between the other items change where some items are taken out (ours)."""
    keep = np.ones(len(code.items), dtype=bool)
    for item in taken:  # with all that is in them: items come in preorder
        keep[item] = False
    for item, around in enumerate(code.items.parent.tolist()):
        keep[item] &= around < 0 or keep[around]
    rest = analyze(render(code.tree, code.items, code.tokens, keep).data, code.language)
    home = code.bindings.item
    left = np.flatnonzero((home < 0) | keep[home]).tolist()
    texts = [[names.names[name] for name in names.name] for names in (code.bindings, rest.bindings)]
    if [texts[0][site] for site in left] != texts[1]:
        return [f"without {_tell_item(code, taken[0])} there are other names"]
    return [
        f"without {_tell_item(code, taken[0])} and {len(taken) - 1} more the row {_tell_row(code, row)} changes"
        for row in _differences(code, rest, left)
    ]


def _list_rows(code: Analysis) -> list[Row]:
    flow = code.flow
    return list(zip(flow.define.tolist(), flow.use.tolist(), flow.kind.tolist(), flow.certain.tolist(), strict=True))


def _differences(code: Analysis, other: Analysis, sites: "range | list[int]") -> list[Row]:
    """The rows between some sites that another analysis, which has these sites only, has not, or has besides."""
    chosen = set(sites)
    before = {row for row in _list_rows(code) if row[0] in chosen and row[1] in chosen}
    after = {(sites[define], sites[use], kind, certain) for define, use, kind, certain in _list_rows(other)}
    return sorted(before ^ after)


def _tell(code: Analysis, site: int) -> str:
    names = code.bindings
    return f"{names.names[names.name[site]]} in line {code.source.line_of(names.start[site])}"


def _tell_row(code: Analysis, row: Row) -> str:
    return f"{_tell(code, row[0])} -> {_tell(code, row[1])} ({FlowKind(row[2]).name})"


def _tell_item(code: Analysis, item: int) -> str:
    return f"the {code.items[item].kind} in line {code.source.line_of(code.items.start[item])}"
