"""Drafts of language files: valid over every grammar that is installed, and fit to be worked on."""

import importlib.util
from pathlib import Path

import pytest

import codestruct as cs
from codestruct.scaffold import draft_language, observe_shapes

SPECS = sorted({cs.get_language(name).data["grammar"] for name in cs.list_languages()})


@pytest.mark.parametrize("spec", SPECS)
def test_a_draft_is_valid_and_finds_items(spec: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(spec.partition(":")[0]) is None:
        pytest.skip("its grammar is not installed")
    [name, *_] = [name for name in cs.list_languages() if cs.get_language(name).data["grammar"] == spec]
    language = cs.get_language(name)
    example = max(
        Path(__file__).parents[1].glob(f"languages/{name}/*{language.extensions[0]}"),
        key=lambda path: path.stat().st_size,
    )
    for samples in ([], [example.read_bytes()]):
        path = tmp_path / "draft.toml"
        path.write_text(draft_language("draft", spec, observe_shapes(spec, samples)), "utf-8")
        code = cs.analyze(example.read_bytes(), cs.Language.from_file(path))
        assert code.language.level == "items"
        assert len(code.items) > 3
        assert len(code.flow) >= 0


def test_a_draft_of_python_reads_python(tmp_path: Path) -> None:
    spec = "tree_sitter_python:language"
    sample = b"def f(a):\n    b = a.c\n    while b:\n        b = g(b)\n    return b\n"
    path = tmp_path / "draft.toml"
    path.write_text(draft_language("draft", spec, observe_shapes(spec, [sample]), [".py", ".pyw"]), "utf-8")
    assert cs.Language.from_file(path).extensions == (".py", ".pyw")
    assert cs.Language.from_file(path).data["tokens"]["comments"] == ["comment"]  # though the sample has none
    code = cs.analyze(sample, cs.Language.from_file(path))
    assert [item.category.name for item in code.items] == ["FUNCTION", "ASSIGNMENT", "LOOP", "ASSIGNMENT", "JUMP"]
    kinds = {
        (code.source.line_of(int(code.bindings.start[d])), cs.FlowKind(k).name)
        for d, k in zip(code.flow.define, code.flow.kind, strict=True)
    }
    assert (4, "CARRIED") in kinds
