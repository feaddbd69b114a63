"""The guides that need a model are run too, on a toy one."""

import re
import warnings
from pathlib import Path

import pytest
import yaml

from tests.test_guides import DOCS, run_pieces


@pytest.mark.parametrize("guide", ["guides/codeblock.md", "guides/integrations.md"])
def test_guides_with_models_say_what_comes_out(guide: str, tiny_directory: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what trl, ray and their own requirements say to each other
        run_pieces(guide, {"folder": str(tiny_directory), "output": tmp_path})


def test_configurations_of_axolotl_are_yaml() -> None:
    pieces = re.findall(r"```yaml\n(.*?)```", (DOCS / "guides/integrations.md").read_text("utf-8"), flags=re.DOTALL)
    assert [next(iter(yaml.safe_load(piece))) for piece in pieces] == ["datasets", "datasets"]
