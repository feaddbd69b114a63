"""What a run of the conformance suite found, for programs and for people."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

__all__ = ["NO_PLACE", "Finding", "Report", "Tally"]

NO_PLACE = ": no example has a place for it"
"""How the message about a dead entry ends."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that does not hold: `file` and `line`, the `rule`, and, as `message`, what is the case instead."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often chosen items were a complete program (P3, P4), and random spans as long were one too (P5).

    Counts: `files`, `sets` of items tried, of which `held`; `spans` tried, of which `spans_parsed`.
    """

    files: int = 0
    sets: int = 0
    held: int = 0
    spans: int = 0
    spans_parsed: int = 0

    @property
    def closure(self) -> float | None:
        """The share of sets of items that are complete programs, None where none was tried."""
        return self.held / self.sets if self.sets else None

    @property
    def control(self) -> float | None:
        """The share of random spans that parse too, None where none was tried."""
        return self.spans_parsed / self.spans if self.spans else None


@dataclass(frozen=True, slots=True)
class Report:
    """What `check_language` found of one language; it holds if there is no failure.

    `language`, its `level` and `grammar` by name; `lines` of data in its own file; `examples`, files; `claims` in them
    that hold; `gaps`, the claims marked `skip`; `entries` of the file, `unused` those without a place in the examples,
    `idle` those that change nothing on them (None: not asked for); `closure` over the examples, `real` over real
    files. `failures` and gaps are in order of place.
    """

    language: str
    level: str
    grammar: str
    lines: int
    examples: int
    claims: int
    entries: int
    closure: Tally
    real: Tally = field(default_factory=Tally)
    unused: tuple[str, ...] = ()
    idle: tuple[str, ...] | None = None
    gaps: tuple[Finding, ...] = ()
    failures: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether there is no failure."""
        return not self.failures

    def __str__(self) -> str:
        return "\n".join([self.summary, *(f"  {finding}" for finding in self.failures)])

    @property
    def summary(self) -> str:
        """The report in one line."""
        fate = "holds" if self.passed else f"{len(self.failures)} failures"
        return (
            f"{self.language} ({self.level}): {fate}; {self.claims} claims and {len(self.gaps)} known gaps in "
            f"{self.examples} examples, {self.entries} entries of which {len(self.unused)} without an example"
        )

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        from rich.table import Table
        from rich.text import Text

        yield Text(f"{self.language}", style="bold") + Text(
            f"  {self.level}, {self.grammar}, {self.lines} lines", "dim"
        )
        facts = Table(box=None, show_header=False, pad_edge=False)
        for what, value in self.facts().items():
            facts.add_row(what, value)
        yield facts
        dead = [one for one in self.failures if one.rule == "entry"]
        others = [one for one in self.failures if one.rule != "entry"]
        for title, found in (("known gaps", self.gaps), ("failures", others)):
            if found:
                yield Text(f"\n{title}", style="bold")
            for one in found:
                place = Text(f"  {one.file}:{one.line}", style="cyan")
                yield place + Text(f"  {one.rule}: ", "bold") + Text(one.message)
        if dead:
            yield Text("\nentries that no example has a place for: write one that has, or take them out", style="bold")
        for one in dead:
            yield Text(f"  {one.file}:{one.line}", style="cyan") + Text(f"  {one.message.removesuffix(NO_PLACE)}")
        yield Text(
            "\nit holds" if self.passed else f"\n{len(self.failures)} failures", "green" if self.passed else "red"
        )

    def facts(self) -> dict[str, str]:
        """What was counted, in words."""
        rows = {
            "examples": f"{self.examples} files, {self.claims} claims hold, {len(self.gaps)} known gaps",
            "entries": f"{self.entries}, {len(self.unused)} without an example",
        }
        if self.idle is not None:
            rows["entries"] += f", {len(self.idle)} that change nothing on them"
        for what, tally in (("closure, examples", self.closure), ("closure, real files", self.real)):
            if tally.closure is not None:
                rows[what] = f"{tally.held} of {tally.sets} sets of items are programs ({tally.files} files)"
            if tally.control is not None:
                rows[what] += f"; random spans: {tally.control:.0%} of {tally.spans}"
        return rows
