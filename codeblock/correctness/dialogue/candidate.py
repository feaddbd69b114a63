"""The box of the code under test: runs it, then answers calls to what it defined, one line of JSON each."""

import contextlib
import json
import os
import sys
from typing import Any

from .plain import decode, encode


class Session:
    """The names that the code defined, and the objects that were handed out by number."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "candidate", "__builtins__": __builtins__}
        self.objects: list[Any] = []

    def refer(self, value: Any) -> int:
        """The number of an object that stays here."""
        self.objects.append(value)
        return len(self.objects) - 1

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do one request: look a name up, read an attribute, call, iterate."""
        of = request.get("of")
        target: Any = None if of is None else self.objects[of]
        what = request["do"]
        if what == "name":
            if request["name"] not in self.names:
                return {"missing": True}
            value = self.names[request["name"]]
        elif what == "attribute":
            value = getattr(target, request["name"])
        elif what == "iterate":
            value = list(target)
        else:
            resolve = self.objects.__getitem__
            arguments = [decode(form, resolve) for form in request["arguments"]]
            named = {name: decode(form, resolve) for name, form in request["named"].items()}
            value = target(*arguments, **named)
            return {"value": encode(value, self.refer), "arguments": [encode(a, self.refer) for a in arguments]}
        return {"value": encode(value, self.refer)}


def main() -> None:
    """Keep the two channels, give the code empty ones, run it, serve."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    sys.set_int_max_str_digits(0)
    session = Session()
    failure: dict[str, Any] = {}
    try:
        with open("program.py", encoding="utf-8") as file:
            exec(compile(file.read(), "program.py", "exec"), session.names)
    except BaseException as error:  # noqa: BLE001  # whatever the code under test does is an answer
        failure = {"error": type(error).__name__, "message": str(error)[:500], "loading": True}
    for line in requests:
        answer = failure
        if not failure:
            try:
                answer = session.answer(json.loads(line))
            except BaseException as error:  # noqa: BLE001  # the same
                answer = {"error": type(error).__name__, "message": str(error)[:500]}
        with contextlib.suppress(BrokenPipeError):
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


if __name__ == "__main__":
    main()
