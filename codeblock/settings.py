"""Settings: dataclasses whose misspelt fields are answered with the right spelling."""

from collections.abc import Callable
from dataclasses import fields
from difflib import get_close_matches
from functools import wraps
from typing import Any, TypeVar

__all__ = ["suggest_fields"]

C = TypeVar("C")


def suggest_fields(config: type[C]) -> type[C]:
    """The same dataclass, to type checkers too, whose TypeError about an unknown field names the nearest one.

    >>> from codeblock import SelectionConfig
    >>> SelectionConfig(code_buget=0.2)
    Traceback (most recent call last):
    TypeError: SelectionConfig has no setting 'code_buget'; did you mean 'code_budget'?
    """
    build: Callable[..., None] = config.__init__
    known = [field.name for field in fields(config)]  # type: ignore[arg-type]  # it is a dataclass, which no type says

    @wraps(build)
    def build_or_suggest(self: C, *args: Any, **settings: Any) -> None:
        for name in settings:
            if name not in known:
                nearest = get_close_matches(name, known, n=1)
                remedy = f"did you mean {nearest[0]!r}?" if nearest else f"there are {', '.join(known)}"
                raise TypeError(f"{config.__name__} has no setting {name!r}; {remedy}")
        build(self, *args, **settings)

    config.__init__ = build_or_suggest  # type: ignore[assignment]  # what the decorator is for
    return config
