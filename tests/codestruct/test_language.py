"""Language files: what is registered, and how a mistake in a file is told."""

import contextlib
import copy
import pickle
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import codestruct as cs
from codestruct.errors import GrammarMismatch, GrammarMissing, InvalidLanguage, LanguageError, UnknownLanguage
from codestruct.language import registry
from codestruct.language.grammar import Grammar

FOLDER = Path(cs.__file__).parent / "languages"
BUILT_IN = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@pytest.fixture
def private(tmp_path: Path):
    """Write a language file and load it."""

    def load(text: str) -> cs.Language:
        path = tmp_path / "private.toml"
        path.write_text(text, "utf-8")
        return cs.Language.from_file(path)

    return load


HEAD = 'name = "private"\ngrammar = "tree_sitter_python:language"\n'


def test_built_in_languages_are_registered() -> None:
    assert set(BUILT_IN) <= set(cs.list_languages())


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_language_fits_its_grammar(name: str) -> None:
    language = cs.get_language(name)
    assert language.tables.is_body.sum() > 1
    assert language.level == "full"
    assert pickle.loads(pickle.dumps(language)).name == name


def test_alias_and_case_are_understood() -> None:
    assert cs.get_language("PY") is cs.get_language("python")
    assert cs.get_language("js").name == "javascript"


def test_unknown_language_suggests_the_nearest() -> None:
    with pytest.raises(UnknownLanguage, match="did you mean 'python'"):
        cs.analyze("x", "pyton")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('nmae = "x"\n' + HEAD, "'name'"),
        (HEAD + '[bodies]\nblok = {}\n', "'block'"),
        (HEAD + '[bodies]\nblock = { hol = "x" }\n', "'hole'"),
        (HEAD + '[bodies]\nblock = { only = ["statment"] }\n', "no node kind 'statment'"),
        (HEAD + '[names]\n"assignment.lefft" = "define"\n', "'left'"),
        (HEAD + '[names]\n"assignment.left" = "defin"\n', "'define'"),
        (HEAD + '[flow]\nif_statement = { form = "branhc" }\n', "'branch'"),
        (HEAD + '[flow]\nif_statement = { form = "branch", tst = "condition" }\n', "'test'"),
        (HEAD + '[flow]\nif_statement = { form = "branch", test = "conditio" }\n', "'condition'"),
        (HEAD + '[flow]\nreturn_statement = { form = "jump", to = "brake" }\n', "'break'"),
        (HEAD + '[scopes]\nlambda = { kind = "funktion" }\n', "'function'"),
        (HEAD + '[scoping]\nblock = "hoistd"\n', "'hoisted'"),
        (HEAD + "[categories]\nbranche = []\n", "'branch'"),
        (HEAD + "tokens = 3\n", "table belongs here"),
        (HEAD + '[items]\nwrappers = ["expression_statement"]\n', "items.wrappers': a table belongs here"),
        (HEAD + '[items]\nunits = "if_statement.body"\n', "items.units': a list belongs here"),
        (HEAD + "[tokens]\ncomments = [3]\n", "tokens.comments': a list belongs here"),
        (HEAD + "[names]\n\"assignment.left\" = 1\n", "names.assignment.left': a text belongs here"),
        (HEAD + "[fields]\nif_statement = 1\n", "fields.if_statement': a table belongs here"),
        (HEAD + "[scopes]\nlambda = { kind = [1] }\n", "no such word [1]"),
        (HEAD + "[categories.wrapped]\ncall = 3\n", "categories.wrapped.call': a list belongs here"),
        (HEAD + "[flow]\nif_statement = 3\n", "table belongs here"),
        (HEAD + '[flow]\nattribute = { form = "chain" }\n', "flow.attribute.optional': it is missing"),
        (HEAD + '[flow]\nboolean_operator = { form = "logic", operator = "operatr" }\n', "did you mean 'operator'"),
        (HEAD + '[access]\ncall = { form = "call", element = "[" }\n', "access.call.arguments': it is missing"),
        ('grammar = "tree_sitter_python:language"\n', "missing"),
        ("= 3", "not valid TOML"),
    ],
)  # fmt: skip
def test_mistake_in_a_file_names_file_key_and_remedy(private, text: str, told: str) -> None:
    with pytest.raises(InvalidLanguage) as caught:
        private(text)
    assert "private.toml" in str(caught.value)
    assert told in str(caught.value)


def test_missing_grammar_names_the_pip_line(private) -> None:
    with pytest.raises(GrammarMissing, match="pip install 'tree-sitter-nowhere'"):
        private('name = "nowhere"\ngrammar = "tree_sitter_nowhere:language"\n')


CHILD = 'name = "mine"\ngrammar = "tree_sitter_python:language"\nextends = "python"\n'


def test_private_language_serves_and_families_extend(private) -> None:
    language = private(CHILD + 'aliases = ["m"]\n')
    code = cs.analyze("x = 1\ny = x\n", language)
    assert code.graph.edges() == [(0, 1)]
    assert language.extensions == ()
    assert issubclass(InvalidLanguage, LanguageError)


