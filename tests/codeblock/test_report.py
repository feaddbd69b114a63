"""The page: a response's text unaltered, each run marked with its item's fate."""

import html
import re
from pathlib import Path

import datasets
import numpy as np
import pytest

from codeblock import ColumnError, SelectionConfig, explain, load_model, load_pool, score_responses, select_supervision
from codeblock.report import draw_results, write_report
from codeblock.selection import gce
from tests.codeblock.samples import RECORDS


@pytest.fixture(scope="module")
def selection(tiny_directory: Path) -> datasets.Dataset:
    tiny = load_model(str(tiny_directory))
    scores = score_responses(load_pool(RECORDS).records, tiny.model, tiny.tokenizer)[0]
    return select_supervision(scores, SelectionConfig(code_budget=0.6, prose_budget=0.3))[0]


def articles(page: str) -> list[str]:
    return re.findall(r"<article>.*?</article>", page, re.DOTALL)


def test_texts_are_unaltered_and_runs_have_their_fate(selection: datasets.Dataset, tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", selection, responses=len(selection))
    found = articles((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert len(found) == len(selection)
    for article, row in zip(found, selection, strict=True):
        body = article.split("<pre>")[2].split("</pre>")[0]
        shown = html.unescape(re.sub(r"<[^>]*>", "", body))
        first = row["turns"][0][0]
        assert row["text"][first:].startswith(shown)
        assert row["turns"][-1][1] <= first + len(shown)
        marked = "".join(re.findall(r'<span class="(?:word|item chosen)"[^>]*>(.*?)</span>', body, re.S))
        marked = html.unescape(re.sub(r"<[^>]*>", "", marked))
        spans = zip(row["token_start"], row["token_end"], row["supervised"], strict=True)
        wanted = np.zeros(len(row["text"]), dtype=np.bool_)
        for start, end, chosen in spans:
            wanted[start:end] |= chosen
        assert marked == "".join(c for c, flag in zip(row["text"], wanted, strict=True) if flag)


def test_an_item_tells_its_terms(selection: datasets.Dataset, tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", selection.select([0]), responses=1)
    (article,) = articles((tmp_path / "a.html").read_text(encoding="utf-8"))
    for item in explain(selection[0]):
        said = f"{item.kind} ({item.state}; {item.tokens} tokens; number {item.place} by priority): utility "
        assert f"{said}{item.utility:.3f}" in article


def test_different_shapes_come_first(selection: datasets.Dataset, tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", selection, responses=5)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert len(articles(page)) == 5
    assert all(f"<strong>{name}</strong>" in page for name in ("plain", "several", "prose", "turns"))


def test_a_missing_column_is_named(selection: datasets.Dataset, tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match="no column item_priority; give it the output of `codeblock select`"):
        write_report(tmp_path / "a.html", selection.remove_columns("item_priority"))


def test_tokens_tell_their_gce_and_budgets_are_drawn(selection: datasets.Dataset, tmp_path: Path) -> None:
    config = SelectionConfig(code_budget=0.6, prose_budget=0.3)
    write_report(tmp_path / "a.html", selection.select([0]), config=config, responses=1)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    row = selection[0]
    logprob = np.array([p for p in row["logprob"] if not np.isnan(p)])
    assert re.findall(r'data-t="GCE ([\d.]+)', page)[:3] == [f"{value:.3f}" for value in gce(logprob, config.q)[:3]]
    assert f"{sum(row['supervised'])} of" in page
    assert page.count("<svg") == 5
    assert "http" not in page
    assert "term by term" in page


def test_a_run_is_drawn(tmp_path: Path) -> None:
    kinds = {"keyword": {"nll": 1.0, "tokens": 3}, "other": {"nll": None, "tokens": 0}}
    nll = {"code": 2.0, "prose": None, "classes": kinds, "reach": [{"nll": 2.0}, {"nll": None}]}
    facts = {"before": nll, "methods": {"full": {"after": {**nll, "code": 1.5}, "losses": [2.0, 1.9]}}}
    code, prose, losses, classes, reach = draw_results(facts)
    assert "full, after: 1.5000" in code
    assert prose == "", "nothing was measured"
    assert losses.count("<path") == 3, "two steps and a legend"
    assert "keyword, before: 1.0000" in classes
    assert "other" not in classes
    assert "1: 2.0000" in reach
