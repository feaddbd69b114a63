"""Keyword arguments: a misspelt one is answered with the right spelling, as Python itself does from 3.13 on."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["suggest_keywords"]

P = ParamSpec("P")
R = TypeVar("R")


def suggest_keywords(function: Callable[P, R]) -> Callable[P, R]:
    """The same function, to type checkers too, whose TypeError about an unknown keyword names the nearest one.

    >>> @suggest_keywords
    ... def greet(name="you"): ...
    >>> greet(nmae="me")
    Traceback (most recent call last):
    TypeError: greet() got an unexpected keyword argument 'nmae'; did you mean 'name'?
    """

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except TypeError as error:
            told = _add_suggestion(function, kwargs, str(error))
            if told is None:
                raise
            raise TypeError(told) from None

    return call


def _add_suggestion(function: Callable[..., object], given: dict[str, object], message: str) -> str | None:
    """The message with the nearest keyword; None where no keyword is at fault, or Python has told it already."""
    from difflib import get_close_matches
    from inspect import signature

    known = list(signature(function).parameters)
    for name in given:
        nearest = get_close_matches(name, known, n=1)
        if name not in known and nearest and "unexpected keyword" in message and "mean" not in message:
            return f"{message}; did you mean {nearest[0]!r}?"
    return None
