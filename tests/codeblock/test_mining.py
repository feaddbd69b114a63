"""Pairs from a library of Python sources: every shape, the same wherever the library is."""

import ast
import re
import shutil
import sysconfig
from pathlib import Path

import pytest

from codeblock import DataError, Part, cut_markdown, load_pool, mine_pairs

MODULES = ("argparse.py", "shlex.py", "heapq.py", "statistics.py", "textwrap.py", "json/decoder.py", "json/encoder.py")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few modules of this interpreter's standard library, and two files that are no Python."""
    root = tmp_path_factory.mktemp("library")
    source = Path(sysconfig.get_paths()["stdlib"])
    for name in MODULES:
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(source / name, root / name)
    (root / "broken.py").write_text("def f(:\n")
    (root / "binary.py").write_bytes(b"\xff\xfe\x00")
    return root


def test_every_shape_is_there(library: Path) -> None:
    records = mine_pairs(40, library=library)
    assert len(records) >= 40
    shapes = {shape: [r for r in records if r["shape"] == shape] for shape in {r["shape"] for r in records}}
    assert set(shapes) == {"plain", "explain", "several", "cut", "turns"}

    def code(record: dict) -> list:
        answers = [m["content"] for m in record["messages"] if m["role"] == "assistant"]
        return [s for answer in answers for s in cut_markdown(answer) if s.part is Part.CODE]

    assert {len(code(r)) for r in shapes["plain"]} == {1}
    assert any(not code(r) for r in shapes["explain"])  # some docstrings hold an indented example
    assert {len(code(r)) for r in shapes["several"]} == {2}
    assert {len(r["messages"]) for r in shapes["turns"]} == {4}
    assert any(not s.closed for r in shapes["cut"] for s in code(r))
    assert all(s.closed for name in ("plain", "several", "turns") for r in shapes[name] for s in code(r))


def test_whole_answers_parse_and_hold_no_docstring(library: Path) -> None:
    for record in mine_pairs(40, library=library):
        if record["shape"] != "plain":
            continue
        ask, answer = (m["content"] for m in record["messages"])
        (code,) = re.findall(r"```python\n(.*?)```\n", answer, re.DOTALL)
        (function,) = ast.parse(code).body
        assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        assert ast.get_docstring(function) is None
        assert f"`{function.name}`" in ask


def test_the_choice_does_not_depend_on_the_place(library: Path, tmp_path: Path) -> None:
    shutil.copytree(library, tmp_path / "elsewhere" / "lib")
    assert mine_pairs(30, library=library) == mine_pairs(30, library=tmp_path / "elsewhere" / "lib")


def test_records_are_a_pool_whose_groups_are_modules(library: Path) -> None:
    pool = load_pool(mine_pairs(30, library=library), group="module")
    assert not pool.rejected
    assert set(pool.records["group"]) <= {n.removesuffix(".py").replace("/", ".") for n in MODULES}
    assert len(set(pool.records["id"])) == len(pool.records)


def test_a_library_that_is_too_small(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"only 0 records can be mined, 5 are asked for; give your own with --data"):
        mine_pairs(5, library=tmp_path)
