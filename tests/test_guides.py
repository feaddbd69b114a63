"""The Python of the guides is run, each guide from its top; what needs a library that is not installed is left out."""

import doctest
import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"
PIECE = re.compile(r"(?:^% needs: (?P<needs>\w+)\n)?^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def read_pieces(guide: str) -> list[str]:
    """The pieces of a guide that can be run here."""
    found = PIECE.finditer((DOCS / guide).read_text("utf-8"))
    return [piece["code"] for piece in found if not piece["needs"] or importlib.util.find_spec(piece["needs"])]


def run_pieces(guide: str, names: dict[str, Any]) -> None:
    # In __main__, what a guide defines can travel to other processes.
    text = "\n".join(read_pieces(guide))
    test = doctest.DocTestParser().get_doctest(text, {"__name__": "__main__", **names}, guide, guide, 0)
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert (result.failed, result.attempted > 3) == (0, True)


@pytest.mark.parametrize("guide", ["index.md", "guides/concepts.md"])
def test_guides_say_what_comes_out(guide: str) -> None:
    run_pieces(guide, {})


def test_no_guide_is_left_out() -> None:
    with_code = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if "```python" in path.read_text()}
    assert with_code == {"index.md", "guides/concepts.md", "guides/codeblock.md", "guides/integrations.md"}


def test_every_piece_of_python_has_something_to_run() -> None:
    pieces = [(path, piece["code"]) for path in DOCS.rglob("*.md") for piece in PIECE.finditer(path.read_text("utf-8"))]
    assert [path.name for path, code in pieces if not code.startswith(">>>")] == []
