"""Streams of sources over workers, stored analyses, batches of columns and Parquet files."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import codestruct as cs
from codestruct.corpus import workers as rooms
from codestruct.corpus.records import answer_record
from codestruct.errors import RecordError

EXAMPLES = Path(__file__).parent.parent / "languages"
FILES = [path for language in cs.list_languages() for path in sorted((EXAMPLES / language).glob("*.*"))]
SOURCES = [(path.read_bytes(), path.parent.name) for path in FILES if path.is_file()]
KNOWN = SOURCES[::12]


def arrays(code: cs.Analysis) -> Iterator[tuple[str, object]]:
    for table, names in {
        "items": "kind category start end parent complete row owner",
        "tokens": "start end cls item trivia",
        "bindings": "name start end role symbol item symbol_name symbol_scope scope_parent",
        "flow": "define use kind certain",
        "graph": "indptr indices weight",
    }.items():
        for name in names.split():
            yield f"{table}.{name}", getattr(getattr(code, table), name)
    yield from (("reach", code.reach), ("bridge", code.bridge))


def assert_same(code: cs.Analysis, other: cs.Analysis) -> None:
    for (name, one), (_, two) in zip(arrays(code), arrays(other), strict=True):
        assert np.array_equal(one, two), name
        assert one.dtype == two.dtype, name
        assert not two.flags.writeable, name
    assert code.errors == other.errors
    assert code.bindings.names == other.bindings.names
    assert code.source.data == other.source.data
    assert code.flow.capped == other.flow.capped


@pytest.mark.parametrize(("source", "language"), KNOWN)
def test_a_stored_analysis_is_the_same(source: bytes, language: str) -> None:
    code = cs.analyze(source, language)
    stored = cs.load_analysis(cs.store_analysis(code))
    assert_same(code, stored)
    assert [stored.items.own(i) for i in range(len(stored.items))] == [
        code.items.own(i) for i in range(len(code.items))
    ]
    assert np.array_equal(stored.control.item, code.control.item)
    assert_same(code, pickle.loads(pickle.dumps(stored)))


@pytest.mark.parametrize("source", [b"", b"\0", b"x" * 70_000, b"x = '" + b"\xff" * 100, b"def f("])
def test_odd_sources_are_stored(source: bytes) -> None:
    code = cs.analyze(source, "python")
    assert_same(code, cs.load_analysis(cs.store_analysis(code)))


def test_damaged_bytes_are_told() -> None:
    stored = cs.store_analysis(cs.analyze("x = 1", "python"))
    for damaged in (b"", b"x", stored[:20], stored[:-1], stored[:60], b"?" + stored):
        with pytest.raises(RecordError):
            cs.load_analysis(damaged)


def test_loading_costs_little() -> None:
    code = cs.analyze(SOURCES[0][0][:2_000], SOURCES[0][1])
    stored = cs.store_analysis(code)

    def least(run: Callable[[], object]) -> float:
        times = []
        for _ in range(20):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        return min(times)

    assert least(lambda: cs.load_analysis(stored)) * 20 < least(
        lambda: cs.store_analysis(cs.analyze(code.source.data, code.language))
    )


def test_workers_give_the_same_in_order() -> None:
    records = KNOWN * 3
    for outcome, (source, language) in zip(cs.analyze_many(records, workers=2), records, strict=True):
        assert outcome.analysis is not None
        assert outcome.analysis.source.data == source
        assert_same(cs.analyze(source, language), outcome.analysis)


DEADLY, ENDLESS, FROZEN = ("die", "python"), ("hang", "python"), ("freeze", "python")


def _answer_or_die(index: int, record: object, max_seconds: float) -> rooms.Reply:
    if record == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    if record == ENDLESS:
        time.sleep(60)
    if record == FROZEN:
        os.kill(os.getpid(), signal.SIGSTOP)  # all of its threads
    return answer_record(index, record, max_seconds)


def _serve_or_die(pipe: rooms.Connection, max_seconds: float) -> None:
    rooms.answer_record = _answer_or_die  # this is the worker's own copy of the module
    rooms._serve(pipe, max_seconds)


def test_a_killed_or_hung_worker_costs_its_record_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker is a real process: one record kills it, another one makes it hang."""
    process = rooms._context.Process

    def start_worker(*, target: object, args: tuple[object, ...], daemon: bool) -> object:
        assert target is rooms._serve
        return process(target=_serve_or_die, args=args, daemon=daemon)

    monkeypatch.setattr(rooms._context, "Process", start_worker)
    records: list[object] = [("x = 1", "python")] * 90
    records[7], records[40], records[41] = DEADLY, ENDLESS, DEADLY
    replies = list(rooms.stream_replies(records, 2, 0.6))
    assert [index for index, _, _ in replies] == list(range(90))
    lost = {index: str(error) for index, stored, error in replies if stored is None}
    assert sorted(lost) == [7, 40, 41]
    assert "died" in lost[7]
    assert "sent nothing" in lost[40]


