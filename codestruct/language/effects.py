"""Effects: what a place does to the names below it, and how a language file says so."""

from typing import NamedTuple

from codestruct.errors import InvalidLanguage
from codestruct.language.vocabulary import Intro, Role

__all__ = ["Effect", "parse_effect"]


ROLES = {"declare": Role.DECLARE, "define": Role.DEFINE, "use": Role.USE, "update": Role.UPDATE, "delete": Role.DELETE}
INTROS = {
    "in block": Intro.BLOCK,
    "in function": Intro.FUNCTION,
    "in outer": Intro.OUTER,
    "in module": Intro.MODULE,
    "in class": Intro.CLASS,
    "in nearest": Intro.NEAREST,
    "in header": Intro.HEADER,
}
FLAGS = (
    "first", "outside", "capture", "siblings", "entry", "last", "silent", "capital", "apart", "small", "matched",
)  # fmt: skip


class Effect(NamedTuple):
    """What a place does to the names below it; None leaves what the place around it says."""

    role: Role | None = None
    intro: Intro | None = None
    ignore: bool = False
    first: bool = False
    capture: bool = False
    outside: bool = False
    siblings: bool = False
    entry: bool = False
    last: bool = False
    silent: bool = False
    capital: bool = False
    matched: bool = False
    apart: bool = False
    small: bool = False
    seen: tuple[str, str] = ("", "")  # "before" or "after", and the field beside it, from which on the name is seen
    unless: str = ""
    condition: str = ""
    otherwise: Role = Role.DECLARE


def parse_effect(file: str, key: str, text: str) -> Effect:
    """The effect that a text of the `names` section states: a role, a scope, a flag, a condition, in this order.

    >>> parse_effect("x.toml", "names.a.b", "define in block if value").condition
    'value'
    """
    if text in ("ignore", "global", "nonlocal"):
        intro = {"global": Intro.GLOBAL, "nonlocal": Intro.NONLOCAL}.get(text)
        return Effect(Role.DECLARE, intro) if intro else Effect(ignore=True)
    rest, _, unless = text.partition(" unless ")
    rest, _, condition = rest.partition(" if ")
    condition, _, otherwise = condition.partition(" else ")
    side = next((word for word in ("before", "after") if f" {word} " in rest), "")
    rest, _, beside = rest.partition(f" {side} ") if side else (rest, "", "")
    role, intro, flags = None, None, dict.fromkeys(FLAGS, False)
    words = rest.split()
    allowed = [*ROLES, *INTROS, *FLAGS, "ignore", "global", "nonlocal"]
    while words:
        word = words.pop(0)
        if word == "in" and words:
            word += " " + words.pop(0)
        if word in ROLES:
            role = ROLES[word]
        elif word in INTROS:
            intro = INTROS[word]
        elif word == "nonlocal" and role is not None:
            intro = Intro.NONLOCAL
        elif word in flags:
            flags[word] = True
        else:
            raise InvalidLanguage.at(file, key, f"the vocabulary has no effect {word!r}", given=word, allowed=allowed)
    if otherwise and otherwise not in ROLES:
        raise InvalidLanguage.at(file, key, f"there is no role {otherwise!r}", given=otherwise, allowed=ROLES)
    other = ROLES[otherwise] if otherwise else Role.DECLARE
    return Effect(role, intro, condition=condition, otherwise=other, unless=unless, seen=(side, beside), **flags)
