"""The exception tree: drawn as it is, told in three parts, unchanged by a trip between processes."""

import inspect
import pickle

import pytest

from codestruct import errors
from codestruct.errors import CodestructError, DependencyMissing, GrammarMissing, InvalidLanguage, UnknownLanguage

TREE = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, CodestructError)]


def test_docstring_draws_every_exception() -> None:
    assert errors.__doc__ is not None
    assert [cls.__name__ for cls in TREE if cls.__name__ not in errors.__doc__] == []
    assert sorted(errors.__all__) == sorted(["PluginWarning", *(cls.__name__ for cls in TREE)])


@pytest.mark.parametrize("cls", TREE)
def test_errors_name_subject_reason_remedy_and_survive_pickling(cls: type[CodestructError]) -> None:
    error = cls("file a.go", "it is cut off", "complete it")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is cls
    assert str(again) == str(error) == "file a.go: it is cut off; complete it"
    assert (again.subject, again.reason, again.remedy) == ("file a.go", "it is cut off", "complete it")


@pytest.mark.parametrize(
    "error",
    [
        UnknownLanguage.among("pyton", ["python", "go"]),
        GrammarMissing.of("zig", "tree-sitter-zig"),
        InvalidLanguage.at("go.toml", "bodies.kinds", "no node kind 'blok'", given="blok", allowed=["block"]),
        DependencyMissing.of("Graph.to_scipy()", "scipy"),
    ],
)
def test_built_errors_survive_pickling(error: CodestructError) -> None:
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_remedy_without_a_near_spelling() -> None:
    assert UnknownLanguage.among("xyz", ["python", "go"]).remedy == "known: go, python"
    assert UnknownLanguage.among("xyz", []).remedy == "none is installed"
    assert "README" in InvalidLanguage.at("go.toml", "bodies", "a table is needed").remedy