def test_child_adds_replaces_and_removes(private) -> None:
    base = cs.get_language("python").data
    language = private(
        CHILD + '[items]\nholes = ["ellipsis"]\n[flow]\nfor_statement = { form = "group" }\n'
        '[names]\n"keyword_argument.value" = "use"\n'
        '[removes]\ncategories = ["jump"]\nitems.holes = ["pass_statement"]\nnames = ["attribute.attribute"]\n'
    )
    assert language.data["flow"]["for_statement"] == {"form": "group"}
    assert language.data["flow"]["while_statement"] == base["flow"]["while_statement"]
    assert language.data["items"]["holes"] == [
        *(h for h in base["items"]["holes"] if h != "pass_statement"),
        "ellipsis",
    ]
    assert language.data["categories"] == {k: v for k, v in base["categories"].items() if k != "jump"}
    assert "attribute.attribute" not in language.data["names"]
    assert language.data["names"]["keyword_argument.value"] == "use"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CHILD.replace('"python"', '"pyton"'), "did you mean 'python'"),
        (CHILD.replace('"mine"', '"python"'), "no base"),
        (CHILD + '[removes]\nnames = ["atribute.attribute"]\n', "did you mean 'attribute.attribute'"),
        (CHILD + '[removes]\nflou = ["if_statement"]\n', "did you mean 'flow'"),
        (CHILD + '[removes]\nitems = { hole = ["pass"] }\n', "nothing to remove"),
        (CHILD + '[removes]\nitems = "hole"\n', "table or a list"),
        (HEAD + '[removes]\nitems = ["hole"]\n', "extends no other"),
    ],
)
def test_mistake_in_an_extension_names_the_file(private, text: str, told: str) -> None:
    with pytest.raises(InvalidLanguage) as caught:
        private(text)
    assert "private.toml" in str(caught.value)
    assert told in str(caught.value)


def test_requirements_are_those_of_the_extras() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for name in project["entry-points"]["codestruct.languages"]:
        requirement = cs.get_language(name).requirement
        assert requirement in extras.get(name, [requirement]), name
        assert any(requirement in wheels for wheels in extras.values()), name
        assert {">=", "<"} <= {one.operator for one in Requirement(requirement).specifier}, name


def test_a_grammar_of_another_version_is_told_with_both_versions(private) -> None:
    with pytest.raises(GrammarMismatch) as caught:
        private(HEAD + 'requirement = "tree-sitter-python>=99,<100"\n[bodies]\nblok = {}\n')
    told = str(caught.value)
    assert "written for tree-sitter-python>=99,<100" in told
    assert "installed is tree-sitter-python 0." in told
    assert "no node kind 'blok'" in told


def test_a_grammar_without_a_field_is_told_with_both_versions(monkeypatch) -> None:
    """Each field of a grammar in turn goes by another name: the file is refused, or goes without it."""
    find_grammars, language = registry.find_grammars, cs.get_language("lua")
    monkeypatch.setattr(registry, "meets_requirement", lambda *_: False)  # as if another distribution carried it
    example = (Path(__file__).parents[1] / "languages" / "lua" / "control_flow.lua").read_bytes()
    refused: dict[str, str] = {}
    for field in language.grammar.fields[1:]:

        def find_renamed(*words: str, field: str = field) -> Iterator[Grammar]:
            for grammar in find_grammars(*words):
                grammar.fields = tuple("other" if one == field else one for one in grammar.fields)
                yield grammar

        monkeypatch.setattr(registry, "find_grammars", find_renamed)
        try:
            _ = cs.analyze(example, language.restate(language.stated)).graph
        except GrammarMismatch as error:
            refused[field] = str(error)
    assert "operator" in refused
    for field, told in refused.items():
        assert f"written for {language.requirement}, but installed is tree-sitter-lua 0." in told
        assert f"has no field {field!r}" in told or f"has no field or node kind {field!r}" in told


def test_a_requirement_that_is_none_is_told(private) -> None:
    with pytest.raises(InvalidLanguage, match="requirement"):
        private(HEAD + 'requirement = "tree-sitter-python>>1"\n')


@pytest.mark.parametrize("name", ["lua", "tsx"])
def test_a_value_of_any_other_shape_is_told(name: str) -> None:
    """Each value of a file in turn is replaced by one of another shape: it is refused, or means something."""
    language = cs.get_language(name)
    for keys, was in _list_values(language.stated):
        for value in (1, "word", ["word"], [1], {"word": "word"}, {"word": 1}):
            if type(value) is type(was):
                continue
            stated = copy.deepcopy(dict(language.stated))
            place = stated
            for key in keys[:-1]:
                place = place[key]
            place[keys[-1]] = value
            with contextlib.suppress(LanguageError):
                _ = language.restate(stated).tables


def _list_values(data: dict, keys: tuple = ()) -> Iterator[tuple[tuple, object]]:
    for key, value in data.items():
        yield (*keys, key), value
        if isinstance(value, dict):
            yield from _list_values(value, (*keys, key))
