"""Is a tool's answer for one use the oracle's answer?  The rules, and nothing else.

Binding (measure *bind*, uses of class local or closure). A tool with symbols is right when every token that binds the
name for the oracle is a binding site of the use's symbol, and no token of another variable of the oracle's is: a tool
that threw all names of one spelling together would satisfy the first half alone. A tool that only points to
definitions is right when it points somewhere, and only to places of the oracle's variable. Where the oracle lists all
binding tokens (Python, Ruby), *strict* also demands that they are exactly the symbol's.

Flow (measure *flow*, uses of class local). Right when the definitions that may reach the use are the oracle's; where
the oracle gives bounds (Python's `may_start_bytes`), when they lie between.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .answers import Reading, Row

RIGHT = "right"
NO_SITE = "no site"  # the tool does not see a name there
FREE = "free"  # it sees one, and knows no definition of it
NO_DEFINITION = "no definition site"  # it does not see the oracle's definition as one
OTHER = "other symbol"
MERGED = "merged"  # right, but a second variable of the oracle's has the same symbol
FAILED = "failed"  # no answer for the whole file
WRONG = (NO_SITE, FREE, NO_DEFINITION, OTHER, MERGED, FAILED)


def number_variables(rows: Iterable[Row]) -> dict[int, int]:
    """Map each definition token to its variable: tokens that are answers to one use belong together."""
    root: dict[int, int] = {}

    def find(token: int) -> int:
        while root[token] != token:
            root[token] = root[root[token]]
            token = root[token]
        return token

    for row in rows:
        tokens = row["def_start_bytes"] or ()
        for token in tokens:
            root.setdefault(token, token)
        for token in tokens[1:]:
            root[find(token)] = find(tokens[0])
    return {token: find(token) for token in root}


class BindingJudge:
    """Judges one file's uses; what concerns the file as a whole is computed once."""

    def __init__(self, reading: Reading, rows: list[Row]) -> None:
        self.reading = reading
        self.variable = number_variables(rows)
        self.variables_of: dict[int, set[int]] = defaultdict(set)  # symbol -> the oracle's variables it stands for
        self.places: dict[int, set[int]] = defaultdict(set)  # variable -> all places where the oracle sees it
        self.binding_of: dict[int, set[int]] = defaultdict(set)  # symbol -> its binding sites
        for token, variable in self.variable.items():
            self.places[variable].add(token)
        for row in rows:
            if row["def_start_bytes"]:
                self.places[self.variable[row["def_start_bytes"][0]]].add(row["use_start_byte"])
        if reading.symbol is not None:
            for token, variable in self.variable.items():
                self.variables_of[reading.symbol.get(token, -1)].add(variable)
            for site in reading.binding:
                self.binding_of[reading.symbol[site]].add(site)

    def judge(self, row: Row) -> str:
        use, tokens = row["use_start_byte"], row["def_start_bytes"]
        reading = self.reading
        if reading.symbol is None:
            if reading.pointers is None:
                return FAILED
            found = reading.pointers.get(use)
            if found is None:
                return NO_SITE
            if not found:
                return FREE
            return RIGHT if found <= self.places[self.variable[tokens[0]]] else OTHER
        symbol = reading.symbol.get(use)
        if symbol is None:
            return NO_SITE
        if symbol < 0:
            return FREE
        if any(token not in reading.binding for token in tokens):
            return NO_DEFINITION
        if any(reading.symbol[token] != symbol for token in tokens):
            return OTHER
        return RIGHT if len(self.variables_of[symbol]) == 1 else MERGED

    def judge_strictly(self, row: Row) -> bool:
        """Whether the tool's binding tokens are the oracle's, for an oracle that lists all of them."""
        use, tokens = row["use_start_byte"], set(row["def_start_bytes"])
        reading = self.reading
        if reading.symbol is None:
            return reading.pointers is not None and reading.pointers.get(use) == tokens
        symbol = reading.symbol.get(use, -1)
        if symbol < 0:
            return False
        # a declaration without a value (`global x`, `x: int`) may be among the oracle's tokens or not
        ours = self.binding_of[symbol]
        return ours & reading.defining <= tokens <= ours


@dataclass(frozen=True, slots=True)
class FlowVerdict:
    """What a tool lacks and what it has too much; right when both are empty and it has an answer."""

    missing: frozenset[int]
    spurious: frozenset[int]
    ours: frozenset[int]
    answered: bool

    @property
    def right(self) -> bool:
        return self.answered and not self.missing and not self.spurious


def judge_flow(row: Row, reading: Reading) -> FlowVerdict:
    """Compare the definitions that reach one use."""
    least = frozenset(row["def_start_bytes"] or ())
    most = frozenset(row["may_start_bytes"] or ()) | least if "may_start_bytes" in row else least
    found = (reading.reaching or {}).get(row["use_start_byte"])
    ours = found or frozenset()
    return FlowVerdict(least - ours, ours - most, ours, found is not None)
