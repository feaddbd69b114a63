"""Sources of records: each bad one is named by its line, the others are all there."""

import gzip
import json
from pathlib import Path
from typing import Any

import datasets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codeblock import ConfigError, DataError, load_pool, split_pool

GOOD = {"instruction": "Add.", "response": "```py\n1 + 1\n```"}
BAD: list[tuple[bytes, str]] = [
    (b'{"instruction": "Add."}', "neither 'messages' nor 'response' is there"),
    (b'{"instruction": 3, "response": "x"}', "'instruction' is no text"),
    (b'{"instruction": "Add.", "response": " \\n"}', "the response is empty"),
    (b'{"messages": []}', "'messages' is no list of messages"),
    (b'{"messages": [{"role": "user", "content": "a"}]}', "the response is empty"),
    (b'{"messages": [{"role": "robot", "content": "a"}]}', "message 1 has the unknown role 'robot'"),
    (b'{"messages": [{"role": "user"}]}', "message 1 has no text"),
    (b'{"messages": ["a"]}', "message 1 is no object"),
    (b"[1, 2]", "a JSON list, not an object"),
    (b'{"instruction": "Add.", resp', "not JSON (Expecting property name enclosed in double quotes, column 25)"),
    (b'{"instruction": "\xff"}', "not UTF-8 (byte 17 of the line)"),
    (b"[" * 200_000, "JSON nested too deeply"),
]


def write_lines(path: Path, lines: list[bytes]) -> Path:
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def test_bad_records_are_named_by_line_and_good_ones_kept(tmp_path: Path) -> None:
    good = json.dumps(GOOD).encode()
    lines = [line for bad, _ in BAD for line in (bad, good, b"")]
    pool = load_pool(write_lines(tmp_path / "a.jsonl", lines))
    assert len(pool.records) == len(BAD)
    assert [(r.line, r.reason) for r in pool.rejected] == [(1 + 3 * n, reason) for n, (_, reason) in enumerate(BAD)]
    assert pool.records["line"][:2] == [2, 5]


def test_messages_keep_their_turns_and_parts(tmp_path: Path) -> None:
    turns = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
        {"role": "assistant", "content": "c"},
    ]
    pool = load_pool([{"messages": turns, "id": 7}])
    assert pool.records[0]["messages"][1] == {"role": "user", "content": "ab"}
    assert pool.records[0]["id"] == "7"


def test_equal_ids_are_told_apart() -> None:
    pool = load_pool([{**GOOD, "id": "a"}, {**GOOD, "id": "a"}])
    assert pool.records["id"][:] == ["a", "a#2"]


