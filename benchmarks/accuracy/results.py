"""The table of results: kept per language as JSON beside the answers, put together as RESULTS.md."""

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from .judgement import FAILED, FREE, MERGED, NO_DEFINITION, NO_SITE, OTHER
from .languages import FIELDS
from .scoring import OURS, Difference, Score

NAMED = 0.0005  # a cause of error above this share of the uses is named
HEAD = """# Accuracy against compilers

Written by `make accuracy`; what the columns mean, which uses count and by which conventions is in README.md beside it.
Shares are of the uses that the targets speak of, in per cent; targets in parentheses.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One tool on one language, in numbers that JSON can hold."""

    tool: str
    files: int
    failed: int
    bind: dict[str, float]  # uses, right, and each way of being wrong
    everything: dict[str, float]
    strict: float
    flow: dict[str, float]  # uses, right, missing, spurious
    several: dict[str, float]

    @classmethod
    def of(cls, tool: str, score: Score) -> "Line":
        def shares(measure: str, part: str, outcomes: tuple[str, ...]) -> dict[str, float]:
            found = {outcome: score.share(measure, part, outcome) for outcome in ("right", *outcomes)}
            return found | {"uses": score.total(measure, part)}

        wrong = (NO_SITE, FREE, NO_DEFINITION, OTHER, MERGED, FAILED)
        differs = ("missing", "spurious", FAILED)
        return cls(
            tool=tool,
            files=score.files,
            failed=len(score.failures),
            bind=shares("bind", "target", wrong),
            everything=shares("bind", "everything", wrong),
            strict=score.share("bind", "strict"),
            flow=shares("flow", "target", differs),
            several=shares("flow", "several", differs),
        )


def list_causes(score: Score, corpora: Path) -> list[dict[str, str | float]]:
    """Causes of codestruct's errors above the share that has to be named, each with an example."""
    groups: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for difference in score.differences:
        groups[difference.measure, difference.cause].append(difference)
    found = []
    for (measure, cause), differences in sorted(groups.items(), key=lambda group: -len(group[1])):
        share = len(differences) / score.total(measure, "target")
        if share > NAMED:
            example = min(differences, key=lambda d: (d.file, d.line))
            place = Path(example.file).relative_to(corpora)
            found.append({"measure": measure, "cause": cause, "share": share, "example": f"{place}:{example.line}"})
    return found


def keep_results(folder: Path, language: str, scores: dict[str, Score], corpora: Path) -> None:
    lines = [Line.of(tool, score) for tool, score in scores.items()]
    kept = {
        "lines": [{name: getattr(line, name) for name in Line.__slots__} for line in lines],
        "causes": list_causes(scores[OURS], corpora),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{language}.json").write_text(json.dumps(kept, indent=1) + "\n")


def format_share(share: float, target: float | None = None, places: int = 3) -> str:
    if math.isnan(share):
        return ""
    text = f"{100 * share:.{places}f}"
    return text + (f" ({target:g})" if target is not None else "")


def format_results(folder: Path) -> str:
    """RESULTS.md, of every language that has results in the folder."""
    kept = {
        language: json.loads(path.read_text()) for language in FIELDS if (path := folder / f"{language}.json").exists()
    }
    text = HEAD + "\n"
    text += "| language | tool | files | bind: uses | right | all tokens | flow: uses | right | several: uses | right"
    text += " | missing | spurious |\n|---|---|" + "---:|" * 10 + "\n"
    for language, results in kept.items():
        for values in results["lines"]:
            text += _format_line(language, Line(**values)) + "\n"
    text += "\n## How codestruct's bindings are wrong\n\n"
    text += (
        "| language | no site | free | no definition site | other symbol | merged | failed |\n|---|"
        + "---:|" * 6
        + "\n"
    )
    for language, results in kept.items():
        ours = Line(**results["lines"][0])
        outcomes = (NO_SITE, FREE, NO_DEFINITION, OTHER, MERGED, FAILED)
        cells = " | ".join(format_share(ours.bind[outcome]) for outcome in outcomes)
        text += f"| {language} | {cells} |\n"
    text += f"\n## Causes of more than {100 * NAMED:g}% of the uses\n\nWhere in the tree, and the first example.\n\n"
    for language, results in kept.items():
        causes = Counter(cause["measure"] for cause in results["causes"])
        text += f"- {language}: " + ("none\n" if not causes else "\n")
        for cause in results["causes"]:
            share = format_share(cause["share"])
            text += f"  - {cause['measure']} {share}%: {cause['cause']}, {cause['example']}\n"
    return text


def _format_line(language: str, line: Line) -> str:
    scheme = FIELDS[language]
    bind, flow, several, everything = scheme.targets if line.tool == OURS else (None,) * 4
    files = f"{line.files}" + (f", {line.failed} failed" if line.failed else "")
    right = format_share(line.bind["right"], bind)
    if scheme.apart and line.tool == OURS:
        right += "; everything " + format_share(line.everything["right"], everything)
    cells = [language, line.tool, files, line.bind["uses"], right, format_share(line.strict)]
    if line.flow["uses"]:
        cells += [line.flow["uses"], format_share(line.flow["right"], flow)]
        cells += [line.several["uses"], format_share(line.several["right"], several)]
        cells += [format_share(line.flow[outcome]) for outcome in ("missing", "spurious")]
    else:
        cells += [""] * 6
    return "| " + " | ".join(map(str, cells)) + " |"
