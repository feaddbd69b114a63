"""Program -> Bindings: which symbol each occurrence of a name is."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from codestruct.acceleration import get_kernels
from codestruct.columns import Columns, Enumerations
from codestruct.language import Intro, Language, Role
from codestruct.lowering import NativeProgram, Program, ScopeKind

__all__ = ["Bindings", "bind_names"]

Ints = npt.NDArray[np.int32]

MODULE, FUNCTION, CLASS = int(ScopeKind.MODULE), int(ScopeKind.FUNCTION), int(ScopeKind.CLASS)
COMPREHENSION, SEALED = int(ScopeKind.COMPREHENSION), int(ScopeKind.SEALED)
HEADER, BODY = int(ScopeKind.HEADER), int(ScopeKind.BODY)
GLOBAL, NONLOCAL, NEAREST, USE = int(Intro.GLOBAL), int(Intro.NONLOCAL), int(Intro.NEAREST), int(Role.USE)
IN_BLOCK, IN_HEADER, IN_MODULE = int(Intro.BLOCK), int(Intro.HEADER), int(Intro.MODULE)
IN_CLASS, IN_OUTER = int(Intro.CLASS), int(Intro.OUTER)
"""The loops here are hot, and a member of an enumeration is looked up in two steps."""

_NONE = np.zeros(0, dtype=np.int32)
_OWNERS = (MODULE, FUNCTION, CLASS, SEALED, BODY)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bindings(Columns):
    """The sites of one source, a row each, in order.

    `name` (index into `names`), `start` and `end` (bytes), `symbol` (-1: free, no definition is in the source), `item`
    (-1 for none), int32 [n]; `role` (`Role`), uint8 [n]. Symbol s has the name `symbol_name[s]` and lives in the scope
    `symbol_scope[s]`; a scope is inside `scope_parent`, -1 for the module's.
    """

    name: Ints
    start: Ints
    end: Ints
    role: npt.NDArray[np.uint8]
    symbol: Ints
    item: Ints
    names: tuple[str, ...]
    symbol_name: Ints = field(repr=False)
    symbol_scope: Ints = field(repr=False)
    scope_parent: Ints = field(repr=False)

    enumerations: ClassVar[Enumerations] = {"role": Role}

    def _words(self) -> dict[str, Sequence[str]]:
        return {**Columns._words(self), "name": self.names}

    def __len__(self) -> int:
        return len(self.name)


def bind_names(program: Program, language: Language) -> Bindings:
    """The symbol, that is (scope, name), of each site, by the scoping rules of the language.

    A site introduces its name in a scope, or means the nearest one around that knows it: all along (hoisted), from the
    name on, or from after its declaration, as the language says. An assignment to a name that nothing introduces makes
    a symbol of the module, or of the class where methods see its fields by their bare names (ours: so that fragments of
    code still have their flow).

    >>> import codestruct as cs
    >>> code = cs.analyze("x = 1; x + y", "python")
    >>> bind_names(code.program, code.language).symbol.tolist()
    [0, 0, -1]
    """
    kernels = get_kernels()
    if isinstance(program, NativeProgram) and kernels is not None and language.native is not None:
        return Bindings(*kernels.bind_names(program.native, language.native))
    resolver = _Resolver(program, language)
    symbol = resolver.resolve()
    columns: tuple[Ints, Ints, Ints, npt.NDArray[np.uint8], Ints, Ints] = (
        np.array(program.name, dtype=np.int32), program.start, program.end, np.array(program.role, dtype=np.uint8),
        np.array(symbol, dtype=np.int32), program.item,
    )  # fmt: skip
    symbols = [np.array(column, dtype=np.int32) for column in zip(*resolver.symbols, strict=True)] or [_NONE, _NONE]
    scope_parent = np.array(program.scope_parent, dtype=np.int32)
    written: list[npt.NDArray[Any]] = [*columns, *symbols, scope_parent]
    for column in written:
        column.setflags(write=False)
    return Bindings(*columns, program.names, symbols[1], symbols[0], scope_parent)


def _pair_names(names: tuple[str, ...]) -> dict[int, int]:
    """Names of the same text, one of them of the name space apart: each to the other."""
    first: dict[str, int] = {}
    pairs = [(name, other) for name, text in enumerate(names) if (other := first.setdefault(text, name)) != name]
    return dict(pairs) | {other: name for name, other in pairs}


class _Resolver:
    """The symbol tables of one program."""

    def __init__(self, program: Program, language: Language) -> None:
        tables = language.tables
        self.name, self.role, self.intro = program.name, program.role, program.intro
        self.scope, self.visible, self.until = program.scope, program.visible, program.until
        self.start: list[int] = program.start.tolist()
        self.parent, self.kind = program.scope_parent, program.scope_kind
        words = tables.visible_from_name
        by_kind = [words["module"], words["function"], words["class"], words["block"], "hoisted"]
        by_kind += [words["function"], words["block"], words["function"]]
        self.rule = [by_kind[kind] for kind in self.kind]
        self.twin = _pair_names(program.names) if tables.else_apart else {}
        self.has_members = any(rule.kind == "member" for rule in tables.scope_rules.values())
        self.redeclare_new, self.class_hidden = tables.redeclare_new, tables.class_hidden
        self.known: dict[
            int, dict[int, list[tuple[int, int]]]
        ] = {}  # scope -> name -> (visible from, symbol), in order
        self.elsewhere: dict[tuple[int, int], tuple[int, bool]] = {}  # (scope, name) that global or nonlocal sends away
        self.symbols: list[tuple[int, int]] = []  # scope, name
        self.settled = False  # whether all names that something introduces are known
        self.in_order = True  # whether later entries of a name are seen later, as they are but for odd code
        self.found: dict[tuple[int, int], int] = {}
        self.header = self._nearest((HEADER,)) if HEADER in self.kind else self.kind
        self.owner, self.owner_class = self._nearest(_OWNERS), self._nearest((MODULE, CLASS))

    def resolve(self) -> list[int]:
        """The symbol of each site."""
        symbol = [-1] * len(self.name)
        if GLOBAL in self.intro or NONLOCAL in self.intro:
            for site, intro in enumerate(self.intro):
                if intro in (GLOBAL, NONLOCAL):
                    scope = self.owner[self.scope[site]]
                    self.elsewhere[scope, self.name[site]] = (scope, intro == GLOBAL)
        uses, later = self._introduce_all(symbol)
        for site in later:
            symbol[site] = self._mean(site)
            if symbol[site] < 0:
                home = self.owner_class[self.scope[site]] if self.has_members else 0
                symbol[site] = self._introduce(home, site, hoisted=True)
        self.settled = True
        found, scopes, names = self.found, self.scope, self.name
        for site in uses:
            known = found.get((scopes[site], names[site]))
            if known is None or known < 0:
                known = self._mean(site) if self.twin else self._look_up(site) if known is None else -1
            symbol[site] = known
        return symbol

    def _introduce_all(self, symbol: list[int]) -> tuple[list[int], list[int]]:
        """Enter the symbols of what introduces its name; left are the uses, and what else may mean something."""
        uses, later = list[int](), list[int]()
        lasting = not self.redeclare_new and not self.until  # a name of a scope is one symbol
        done: dict[tuple[int, int], int] = {}
        names, roles = self.name, self.role
        for site, intro in enumerate(self.intro):
            if not intro:
                (uses if roles[site] == USE else later).append(site)
                continue
            if intro not in (GLOBAL, NONLOCAL):
                scope = self._known_at(site) if intro == NEAREST else self._target(site, intro)
                key = scope, names[site]
                if lasting and key in done:
                    symbol[site] = done[key]
                    continue
                if key not in self.elsewhere:
                    symbol[site] = done[key] = self._introduce(scope, site)
                    continue
            (uses if roles[site] == USE else later).append(site)
        return uses, later

    def _nearest(self, kinds: tuple[int, ...]) -> list[int]:
        """For each scope the innermost one of some kinds around it or it itself; the module's where there is none."""
        nearest: list[int] = []
        for scope, kind in enumerate(self.kind):  # a scope comes after the one around it
            nearest.append(scope if kind in kinds or scope == 0 else nearest[self.parent[scope]])
        return nearest

    def _last_seen(self, entries: list[tuple[int, int]], where: int) -> int:
        """The symbol of the last entry that is known at a place, -1 for none."""
        if len(entries) == 1:
            since, symbol = entries[0]
            return symbol if since <= where else -1
        if self.in_order:
            place = bisect_right(entries, where, key=itemgetter(0))
            return entries[place - 1][1] if place else -1
        return next((symbol for since, symbol in reversed(entries) if since <= where), -1)

    def _known_at(self, site: int) -> int:
        """The scope around a site that knows its name by then, not beyond a sealed one; else the nearest owner."""
        scope: int = self.scope[site]
        while scope >= 0:
            entries = self.known.get(scope, {}).get(self.name[site])
            if entries and self._last_seen(entries, self.start[site]) >= 0:
                return scope
            scope = -1 if self.kind[scope] == SEALED else self.parent[scope]
        return self.owner[self.scope[site]]

    def _mean(self, site: int) -> int:
        """What a site that introduces nothing means: else a name apart (Ruby: a method; Rust: an item)."""
        symbol = self._look_up(site)
        name, visible = self.name[site], self.visible[site]
        if symbol < 0 and name in self.twin:
            self.name[site], self.visible[site] = self.twin[name], -1
            symbol = self._look_up(site)
            self.name[site], self.visible[site] = name, visible
        return symbol

    def _target(self, site: int, intro: int) -> int:
        """The scope that a site introduces its name in."""
        scope = self.scope[site]
        if intro == IN_BLOCK:
            return self._out_of_headers(scope)
        if intro == IN_HEADER:
            return self.header[scope]
        if intro == IN_MODULE:
            return 0
        if intro == IN_CLASS:
            return self.owner_class[scope]
        scope = self.owner[scope]
        if self.kind[scope] == BODY and (
            intro == IN_OUTER or self.name[site] in self.known.get(self.parent[scope], ())
        ):
            scope = self.parent[scope]  # a parameter, declared once more
        return self._out_of_headers(max(self.parent[scope], 0)) if intro == IN_OUTER else scope

    def _out_of_headers(self, scope: int) -> int:
        while self.kind[scope] == HEADER:
            scope = self.parent[scope]
        return scope

    def _introduce(self, scope: int, site: int, *, hoisted: bool = False) -> int:
        """The symbol that a site makes known in a scope: one already there, or a new one."""
        entries = self.known.setdefault(scope, {}).setdefault(self.name[site], [])
        rule = self.rule[scope]
        if hoisted or rule == "hoisted" or self.visible[site] < 0:
            since = -1
        else:
            since = self.start[site] if rule == "name" else self.visible[site]
        if entries and (not self.redeclare_new or entries[-1][0] in (-1, since)):
            return entries[-1][1]  # known, or introduced by another part of the same pattern
        symbol = len(self.symbols)
        self.symbols.append((scope, self.name[site]))
        self.in_order &= not entries or entries[-1][0] <= since
        entries.append((since, symbol))
        if self.until.get(site):
            entries.append((self.until[site], -1))
        return symbol

    def _look_up(self, site: int) -> int:
        """The symbol that a site means, -1 for none."""
        name, where, first = self.name[site], self.start[site], self.scope[site]
        key = (first, name)
        if key in self.found:
            return self.found[key]
        scope, passed, inside, plain = first, [], False, True
        symbol = -1
        while scope >= 0:
            kind = self.kind[scope]
            away = self.elsewhere.get((scope, name))
            if away is not None:
                if away[1]:
                    symbol = self._global(name)
                    break
                inside = True  # nonlocal: an enclosing function's
            elif not (kind == CLASS and inside and self.class_hidden):
                entries = self.known.get(scope, {}).get(name)
                if entries:
                    plain &= entries[-1][0] < 0
                    symbol = self._last_seen(entries, where)
                    if symbol >= 0:
                        break
            if kind == SEALED and away is None and self.visible[site] >= 0:
                break
            passed.append(scope)
            inside |= kind in (FUNCTION, COMPREHENSION, SEALED)
            scope = self.parent[scope]
            if not inside and self.class_hidden:
                passed.clear()  # what a class hides depends on where the look-up started
            hit = self.found.get((scope, name)) if inside or not self.class_hidden else None
            if hit is not None and plain and self.kind[scope] != CLASS:
                symbol = hit
                break
        if plain and (symbol >= 0 or self.settled):
            self.found[key] = symbol
            if not self.class_hidden:
                for one in passed:
                    self.found[one, name] = symbol
        return symbol

    def _global(self, name: int) -> int:
        """The module's symbol of a name, made where a function declares it global and the module never binds it."""
        entries = self.known.setdefault(0, {}).setdefault(name, [])
        if not entries:
            self.found.clear()  # what was free may not be so any more
            entries.append((-1, len(self.symbols)))
            self.symbols.append((0, name))
        return entries[0][1]
