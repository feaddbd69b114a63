"""The table of results: a line a language, kept as JSON beside the files, put together as RESULTS.md."""

import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.conformance.second import Verdict
from codestruct.language import Language
from codestruct.testing import Report

HERE = Path(__file__).parent
HEAD = """# Every language over real files

Written by `make conformance`; README.md beside it says what the columns mean, and explains what does not hold.

| language | level | lines of data | claims | skipped | entries | dead | closure, examples | real files | closure, real files | random spans | its own parser | accepts |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---:|
"""  # noqa: E501 -- a row of a Markdown table is one line
SHARES = ("closure", "real_closure", "control", "accepted")


@dataclass(frozen=True, slots=True)
class Line:
    """What one run found of one language, in numbers that JSON can hold."""

    language: str
    commit: str
    grammar: str
    level: str
    lines: int
    claims: int
    skipped: int
    entries: int
    dead: int
    closure: float | None
    files: int
    sets: int
    real_closure: float | None
    control: float | None
    parser: str
    judged: int
    accepted: float | None
    names: int
    refused_sources: int
    faults: tuple[str, ...]
    complaints: tuple[str, ...]

    @classmethod
    def of(cls, report: Report, verdict: Verdict) -> "Line":
        real = report.real
        return cls(
            language=report.language, commit=tell_commit(), grammar=report.grammar, level=report.level,
            lines=report.lines, claims=report.claims, skipped=len(report.gaps), entries=report.entries,
            dead=len(report.unused), closure=report.closure.closure, files=real.files, sets=real.sets,
            real_closure=real.closure, control=real.control, parser=verdict.parser, judged=verdict.judged,
            accepted=verdict.accepted / verdict.judged if verdict.judged else None, names=verdict.names,
            refused_sources=verdict.refused_sources, faults=tuple(map(str, report.failures)),
            complaints=verdict.complaints,
        )  # fmt: skip

    def cells(self) -> list[str]:
        found = {**asdict(self), **{name: tell_share(getattr(self, name)) for name in SHARES}}
        names = ("language", "level", "lines", "claims", "skipped", "entries", "dead", "closure", "files")
        return [*(str(found[name]) for name in names), *self._last(found)]

    def _last(self, found: dict[str, Any]) -> list[str]:
        accepted = f"{found['accepted']} of {self.judged}" if self.judged else ""
        return [f"{found['real_closure']} of {self.sets}", found["control"], self.parser, accepted]


def tell_share(share: float | None) -> str:
    """In per cent, never rounded up to 100."""
    return "" if share is None else "100%" if share == 1 else f"{int(share * 1e4) / 100:.2f}%"


def tell_commit() -> str:
    """The commit of this working tree, with a + where it holds changes."""
    words = ["git", "-C", str(HERE), "describe", "--always", "--abbrev=10", "--dirty=+"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "no commit"


def keep_line(line: Line, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{line.language}.json").write_text(json.dumps(asdict(line), indent=1) + "\n")


def write_results(folder: Path, languages: list[Language], output: Path = HERE / "RESULTS.md") -> None:
    """RESULTS.md from the lines that there are, in the order of the languages."""
    files = [path for language in languages if (path := folder / f"{language.name}.json").exists()]
    lines = [Line(**json.loads(path.read_text())) for path in files]
    rows = "".join(f"| {' | '.join(line.cells())} |\n" for line in lines)
    told = [f"- {line.language}: {what}" for line in lines for what in (*line.faults, *line.complaints)]
    commits = ", ".join(sorted({line.commit for line in lines}))
    grammars = ", ".join(f"{line.language}: {line.grammar}" for line in lines)
    refused = ", ".join(f"{line.language} {line.refused_sources}" for line in lines if line.refused_sources)
    names = ", ".join(f"{line.language} {line.names}" for line in lines if line.names)
    output.write_text(
        f"{HEAD}{rows}\nMeasured at commit {commits}. Grammars: {grammars}.\n\n"
        f"Real files that the second parser refuses as they are, so that nothing rendered from them is asked: "
        f"{refused or 'none'}. Rendered programs refused for the name of something taken out: {names or 'none'}.\n"
        f"\n## What did not hold\n\n" + ("\n".join(told) or "Nothing.") + "\n"
    )
