"""What is supervised: exactly the tokens of the items chosen and the words chosen, within their budgets."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codeblock import (
    ColumnError,
    LanguageModel,
    Part,
    ScoringConfig,
    SelectionConfig,
    build_labels,
    explain,
    export_train_detail,
    gce,
    load_model,
    load_pool,
    score_responses,
    select_supervision,
)
from codeblock.supervision import read_conversation
from tests.codeblock.samples import RECORDS

CONFIGS = st.builds(
    SelectionConfig,
    q=st.sampled_from([0.0, 0.7, 1.0]),
    w=st.sampled_from([0.0, 1.0, 3.0]),
    code_budget=st.floats(0, 1),
    prose_budget=st.floats(0, 1),
    scope=st.sampled_from(["response", "dataset"]),
    closure=st.sampled_from(["item", "spine"]),
    granularity=st.sampled_from(["statement", "block", "function"]),
    gate=st.booleans(),
    join_blocks=st.booleans(),
    allow_incomplete=st.booleans(),
    supervise_end=st.booleans(),
    supervise_fences=st.booleans(),
)


@pytest.fixture(scope="module")
def scores(tiny_directory: Path) -> datasets.Dataset:
    tiny: LanguageModel = load_model(str(tiny_directory))
    return score_responses(load_pool(RECORDS).records, tiny.model, tiny.tokenizer)[0]


def closed(row: dict[str, Any], config: SelectionConfig) -> set[int]:
    """The items whose own text is supervised."""
    items = set(np.flatnonzero(row["item_selected"]).tolist())
    if config.closure == "spine":
        for item in list(items):
            while (item := row["item_parent"][item]) >= 0:
                items.add(item)
    return items


@settings(max_examples=20)
@given(config=CONFIGS)
def test_supervised_tokens_are_those_of_the_items_and_words_chosen(
    scores: datasets.Dataset, config: SelectionConfig
) -> None:
    rows, counts = select_supervision(scores, config)
    assert counts["items selected"] == sum(sum(row["item_selected"]) for row in rows)
    spent = {Part.CODE: 0, Part.PROSE: 0}
    offered = {Part.CODE: 0, Part.PROSE: 0}
    for row in rows:
        part, turn = np.array(row["token_part"]), np.array(row["token_turn"])
        owner, supervised = np.array(row["token_item"]), np.array(row["supervised"])
        in_items = np.isin(owner, list(closed(row, config)))
        assert (supervised[part == Part.CODE] == in_items[part == Part.CODE]).all()
        assert not supervised[turn < 0].any()
        assert (supervised[part == Part.END] == config.supervise_end).all()
        assert (supervised[(part == Part.FENCE) & ~in_items] == config.supervise_fences).all()
        assert (part[owner >= 0] == Part.CODE).all()
        for item in np.flatnonzero(row["item_selected"]):
            assert not row["item_cut"][item]
            assert row["item_complete"][item] or config.allow_incomplete
            assert (owner == item).any()
        for kind, budget in ((Part.CODE, config.code_budget), (Part.PROSE, config.prose_budget)):
            for number in range(turn.max() + 1):
                mine = (part == kind) & (turn == number)
                spent[kind] += int(supervised[mine].sum())
                offered[kind] += int(mine.sum())
                if config.scope == "response":
                    assert supervised[mine].sum() <= budget * mine.sum() + 1e-6
    assert spent[Part.CODE] <= config.code_budget * offered[Part.CODE] + 1e-6
    assert spent[Part.PROSE] <= config.prose_budget * offered[Part.PROSE] + 1e-6


@settings(max_examples=8)
@given(config=CONFIGS, more=st.floats(0, 1))
def test_a_larger_budget_keeps_what_a_smaller_one_chose(
    scores: datasets.Dataset, config: SelectionConfig, more: float
) -> None:
    less, most = sorted((config.code_budget, more))
    small, large = (select_supervision(scores, replace(config, code_budget=b))[0] for b in (less, most))
    for a, b in zip(small, large, strict=True):
        assert not (np.array(a["item_selected"], bool) & ~np.array(b["item_selected"], bool)).any()


def test_the_choice_is_the_same_twice(scores: datasets.Dataset) -> None:
    first, second = (select_supervision(scores)[0] for _ in range(2))
    assert first.remove_columns("logprob").to_list() == second.remove_columns("logprob").to_list()


def test_words_are_those_of_the_highest_gce(scores: datasets.Dataset) -> None:
    config = SelectionConfig(prose_budget=0.2)
    for row in select_supervision(scores, config)[0]:
        conversation, logprob = read_conversation(row)
        supervised = np.array(row["supervised"])
        value = gce(logprob, config.q)
        blank = np.array(
            [not row["text"][a:b].strip() for a, b in zip(*(row[f"token_{e}"] for e in ("start", "end")), strict=True)]
        )
        for turn in range(len(conversation.turns)):
            words = (conversation.part == Part.PROSE) & (conversation.turn == turn) & ~blank
            if supervised[words].any() and (~supervised[words]).any():
                assert value[words & supervised].min() >= value[words & ~supervised].max()
        assert not supervised[blank & (conversation.part == Part.PROSE)].any()


def test_every_shape_is_counted(scores: datasets.Dataset) -> None:
    rows, counts = select_supervision(scores)
    assert counts["code blocks"] == 10
    assert counts["code blocks with an unclosed fence"] == 1
    assert counts["code blocks in an unknown language (klingon)"] == 1
    assert counts["code blocks with syntax errors"] == 2  # the broken one and the one that is cut
    assert counts["responses without code"] == 1
    by_name = {row["id"]: row for row in rows}
    assert set(by_name["several"]["item_block"]) == {0, 1}
    assert set(by_name["turns"]["item_turn"]) == {0, 1}
    assert by_name["prose"]["item_kind"] == by_name["unknown"]["item_kind"] == []
    assert by_name["unlabelled"]["item_kind"] == by_name["plain"]["item_kind"]
    assert not all(by_name["broken"]["item_complete"])


def test_items_are_the_text_that_they_say(scores: datasets.Dataset) -> None:
    (row,) = [r for r in select_supervision(scores)[0] if r["id"] == "wide"]
    text = [row["text"][a:b] for a, b in zip(row["item_start"], row["item_end"], strict=True)]
    assert text == ["name = 'Grüße 🙂'", "print(name)"]
    tokens = np.array(row["token_item"])
    for item, wanted in enumerate(text):
        mine = np.flatnonzero(tokens == item)
        covered = row["text"][row["token_start"][mine[0]] : row["token_end"][mine[-1]]]
        assert covered.strip() == wanted


def test_an_item_cut_by_the_token_limit_is_never_chosen(tiny: LanguageModel) -> None:
    whole = score_responses(load_pool(RECORDS[:1]).records, tiny.model, tiny.tokenizer)[0]
    tokens = len(whole[0]["input_ids"])
    for limit in range(50, tokens, 11):
        config = ScoringConfig(max_tokens=limit)
        cut = score_responses(load_pool(RECORDS[:1]).records, tiny.model, tiny.tokenizer, config)[0]
        row = select_supervision(cut, SelectionConfig(code_budget=1))[0][0]
        last = row["token_end"][-1]
        for item in range(len(row["item_kind"])):
            assert row["item_cut"][item] == (row["item_end"][item] > last)
            assert not (row["item_cut"][item] and row["item_selected"][item])


def test_columns_that_miss_are_named(scores: datasets.Dataset) -> None:
    with pytest.raises(ColumnError, match="no column logprob; give it the output of `codeblock score`"):
        select_supervision(scores.remove_columns("logprob"))


@settings(max_examples=8)
@given(config=CONFIGS)
def test_an_explanation_holds_every_term(scores: datasets.Dataset, config: SelectionConfig) -> None:
    for row in select_supervision(scores, config)[0]:
        told = explain(row)
        assert [item.text for item in told] == [
            row["text"][a:b] for a, b in zip(row["item_start"], row["item_end"], strict=True)
        ]
        for turn in {item.turn for item in told}:
            mine = [item for item in told if item.turn == turn]
            assert sorted(item.place for item in mine) == list(range(1, len(mine) + 1))
            for item in mine:
                assert item.priority == pytest.approx(item.utility * (1 + config.w * item.gate * item.structure))
                shares = [getattr(item, m) / (max(getattr(i, m) for i in mine) or 1) for m in ("reach", "bridge")]
                assert item.structure == pytest.approx(config.a * shares[0] + (1 - config.a) * shares[1])
                assert all(i.priority >= item.priority for i in mine if i.place < item.place)
        for number, item in enumerate(told):
            assert (item.state == "selected") == row["item_selected"][number]
            owned = np.array(row["token_item"]) == number
            assert item.tokens == owned.sum()
            assert item.supervised == (owned & np.array(row["supervised"])).sum()
            assert item.supervised in (0, item.tokens)
            assert (item.supervised > 0) == (item.state.startswith(("selected", "supervised")))


def test_a_row_of_another_stage_cannot_be_explained(scores: datasets.Dataset) -> None:
    with pytest.raises(ColumnError, match="give it a row of the output of `codeblock select`"):
        explain(scores[0])


def test_weights_are_priorities_in_their_response(scores: datasets.Dataset) -> None:
    selection = select_supervision(scores, SelectionConfig(code_budget=1, prose_budget=0.5))[0]
    labels, _ = build_labels(selection, weighted=True)
    by_name = {row["id"]: row for row in selection}
    for found in labels:
        row = by_name[found["id"]]
        for at, weight in enumerate(found["weights"]):
            item = row["token_item"][at]
            if found["labels"][at] < 0:
                assert weight == 0
            elif item < 0:
                assert weight == 1
            else:
                turn = row["item_turn"][item]
                rivals = [p for p, t in zip(row["item_priority"], row["item_turn"], strict=True) if t == turn]
                assert weight == pytest.approx(row["item_priority"][item] / max(rivals))


def test_train_detail_spans_are_the_supervised_characters(scores: datasets.Dataset) -> None:
    selection = select_supervision(scores, SelectionConfig(code_budget=0.6, prose_budget=0.4))[0]
    for row, exported in zip(selection, export_train_detail(selection), strict=True):
        turn = 0
        for message, told in zip(row["messages"], exported["messages"], strict=True):
            assert (told["role"], told["content"]) == (message["role"], message["content"])
            if message["role"] != "assistant":
                assert told["train_detail"] == []
                continue
            spans = told["train_detail"]
            assert [s["begin_offset"] for s in spans] == [0, *(s["end_offset"] + 1 for s in spans[:-1])]
            assert spans[-1]["end_offset"] == len(message["content"]) - 1
            trained = {c for s in spans if s["train"] for c in range(s["begin_offset"], s["end_offset"] + 1)}
            first, after = row["turns"][turn]
            expected = set()
            for start, end, chosen in zip(row["token_start"], row["token_end"], row["supervised"], strict=True):
                if chosen and first <= start < after:
                    expected |= set(range(start - first, min(end, after) - first))
            assert trained == expected
            turn += 1
