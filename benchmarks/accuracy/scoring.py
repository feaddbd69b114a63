"""What one file scores against an oracle's answers: counts by measure, part and outcome, and the differences."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .answers import Extent, Reading, Row, check_bytes, read_codestruct, read_recorded
from .causes import Places
from .judgement import FAILED, MERGED, NO_SITE, RIGHT, WRONG, BindingJudge, FlowVerdict, judge_flow
from .languages import FIELDS

OURS = "codestruct"
LOCAL = ("local", "closure")


@dataclass(frozen=True, slots=True)
class Job:
    """One file to score: the oracle's extents and, for a recorded tool, the tool's."""

    file: str
    language: str
    oracle_bind: Extent | None
    oracle_flow: Extent | None
    tool: str = OURS
    tool_bind: Extent | None = None
    tool_flow: Extent | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One use on which tool and oracle differ, in lines, for a person to read."""

    measure: str
    cause: str
    file: str
    line: int
    name: str
    ours: str
    oracle: str
    text: str


@dataclass(slots=True)
class Score:
    """Counts by (measure, part, outcome), and what is wanted to look at them."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    size: int = 0
    seconds: float = 0.0
    doubled: int = 0

    def add(self, other: "Score") -> None:
        self.counts.update(other.counts)
        self.differences += other.differences
        self.failures += other.failures
        self.files += other.files
        self.size += other.size
        self.seconds += other.seconds
        self.doubled += other.doubled

    def total(self, measure: str, part: str) -> int:
        return sum(
            n for (m, p, o), n in self.counts.items() if (m, p) == (measure, part) and o in (RIGHT, *WRONG, "wrong")
        )

    def count(self, measure: str, part: str, outcome: str) -> int:
        return self.counts[measure, part, outcome]

    def share(self, measure: str, part: str, outcome: str = RIGHT) -> float:
        """Share of the uses of a part that have an outcome; nan where there are none."""
        total = self.total(measure, part)
        return self.counts[measure, part, outcome] / total if total else float("nan")


class _Scoring:
    """Scores one file."""

    def __init__(self, job: Job, with_differences: bool) -> None:
        self.job, self.field = job, FIELDS[job.language]
        self.raw = Path(job.file).read_bytes()
        self.with_differences = with_differences
        self.score = Score(files=1, size=len(self.raw))
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        if self._places is None:
            self._places = Places(self.raw, self.job.language)
        return self._places

    def run(self) -> Score:
        job = self.job
        bind = self._rows(job.oracle_bind)
        flow = self._rows(job.oracle_flow) if job.oracle_flow != job.oracle_bind else bind
        if not any(row["class"] in LOCAL for row in bind + flow):
            return self.score
        began = time.perf_counter()
        try:
            reading = self._read()
        except Exception as e:  # noqa: BLE001 - whatever a file breaks is that file's loss, and is listed
            self.score.failures.append((job.file, f"{type(e).__name__}: {e}"))
            reading = Reading()
        self.score.seconds = time.perf_counter() - began
        self.score.doubled = reading.doubled
        self._score_binding(bind, reading)
        if flow:
            self._score_flow(flow, reading)
        return self.score

    def _read(self) -> Reading:
        if self.job.tool == OURS:
            return read_codestruct(self.raw, self.job.language)
        return read_recorded(self.job.tool_bind, self.job.tool_flow)

    def _rows(self, extent: Extent | None) -> list[Row]:
        if extent is None or extent.error:
            return []
        check_bytes(extent, self.raw)
        return extent.read_rows()

    def _place(self, row: Row) -> str:
        return self.places.find_kind(row["use_start_byte"], self.field.apart) if self.field.apart else ""

    def _score_binding(self, rows: list[Row], reading: Reading) -> None:
        rows = [self._to_declaration(row) for row in rows]
        judge = BindingJudge(reading, rows)
        failed = bool(self.score.failures)
        for row in rows:
            if row["class"] not in LOCAL or not row["def_start_bytes"]:
                continue
            outcome = FAILED if failed else judge.judge(row)
            counted = self.field.counts_bind(row, self._place(row))
            parts = ["everything"] + ["target"] * counted
            parts += [f"space {row['space']}"] if "space" in row else []
            for part in parts:
                self.score.counts["bind", part, outcome] += 1
            if self.field.lists_all_tokens:
                strict = not failed and judge.judge_strictly(row)
                self.score.counts["bind", "strict", RIGHT if strict else "wrong"] += 1
            if outcome != RIGHT and not failed and counted:
                self._note_binding(row, outcome, reading, judge)

    def _to_declaration(self, row: Row) -> Row:
        """Lua's rows hold the declaration beside the definitions that reach the use."""
        if "decl_start_byte" not in row:
            return row
        at, name = row["decl_start_byte"], row["name"].encode()
        spelled = self.raw[at : at + len(name)] == name
        return row | {"def_start_bytes": [at] if spelled else None}

    def _score_flow(self, rows: list[Row], reading: Reading) -> None:
        failed = bool(self.score.failures)
        for row in rows:
            if row["class"] != "local":
                continue
            verdict = judge_flow(row, reading)
            outcome = FAILED if failed else RIGHT if verdict.right else NO_SITE if not verdict.answered else "wrong"
            counted = self.field.counts_flow(row, self._place(row))
            parts = ["everything"]
            if counted:
                parts += ["target"] + ["several"] * (len(row["def_start_bytes"] or ()) > 1)
            for part in parts:
                self.score.counts["flow", part, outcome] += 1
                self.score.counts["flow", part, "missing"] += bool(verdict.missing)
                self.score.counts["flow", part, "spurious"] += bool(verdict.spurious)
            if outcome != RIGHT and not failed and counted:
                self._note_flow(row, verdict)

    # -- differences, for people

    def _line(self, at: int) -> int:
        return self.raw.count(b"\n", 0, at) + 1

    def _lines(self, starts: Iterable[int]) -> str:
        places = [(self._line(at), at - self.raw.rfind(b"\n", 0, at)) for at in sorted(starts)]
        return ", ".join(f"{line}:{column}" for line, column in places) or "-"

    def _note(self, measure: str, cause: str, row: Row, ours: Iterable[int], oracle: Iterable[int]) -> None:
        at = row["use_start_byte"]
        end = self.raw.find(b"\n", at)
        text = self.raw[self.raw.rfind(b"\n", 0, at) + 1 : end if end >= 0 else None].decode("utf-8", "replace").strip()
        where = (self._line(at), row["name"], self._lines(ours), self._lines(oracle), text[:150])
        self.score.differences.append(Difference(measure, cause, self.job.file, *where))

    def _note_binding(self, row: Row, outcome: str, reading: Reading, judge: BindingJudge) -> None:
        if not self.with_differences:
            return
        use, tokens = row["use_start_byte"], row["def_start_bytes"]
        if reading.symbol is not None:
            symbol = reading.symbol.get(use, -1)
            ours = judge.binding_of[symbol] if symbol >= 0 else set()
        else:
            ours = set((reading.pointers or {}).get(use, ()))
        place = self.places.describe_place(use)
        if outcome == "no definition site":
            token = next(t for t in tokens if t not in reading.binding)
            seen = "a site of another role" if token in reading.sites else "no site"
            place = f"{seen} at {self.places.describe_place(token)}"
        elif outcome in ("other symbol", MERGED):
            other = min((t for t in ours if t not in tokens), default=tokens[0])
            place += "; definition: " + self.places.describe_pair(tokens[0], other)
        self._note("bind", f"{outcome}: {place}", row, ours, tokens)

    def _note_flow(self, row: Row, verdict: FlowVerdict) -> None:
        if not self.with_differences:
            return
        use = row["use_start_byte"]
        if not verdict.answered:
            cause = "no site: " + self.places.describe_place(use)
        else:
            kind, wrong = ("missing", verdict.missing) if verdict.missing else ("spurious", verdict.spurious)
            cause = f"{kind}: {self.places.describe_pair(min(wrong), use)}"
        self._note("flow", cause, row, verdict.ours, row["def_start_bytes"] or ())


def score_file(job: Job, with_differences: bool = False) -> Score:
    """Score one file; a file that cannot be read or answered is a failure of that file alone."""
    try:
        return _Scoring(job, with_differences).run()
    except Exception as e:  # noqa: BLE001 - e.g. the file is gone, or has changed since the oracle saw it
        return Score(files=1, failures=[(job.file, f"{type(e).__name__}: {e}")])
