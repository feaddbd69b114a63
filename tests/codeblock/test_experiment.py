"""The experiment's committed tables are those of its committed results, and the README's are taken from them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.experiment import SIZES, write_parts, write_table

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "benchmarks" / "experiment"
LOGIC = ("keyword", "operator", "identifier", "literal", "punctuation")


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    return json.loads((PLACE / "small-seed-0.json").read_text(encoding="utf-8"))


def test_tables_are_those_of_the_results(run: dict[str, Any]) -> None:
    size = SIZES["small"]
    made = write_table([run], {}, size) + "\n" + write_parts([run], size)
    assert made == (PLACE / "RESULTS.md").read_text(encoding="utf-8")


def test_the_readme_says_what_came_out(run: dict[str, Any]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(
        re.findall(r"^\| ([^|]+) \| ?[\d,]* \| (\d\.\d{3} \| \d\.\d{3} \| \d\.\d{3}) \|$", readme, re.MULTILINE)
    )
    named = {"all response tokens": "full", "random tokens": "random-tokens", "tokens of highest GCE": "gce-tokens"}
    assert len(rows) == 5
    for name, cells in rows.items():
        found = run["before"] if name == "before" else run["methods"][named.get(name, "codeblock")]["after"]
        parts = [found["classes"][kind] for kind in LOGIC]
        logic = sum(one["nll"] * one["tokens"] for one in parts) / sum(one["tokens"] for one in parts)
        expected = [found["code"], found["prose"], logic]
        assert [float(cell) for cell in cells.split(" | ")] == pytest.approx(expected, abs=6e-4)
