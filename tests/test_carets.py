"""The claims written into the sources of languages/ hold (caret.py says how to write them)."""

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

import codestruct as cs

from .caret import ITEM, CaretError, Claim, read_claims

ROOT = Path(__file__).parent / "languages"
FILES = sorted(path for path in ROOT.glob("[a-z]*/*") if path.suffix not in (".pyc", ".toml") and path.is_file())


@cache
def analyze(path: Path) -> cs.Analysis:
    return cs.analyze(path.read_bytes(), path.parent.name)


def list_claims() -> list:
    """Every claim of every file as a test of its own; a known gap must fail for as long as it is marked as one."""
    cases = []
    for path in FILES:
        for claim in read_claims(path):
            mark = [pytest.mark.xfail(raises=AssertionError, reason=claim.skip)] if claim.skip else []
            cases.append(
                pytest.param(path, claim, marks=mark, id=f"{path.parent.name}/{path.name}:{claim.line}:{claim.key}")
            )
    return cases


def name_places(path: Path, starts: set[int]) -> str:
    raw = path.read_bytes()
    places = [(raw.count(b"\n", 0, at) + 1, at - raw.rfind(b"\n", 0, at)) for at in sorted(starts)]
    return ", ".join(f"{line}:{column}" for line, column in places) or "-"


def find_site(code: cs.Analysis, at: int) -> int | None:
    found = [row for row, start in enumerate(code.bindings.start.tolist()) if start == at]
    return found[0] if found else None


def check_places(path: Path, claim: Claim, found: set[int]) -> None:
    assert claim.required <= found <= claim.allowed, f"{claim.key} {name_places(path, found)}, claimed {claim.value}"


def check_flow(path: Path, claim: Claim, kinds: set[cs.FlowKind]) -> None:
    code = analyze(path)
    site = find_site(code, claim.at)
    assert site is not None, "no name is seen here"
    start, flow = code.bindings.start, code.flow
    rows = zip(flow.define.tolist(), flow.use.tolist(), flow.kind.tolist(), flow.certain.tolist(), strict=True)
    check_places(
        path, claim, {int(start[d]) for d, u, kind, certain in rows if u == site and kind in kinds and certain}
    )


def check_binding(path: Path, claim: Claim) -> None:
    sites = analyze(path).bindings
    site = find_site(analyze(path), claim.at)
    assert site is not None, "no name is seen here"
    symbol = int(sites.symbol[site])
    if claim.value == "-":
        assert symbol == -1, "the name is bound"
        return
    assert symbol >= 0, "the name is free"
    binding = {cs.Role.DECLARE, cs.Role.DEFINE, cs.Role.UPDATE}
    rows = zip(sites.start.tolist(), sites.role.tolist(), sites.symbol.tolist(), strict=True)
    found = {start for start, role, other in rows if other == symbol and role in binding}
    assert claim.required <= found, f"binds {name_places(path, found)}, claimed {claim.value}"


def check_item(path: Path, claim: Claim) -> None:
    code, raw = analyze(path), path.read_bytes()
    here = [row for row, start in enumerate(code.items.start.tolist()) if start == claim.at]
    if claim.value == "-":
        assert not here, "an item starts here"
        return
    match = ITEM.match(claim.value)
    assert here, "no item starts here"
    assert match, "unreadable claims are refused by read_claims"
    last = match["last"] and int(match["last"])
    parent = match["parent"] and int(match["parent"])

    def line(at: int) -> int:
        return raw.count(b"\n", 0, at) + 1

    seen = []
    for row in here:  # an item and its first member may start together
        above = int(code.items.parent[row])
        category = cs.Category(int(code.items.category[row])).name.lower()
        seen.append(
            (category, line(int(code.items.end[row]) - 1), line(int(code.items.start[above])) if above >= 0 else 0)
        )
    assert any(
        category == match["category"] and last in (None, end) and parent in (None, start)
        for category, end, start in seen
    ), f"items here (category, last line, line of the parent): {seen}"


@pytest.mark.parametrize(("path", "claim"), list_claims())
def test_claim(path: Path, claim: Claim) -> None:
    match claim.key:
        case "reads":
            check_flow(path, claim, {cs.FlowKind.FLOW, cs.FlowKind.CARRIED})
        case "captures":
            check_flow(path, claim, {cs.FlowKind.CLOSURE})
        case "binds":
            check_binding(path, claim)
        case "role":
            site = find_site(analyze(path), claim.at)
            found = "-" if site is None else cs.Role(int(analyze(path).bindings.role[site])).name.lower()
            assert found == claim.value
        case "token":
            tokens = analyze(path).tokens
            found = [
                int(cls)
                for start, cls in zip(tokens.start.tolist(), tokens.cls.tolist(), strict=True)
                if start == claim.at
            ]
            assert [cs.TokenClass(cls).name.lower() for cls in found] == [claim.value]
        case "item":
            check_item(path, claim)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_names_claimed_apart_are_apart(path: Path) -> None:
    code = analyze(path)
    claims = [claim for claim in read_claims(path) if claim.key == "binds" and claim.required and not claim.skip]
    symbol = {}
    for claim in claims:
        site = find_site(code, claim.at)
        symbol[claim] = None if site is None else int(code.bindings.symbol[site])
    for one, other in combinations(claims, 2):
        if not one.required & other.required and symbol[one] is not None:
            assert symbol[one] != symbol[other], f"lines {one.line} and {other.line} are one name"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x = 1\n#   ^ raeds: 1\n", "cannot read"),
        ("x = x\n#   ^ reads: 1\n", "stands 2 times"),
        ("x = 1\nz = y\n#   ^ reads: 1\n", "stands 0 times"),
        ("x = 1\n# <- reads: 9\n", "is no place"),
        ("# <- reads: 1\nx = 1\n", "no line of source above"),
        ("x = 1\n# <- item: loop 3\n", "is no item"),
        ("x = 1\n# <- reads:\n", "cannot read"),
    ],
)
def test_unreadable_claim_is_an_error(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "example.py"
    path.write_text(text)
    with pytest.raises(CaretError, match=reason):
        read_claims(path)


def test_claims_are_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_text(
        "é = x = 1\n"
        "if x:\n"
        "    x = é + x; y = x\n"
        "    #   ^ binds: 1; reads: -; skip: a; b\n"
        "    #       ^      ^ reads: 1, 3:5?\n"
        "    # <- role: define\n"
    )
    first, third = 3, path.read_bytes().index(b"    x =")
    near, far = third + 4, third + 13
    assert [(c.line, c.at, c.name, c.key, c.required, c.allowed, c.skip) for c in read_claims(path)] == [
        (4, third + 8, "é", "binds", {0}, {0}, "a; b"),
        (4, third + 8, "é", "reads", set(), set(), "a; b"),
        (5, far, "x", "reads", {first + 2}, {first + 2, near}, None),
        (5, far + 7, "x", "reads", {first + 2}, {first + 2, near}, None),
        (6, near, "x", "role", set(), set(), None),
    ]
