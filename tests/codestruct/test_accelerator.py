"""The accelerator gives what Python gives, bit for bit; missing, off or unfit, it is done without."""

import dataclasses
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import codestruct as cs
from benchmarks.hostile import CASES, make_case, run_apart
from benchmarks.speed.texts import OWN_EXAMPLES, find_texts
from codestruct import acceleration
from codestruct.centrality import COUNTABLE_NODES
from tests.strategies_programs import mutilated

ACCELERATOR = Path(__file__).parents[2] / "accelerator" / "codestruct_accelerator"
LANGUAGES = cs.list_languages()
GENERATED = ("python", "javascript", "java", "go", "c", "rust", "ruby", "lua", "php", "bash", "kotlin", "scala")

with acceleration.use(True):
    BUILT = acceleration.get_kernels() is not None
needs_kernels = pytest.mark.skipif(not BUILT, reason=f"{acceleration.describe()} (make accelerator builds it)")


def columns(source: bytes, language: str) -> dict[str, Any]:
    """Everything that an analysis holds, by name."""
    code = cs.analyze(source, language)
    tree = code.tree
    found: dict[str, Any] = {name: getattr(tree, name) for name in ("kind", "field", "start", "end", "parent", "stop")}
    found.update(missing=tree.missing, errors=code.errors, lists=[list(column) for column in tree.lists])
    parts = ("items", "tokens")
    if code.language.level == "full":
        parts += ("program", "bindings", "flow", "graph")
        found.update(reach=code.reach, bridge=code.bridge)
    for part in parts:
        table = getattr(code, part)
        for field in dataclasses.fields(table):
            if not field.name.startswith("_"):
                found[f"{part}.{field.name}"] = getattr(table, field.name)
    return found


def find_difference(source: bytes, language: str) -> list[str]:
    """The names of what the two paths do not agree on, to the type and the last bit."""
    with acceleration.use(True):
        fast = columns(source, language)
    with acceleration.use(False):
        plain = columns(source, language)
    assert fast.keys() == plain.keys()
    return [name for name, value in plain.items() if not is_same(fast[name], value)]


def is_same(one: Any, two: Any) -> bool:
    if isinstance(two, np.ndarray):
        kept = one.dtype == two.dtype and one.shape == two.shape and one.flags.writeable == two.flags.writeable
        return kept and one.tobytes() == two.tobytes()
    return type(one) is type(two) and one == two


def cut(source: bytes) -> Iterator[bytes]:
    """A source, its first half, and the source without its middle."""
    third = len(source) // 3
    yield from (source, source[: len(source) // 2], source[:third] + source[2 * third :])


@needs_kernels
@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_whole_and_broken_are_the_same_on_both_paths(language: str) -> None:
    texts = find_texts(language, [OWN_EXAMPLES / language])
    for text in [b"\n".join(texts)[:40_000], *texts[:12]]:
        for source in cut(text):
            assert find_difference(source, language) == [], source


@needs_kernels
@given(st.data())
def test_generated_programs_are_the_same_on_both_paths(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(GENERATED))
    source = data.draw(mutilated(language))
    assert find_difference(source, language) == []


@needs_kernels
@given(st.binary(max_size=200), st.sampled_from(LANGUAGES))
def test_any_bytes_are_the_same_on_both_paths(source: bytes, language: str) -> None:
    assert find_difference(source, language) == []


@needs_kernels
@pytest.mark.parametrize("name", sorted(name for name in CASES if "garbage" not in name))
def test_hostile_sources_are_the_same_on_both_paths(name: str) -> None:
    language, source = make_case(name, 0.002)
    assert find_difference(source, "python" if "*" in language else language) == []


@needs_kernels
@pytest.mark.parametrize("name", ["1 M open brackets", "300 K statements in a body", "10 MB of garbage"])
def test_hostile_sources_end_on_the_accelerated_path(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(acceleration.VARIABLE, raising=False)
    told = run_apart(name, CASES[name][0].replace("*", "python"), 0.05, timeout=100, max_seconds=5.0)
    assert "died" not in told, told
    assert told["nodes"]


@needs_kernels
def test_limits_of_time_hold_on_the_accelerated_path() -> None:
    with acceleration.use(True):
        _, garbage = make_case("10 MB of garbage", 0.2)
        start = time.monotonic()
        code = cs.analyze(garbage, "python", max_seconds=0.5)
        assert time.monotonic() - start < 30
        assert "TIME" in {error.kind for error in code.errors}
        many = cs.analyze("def f(x):\n    y = x\n    return y\n" * 3_000, "python")
        many.tree.max_seconds = 0.0
        assert many.program.late
        assert many.flow.late


@needs_kernels
def test_threads_do_not_get_in_each_other_s_way() -> None:
    text = b"\n".join(find_texts("python", [OWN_EXAMPLES / "python"]))[:20_000]
    sizes: list[int] = []

    def analyze_some() -> None:
        sizes.extend(len(cs.analyze(text, "python").flow) for _ in range(5))

    with acceleration.use(True):
        threads = [threading.Thread(target=analyze_some) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(sizes) == 20
    assert len(set(sizes)) == 1


@needs_kernels
@given(st.integers(3, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=120))
def test_centralities_are_the_same_to_the_last_bit(nodes: int, edges: list[tuple[int, int]]) -> None:
    assert nodes < COUNTABLE_NODES
    kept = [(a % nodes, b % nodes) for a, b in edges]
    graph = cs.Graph.from_edges(nodes, [a for a, _ in kept], [b for _, b in kept])
    with acceleration.use(True):
        fast = cs.reach(graph).tobytes(), cs.bridge(graph).tobytes()
    with acceleration.use(False):
        assert fast == (cs.reach(graph).tobytes(), cs.bridge(graph).tobytes())


def read_stamp_module() -> ModuleType:
    """The module that compares, which needs no compiled one."""
    spec = importlib.util.spec_from_file_location("stamp", ACCELERATOR / "stamp.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_kernels_of_another_codestruct_or_tree_sitter_are_not_used(tmp_path: Path) -> None:
    stamp = read_stamp_module()
    home = Path(cs.__file__).parent
    other = tmp_path / "codestruct"
    shutil.copytree(home, other)
    stamp.FILE = tmp_path / "stamp.json"
    tree_sitter = importlib.metadata.version("tree-sitter")
    stamp.write(home, tree_sitter, "1")
    assert stamp.find_misfit(stamp.read(), other) == ""
    (other / "items.py").write_text("# changed\n")
    assert "items.py changed" in stamp.find_misfit(stamp.read(), other)
    stamp.write(home, "0.0.1", "1")
    assert "built with tree-sitter 0.0.1" in stamp.find_misfit(stamp.read(), home)


@pytest.mark.parametrize("switch", ["off", "OFF", "0"])
def test_the_switch_and_the_version_say_so(switch: str) -> None:
    told = run_version({acceleration.VARIABLE: switch})
    assert told.splitlines()[1] == f"accelerator: switched off by {acceleration.VARIABLE}"


def test_an_accelerator_that_does_not_load_is_reported_and_left_aside(tmp_path: Path) -> None:
    (tmp_path / "codestruct_accelerator.py").write_text("raise ImportError('it is broken')\n")
    told = run_version({acceleration.VARIABLE: "", "PYTHONPATH": str(tmp_path)})
    assert "installed, but it does not load: it is broken" in told


def run_version(environment: dict[str, str]) -> str:
    path = os.pathsep.join(filter(None, (environment.get("PYTHONPATH"), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-m", "codestruct.cli", "--version"],
        env={**os.environ, **environment, "PYTHONPATH": path}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout
