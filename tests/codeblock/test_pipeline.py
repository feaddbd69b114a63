"""All stages in a row on records of every shape: taken up where it stopped, the same twice, fair to both methods."""

import json
import os
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import pytest

from codeblock import (
    ConfigError,
    OutputExists,
    ReferenceConfig,
    RunConfig,
    SelectionConfig,
    TrainingConfig,
    run_pipeline,
    write_report,
)
from codeblock.report import tabulate_results
from tests.codeblock.samples import RECORDS

BAD = ['{"instruction": "no answer"}', "not JSON"]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory, tiny_directory: Path) -> RunConfig:
    data = tmp_path_factory.mktemp("data") / "pairs.jsonl"
    copies = [{**record, "id": f"{record['id']}-{copy}"} for copy in range(3) for record in RECORDS]
    data.write_text("\n".join([*(json.dumps(record) for record in copies), *BAD]) + "\n")
    return RunConfig(
        data=str(data),
        model=str(tiny_directory),
        dtype="float32",
        heldout=0.2,
        selection=SelectionConfig(code_budget=0.5),
        training=TrainingConfig(batch_rows=2, accumulate=1, learning_rate=1e-3),
    )


@pytest.fixture(scope="module")
def finished(config: RunConfig, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], list[str]]:
    place, said = tmp_path_factory.mktemp("runs") / "run", []
    return place, run_pipeline(config, place, say=said.append), said


def test_a_run_tells_what_it_did(finished: tuple[Path, dict[str, Any], list[str]]) -> None:
    place, facts, said = finished
    assert json.loads((place / "results.json").read_text()) == json.loads(json.dumps(facts))
    tokens = facts["tokens"]
    assert 0 < tokens["supervised"] < tokens["kept"] < tokens["pool"]
    assert any("held out" in line for line in said)
    assert "0 of them overlap an evaluation set (looked for: HumanEval)" in said
    assert [json.loads(line)["line"] for line in (place / "rejected.jsonl").read_text().splitlines()] == [28, 29]
    assert facts["stages"]["records"]["records rejected (see rejected.jsonl)"] == 2


def test_both_methods_train_on_the_same_rows_for_as_many_steps(
    finished: tuple[Path, dict[str, Any], list[str]],
) -> None:
    place, facts, _ = finished
    full, codeblock = facts["methods"]["full"], facts["methods"]["codeblock"]
    assert (full["steps"], full["rows"], full["tokens"]) == (codeblock["steps"], codeblock["rows"], codeblock["tokens"])
    assert codeblock["supervised"] < full["supervised"]
    a, b = (datasets.load_from_disk(str(place / f"labels-{m}")) for m in ("full", "codeblock"))
    assert a["id"][:] == b["id"][:]
    assert a["input_ids"][:] == b["input_ids"][:]
    held = set(datasets.load_from_disk(str(place / "heldout"))["id"])
    assert not held & set(a["id"])


def test_shares_are_those_of_the_rows(finished: tuple[Path, dict[str, Any], list[str]]) -> None:
    place, facts, _ = finished
    selection = datasets.load_from_disk(str(place / "selection"))
    assert facts["tokens"]["supervised"] == sum(map(sum, selection["supervised"]))
    assert facts["tokens"]["kept"] == sum(int((np.array(turn) >= 0).sum()) for turn in selection["token_turn"])
    assert facts["tokens"]["pool"] == sum(datasets.load_from_disk(str(place / "pool"))["response_tokens"])


def test_a_finished_run_is_shown_again_and_a_stopped_one_taken_up(
    config: RunConfig, finished: tuple[Path, dict[str, Any], list[str]]
) -> None:
    place, facts, _ = finished
    scores = (place / "scores" / "codeblock.json").stat().st_mtime_ns
    (place / "nll-codeblock.json").unlink()
    again = run_pipeline(config, place, resume=True)
    assert (place / "scores" / "codeblock.json").stat().st_mtime_ns == scores
    assert again["methods"]["codeblock"]["losses"] == list(facts["methods"]["codeblock"]["losses"])
    before, after = (f["methods"]["codeblock"]["after"]["code"] for f in (facts, again))
    assert before == pytest.approx(after, abs=1e-6)


def test_another_setting_or_another_file_is_another_run(
    config: RunConfig, finished: tuple[Path, dict[str, Any], list[str]]
) -> None:
    place, _, _ = finished
    with pytest.raises(OutputExists, match="give --overwrite"):
        run_pipeline(config, place)
    with pytest.raises(ConfigError, match="made with another run"):
        run_pipeline(replace(config, heldout=0.3), place, resume=True)
    assert config.data is not None
    os.utime(config.data, (time.time() + 5, time.time() + 5))
    with pytest.raises(ConfigError, match="made with another source"):
        run_pipeline(config, place, resume=True)


def test_tables_hold_the_facts(finished: tuple[Path, dict[str, Any], list[str]]) -> None:
    facts = finished[1]
    results, classes, deciles, counted, seconds = tabulate_results(facts)
    assert results.columns == ("", "full", "codeblock")
    assert results.rows[0][:2] == ("supervised, of the pairs kept", "100.0%")
    assert all(len(row) == len(table.columns) for table in (results, classes, deciles) for row in table.rows)
    assert classes.columns == ("class", "tokens", "before", "full", "codeblock")
    assert sum(int(row[1].replace(",", "")) for row in classes.rows) == facts["before"]["code_tokens"]
    assert len(deciles.rows) > 1
    selected = facts["stages"]["selection"]
    assert dict(counted.rows).items() >= {w: f"{n:,}" for w, n in selected.items() if w != "seconds" and n}.items()
    assert {"scores", "training full", "evaluating codeblock"} <= {row[0] for row in seconds.rows}


def test_the_page_needs_nothing_else(finished: tuple[Path, dict[str, Any], list[str]], tmp_path: Path) -> None:
    place, facts, _ = finished
    selection = datasets.load_from_disk(str(place / "selection"))
    write_report(tmp_path / "a.html", selection, tables=tabulate_results(facts), subtitle="<b>sub & title</b>")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "http://" not in page
    assert "https://" not in page
    assert "&lt;b&gt;sub &amp; title&lt;/b&gt;" in page
    for term in ("utility", "reach", "bridge", "gate", "priority", "selected item"):
        assert term in page


def test_methods_with_references_share_rows_and_budget(config: RunConfig, tmp_path: Path) -> None:
    methods = ("codeblock", "rho", "token-cleaning-evolving")
    config = replace(config, methods=methods, references=ReferenceConfig(rounds=2))
    facts = run_pipeline(config, tmp_path / "run")["methods"]
    assert tuple(facts) == methods
    assert len({(f["rows"], f["tokens"], f["steps"]) for f in facts.values()}) == 1
    budget = facts["codeblock"]["supervised in all"]
    assert all(facts[m]["supervised in all"] == budget for m in methods)
    with pytest.raises(ConfigError, match="unknown value 'best'; give some of full"):
        replace(config, methods=("best",))


def test_settings_can_be_written_down(config: RunConfig) -> None:
    assert json.loads(json.dumps(asdict(config)))["selection"]["code_budget"] == 0.5
