"""Whether the claims written into an example hold for its analysis."""

from itertools import combinations

from codestruct.analysis import Analysis
from codestruct.flow import FlowKind
from codestruct.language import Category, Role, TokenClass
from codestruct.testing.access_claims import find_access_fault
from codestruct.testing.carets import ITEM_CLAIM, Claim

__all__ = ["find_claim_fault", "find_fused_names"]

_BINDING = (Role.DECLARE, Role.DEFINE, Role.UPDATE)


def find_claim_fault(code: Analysis, claim: Claim) -> str | None:
    """Why a claim does not hold, in words; None where it does.

    A known gap (`skip`) is judged like any other claim: it is the caller's to say that it ought to fail.

    >>> from codestruct.analysis import analyze
    >>> claim = Claim(2, 0, "x", "role", "use", frozenset(), frozenset(), None)
    >>> find_claim_fault(analyze("x = 1", "python"), claim)
    'define, claimed use'
    """
    match claim.key:
        case "reads":
            return _judge_flow(code, claim, {FlowKind.FLOW, FlowKind.CARRIED})
        case "captures":
            return _judge_flow(code, claim, {FlowKind.CLOSURE})
        case "binds":
            return _judge_binding(code, claim)
        case "role":
            site = _site(code, claim.at)
            found = "-" if site is None else Role(int(code.bindings.role[site])).name.lower()
            return _unlike(found, claim.value)
        case "token":
            rows = zip(code.tokens.start.tolist(), code.tokens.cls.tolist(), strict=True)
            return _unlike(
                ", ".join(TokenClass(cls).name.lower() for start, cls in rows if start == claim.at), claim.value
            )
        case "item":
            return _judge_item(code, claim)
        case _:
            return find_access_fault(code, claim)


def find_fused_names(code: Analysis, claims: list[Claim]) -> list[tuple[Claim, str]]:
    """Names whose places are claimed to be disjoint, and which are one symbol all the same.

    `claims` are those of one file, of which `binds` count. Gives each such claim with what is wrong, in words.

    >>> from codestruct.analysis import analyze
    >>> places = [(1, frozenset({0})), (2, frozenset({6}))]
    >>> claims = [Claim(line, min(at), "x", "binds", "", at, at, None) for line, at in places]
    >>> [fault for _, fault in find_fused_names(analyze("x = 1\\nx = 2", "python"), claims)]
    ['it is the same name as the one in line 1']
    """
    symbol = {}
    for claim in claims:
        if claim.key == "binds" and claim.required and not claim.skip:
            site = _site(code, claim.at)
            symbol[claim] = -1 if site is None else int(code.bindings.symbol[site])
    return [
        (other, f"it is the same name as the one in line {one.line}")
        for one, other in combinations(symbol, 2)
        if symbol[one] == symbol[other] >= 0 and not one.required & other.required
    ]


def _unlike(found: str, claimed: str) -> str | None:
    return None if found == claimed else f"{found or 'nothing starts here'}, claimed {claimed}"


def _site(code: Analysis, at: int) -> int | None:
    return next((row for row, start in enumerate(code.bindings.start.tolist()) if start == at), None)


def _name_places(code: Analysis, starts: set[int]) -> str:
    raw = code.source.data
    places = [(raw.count(b"\n", 0, at) + 1, at - raw.rfind(b"\n", 0, at)) for at in sorted(starts)]
    return ", ".join(f"{line}:{column}" for line, column in places) or "-"


def _judge_flow(code: Analysis, claim: Claim, kinds: set[FlowKind]) -> str | None:
    site = _site(code, claim.at)
    if site is None:
        return "no name is seen here"
    start, flow = code.bindings.start, code.flow
    rows = zip(flow.define.tolist(), flow.use.tolist(), flow.kind.tolist(), flow.certain.tolist(), strict=True)
    found = {int(start[define]) for define, use, kind, certain in rows if use == site and kind in kinds and certain}
    if claim.required <= found <= claim.allowed:
        return None
    return f"{claim.key} {_name_places(code, found)}, claimed {claim.value}"


def _judge_binding(code: Analysis, claim: Claim) -> str | None:
    site, sites = _site(code, claim.at), code.bindings
    if site is None:
        return "no name is seen here"
    symbol = int(sites.symbol[site])
    if claim.value == "-":
        return None if symbol == -1 else "the name is bound"
    if symbol < 0:
        return "the name is free"
    rows = zip(sites.start.tolist(), sites.role.tolist(), sites.symbol.tolist(), strict=True)
    found = {start for start, role, other in rows if other == symbol and role in _BINDING}
    return None if claim.required <= found else f"binds {_name_places(code, found)}, claimed {claim.value}"


def _judge_item(code: Analysis, claim: Claim) -> str | None:
    items, raw = code.items, code.source.data
    here = [row for row, start in enumerate(items.start.tolist()) if start == claim.at]
    if claim.value == "-":
        return "an item starts here" if here else None
    match = ITEM_CLAIM.match(claim.value)
    assert match, "unreadable claims are refused by read_claims"
    last, parent = match["last"] and int(match["last"]), match["parent"] and int(match["parent"])

    def line(at: int) -> int:
        return raw.count(b"\n", 0, at) + 1

    seen = []
    for row in here:  # an item and its first member may start together
        above = int(items.parent[row])
        ends, starts = line(int(items.end[row]) - 1), line(int(items.start[above])) if above >= 0 else 0
        category = Category(int(items.category[row])).name.lower()
        if category == match["category"] and last in (None, ends) and parent in (None, starts):
            return None
        seen.append(f"{category} to {ends}" + (f" in {starts}" if starts else ""))
    return f"{'; '.join(seen) or 'no item starts here'}, claimed {claim.value}"
