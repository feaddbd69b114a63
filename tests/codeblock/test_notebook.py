"""The notebook runs from top to bottom; its committed outputs are what comes out, and tell nothing of a machine."""

import re
import warnings
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FILE = Path(__file__).parents[2] / "docs" / "uses.ipynb"


def read_texts(notebook: nbformat.NotebookNode) -> list[str]:
    """What each cell of code printed or gave, as plain text."""
    return [
        "".join(
            output.get("text", "") + output.get("data", {}).get("text/plain", "")
            for output in cell.outputs
            if output.get("name") != "stderr"
        )
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def test_the_notebook_runs(tmp_path: Path, model_cache: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if model_cache is not None:
        (tmp_path / "codeblock").symlink_to(model_cache)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    committed = nbformat.read(FILE, 4)
    fresh = nbformat.read(FILE, 4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the notebook machinery says to its own requirements
        NotebookClient(fresh, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    # The second use depends on neither the standard library nor on arithmetic.
    pairs = list(zip(read_texts(committed), read_texts(fresh), strict=True))
    same = [one == two for one, two in pairs if "moon" in one or "('a'," in one]
    assert (len(same), all(same)) == (3, True)
    assert all(bool(one) == bool(two) for one, two in pairs)


def test_the_committed_outputs_are_small_and_of_no_machine() -> None:
    text = FILE.read_text("utf-8")
    assert len(text) < 200_000
    assert not re.search(r"/(home|root|tmp|usr|opt|Users)/", text)
    assert not any(
        output.output_type == "error" for cell in nbformat.read(FILE, 4).cells for output in cell.get("outputs", [])
    )
    assert sum(map(bool, read_texts(nbformat.read(FILE, 4)))) > 10
