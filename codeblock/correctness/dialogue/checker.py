"""The box of the tests: runs them, asking the other box for whatever the tests themselves do not define.

Its exit status is the verdict, and the code under test has no way to touch it. 0: every test passed. 1: one failed;
the reason is the last line on standard error.
"""

import builtins
import json
import os
import sys
import traceback
from collections.abc import Iterator
from typing import Any, TextIO

from .plain import decode, encode


class Gone(Exception):
    """The code under test ended, or answered what is no answer."""


class Channel:
    """Requests out, answers in."""

    def __init__(self, requests: TextIO, answers: TextIO) -> None:
        self.requests, self.answers = requests, answers

    def ask(self, **request: Any) -> dict[str, Any]:
        """One request and its answer; an exception over there is raised here, as the built-in one of its name."""
        try:
            self.requests.write(json.dumps(request) + "\n")
            self.requests.flush()
            answer = json.loads(self.answers.readline())
        except (OSError, ValueError):
            answer = None
        if not isinstance(answer, dict):
            raise Gone("the code under test ended early") from None
        if "error" in answer:
            kind = getattr(builtins, str(answer["error"]), None)
            known = isinstance(kind, type) and issubclass(kind, Exception) and not answer.get("loading")
            raise kind(answer["message"]) if known and kind else Gone(f"{answer['error']}: {answer['message']}")
        return answer

    def value(self, **request: Any) -> Any:
        """The value of an answer; arguments that were changed in place over there are changed here too."""
        return decode(self.ask(**request)["value"], self.remote)

    def remote(self, number: int) -> "Remote":
        """The object of that number over there."""
        return Remote(self, int(number))


class Remote:
    """An object that stays with the code under test; equal to nothing but itself."""

    def __init__(self, channel: Channel, number: int) -> None:
        self.__dict__.update(_channel=channel, _number=number)

    def __getattr__(self, name: str) -> Any:
        return self._channel.value(do="attribute", of=self._number, name=name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._channel.value(do="iterate", of=self._number))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        answer = self._channel.ask(
            do="call", of=self._number, arguments=[encode(a, refuse) for a in arguments],
            named={name: encode(value, refuse) for name, value in named.items()},
        )  # fmt: skip
        for mine, form in zip(arguments, answer["arguments"], strict=True):
            follow(mine, decode(form, self._channel.remote))
        return decode(answer["value"], self._channel.remote)


def refuse(value: Any) -> int:
    """Objects over there go back by number; those of the tests cannot go."""
    if isinstance(value, Remote):
        return int(value._number)
    raise Gone(f"the tests hand over a {type(value).__name__}, which is no plain data")


def follow(mine: Any, theirs: Any) -> None:
    """Give a container of the tests the content that it has now over there."""
    if isinstance(mine, list) and isinstance(theirs, list):
        mine[:] = theirs
    elif isinstance(mine, (dict, set)) and type(mine) is type(theirs):
        mine.clear()
        mine.update(theirs)


class Names(dict[str, Any]):
    """The tests' own names, then the built-in ones, then those of the code under test.

    In this order, or a program could bring an `all` that is always true. Tests of a program whose own business is to
    define a built-in name say so: `sum = __answer__("sum")`.
    """

    def __init__(self, channel: Channel) -> None:
        super().__init__(__name__="tests", __answer__=self.ask)
        self.channel = channel

    def __missing__(self, name: str) -> Any:
        return getattr(builtins, name) if hasattr(builtins, name) else self.ask(name)

    def ask(self, name: str) -> Any:
        """What the code under test defined by this name."""
        answer = self.channel.ask(do="name", name=name)
        if answer.get("missing"):
            raise NameError(f"name {name!r} is not defined")
        return decode(answer["value"], self.channel.remote)


def main() -> None:
    """Run the tests; exit with the verdict."""
    answers = os.fdopen(os.dup(0), "r", encoding="utf-8", errors="replace")
    requests = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    sys.set_int_max_str_digits(0)
    try:
        with open("tests.py", encoding="utf-8") as file:
            exec(compile(file.read(), "tests.py", "exec"), Names(Channel(requests, answers)))
    except BaseException as error:  # noqa: BLE001  # whatever stops the tests is their verdict
        reason = "".join(traceback.format_exception_only(error)).strip()[:1000]
        os.write(2, reason.encode("utf-8", "replace"))
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
