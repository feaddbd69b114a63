"""Members: names of a class or namespace that stands before them (`C::f`), wherever in the source its body is."""

import re

from codestruct.language import Intro, Role, ScopeRule
from codestruct.lowering.machine import PLAIN, Machine, Task
from codestruct.lowering.program import ScopeKind
from codestruct.lowering.rows import take

__all__ = ["find_home", "lower_member", "open_named"]

_WORD = re.compile(rb"\w+")


def lower_member(m: Machine, row: int, rule: ScopeRule, context: int, visible: int) -> None:
    """`C::f`: C is read where it stands; f means a name of the scope that C names. Of an unknown scope, it is none.

    Where it defines, the unknown scope becomes known (ours: its class is in another file); a name without a scope
    before it (`::f`) is the module's.
    """
    found, rest = m.parts(row, rule.parts)
    qualifier = take(found, "of")
    if m.opens_none(row, rule):
        m.push(m.walk_children(row, context, visible))
        return
    outer, reads = m.scope, context & 7 == Role.USE
    scope = 0 if qualifier < 0 else m.named_scopes.get(_name_of(m, qualifier), -1)
    around = outer
    if not reads and context >> 3 & 15 == Intro.OUTER and m.frames:
        scope = outer  # the function's own, which stands in its class already
        home = m.scope_parent[outer]
        around = home if m.scope_kind[home] == ScopeKind.HEADER else m.frames[-1].scope
    elif scope < 0 and not reads:
        scope = _make_scope(m, outer, _name_of(m, qualifier))
    inside: list[Task] = [] if scope < 0 else [(Machine.restore_scope, scope), *m.walks(rest, context, visible)]
    m.push(
        (Machine.restore_scope, around),
        *m.walks(found.get("of", []), PLAIN),
        *inside,
        (Machine.restore_scope, outer),
    )


def find_home(m: Machine, row: int, rule: ScopeRule) -> int:
    """The scope that a function belongs to: that of the class before its name, else the one around.

    A template's header between them then is in the class, too.
    """
    node = take(m.parts(row, rule.parts)[0], "within")
    scope = m.scope
    while node >= 0:
        inner = m.tables.scope_rules.get(m.kind[node])
        if inner is not None and inner.kind == "member":
            found, rest = m.parts(node, inner.parts)
            if (qualifier := take(found, "of")) >= 0:
                scope = _make_scope(m, scope, _name_of(m, qualifier))
            named = [child for child in rest if m.tables.named[m.kind[child]]]
        else:
            named = m.named_children(node)
        node = named[0] if named else -1
    if scope == m.scope or m.scope_kind[m.scope] != ScopeKind.HEADER:
        return scope
    header = _add_scope(m, scope, ScopeKind.HEADER)
    for site in range(m.names_before[m.parent[row]], m.names_before[row]):
        if m.site_scope[site] == m.scope:
            m.site_scope[site] = header
    return header


def class_kind(rule: ScopeRule) -> ScopeKind:
    """The kind of scope that a class opens."""
    return ScopeKind.SEALED if rule.sealed else ScopeKind.CLASS


def open_named(m: Machine, row: int, name: int, rule: ScopeRule) -> None:
    """Open the scope of a class or namespace and make it known by name; one that rejoins goes on with the last."""
    word = _name_of(m, name)
    known = m.named_scopes.get(word, -1)
    if rule.rejoins and known >= 0 and m.scope_parent[known] == m.scope:
        m.scope_of.setdefault(row, known)
    m.open_scope(row, class_kind(rule))
    m.named_scopes[word] = m.scope


def _make_scope(m: Machine, around: int, name: bytes) -> int:
    """The scope of a name, made here where none is known."""
    scope = m.named_scopes.get(name)
    if scope is None:
        scope = m.named_scopes[name] = _add_scope(m, around, ScopeKind.CLASS)
    return scope


def _add_scope(m: Machine, around: int, kind: ScopeKind) -> int:
    m.scope_parent.append(around)
    m.scope_kind.append(int(kind))
    return len(m.scope_parent) - 1


def _name_of(m: Machine, row: int) -> bytes:
    """The last word of `a::b<c>` before what it is applied to."""
    words = _WORD.findall(m.data[m.start[row] : m.end[row]].partition(b"<")[0])
    return words[-1] if words else b""
