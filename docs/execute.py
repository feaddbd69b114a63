"""Execute the notebook and write its outputs into it: python docs/execute.py

What libraries say on standard error (progress bars, warnings, paths of the machine) stays out, and so do times.
"""

import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FILE = Path(__file__).parent / "uses.ipynb"


def main() -> None:
    """Run every cell in an empty folder; an error ends it, and nothing is written."""
    notebook = nbformat.read(FILE, 4)
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    for cell in notebook.cells:
        cell.metadata.clear()
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, FILE)


if __name__ == "__main__":
    main()