def test_lone_surrogates_are_replaced() -> None:
    pool = load_pool([{"instruction": "\ud800 é", "response": "x\udfff"}])
    assert [m["content"] for m in pool.records[0]["messages"]] == ["\ufffd é", "x\ufffd"]


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "json", "csv", "parquet", "arrow", "directory"])
def test_every_kind_of_source_gives_the_same_records(kind: str, tmp_path: Path) -> None:
    rows = [GOOD, {"instruction": "Zwei?", "response": "2 = 1 + 1, ja"}]
    path = tmp_path / f"a.{kind}"
    dataset = datasets.Dataset.from_list(rows)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if kind in ("jsonl", "json"):
        path.write_text(text)
    elif kind == "jsonl.gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif kind == "csv":
        dataset.to_csv(path)
    elif kind == "parquet":
        dataset.to_parquet(path)
    else:
        dataset.save_to_disk(str(path))
        if kind == "arrow":
            path = next(path.glob("*.arrow"))
    pool = load_pool(path)
    assert [[m["content"] for m in r["messages"]] for r in pool.records] == [list(row.values()) for row in rows]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", b"", "no usable record"),
        ("a.jsonl", b'{"x": 1}\n', "line 1, neither"),
        ("a.jsonl.gz", gzip.compress(b'{"x": 1}\n')[:-4], "cannot be read to its end"),
        ("a.jsonl.gz", b"plain text", "cannot be read to its end"),
        ("a.txt", b"x", "unknown kind of file '.txt'"),
        ("a.parquet", b"x", "`datasets` cannot read it"),
        ("a.json", b"{", "`datasets` cannot read it"),
    ],
)
def test_an_unreadable_source_is_an_error_with_the_remedy(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_pool(tmp_path / name)
    assert reason in str(caught.value)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        load_pool(tmp_path / "none.jsonl")
    with pytest.raises(DataError, match="cannot read it"):
        load_pool(tmp_path)


def test_named_fields_ratings_and_groups() -> None:
    rows = [{"q": "Add.", "a": "1", "score": 3, "file": "m"}, {"q": "Add.", "a": "1", "score": "high", "file": "m"}]
    rows += [{"q": "Add.", "a": "1", "score": True, "file": "m"}, {"q": "Add.", "a": "1", "score": 1}]
    pool = load_pool(rows, instruction="q", response="a", rating="score", group="file")
    assert [r["rating"] for r in pool.records] == [3.0]
    assert [r["group"] for r in pool.records] == ["m"]
    assert [r.reason.split()[1] for r in pool.rejected] == ["rating", "rating", "group"]


@given(st.lists(st.integers(0, 9), min_size=2, max_size=60), st.floats(0.05, 0.6), st.integers(0, 3))
def test_a_split_keeps_groups_together_and_loses_nothing(groups: list[int], share: float, seed: int) -> None:
    records = load_pool([{**GOOD, "id": str(n), "file": g} for n, g in enumerate(groups)], group="file").records
    if len(set(groups)) == 1:
        with pytest.raises(ConfigError, match="one group"):
            split_pool(records, share, seed)
        return
    learn, hold = split_pool(records, share, seed)
    assert not set(learn["group"]) & set(hold["group"])
    assert sorted([*learn["id"], *hold["id"]]) == sorted(records["id"])
    assert len(learn) > 0
    assert len(hold) > 0
    biggest = max(map(groups.count, groups))
    assert len(hold) <= max(share * len(groups), biggest)


def test_a_split_does_not_depend_on_what_else_is_there() -> None:
    rows: list[dict[str, Any]] = [{**GOOD, "id": f"r{n}", "file": f"g{n % 20}"} for n in range(100)]
    first = split_pool(load_pool(rows, group="file").records, 0.2)[1]
    second = split_pool(load_pool(rows[::-1], group="file").records, 0.2)[1]
    assert first["id"][:] == second["id"][:]


@pytest.mark.parametrize("share", [0, 1, -1, float("nan")])
def test_a_share_that_is_none(share: float) -> None:
    with pytest.raises(ConfigError, match="not between 0 and 1"):
        split_pool(load_pool([GOOD, GOOD]).records, share)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, 4.0),
        ("0.9", 0.9),
        ('{"style": {"score": 5, "why": "short"}, "logic": {"score": 2}}', 3.5),
        ({"style": 1, "logic": 2}, 1.5),
        ("good", "is no number"),
        ("", "is no number"),
        ("{}", "is no number"),
        ("[4]", "is no number"),
        ('{"style": {"why": "none"}}', "is no number"),
        (True, "is no number"),
        (None, "is no number"),
        ("NaN", "is not finite"),
    ],
)
def test_a_rating_is_a_number_or_the_mean_of_judgements(value: Any, expected: float | str) -> None:
    pool = load_pool([{**GOOD, "rated": value}, {**GOOD, "rated": 1}], rating="rated")
    if isinstance(expected, float):
        assert pool.records["rating"][:] == pytest.approx([expected, 1.0])
    else:
        assert [r.reason for r in pool.rejected] == [f"the rating field 'rated' {expected}"]


def test_a_directory_of_parquet_files(tmp_path: Path) -> None:
    for name in ("b", "a"):
        place = tmp_path / "data" / name / "part.parquet"
        place.parent.mkdir(parents=True)
        datasets.Dataset.from_list([{**GOOD, "id": name}]).to_parquet(place)
    (tmp_path / "data" / "README.md").write_text("the publisher's card")
    assert load_pool(tmp_path / "data").records["id"][:] == ["a", "b"]
