"""The README's Python is run, and the commands that it names exist."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import codestruct as cs
from codestruct.testing import find_corpus, read_claims

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_python_of_the_readme_runs_as_shown() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README.md", None, 0)
    result = doctest.DocTestRunner().run(test)
    assert (result.failed, result.attempted >= 6) == (0, True)


def test_commands_of_the_readme_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"\bmake (\w+)", README)) - {"and"}:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
    program = "from codestruct.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    for command in set(re.findall(r"`codestruct (\w+)", README)):
        assert command in done.stdout, command


def test_the_table_of_languages_is_true() -> None:
    rows = ["| language | level | lines of data | claims about examples | known gaps |", "|---|---|---:|---:|---:|"]
    for name in cs.list_languages():
        language = cs.get_language(name)
        file = ROOT / "codestruct" / "languages" / f"{name}.toml"
        claims = [claim for path in sorted(find_corpus(language).iterdir()) for claim in read_claims(path)]
        gaps = sum(claim.skip is not None for claim in claims)
        lines = len(file.read_text("utf-8").splitlines())
        rows.append(f"| `{name}` | {language.level} | {lines} | {len(claims)} | {gaps} |")
    assert "\n".join(rows) in README, "\n".join(["the table should be:", *rows])
