"""The accuracy benchmark's scorer: right answers score as right, and each way of being wrong is seen as that."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy.answers import Reading, Row, index_answers
from benchmarks.accuracy.judgement import (
    FAILED,
    FREE,
    MERGED,
    NO_DEFINITION,
    NO_SITE,
    OTHER,
    RIGHT,
    BindingJudge,
    judge_flow,
    number_variables,
)
from benchmarks.accuracy.score import list_jobs, score_jobs, score_language
from benchmarks.accuracy.scoring import Job, score_file

SOURCE = b"def f(a):\n    b = a\n    b += a\n    return b\ndef g(a):\n    return a\n"
A, B, B2, G = 6, 14, 24, 50  # the tokens that bind: f's a, both of b, g's a
READS = {18: [A], 29: [A], 24: [B, B2], 42: [B, B2], 65: [G]}  # use -> all tokens that bind it
FLOWS = {18: [A], 29: [A], 24: [B], 42: [B2], 65: [G]}  # use -> definitions that reach it


def row(use: int, tokens: list[int] | None, **more: object) -> Row:
    name = SOURCE[use : use + 1].decode()
    base = {"use_start_byte": use, "use_end_byte": use + 1, "name": name, "access": "r", "class": "local"}
    return base | {"def_start_bytes": tokens} | more


BIND = [row(use, tokens) for use, tokens in READS.items()]
RIGHT_SYMBOLS = {A: 0, B: 1, B2: 1, G: 2, 18: 0, 29: 0, 42: 1, 65: 2}
BINDING = frozenset({A, B, B2, G})


def judge(symbol: dict[int, int], binding: frozenset[int] = BINDING) -> dict[int, str]:
    judged = BindingJudge(Reading(symbol=symbol, binding=binding, defining=binding), BIND)
    return {row["use_start_byte"]: judged.judge(row) for row in BIND}


def test_source_is_as_the_offsets_say() -> None:
    assert [chr(SOURCE[at]) for at in (A, B, B2, G, *READS)] == list("abba" + "aabba")


def test_right_symbols_are_right_whatever_their_numbers() -> None:
    assert set(judge(RIGHT_SYMBOLS).values()) == {RIGHT}
    assert set(judge({site: 7 - 3 * symbol for site, symbol in RIGHT_SYMBOLS.items() if symbol < 3}).values()) == {
        RIGHT
    }


@pytest.mark.parametrize(
    ("change", "use", "outcome"),
    [
        ({18: None}, 18, NO_SITE),
        ({18: -1}, 18, FREE),
        ({18: 2}, 18, OTHER),
        ({B: 5}, 42, OTHER),  # one of the two tokens is another symbol's
    ],
)
def test_wrong_symbols_are_told_apart(change: dict[int, int | None], use: int, outcome: str) -> None:
    symbol = {site: number for site, number in (RIGHT_SYMBOLS | change).items() if number is not None}
    assert judge(symbol)[use] == outcome


def test_definition_that_is_only_read_is_no_definition() -> None:
    assert judge(RIGHT_SYMBOLS, BINDING - {A})[18] == NO_DEFINITION
    assert judge(RIGHT_SYMBOLS, BINDING - {A})[65] == RIGHT


def test_one_symbol_for_every_name_of_one_spelling_is_wrong() -> None:
    outcome = judge({site: ord(SOURCE[site : site + 1]) for site in RIGHT_SYMBOLS})
    assert outcome == {18: MERGED, 29: MERGED, 65: MERGED, 24: RIGHT, 42: RIGHT}


def test_all_binding_tokens_are_demanded_strictly() -> None:
    def strict(reading: Reading) -> list[bool]:
        judged = BindingJudge(reading, BIND)
        return [judged.judge_strictly(row) for row in BIND]

    assert all(strict(Reading(symbol=RIGHT_SYMBOLS, binding=BINDING, defining=BINDING)))
    more = BINDING | {42}  # a read of b taken for a definition: b's uses are wrong
    assert strict(Reading(symbol=RIGHT_SYMBOLS, binding=more, defining=more)) == [True, True, False, False, True]
    assert all(
        strict(Reading(symbol=RIGHT_SYMBOLS, binding=more, defining=BINDING))
    )  # only declared: may be listed or not


def test_pointers_are_right_within_the_variable() -> None:
    judged = BindingJudge(
        Reading(pointers={18: frozenset({A}), 42: frozenset({B2}), 24: frozenset(), 65: frozenset({A})}), BIND
    )
    assert [judged.judge(row) for row in BIND] == [RIGHT, NO_SITE, FREE, RIGHT, OTHER]


def test_tokens_that_answer_one_use_are_one_variable() -> None:
    numbers = number_variables([row(0, [1, 2]), row(0, [2, 3]), row(0, [4]), row(0, None)])
    assert numbers[1] == numbers[2] == numbers[3] != numbers[4]


@pytest.mark.parametrize(
    ("ours", "missing", "spurious"),
    [({1, 2}, set(), set()), ({1}, {2}, set()), ({1, 2, 3}, set(), {3}), ({3}, {1, 2}, {3}), (set(), {1, 2}, set())],
)
def test_flow_is_exact(ours: set[int], missing: set[int], spurious: set[int]) -> None:
    verdict = judge_flow(row(6, [1, 2]), Reading(reaching={6: frozenset(ours)}))
    assert (verdict.missing, verdict.spurious) == (missing, spurious)
    assert verdict.right == (not missing and not spurious)


def test_flow_within_bounds() -> None:
    bounded = row(6, [1], may_start_bytes=[1, 2])
    rights = [
        judge_flow(bounded, Reading(reaching={6: frozenset(ours)})).right for ours in ({1}, {1, 2}, {2}, {1, 3}, set())
    ]
    assert rights == [True, True, False, False, False]


def test_use_without_definitions_still_needs_an_answer() -> None:
    assert judge_flow(row(6, None), Reading(reaching={6: frozenset()})).right
    assert not judge_flow(row(6, None), Reading(reaching={})).right


# -- whole files, with another tool's answers in the place of codestruct's


def write_answers(path: Path, file: Path, rows: list[Row], error: str | None = None) -> None:
    head: Row = {"file": str(file)} | ({"error": error} if error else {"bytes": len(SOURCE)})
    path.write_text("".join(json.dumps(line) + "\n" for line in [head, *([] if error else rows)]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "example.py"
    source.write_bytes(SOURCE)
    flow = [row(use, tokens) for use, tokens in FLOWS.items()]
    write_answers(tmp_path / "python.bind.jsonl", source, BIND)
    write_answers(tmp_path / "python.bytecode.jsonl", source, flow)
    worse = [row(65, [A]), *flow[:3], row(42, [B, B2])]
    write_answers(tmp_path / "python.beniget.jsonl", source, worse)
    write_answers(tmp_path / "python.libcst.jsonl", source, [], error="SyntaxError: no")
    return tmp_path


def test_score_counts_what_differs(folder: Path) -> None:
    score = score_language(folder, "python", "beniget", with_differences=True)
    assert score.counts["bind", "target", RIGHT] == 4
    assert score.counts["bind", "target", OTHER] == 1
    assert score.counts["flow", "target", RIGHT] == 3
    assert score.share("flow", "target", "missing") == pytest.approx(1 / 5)
    assert score.share("flow", "target", "spurious") == pytest.approx(2 / 5)
    assert sorted((d.measure, d.line, d.ours, d.oracle) for d in score.differences) == [
        ("bind", 6, "1:7", "5:7"),
        ("flow", 4, "2:5, 3:5", "3:5"),
        ("flow", 6, "1:7", "5:7"),
    ]


def test_file_without_an_answer_is_wrong_in_every_use_and_listed(folder: Path) -> None:
    score = score_language(folder, "python", "LibCST")
    assert score.counts["bind", "target", FAILED] == score.total("bind", "target") == 5
    assert [reason for _, reason in score.failures] == ["ValueError: SyntaxError: no"]


def test_changed_file_is_not_scored(folder: Path) -> None:
    answers = folder / "python.bind.jsonl"
    head, *rows = answers.read_text().splitlines()
    answers.write_text("\n".join([json.dumps(json.loads(head) | {"sha1": "0" * 40}), *rows]) + "\n")
    [job] = list_jobs(folder, "python", "beniget")
    score = score_file(job)
    assert not score.counts
    assert "another version" in score.failures[0][1]


def test_missing_file_costs_only_itself(folder: Path) -> None:
    [job] = list_jobs(folder, "python", "beniget")
    gone = Job(
        str(folder / "gone.py"), "python", job.oracle_bind, job.oracle_flow, "beniget", job.tool_bind, job.tool_flow
    )
    scores = list(score_jobs([gone, job], workers=1))
    assert sorted(len(score.failures) for score in scores) == [0, 1]


def test_headers_are_found_whatever_their_first_field(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"bytes":1,"file":"x"}\n{"use_start_byte":0}\n{"file":"y","error":"e"}\n{"bytes":2,"file":"z"}\n')
    found = index_answers(path)
    assert {file: (len(extent.read_rows()), extent.error) for file, extent in found.items()} == {
        "x": (1, None),
        "y": (0, "e"),
        "z": (0, None),
    }
