"""The claims written into the sources of languages/ hold (codestruct.testing.carets says how to write them)."""

from functools import cache
from pathlib import Path

import pytest

import codestruct as cs
from codestruct.errors import ClaimError
from codestruct.testing import Claim, find_claim_fault, find_fused_names, read_claims

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


@pytest.mark.parametrize(("path", "claim"), list_claims())
def test_claim(path: Path, claim: Claim) -> None:
    assert find_claim_fault(analyze(path), claim) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_names_claimed_apart_are_apart(path: Path) -> None:
    assert find_fused_names(analyze(path), read_claims(path)) == []


def test_a_claim_that_does_not_hold_is_told(tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_text(
        "x = 1\n"
        "y = x\n"
        "#   ^ reads: 2:1; captures: 1; binds: -; role: define; token: keyword; item: loop\n"
        "# <- item: loop to 9; item: -\n"
        "#   ^ binds: 2:1\n"
        "z = len\n"
        "#   ^^^ binds: 6; reads: 6\n"
        "#     ^ reads: -\n"
    )
    code = cs.analyze(path.read_bytes(), "python")
    faults = [find_claim_fault(code, claim) for claim in read_claims(path)]
    assert faults == [
        "reads 1:1, claimed 2:1",
        "captures -, claimed 1",
        "the name is bound",
        "use, claimed define",
        "identifier, claimed keyword",
        "no item starts here, claimed loop",
        "an item starts here",
        "binds 1:1, claimed 2:1",
        "the name is free",
        "reads -, claimed 6",
        "no name is seen here",
    ]


def test_names_that_are_one_are_told(tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_text("x = 1\nx = 2\n# <- binds: 2\nx\n# <- binds: 1\n")
    [(claim, why)] = find_fused_names(cs.analyze(path.read_bytes(), "python"), read_claims(path))
    assert (claim.line, why) == (5, "it is the same name as the one in line 3")


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
    with pytest.raises(ClaimError, match=reason):
        read_claims(path)


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_bytes(b"x = 1\n# <- role: define\n\xff")
    with pytest.raises(ClaimError, match="not UTF-8"):
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


@pytest.mark.parametrize("mark", ["#", "//", "--", ";;", "/* {} */", "(* {} *)"])
def test_claims_stand_in_comments_of_many_kinds(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "example"
    path.write_text("x = 1\n" + (mark.format("<- role: define") if "{" in mark else f"{mark} <- role: define") + "\n")
    assert [(claim.at, claim.value) for claim in read_claims(path)] == [(0, "define")]
