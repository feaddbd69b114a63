"""Instruction-response pairs from the Python standard library of the machine: the demonstration's data.

A function's docstring becomes the instruction, the function without it the response. Some functions take other
shapes instead, so that every path of the stages runs: two code blocks in a response, no code at all, a response that
breaks off, a conversation of two turns. Nothing of the library is stored with this package.
"""

import ast
import hashlib
import sysconfig
import textwrap
import tokenize
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codeblock.errors import DataError

__all__ = ["mine_pairs"]

_LEFT_OUT = {"test", "tests", "site-packages", "dist-packages", "idlelib", "lib2to3", "turtledemo", "__pycache__"}
# One after another, over the functions of a module; a shape that needs two functions takes two.
_SHAPES = ("plain", "plain", "explain", "plain", "several", "plain", "plain", "cut", "plain", "turns")
_LINES = (3, 60)  # of a function without its docstring
_A_MODULE = 16  # records of one module, at most


@dataclass(frozen=True, slots=True)
class _Function:
    name: str
    owner: str | None  # the class that it is a method of
    parameters: tuple[str, ...]
    docstring: str
    code: str
    raises: tuple[str, ...]  # names of the exceptions, in order


def mine_pairs(count: int = 600, *, library: Path | None = None) -> list[dict[str, Any]]:
    """At least `count` records with `id`, `module`, `shape` and `messages`, whole modules at a time.

    `library` is a directory of Python sources (default: the standard library of this interpreter). Modules are taken
    in the order of a hash of their names, so that the choice is the same wherever the library is. Files that do not
    parse are passed over. Raises `DataError` where there are too few functions.

    >>> record = mine_pairs(1)[0]
    >>> [message["role"] for message in record["messages"]][-2:]
    ['user', 'assistant']
    """
    root = library or Path(sysconfig.get_paths()["stdlib"])
    paths = [p.relative_to(root) for p in root.rglob("*.py")]
    paths = [p for p in paths if not _LEFT_OUT & set(p.parts) and not p.parts[0].startswith("config-")]
    records: list[dict[str, Any]] = []
    for path in sorted(paths, key=lambda p: hashlib.sha256(p.as_posix().encode()).digest()):
        if len(records) >= count:
            return records
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        functions = _read_functions(root / path)
        for number, (shape, chosen) in zip(range(_A_MODULE), _assign_shapes(functions), strict=False):
            messages = _write_messages(shape, chosen, module)
            records.append({"id": f"{module}/{number}", "module": module, "shape": shape, "messages": messages})
    if len(records) < count:
        reason = f"only {len(records)} records can be mined, {count} are asked for"
        raise DataError(str(root), reason, "give your own with --data, or install the full standard library")
    return records


def _read_functions(path: Path) -> list[_Function]:
    """The functions of a file that have a docstring of a sentence and a body of some lines."""
    try:
        with tokenize.open(path) as stream:
            text = stream.read()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library's sources are warned about is not our business
            tree = ast.parse(text)
    except (SyntaxError, UnicodeDecodeError, ValueError):  # the library keeps broken files for its own tests
        return []
    lines = text.splitlines()
    found = []
    for owner, node in _walk_functions(tree):
        docstring = ast.get_docstring(node) or ""
        code = _without_docstring(node, lines)
        if len(docstring.split()) >= 6 and _LINES[0] <= code.count("\n") <= _LINES[1] and "```" not in code + docstring:
            parameters = tuple(a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))
            parameters = tuple(p for p in parameters if p not in ("self", "cls"))
            found.append(_Function(node.name, owner, parameters, docstring, code, _raised(node)))
    return found


def _walk_functions(tree: ast.Module) -> Iterator[tuple[str | None, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield None, node
        elif isinstance(node, ast.ClassDef):
            yield from ((node.name, m) for m in node.body if isinstance(m, ast.FunctionDef | ast.AsyncFunctionDef))


def _without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: Sequence[str]) -> str:
    """The function's own lines, dedented, but for its docstring; empty where they cannot be told apart by lines."""
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    statement = node.body[0]
    if len(node.body) == 1 or statement.lineno == node.lineno or statement.end_lineno == node.body[1].lineno:
        return ""
    last_of_docstring, last = statement.end_lineno or statement.lineno, node.end_lineno or node.lineno
    body = "\n".join(lines[last_of_docstring:last]).lstrip("\n")
    kept = [*lines[first - 1 : statement.lineno - 1], body]
    code = textwrap.dedent("\n".join(kept)) + "\n"
    try:
        ast.parse(code)
    except SyntaxError:  # a line that two statements share
        return ""
    return code


def _raised(node: ast.AST) -> tuple[str, ...]:
    """The names of the exceptions that a function's text raises."""
    raised = [n.exc.func if isinstance(n.exc, ast.Call) else n.exc for n in ast.walk(node) if isinstance(n, ast.Raise)]
    return tuple(dict.fromkeys(e.id for e in raised if isinstance(e, ast.Name)))


def _assign_shapes(functions: Sequence[_Function]) -> Iterator[tuple[str, Sequence[_Function]]]:
    at = number = 0
    while at < len(functions):
        shape = _SHAPES[number % len(_SHAPES)]
        size = 2 if shape in ("several", "turns") and at + 1 < len(functions) else 1
        yield (shape if size == 2 or shape not in ("several", "turns") else "plain"), functions[at : at + size]
        at += size
        number += 1


def _write_messages(shape: str, functions: Sequence[_Function], module: str) -> list[dict[str, str]]:
    first = functions[0]
    if shape == "explain":
        question = f"What does `{_full_name(first)}` of the Python module `{module}` do?"
        return [_user(question), _assistant(f"{first.docstring}\n\n{_describe(first)}\n")]
    if shape == "several":
        second = functions[1]
        task = f"{_ask(first)}\n\nThen write {_kind(second)} `{second.name}` for the same module:\n\n{second.docstring}"
        return [_user(task), _assistant(f"{_answer(first)}\nThe second one goes beside it. {_answer(second)}")]
    if shape == "cut":
        answer = _answer(first)
        return [_user(_ask(first)), _assistant(answer[: len(answer) * 3 // 5])]
    messages = [_user(_ask(first)), _assistant(_answer(first))]
    if shape == "turns":
        second = functions[1]
        messages += [_user(f"Thank you. Now {_kind(second)} `{second.name}`:\n\n{second.docstring}")]
        messages += [_assistant(_answer(second))]
    return messages


def _ask(function: _Function) -> str:
    return f"Write {_kind(function)} `{function.name}` in Python.\n\n{function.docstring}"


def _answer(function: _Function) -> str:
    return f"{_describe(function)}\n\n```python\n{function.code}```\n"


def _describe(function: _Function) -> str:
    """A sentence of prose about the function: its parameters, and what it raises."""
    takes = f"takes {_enumerate(function.parameters)}" if function.parameters else "needs nothing from its caller"
    raises = f", and raises {_enumerate(function.raises)} where that is called for" if function.raises else ""
    return f"`{function.name}` {takes}{raises}."


def _enumerate(names: Sequence[str]) -> str:
    *others, last = (f"`{name}`" for name in names)
    return f"{', '.join(others)} and {last}" if others else last


def _kind(function: _Function) -> str:
    return f"the method of the class `{function.owner}` named" if function.owner else "the function"


def _full_name(function: _Function) -> str:
    return f"{function.owner}.{function.name}" if function.owner else function.name


def _user(content: str) -> dict[str, str]:
    return {"role": "user", "content": content}


def _assistant(content: str) -> dict[str, str]:
    return {"role": "assistant", "content": content}
