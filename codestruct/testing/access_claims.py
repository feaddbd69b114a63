"""Whether claims about calls, access paths and mutations hold for an analysis."""

from codestruct.access import Nodes
from codestruct.analysis import Analysis
from codestruct.calls import CallKind
from codestruct.testing.carets import Claim

__all__ = ["find_access_fault"]


def find_access_fault(code: Analysis, claim: Claim) -> str | None:
    """Why a claim about a table beyond names does not hold, in words; None where it does."""
    match claim.key:
        case "calls":
            found = _tell_calls(code, claim.at, CallKind.CALL)
        case "returns":
            found = _tell_calls(code, claim.at, CallKind.RETURN)
        case "passes":
            found = _tell_passed(code, claim.at)
        case "path":
            found = _tell_path(code, claim.at)
        case _:
            found = _tell_mutations(code, claim.at)
    if found is None:
        return "nothing of the kind is seen here"
    claimed = {one.strip() for one in claim.value.split(",")} - {"-"}
    return None if found == claimed else f"{claim.key} {', '.join(sorted(found)) or '-'}, claimed {claim.value}"


def _mark(text: object, sure: object) -> str:
    return f"{text}" if sure else f"{text}?"


def _tell_calls(code: Analysis, at: int, kind: CallKind) -> set[str] | None:
    """The lines of what rows of a kind start from, for the calls whose function is named at a place."""
    nodes, named = Nodes(code.tree), set()
    for call in nodes.rows("call"):
        callee = call if nodes.says(call, "bare") else nodes.part(call, "callee")
        if callee >= 0 and nodes.form(callee) == "member":
            callee = nodes.part(callee, "member")
        if callee >= 0 and nodes.start[callee] == at:
            named.add(call)
    calls, line = code.calls, code.source.line_of(code.tree.start[code.calls.source])
    found = {
        _mark(line[i], calls.certain[i])
        for i in range(len(calls))
        if int(calls.call[i]) in named and calls.kind[i] == kind
    }
    return found if named else None


def _tell_passed(code: Analysis, at: int) -> set[str]:
    """The parameters that the argument at a place goes to."""
    calls, tree, data = code.calls, code.tree, code.source.data
    return {
        _mark(data[tree.start[target] : tree.end[target]].decode(), sure)
        for source, target, kind, sure in zip(calls.source, calls.target, calls.kind, calls.certain, strict=True)
        if kind == CallKind.ARGUMENT and tree.start[source] == at
    }


def _tell_path(code: Analysis, at: int) -> set[str] | None:
    """The lines of the definitions that reach the shortest access path around a place."""
    paths = code.paths
    around = [i for i in range(len(paths.start)) if paths.start[i] <= at < paths.end[i]]
    if not around:
        return None
    here = min(around, key=lambda i: (paths.end[i], -paths.start[i]))
    rows = zip(paths.define.tolist(), paths.use.tolist(), paths.certain.tolist(), strict=True)
    return {_mark(code.source.line_of(paths.start[define]), sure) for define, use, sure in rows if use == here}


def _tell_mutations(code: Analysis, at: int) -> set[str] | None:
    """The lines of the method calls that may have changed what the name at a place holds."""
    start, found = code.bindings.start, code.mutations
    if at not in start.tolist():
        return None
    rows = zip(found.define.tolist(), found.use.tolist(), found.listed.tolist(), strict=True)
    return {_mark(code.source.line_of(start[define]), listed) for define, use, listed in rows if start[use] == at}
