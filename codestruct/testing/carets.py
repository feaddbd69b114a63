"""Claims about source code, written in the source itself: the form and its reading.

Under a line of source, a comment line points at places in that line and says what must be true of them:

    total = start
    for row in rows:
        total = total + row
    #           ^ reads: 1, 3
    #                   ^ reads: 2; binds: 2
    # <- role: define

A caret stands in the column of the first character of a token; several carets make the same claims about each.
`<-` points at the column in which the comment itself begins. Claims are separated by `;`:

    reads: 1, 3:9, 5?   the definitions that a use may read: lines, or line:column where the name stands on that line
                        more than once; `?` marks one that may be in the answer or not; `-` none
    captures: 1         the definitions that reach it as a closure
    binds: 1            places that define or declare the name that this is; `-` the name is free. Names whose places
                        in the file's claims are disjoint must be told apart
    role: update        declare, define, use, update or delete; `-` no name is seen here
    token: keyword      the class of the token
    item: loop to 7     an item of this category starts here, and ends in line 7; `in 3`: its parent starts in line 3;
                        `-` no item starts here
    calls: 3, 7?        under the name of what is called: the lines of the functions that the call means
    returns: 5          there, too: the lines of what they give back
    passes: a, rest?    under an argument: the parameters that it goes to
    path: 3, 7?         in an access path (`self.total`, `xs[0]`): the lines of the definitions that it may read
    mutated: 4, 6?      under a name: the lines of the method calls that may have changed what it holds
                        (`?`: uncertain; of a method that the language does not list as one that changes its object)
    skip: reason        a known gap: these claims must fail, and when they no longer do, the skip has to go

The comment is a line of its own that begins with one of `#  //  --  %  ;  !  '  /*  (*`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from codestruct.errors import ClaimError

__all__ = ["ITEM_CLAIM", "Claim", "read_claims"]

_POINTING = re.compile(
    r"^(?P<indent>\s*)(?P<mark>#|//|--|%|;+|!|'|/\*|\(\*)(?P<carets>\s*<-|[\s^]*\^)\s*(?P<claims>\w+:.*?)(?:\*/|\*\))?\s*$"
)
_SKIP = re.compile(r";\s*skip\s*:")
_PLACE = re.compile(r"(?P<line>\d+)(?::(?P<column>\d+))?(?P<maybe>\?)?$")
_WORD = re.compile(r"[\w$]+")
_PLACES = frozenset({"reads", "captures", "binds"})
_KEYS = _PLACES | {"role", "token", "item", "calls", "returns", "passes", "path", "mutated"}
ITEM_CLAIM = re.compile(r"(?P<category>[\w-]+)(?:\s+to\s+(?P<last>\d+))?(?:\s+in\s+(?P<parent>\d+))?$")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about the token that starts at byte `at` of a file.

    `line` is that of the claim, `name` the word there, `key` and `value` what is claimed. `required` are the byte
    offsets of the places it names, `allowed` these and those with a `?`; `skip` is the reason of a known gap.
    """

    line: int
    at: int
    name: str
    key: str
    value: str
    required: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()
    skip: str | None = None


def read_claims(path: Path, faults: list[ClaimError] | None = None) -> list[Claim]:
    """Every claim of a file, in order; a comment that looks like one and is none raises ClaimError (form: ours).

    Where `faults` is given, such errors are put there instead, and the other claims are read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     example = Path(folder, "example.py")
    ...     _ = example.write_text("x = 1\\ny = x\\n#   ^ reads: 1\\n")
    ...     [(claim.key, claim.at, sorted(claim.required)) for claim in read_claims(example)]
    [('reads', 10, [0])]
    """
    claims: list[Claim] = []
    try:
        file = _Lines(path)
    except ClaimError as error:
        return _keep(error, faults)
    target = 0  # the last line that is not a claim
    for number, text in enumerate(file.lines, 1):
        match = _POINTING.match(text)
        if not match:
            target = number
            continue
        try:
            claims += _read_line(file, number, target, match)
        except ClaimError as error:
            claims += _keep(error, faults)
    return claims


def _keep(error: ClaimError, faults: list[ClaimError] | None) -> list[Claim]:
    if faults is None:
        raise error
    faults.append(error)
    return []


def _read_line(file: "_Lines", number: int, target: int, match: re.Match[str]) -> list[Claim]:
    """The claims of one line about line `target`."""
    where = f"{file.path}:{number}"
    if target == 0:
        raise ClaimError(where, "there is no line of source above", "put the claim under the line it is about")
    found, skip = _split_claims(match["claims"], where)
    claims = []
    for column in _columns(match):
        at = file.offset(target, column)
        word = _WORD.match(file.lines[target - 1], column)
        claims += [_read_claim(file, number, at, word[0] if word else "", *one, skip) for one in found.items()]
    return claims


def _columns(match: re.Match[str]) -> list[int]:
    """The columns that a claim points at."""
    if "^" not in match["carets"]:
        return [match.start("mark")]
    return [match.start("carets") + caret.start() for caret in re.finditer(r"\^+", match["carets"])]


def _read_claim(file: "_Lines", line: int, at: int, name: str, key: str, value: str, skip: str | None) -> Claim:
    where = f"{file.path}:{line}"
    required, allowed = set(), set()
    if key in _PLACES and value != "-":
        for place in value.split(","):
            offset, maybe = file.resolve_place(place.strip(), name, where)
            allowed.add(offset)
            if not maybe:
                required.add(offset)
    if key == "item" and value != "-" and not ITEM_CLAIM.match(value):
        raise ClaimError(where, f"{value!r} is no item", "write category [to line] [in line]")
    return Claim(line, at, name, key, value, frozenset(required), frozenset(allowed), skip)


def _split_claims(text: str, where: str) -> tuple[dict[str, str], str | None]:
    """`reads: 1, 2; role: use; skip: reason` -> the claims, and the reason if there is one."""
    body, *reason = _SKIP.split(text, maxsplit=1)
    claims: dict[str, str] = {}
    for part in body.split(";"):
        key, colon, value = part.partition(":")
        if key.strip() not in _KEYS or not colon or not value.strip():
            raise ClaimError(where, f"cannot read {part.strip()!r}", f"a claim is one of {sorted(_KEYS)} with a value")
        claims[key.strip()] = value.strip()
    return claims, reason[0].strip() if reason else None


class _Lines:
    """Lines and columns of one file, in characters as an editor counts them, to byte offsets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.lines = path.read_bytes().decode().split("\n")
        except UnicodeDecodeError as error:
            raise ClaimError(str(path), f"it is not UTF-8 ({error})", "write the example in UTF-8") from error
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line.encode()) + 1)

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1][:column].encode())

    def resolve_place(self, text: str, name: str, where: str) -> tuple[int, bool]:
        """`3`, `3:7` or `3?` -> byte offset, and whether the place is optional."""
        match = _PLACE.match(text)
        if not match or not 1 <= int(match["line"]) <= len(self.lines):
            raise ClaimError(where, f"{text!r} is no place", "write line, line:column, or either with a `?`")
        line = int(match["line"])
        if match["column"]:
            return self.offset(line, int(match["column"]) - 1), bool(match["maybe"])
        found = [word.start() for word in _WORD.finditer(self.lines[line - 1]) if word[0] == name]
        if len(found) != 1:
            raise ClaimError(where, f"{name!r} stands {len(found)} times in line {line}", "write line:column")
        return self.offset(line, found[0]), bool(match["maybe"])
