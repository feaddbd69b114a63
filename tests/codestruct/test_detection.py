"""Which language a name, an info string or a text is."""

from pathlib import Path, PurePath

import pytest

import codestruct as cs

EXAMPLES = Path(__file__).parents[1] / "languages"
LANGUAGES = [path.name for path in sorted(EXAMPLES.iterdir()) if path.is_dir() and path.name in cs.list_languages()]


@pytest.mark.parametrize("name", cs.list_languages())
def test_every_name_of_a_language_is_told(name: str) -> None:
    language = cs.get_language(name)
    for extension in language.extensions:
        assert cs.detect_language(PurePath(f"folder/a{extension}")) is not None
    assert cs.detect_language(f"a{language.extensions[0]}") == name
    for word in (name, *language.aliases, name.upper(), f"{name} title=x", f"{{.{name}}}"):
        assert cs.detect_language(word) == name
    for program in language.shebangs:
        assert cs.detect_language(f"#!/usr/bin/{program}\n") is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#!/usr/bin/env -S python3.11 -u\n", "python"),
        ("#! /usr/bin/node\nx\n", "javascript"),
        ("def f(self):\n    return self.x\n", "python"),
        ("$name = trim($row['name']);\necho $name;\n", "php"),
        ("const f = (x) => x + 1;\n", "javascript"),
        ("const f = (x: number): number => x + 1;\n", "typescript"),
        ("int main(void) { return 0; }\n", "c"),
        ("x := 1\nfor i := range rows {\n\tx += i\n}\n", "go"),
        ("local t = {}\nfor i = 1, 3 do t[i] = i end\n", "lua"),
        ("", None),
        ("\n", None),
        ("mermaid", None),
        ("x = 1", "python"),
    ],
)
def test_texts_are_told(text: str, expected: str | None) -> None:
    assert cs.detect_language(text) == expected


def test_a_file_name_is_judged_by_itself() -> None:
    assert cs.detect_language(PurePath("notes.txt")) is None
    assert cs.detect_language(PurePath("python")) == "python"


@pytest.mark.parametrize("name", LANGUAGES)
def test_examples_are_mostly_told_by_their_text(name: str) -> None:
    files = [path for path in sorted((EXAMPLES / name).iterdir()) if path.suffix in cs.get_language(name).extensions]
    whole = [path.read_text("utf-8") for path in files if not cs.analyze(path.read_bytes(), name).errors][:8]
    told = [cs.detect_language(text + "\n") for text in whole]
    family = {name, cs.get_language(name).data.get("extends"), "javascript" if name == "tsx" else name}
    assert sum(one in family for one in told) >= 0.75 * len(told), told