def test_workers_killed_from_outside_cost_nothing() -> None:
    """Both are killed on the way; what they had taken over is done again, and nothing comes twice."""
    records = [(f"x = {number}\n", "python") for number in range(300)]
    stream, seen = cs.analyze_many(records, workers=2), []
    for outcome in stream:
        assert outcome.analysis is not None, outcome.error
        seen.append(outcome.analysis.source.data.decode())
        if outcome.index == 20:
            for process in multiprocessing.active_children():
                process.kill()
    assert seen == [source for source, _ in records]


def test_a_hung_worker_is_found_whatever_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a pipe holds comes after a record that stops its worker dead."""
    process = rooms._context.Process

    def start_worker(*, target: object, args: tuple[object, ...], daemon: bool) -> object:
        return process(target=_serve_or_die, args=args, daemon=daemon)

    monkeypatch.setattr(rooms._context, "Process", start_worker)
    records: list[object] = [("#" * 100_000, "python")] * 60
    records[3] = FROZEN
    replies = list(rooms.stream_replies(records, 1, 0.6))
    assert [index for index, stored, _ in replies if stored is None] == [3]
    assert len(replies) == 60


def test_what_is_no_record_costs_itself_alone() -> None:
    odd: list[object] = [("x = 1", "python"), lambda: 0, ("x", 1), None, ("y = 1", "python"), ("a", "b", "c")]
    for workers in (1, 2):
        found = list(cs.analyze_many(odd, workers=workers))
        assert [outcome.index for outcome in found] == list(range(6))
        assert [outcome.error is None for outcome in found] == [True, False, False, False, True, False]


@pytest.mark.parametrize("workers", [1, 2])
def test_records_that_fail_to_come_are_told_after_the_others(workers: int) -> None:
    def records() -> Iterator[tuple[str, str]]:
        for _ in range(5):
            yield "x = 1", "python"
        raise ConnectionError("the disk is gone")

    stream = cs.analyze_many(records(), workers=workers)
    assert [next(stream).index for _ in range(5)] == list(range(5))
    with pytest.raises(ConnectionError, match="the disk is gone"):
        next(stream)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stream_goes_on_after_what_is_done(workers: int, capsys: pytest.CaptureFixture[str]) -> None:
    records = [(f"x = {number}\n", "python") for number in range(5)] + [("x", "pyton")]
    found = list(cs.analyze_many(records, workers=workers, skip=3, progress=True))
    assert [outcome.index for outcome in found] == [3, 4, 5]
    assert found[0].analysis is not None
    assert found[0].analysis.source.data == b"x = 3\n"
    assert "6/6" in capsys.readouterr().out


def test_memory_is_bounded_whatever_the_consumer_does() -> None:
    read = 0

    def records() -> Iterator[tuple[str, str]]:
        nonlocal read
        for _ in range(5_000):
            read += 1
            yield "x = 1", "python"

    stream = cs.analyze_many(records(), workers=2)
    for _ in range(10):
        next(stream)
    time.sleep(0.5)
    assert read < 1_500
    stream.close()


def test_batches_are_columns() -> None:
    texts = ["x = 1\ny = x\n", "def f(:", ""]
    found = cs.analyze_batch(texts, "python")
    assert {len(column) for column in found.values()} == {3}
    assert found["item_kind"][0] == ["assignment", "assignment"]
    assert found["error"] == [None] * 3
    mixed = cs.analyze_batch({"code": ["x = 1", "x"], "lang": ["python", "pyton"]}, "lang")
    assert mixed["error"][0] is None
    assert "pyton" in mixed["error"][1]
    assert mixed["item_kind"][1] == []


def test_batches_serve_datasets() -> None:
    datasets = pytest.importorskip("datasets")
    table = datasets.Dataset.from_dict({"code": ["x = 1\ny = x", "f()"]})
    mapped = table.map(cs.analyze_batch, batched=True, batch_size=1)
    assert mapped["edge_source"][:] == [[0], []]


def test_parquet_goes_on_where_it_ended(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    records = [(f"x = {i}\ny = x", "python") for i in range(25)] + [("x", "pyton")]
    assert cs.analyze_to_parquet(records[:20], tmp_path, rows_a_file=10) == 20
    assert cs.analyze_to_parquet(records, tmp_path, rows_a_file=10, workers=2) == 6
    assert cs.analyze_to_parquet(records, tmp_path, rows_a_file=10) == 0
    table = parquet.read_table(tmp_path)
    assert table["index"].to_pylist() == list(range(26))
    assert table["edge_source"].to_pylist() == [[0]] * 25 + [[]]
    assert "pyton" in table["error"].to_pylist()[-1]
    assert cs.load_analysis(table["analysis"][3].as_py()).source.data == b"x = 3\ny = x"


def test_a_script_without_a_guard_is_told(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import codestruct as cs\nlist(cs.analyze_many([('x', 'python')], workers=2))\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 1
    assert "call it below: if __name__ == '__main__'" in done.stderr
