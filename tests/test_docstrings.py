"""Every public name says what it is, in the form of the house: what a program can check of it."""

import ast
import dataclasses
import doctest
import enum
import inspect
import re
import textwrap
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import codeblock
import codestruct
import codestruct.plots
import codestruct.testing
from codeblock import plots as run_plots

PACKAGES = (codestruct, codestruct.testing, codestruct.errors, codestruct.plots, codeblock, run_plots)
DOCS = Path(__file__).parents[1] / "docs"

NEEDS_A_MODEL = {
    "add_reference", "build_labels", "embed_hidden_states", "explain", "export_train_detail", "find_structure",
    "judge_pairs", "load_encoder", "load_model", "load_tokenizer", "measure_nll", "probe_dtype", "rate_by_ifd",
    "rate_by_likelihood", "run_pipeline", "score_in_shards", "score_reference", "score_responses", "score_tokens",
    "select_by_method", "select_supervision", "train_model", "write_report",
}  # fmt: skip
"""They have no example of their own: pieces of the guides about CodeBlock and other libraries, or tests, run them."""


def list_public() -> Iterator[tuple[str, Any]]:
    for package in PACKAGES:
        for name in package.__all__:
            value = getattr(package, name)
            if inspect.isclass(value) or inspect.isroutine(value):
                yield f"{package.__name__}.{name}", value


PUBLIC = dict(list_public())
FUNCTIONS = {name: value for name, value in PUBLIC.items() if inspect.isroutine(value)}


def list_methods(owner: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in vars(owner).items():
        plain = value.fget if isinstance(value, property) else getattr(value, "__func__", getattr(value, "func", value))
        if not name.startswith("_") and isinstance(plain, types.FunctionType):
            yield name, plain


def read_raises(function: Callable[..., Any]) -> set[str]:
    """The exceptions of these packages, and the built-in ones, that a function's own body raises by name."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raised = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None)
    names = (re.match(r"(?:\w+\.)*?([A-Z]\w+)", ast.unparse(error)) for error in raised)
    return {name[1] for name in names if name} - {"NotImplementedError"}


@pytest.mark.parametrize("name", PUBLIC)
def test_the_first_line_is_one_sentence(name: str) -> None:
    text = inspect.getdoc(PUBLIC[name]) or ""
    first, _, rest = text.partition("\n")
    assert first.endswith((".", ":")), first
    assert not re.search(r"[a-z)`]\. [A-Z]", first), first
    assert not rest or rest.startswith("\n"), "a blank line is missing after the first sentence"


@pytest.mark.parametrize("name", [name for name, value in FUNCTIONS.items() if value.__name__ not in NEEDS_A_MODEL])
def test_functions_have_a_short_example(name: str) -> None:
    examples = doctest.DocTestParser().get_examples(inspect.getdoc(FUNCTIONS[name]) or "")
    lines = sum(len((example.source + example.want).splitlines()) for example in examples)
    assert 0 < lines <= 6, f"{lines} lines"


def test_the_exempt_names_are_public() -> None:
    assert {name.rpartition(".")[2] for name in FUNCTIONS} >= NEEDS_A_MODEL


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_raised_is_said(name: str) -> None:
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    missing = {error for error in read_raises(FUNCTIONS[name]) if error not in text}
    assert not missing


@pytest.mark.parametrize("name", [name for name, value in PUBLIC.items() if inspect.isclass(value)])
def test_public_methods_say_what_they_do(name: str) -> None:
    silent = [method for method, function in list_methods(PUBLIC[name]) if not inspect.getdoc(function)]
    assert not silent


@pytest.mark.parametrize("name", [name for name, value in PUBLIC.items() if dataclasses.is_dataclass(value)])
def test_fields_are_told(name: str) -> None:
    """Each public field of a table or of settings is named in the text of its class, or in its room's."""
    value = PUBLIC[name]
    text = f"{inspect.getdoc(value)} {inspect.getmodule(value).__doc__}"
    fields = [field.name for field in dataclasses.fields(value) if not field.name.startswith("_")]
    assert [field for field in fields if not re.search(rf"\b{field}\b", text)] == []


def test_the_reference_has_every_public_name() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (DOCS / "api").glob("*.rst"))
    told = re.findall(r"^\.\. auto(?!module)\w+:: (?:[\w.]+\.)?(\w+)$", text, flags=re.MULTILINE)
    assert len(told) == len(set(told))
    public = {name for package in PACKAGES for name in package.__all__ if not name.startswith("__")}
    modules = {name for name in public if isinstance(getattr(codestruct, name, None), types.ModuleType)}
    assert set(told) == public - modules


def test_enumerations_are_of_integers() -> None:
    found = [value for value in PUBLIC.values() if inspect.isclass(value) and issubclass(value, enum.Enum)]
    assert found
    assert all(issubclass(value, enum.IntEnum) for value in found)
