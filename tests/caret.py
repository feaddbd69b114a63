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
    skip: reason        a known gap: these claims must fail, and when they no longer do, the skip has to go
"""

import re
from dataclasses import dataclass
from pathlib import Path

POINTING = re.compile(r"^(?P<indent>\s*)(?P<mark>#|//|--|%|;+)(?P<carets>\s*<-|[\s^]*\^)\s*(?P<claims>\w+:.*)$")
SKIP = re.compile(r";\s*skip\s*:")
PLACE = re.compile(r"(?P<line>\d+)(?::(?P<column>\d+))?(?P<maybe>\?)?$")
ITEM = re.compile(r"(?P<category>[\w-]+)(?:\s+to\s+(?P<last>\d+))?(?:\s+in\s+(?P<parent>\d+))?$")
WORD = re.compile(r"[\w$]+")
PLACES = {"reads", "captures", "binds"}
KEYS = PLACES | {"role", "token", "item"}


class CaretError(ValueError):
    """A claim that cannot be read; says where and why."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about the token that starts at a byte offset of the file."""

    line: int  # of the claim, for messages
    at: int
    name: str
    key: str
    value: str
    required: frozenset[int] = frozenset()  # byte offsets of the places named
    allowed: frozenset[int] = frozenset()  # these, and those with a `?`
    skip: str | None = None


def _split_claims(text: str, where: str) -> tuple[dict[str, str], str | None]:
    """`reads: 1, 2; role: use; skip: reason` -> the claims, and the reason if there is one."""
    body, *reason = SKIP.split(text, maxsplit=1)
    claims: dict[str, str] = {}
    for part in body.split(";"):
        key, colon, value = part.partition(":")
        if key.strip() not in KEYS or not colon or not value.strip():
            raise CaretError(f"{where}: cannot read {part.strip()!r}; a claim is one of {sorted(KEYS)} with a value")
        claims[key.strip()] = value.strip()
    return claims, reason[0].strip() if reason else None


class _File:
    """Lines and columns of one file, in characters as an editor counts them, to byte offsets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = path.read_bytes().decode().split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line.encode()) + 1)

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1][:column].encode())

    def resolve_place(self, text: str, name: str, where: str) -> tuple[int, bool]:
        """`3`, `3:7` or `3?` -> byte offset, and whether the place is optional."""
        match = PLACE.match(text)
        if not match or not 1 <= int(match["line"]) <= len(self.lines):
            raise CaretError(f"{where}: {text!r} is no place; write line, line:column, or either with a `?`")
        line = int(match["line"])
        if match["column"]:
            return self.offset(line, int(match["column"]) - 1), bool(match["maybe"])
        found = [m.start() for m in WORD.finditer(self.lines[line - 1]) if m[0] == name]
        if len(found) != 1:
            raise CaretError(f"{where}: {name!r} stands {len(found)} times in line {line}; write line:column")
        return self.offset(line, found[0]), bool(match["maybe"])


def read_claims(path: Path) -> list[Claim]:
    """Read every claim of a file; a comment that looks like one and is not raises CaretError."""
    file = _File(path)
    claims: list[Claim] = []
    target = 0  # the last line that is not a claim
    for number, text in enumerate(file.lines, 1):
        match = POINTING.match(text)
        if not match:
            target = number
            continue
        where = f"{path}:{number}"
        if target == 0:
            raise CaretError(f"{where}: there is no line of source above")
        carets = match["carets"]
        if "^" in carets:
            columns = [match.start("carets") + m.start() for m in re.finditer(r"\^+", carets)]
        else:
            columns = [match.start("mark")]
        found, skip = _split_claims(match["claims"], where)
        for column in columns:
            at = file.offset(target, column)
            word = WORD.match(file.lines[target - 1], column)
            name = word[0] if word else ""
            for key, value in found.items():
                required, allowed = set(), set()
                if key in PLACES and value != "-":
                    for place in value.split(","):
                        offset, maybe = file.resolve_place(place.strip(), name, where)
                        allowed.add(offset)
                        if not maybe:
                            required.add(offset)
                if key == "item" and value != "-" and not ITEM.match(value):
                    raise CaretError(f"{where}: {value!r} is no item; write category [to line] [in line]")
                claims.append(Claim(number, at, name, key, value, frozenset(required), frozenset(allowed), skip))
    return claims
