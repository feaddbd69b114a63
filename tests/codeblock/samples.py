"""Records of every shape that the stages meet."""

from typing import Any

PYTHON = "def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t\n"
GO = "package p\n\nfunc Twice(n int) int {\n\tm := n * 2\n\treturn m\n}\n"


def pair(name: str, response: str, instruction: str = "Write a function that adds the numbers of a list.") -> dict:
    return {"id": name, "instruction": instruction, "response": response}


RECORDS: list[dict[str, Any]] = [
    pair("plain", f"This adds the numbers one by one:\n\n```python\n{PYTHON}```\n"),
    pair("several", f"In Python:\n\n```python\n{PYTHON}```\n\nAnd one in Go:\n\n```go\n{GO}```\nBoth are short."),
    pair("prose", "Add the first number to the second, then the third, and so on until none is left."),
    pair("cut", "Here it is, as far as it goes:\n\n```python\n" + PYTHON[:38]),
    pair("broken", "It starts well enough:\n\n```python\nx = 1\ny = = 2\nz = x\n```\n"),
    pair("unknown", "In a language of my own:\n\n```klingon\nqapla' = 1\n```\n"),
    pair("unlabelled", f"Without a name on its fence:\n\n```\n{PYTHON}```\n"),
    pair("wide", "Ein Satz über Umlaute und 🙂:\n\n```python\nname = 'Grüße 🙂'\nprint(name)\n```\n"),
    {
        "id": "turns",
        "messages": [
            {"role": "user", "content": "Add two numbers."},
            {"role": "assistant", "content": "So they are added:\n\n```python\nc = a + b\n```\n"},
            {"role": "user", "content": "And print the sum."},
            {"role": "assistant", "content": "Then print what came out:\n\n```python\nprint(c)\n```\n"},
        ],
    },
]
"""Several code blocks, none, one cut in the middle, a broken one, a language that nobody knows, several turns."""
