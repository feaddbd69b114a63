"""check_language(): everything that a language has to keep, tried on its examples and on real files."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codestruct.analysis import Analysis, analyze
from codestruct.errors import ClaimError, CodestructError
from codestruct.language import Language, get_language
from codestruct.testing.ablation import find_idle_entries
from codestruct.testing.carets import Claim, read_claims
from codestruct.testing.claims import find_claim_fault, find_fused_names
from codestruct.testing.entries import find_unused_entries, list_entries, tell_entry
from codestruct.testing.guarantees import (
    find_completeness_faults,
    find_cover_faults,
    find_nesting_faults,
    find_row_faults,
)
from codestruct.testing.invariance import describe_structure, find_comment, insert_comments, rename_symbols
from codestruct.testing.rates import add_tallies, list_sources, measure_closure
from codestruct.testing.report import NO_PLACE, Finding, Report, Tally
from codestruct.testing.sampling import mutilate

__all__ = ["check_language", "find_corpus"]

SETS = 6
MUTANTS = 8
MOST_CONTROL = 0.5
"""The share of random spans above which the closure check could hardly fail."""


def check_language(
    name: str | Language,
    corpus: str | Path | None = None,
    *,
    sources: str | Path | None = None,
    limit: int = 100,
    idle: bool = False,
) -> Report:
    """Whether a language keeps what codestruct promises, on its annotated examples and, if given, on real files (ours).

    `corpus` is the folder of examples with claims in them (their form: `codestruct.testing.carets`); without one,
    `examples/<name>` beside the language's file, or `tests/languages/<name>` here. Checked are: the file against the
    grammar; every claim; that each entry of the file has a place in some example (`idle`: and changes something);
    cover, nesting, closure and spine, the random-span control, completeness (P1 to P5, P7); that nothing depends on
    the run, on how names are spelled, on comments; that no broken bytes raise. `sources` is a folder of real files,
    tried in a random order until `limit` that parse clean have gone through closure and control. Raises LanguageError
    where there is no such language, CodestructError where it has no example.

    >>> check_language("python", "tests/languages/python").failures
    ()
    """
    language = get_language(name)
    folder = find_corpus(language, corpus)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in language.extensions)
    if not files:
        raise CodestructError(f"corpus {str(folder)!r}", f"it has no file of {language.name}", "write a few examples")
    examples = [_Example.read(path, path.relative_to(folder).as_posix(), language) for path in files]
    codes = [example.code for example in examples]
    unused = [tell_entry(language.stated, path) for path in find_unused_entries(language, codes)]
    found = [finding for example in examples for finding in example.check()]
    found += [_locate(language, entry) for entry in unused]
    measured = [measure_closure(example.code, example.name, SETS) for example in examples]
    found += [finding for _, faults in measured for finding in faults]
    closure = add_tallies(tally for tally, _ in measured)
    found += [*_judge_control(language, closure), *_judge_level(language)]
    held = sum(not claim.skip for example in examples for claim in example.claims)
    report = Report(
        language.name, language.level, language.grammar.origin,
        lines=_count_lines(language), examples=len(files), claims=held - sum(f.rule == "claim" for f in found),
        entries=len(list_entries(language.stated)), closure=closure, unused=tuple(unused),
        gaps=tuple(sorted(finding for example in examples for finding in example.gaps())),
        failures=tuple(sorted(found)),
    )  # fmt: skip
    if idle:
        entries = (tell_entry(language.stated, path) for path in find_idle_entries(language, codes))
        report = replace(report, idle=tuple(entries))
    return _add_real(report, language, Path(sources), limit) if sources is not None else report


def find_corpus(language: Language, corpus: str | Path | None = None) -> Path:
    """The folder of a language's examples; CodestructError where there is none.

    Looked for in this order: `corpus`, `examples/<name>` beside the language's file, `tests/languages/<name>` here.

    >>> from codestruct.language import get_language
    >>> find_corpus(get_language("python"), "tests/languages/python").name
    'python'
    """
    beside = Path(language.file).parent / "examples" / language.name
    for folder in [Path(corpus)] if corpus is not None else [beside, Path("tests/languages") / language.name]:
        if folder.is_dir():
            return folder
    looked = str(corpus) if corpus is not None else f"{beside} or tests/languages/{language.name}"
    raise CodestructError(f"language {language.name!r}", f"its examples are not in {looked}", "name their folder")


def _count_lines(language: Language) -> int:
    """Lines of data: neither blank nor all comment."""
    lines = Path(language.file).read_text("utf-8").splitlines()
    return sum(1 for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _locate(language: Language, entry: str) -> Finding:
    """The finding that an entry is dead, at the first line of the language's file that has its last key and value."""
    keys, _, value = entry.partition(" = ")
    key = keys.rpartition(".")[2].strip('"') if '"' not in keys else keys.split('"')[1]
    lines = Path(language.file).read_text("utf-8").splitlines()
    both = (number for number, line in enumerate(lines, 1) if value and value in line and key in line)
    either = (number for number, line in enumerate(lines, 1) if (value or key) in line)
    line = next(both, None) or next(either, None) or 1
    return Finding(Path(language.file).name, line, "entry", entry + NO_PLACE)


