"""The two public doors: what they offer, and what walking through them must not cost."""

import os
import pkgutil
import subprocess
import sys
import types

import pytest

import codeblock
import codestruct


@pytest.mark.parametrize("package", [codestruct, codeblock])
def test_all_lists_exactly_the_public_names(package: types.ModuleType) -> None:
    modules = _modules(package)  # and what is imported when it is first asked for
    public = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    declared = [name for name in package.__all__ if not name.startswith("__")]
    assert set(declared) - modules == public
    assert len(set(package.__all__)) == len(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize("package", [codestruct, codeblock])
def test_no_public_name_is_a_modules_name(package: types.ModuleType) -> None:
    rooms = {module.name for module in pkgutil.iter_modules(package.__path__)}
    functions = {name for name in package.__all__ if not isinstance(getattr(package, name), types.ModuleType)}
    assert not rooms & functions


def test_import_codestruct_stays_light() -> None:
    heavy = ["torch", "transformers", "networkx", "rustworkx", "scipy", "datasets", "tokenizers", "rich", "typer"]
    heavy += ["pandas", "pyarrow", "packaging", "pathspec", "importlib.metadata", "multiprocessing", "difflib"]
    heavy += ["tomllib", "html", "codestruct.testing", "codestruct.view"]  # each some milliseconds of 150
    program = f"import sys, codestruct; print(*sorted(set(sys.modules) & set({heavy})))"
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # coverage imports, too
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=alone)
    assert done.stdout.strip() == ""


def test_testing_is_there_when_asked_for() -> None:
    program = "import codestruct as cs; assert 'testing' in dir(cs); print(cs.testing.check_language.__module__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("codestruct.testing")
    with pytest.raises(AttributeError, match="nowhere"):
        _ = codestruct.nowhere  # that it is not there is what is tested


def _modules(package: types.ModuleType) -> set[str]:
    return {name for name in package.__all__ if isinstance(getattr(package, name), types.ModuleType)}
