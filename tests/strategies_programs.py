"""Random programs of each language, out of grammars of its statements: every construct, in every layout.

A program is spelled by a tape of numbers, each of which chooses one production; where the tape ends, first productions
are taken, which lead to an end. So a shorter tape is a smaller program, and hypothesis can shrink it.

The grammars are `programs/<language>.txt`: a symbol `<x>`, then its productions, one a line after `| `. In them `<x>`
is any production of x, `~` some blank space, `@` a name of its own. A backslash makes blanks (n, t, s) and takes any
other character as it is. In Python `{` and `}` open and close a level of indentation, and `^` goes to the margin.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

Grammar = Mapping[str, list[str]]

FOLDER = Path(__file__).parent / "programs"
BLANKS = [" ", "\n", "", "\n  ", " /* c */ ", " // c\n"]
PLACES = re.compile(r"<(\w+)>|~|@")
SPECIAL = "@~<{}^"
AS_IT_IS = {0xE000 + ord(char): char for char in SPECIAL}  # what stands for an escaped character until the end
TAPES = st.lists(st.integers(0, 255), max_size=80)


def read_grammar(language: str) -> Grammar:
    """Symbol -> productions, of the grammar of a language."""
    grammar: dict[str, list[str]] = {}
    symbol = ""
    for line in (FOLDER / f"{language}.txt").read_text().splitlines():
        if line.startswith("|"):
            grammar[symbol].append(re.sub(r"\\(.)", _unescape, line[2:]))
        else:
            symbol = line.strip("<>")
            grammar[symbol] = []
    return grammar


def _unescape(escape: re.Match[str]) -> str:
    char = escape[1]
    return chr(0xE000 + ord(char)) if char in SPECIAL else {"n": "\n", "t": "\t", "s": " "}.get(char, char)


GRAMMARS = {path.stem: read_grammar(path.stem) for path in sorted(FOLDER.glob("*.txt"))}


def spell(language: str, tape: list[int]) -> bytes:
    """The program of a language that a tape spells."""
    grammar, choices, names = GRAMMARS[language], iter(tape), iter(range(1_000_000))

    def expand(symbol: str) -> str:
        productions = grammar[symbol]
        return PLACES.sub(fill, productions[next(choices, 0) % len(productions)])

    def fill(place: re.Match[str]) -> str:
        if place[0] == "@":
            return f"v{next(names)}"
        if place[0] == "~":
            return BLANKS[next(choices, 0) % len(BLANKS)]
        return expand(place[1]) if place[1] in grammar else place[0]

    text = expand("program")
    return (_indent(text) if language == "python" else text).translate(AS_IT_IS).encode()


def _indent(text: str) -> str:
    out: list[str] = []
    level, at_margin = 0, True
    for char in text:
        if char in "{}":
            level += 1 if char == "{" else -1
        elif char == "^":
            at_margin = False
        else:
            if at_margin and char != "\n":
                out.append("    " * level)
            at_margin = char == "\n"
            out.append(char)
    return "".join(out)


def programs(language: str) -> st.SearchStrategy[bytes]:
    """Programs of a language, of up to some 100 lines."""
    return TAPES.map(lambda tape: spell(language, tape))


@st.composite
def mutilated(draw: st.DrawFn, language: str) -> bytes:
    """A program cut off, with a piece taken out or doubled, or with some bytes replaced by any."""
    data = bytearray(draw(programs(language)))
    for _ in range(draw(st.integers(1, 3))):
        start, stop = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        how = draw(st.sampled_from(["cut", "head", "drop", "double", "replace"]))
        if how == "cut":
            del data[start:]
        elif how == "head":
            del data[:start]
        elif how == "drop":
            del data[start:stop]
        elif how == "double":
            data[stop:stop] = data[start:stop]
        else:
            data[start : start + 3] = draw(st.binary(max_size=3))
    return bytes(data)


def any_sources(language: str) -> st.SearchStrategy[bytes]:
    """What anybody may hand over as a language: its programs, broken ones, and bytes that are none."""
    return st.one_of(st.binary(max_size=200), mutilated(language), programs(language))