def _judge_control(language: Language, tally: Tally) -> list[Finding]:
    if tally.spans < 20 or tally.control is None or tally.control <= MOST_CONTROL:
        return []
    message = f"{tally.control:.0%} of {tally.spans} random spans parse too, so that closure says little"
    return [Finding(Path(language.file).name, 1, "control", message)]


def _judge_level(language: Language) -> list[Finding]:
    """What a language at full level leaves unsaid."""
    said = {"names.leaves": language.data.get("names", {}).get("leaves"), "scopes": language.data.get("scopes")}
    said["flow"] = language.data.get("flow")
    file = Path(language.file).name
    return [
        Finding(file, 1, "level", f'it is full, but says nothing of {section}: level = "items"')
        for section, value in said.items()
        if language.level == "full" and not value
    ]


def _add_real(report: Report, language: Language, folder: Path, limit: int) -> Report:
    """The report with closure, control and cover over real files; a fault there is a failure like any other."""
    tallies: list[Tally] = []
    found: list[Finding] = []
    for path in list_sources(folder, language):
        if sum(tally.files for tally in tallies) == limit:
            break
        name = path.relative_to(folder).as_posix()
        code = analyze(path.read_bytes(), language)
        tally, faults = measure_closure(code, name, 2)
        tallies.append(tally)
        found += [*faults, *(Finding(name, 1, rule, fault) for rule, fault in find_table_faults(code))]
    return replace(report, real=add_tallies(tallies), failures=tuple(sorted([*report.failures, *found])))


def find_table_faults(code: Analysis) -> Iterator[tuple[str, str]]:
    """What cover, nesting, completeness and the agreement of tables have against an analysis: rule and fault."""
    for rule, faults in (
        ("cover", find_cover_faults(code.tree, code.items, code.tokens)),
        ("nesting", find_nesting_faults(code.items)),
        ("completeness", find_completeness_faults(code.tree, code.items)),
        ("tables", find_row_faults(code)),
    ):
        yield from ((rule, fault) for fault in faults)


@dataclass(frozen=True, slots=True)
class _Example:
    """One annotated example."""

    name: str
    code: Analysis
    claims: Sequence[Claim]
    unreadable: tuple[Finding, ...] = ()

    @classmethod
    def read(cls, path: Path, name: str, language: Language) -> "_Example":
        errors: list[ClaimError] = []
        claims = read_claims(path, errors)
        faults = []
        for error in errors:
            line = error.subject.rpartition(":")[2]
            where = int(line) if line.isdigit() else 1
            faults.append(Finding(name, where, "unreadable", f"{error.reason}; {error.remedy}"))
        return cls(name, analyze(path.read_bytes(), language), claims, tuple(faults))

    def check(self) -> list[Finding]:
        """All that is wrong with it, but for closure."""
        found = list(self.unreadable)
        for claim in self.claims:
            fault = find_claim_fault(self.code, claim)
            if fault and not claim.skip:
                found.append(Finding(self.name, claim.line, "claim", f"{claim.name or claim.key}: {fault}"))
            elif claim.skip and not fault:
                found.append(Finding(self.name, claim.line, "skip", f"{claim.key}: it holds now: take the skip out"))
        found += [
            Finding(self.name, claim.line, "claim", why)
            for claim, why in find_fused_names(self.code, list(self.claims))
        ]
        found += [Finding(self.name, 1, rule, fault) for rule, fault in find_table_faults(self.code)]
        found += [Finding(self.name, 1, rule, "another structure comes out") for rule in self._varying()]
        return found + list(self._raising())

    def gaps(self) -> list[Finding]:
        """The claims that are known not to hold."""
        return [Finding(self.name, one.line, one.key, one.skip) for one in self.claims if one.skip]

    def _varying(self) -> Iterator[str]:
        """The rules of invariance that do not hold: a second run, other names, comments."""
        code, language, data = self.code, self.code.language, self.code.source.data
        was = describe_structure(code)
        again = analyze(data, language.restate(language.stated))
        if describe_structure(again) != was:
            yield "determinism"
        if code.errors:
            return  # where the source is broken, its text decides how the parser recovers
        if describe_structure(analyze(rename_symbols(code), language)) != was:
            yield "renaming"
        comment, draw = find_comment(code), random.Random(self.name)
        for _ in range(2 if comment is not None else 0):
            if describe_structure(analyze(insert_comments(code, comment or b"", draw), language)) != was:
                yield "comments"
                break

    def _raising(self) -> Iterator[Finding]:
        """What broken versions of the source make raise, or leave without a sound table."""
        draw = random.Random(self.name)
        for number, data in enumerate(mutilate(self.code.source.data, draw, MUTANTS)):
            where = f"broken version {number}"
            try:
                faults = list(find_table_faults(analyze(data, self.code.language)))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for, and is told
                faults = [("totality", f"{type(error).__name__}: {error}")]
            yield from (Finding(self.name, 1, rule, f"{where}: {fault}") for rule, fault in faults[:1])
