"""What a second parser says of programs rendered from real files (P6)."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.toolchain import Toolchain
from benchmarks.second_parsers import NAME_RULES, PARSERS, judge_programs, missing_parser
from codestruct.analysis import analyze
from codestruct.closure import render_items, spine
from codestruct.language import Language
from codestruct.testing import draw_set

SETS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rendered programs a parser was given, took, or refused for the name of something taken out."""

    parser: str = ""
    sources: int = 0
    refused_sources: int = 0
    judged: int = 0
    accepted: int = 0
    names: int = 0
    complaints: tuple[str, ...] = ()


def judge_files(language: Language, paths: Sequence[Path], folder: Path, tools: Toolchain) -> Verdict:
    """Render random sets and single spines of each file that both parsers read without complaint, and judge them."""
    if missing_parser(language.name):
        return Verdict()
    clean = [(path, code) for path in paths if not (code := analyze(path.read_bytes(), language)).errors]
    verdicts = judge_programs(language.name, [code.source.data for _, code in clean], tools)
    programs: list[tuple[str, bytes]] = []
    for (path, code), verdict in zip(clean, verdicts, strict=True):
        if verdict or not len(code.items):
            continue
        name = path.relative_to(folder).as_posix()
        draw = random.Random(name)
        chosen = [draw_set(code.items, draw) for _ in range(SETS)]
        chosen += [spine(code.items, draw.randrange(len(code.items))) for _ in range(SETS)]
        programs += [(name, render_items(code, keep)) for keep in chosen]
    told = judge_programs(language.name, [program for _, program in programs], tools)
    names = sum(bool(NAME_RULES.search(one)) for one in told)
    against = [f"{file}: {one}" for (file, _), one in zip(programs, told, strict=True) if one]
    return Verdict(
        PARSERS[language.name], len(clean), sum(map(bool, verdicts)), len(programs), len(programs) - len(against),
        names, tuple(one for one in against if not NAME_RULES.search(one)),
    )  # fmt: skip
