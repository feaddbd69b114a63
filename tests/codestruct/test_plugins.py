"""Third parties' languages: found by their entry point, and harmless to the others when they are broken."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STARLARK = Path(__file__).parents[1] / "plugins" / "starlark"


def install(site: Path, distribution: str, entry_points: str) -> None:
    """Make a distribution out of its metadata, as an installer would: a folder of it on the path."""
    info = site / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[codestruct.languages]\n{entry_points}\n")


def run(site: Path, program: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(site), *sys.path])
    command = [sys.executable, "-c", "import json, codestruct as cs\n" + program]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed packages with Starlark among them."""
    shutil.copytree(STARLARK / "codestruct_starlark", tmp_path / "codestruct_starlark")
    install(tmp_path, "codestruct-starlark", "starlark = codestruct_starlark")
    return tmp_path


def test_a_third_party_language_is_one_of_all(site: Path) -> None:
    program = """
print(json.dumps([
    "starlark" in cs.list_languages(), cs.get_language("bzl").name, cs.get_language("py").name,
    cs.detect_language("rules/defs.bzl"), cs.detect_language("BUILD"),
    len(cs.analyze("x = 1\\ny = x", "starlark").flow),
]))"""
    done = run(site, program)
    assert json.loads(done.stdout) == [True, "starlark", "python", "starlark", "starlark", 1], done.stderr


def test_a_third_party_language_runs_the_suite_by_one_call(site: Path) -> None:
    done = run(site, "report = cs.testing.check_language('starlark'); print(report); assert report.passed")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 claims" in done.stdout


BROKEN = {
    "not-toml": ("wrong", "name = ", "not valid TOML"),
    "unknown-word": ("wrong", 'name = "wrong"\ngrammar = "tree_sitter_python:language"\nbodys = {}\n', "'bodies'"),
    "no-grammar": ("wrong", 'name = "wrong"\ngrammar = "tree_sitter_nowhere:language"\n', "pip install"),
    "no-function": ("wrong", 'name = "wrong"\ngrammar = "tree_sitter_python:lingo"\n', "lingo"),
    "other-name": ("wrong", 'name = "rong"\ngrammar = "tree_sitter_python:language"\n', "calls itself 'rong'"),
    "other-base": ("wrong", 'name = "wrong"\nextends = "nowhere"\n', "no language 'nowhere'"),
    "wrong-package": ("nowhere", "", "cannot be read from package 'nowhere'"),
    "no-file": ("wrong", None, "cannot be read from package 'wrong'"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_language_is_named_and_the_others_serve(site: Path, name: str) -> None:
    package, text, told = BROKEN[name]
    (site / "wrong").mkdir()
    (site / "wrong" / "__init__.py").touch()
    if text is not None:
        (site / "wrong" / "wrong.toml").write_text(text)
    install(site, f"codestruct-{name}", f"wrong = {package}")
    program = """
assert "wrong" in cs.list_languages()
assert cs.get_language("golang").name == "go" and cs.get_language("bzl").name == "starlark"
assert cs.detect_language("a.c") == "c"
assert cs.detect_language("def f(self):\\n    return self.x\\n") == "python"
try:
    cs.analyze("x", "wrong")
except cs.errors.LanguageError as error:
    print(error)
"""
    done = run(site, program)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout
    if name not in ("no-grammar", "no-function"):  # found out when the language is used
        assert f"language 'wrong' of codestruct-{name} is left out" in done.stderr
        assert done.stderr.count("PluginWarning") == 1


def test_a_package_that_raises_is_named(site: Path) -> None:
    (site / "wrong").mkdir()
    (site / "wrong" / "__init__.py").write_text("raise RuntimeError('not today')\n")
    install(site, "codestruct-wrong", "wrong = wrong")
    done = run(site, "cs.get_language('wrong')")
    assert "InvalidLanguage: language 'wrong' of codestruct-wrong" in done.stderr
    assert "not today" in done.stderr
    assert run(site, "print(cs.get_language('py').name)").stdout == "python\n"


def test_the_list_of_languages_says_what_is_wrong_with_one(site: Path) -> None:
    install(site, "codestruct-wrong", "wrong = nowhere")
    program = "import sys; sys.argv = ['codestruct', 'languages', '--json']\nfrom codestruct.cli import main; main()"
    rows = {row["language"]: row for row in json.loads(run(site, program).stdout)}
    assert rows["wrong"]["level"] == "broken"
    assert "mend its entry point" in rows["wrong"]["fault"]
    assert rows["starlark"]["level"] == "full"


def test_a_third_party_cannot_take_a_name_that_is_built_in(site: Path) -> None:
    install(site, "codestruct-wrong", "python = nowhere")
    assert run(site, "print(cs.analyze('x = 1', 'python').language.file)").stdout.strip().endswith("python.toml")
