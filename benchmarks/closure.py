"""How often chosen items are a complete program: python -m benchmarks.closure LANGUAGE [PATH ...] [options]

A path is a file, a folder, or a list of paths, one a line (`@list.txt`); without one, Python takes its own standard
library. Of each file that parses clean: `--sets` random sets of items closed under ancestors, of all densities, and as
many single spines, must render to programs that parse clean and have those items, and no other (P3, P4); as many random
spans of the source, as long as the spines' items, should not parse (P5; spans of 20 bytes and more). Where the
language's own parser is installed (second_parsers.py), it judges the rendered programs of files that it accepts (P6).
"""

import argparse
import random
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.accuracy.toolchain import Toolchain
from benchmarks.second_parsers import NAME_RULES, judge_programs, missing_parser
from codestruct.closure import render, spine
from codestruct.items import find_items
from codestruct.language import Language, get_language
from codestruct.syntax import parse
from codestruct.testing import draw_set, find_closure_faults, find_cover_faults, find_nesting_faults
from codestruct.tokens import classify_tokens

MIN_SPAN = 20
BATCH = 500
"""Programs that a second parser is given at once."""


@dataclass
class Count:
    """What was tried, and what failed: faults by file, set and reason."""

    files: int = 0
    broken: int = 0
    items: int = 0
    sets: int = 0
    set_items: int = 0
    spines: int = 0
    spans: int = 0
    clean_spans: int = 0
    faulty_items: int = 0
    judged: int = 0
    refused_sources: int = 0
    names: int = 0
    waiting: list[tuple[str, str, bytes, bytes]] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)


def list_sources(paths: list[str], language: Language) -> list[Path]:
    if not paths and language.name == "python":
        paths = [sysconfig.get_path("stdlib")]
    return sorted({path for name in paths for path in _sources(name, language)})


def _sources(name: str, language: Language) -> Iterator[Path]:
    if name.startswith("@"):
        for line in Path(name[1:]).read_text().splitlines():
            yield from _sources(line.strip(), language)
    elif Path(name).is_dir():
        yield from (path for path in Path(name).rglob("*") if path.suffix in language.extensions and path.is_file())
    else:
        yield Path(name)


def measure_file(path: Path, language: Language, sets: int, count: Count) -> None:
    tree = parse(path.read_bytes(), language)
    items = find_items(tree)
    tokens = classify_tokens(tree, items)
    for fault in find_cover_faults(tree, items, tokens) + find_nesting_faults(items):
        count.faults.append((str(path), "P1, P2", fault))
    if tree.errors or not len(items):
        count.broken += 1
        return
    draw = random.Random(path.name)
    count.files += 1
    count.items += len(items)
    chosen = [draw_set(items, draw) for _ in range(sets)]
    singles = [spine(items, draw.randrange(len(items))) for _ in range(sets)]
    count.sets += sets
    count.set_items += int(sum(one.sum() for one in chosen))
    count.spines += sets
    data = tree.source.data
    for what, keep in [("set", keep) for keep in chosen] + [("spine", keep) for keep in singles]:
        faults = find_closure_faults(tree, items, tokens, keep)
        if faults:
            count.faults.append((str(path), what, faults[0]))
            count.faulty_items += int(np.count_nonzero(keep)) if what == "set" else 1
        elif not missing_parser(language.name):
            count.waiting.append((str(path), what, data, render(tree, items, tokens, keep).data))
    for keep in singles:
        length = int(items.end[keep[-1]] - items.start[keep[-1]])
        if MIN_SPAN <= length < len(data):
            start = draw.randrange(len(data) - length)
            count.spans += 1
            count.clean_spans += not parse(data[start : start + length], language).errors


def judge_waiting(language: Language, count: Count, tools: Toolchain) -> None:
    """Have the second parser judge the rendered programs that wait, leaving out those whose source it refuses."""
    sources = list({path: source for path, _, source, _ in count.waiting}.items())
    verdicts = judge_programs(language.name, [source for _, source in sources], tools)
    refused = {path for (path, _), verdict in zip(sources, verdicts, strict=True) if verdict}
    waiting = [one for one in count.waiting if one[0] not in refused]
    count.refused_sources += len(refused)
    count.judged += len(waiting)
    verdicts = judge_programs(language.name, [program for _, _, _, program in waiting], tools)
    for (path, what, _, _), verdict in zip(waiting, verdicts, strict=True):
        if NAME_RULES.search(verdict):
            count.names += 1
        elif verdict:
            count.faults.append((path, "P6", f"{what}: {verdict}"))
    count.waiting.clear()


def print_count(name: str, count: Count, seconds: float) -> None:
    failed = Counter(what for _, what, _ in count.faults)
    print(f"{name}: {count.files} files, {count.items} items ({count.broken} more files have syntax errors or no item)")
    print(f"  P3: {count.sets - failed['set']} of {count.sets} random sets hold ({count.set_items} items in them)")
    print(f"  P4: {count.spines - failed['spine']} of {count.spines} spines hold")
    tried = count.set_items + count.spines
    print(f"  items in sets that hold: {100 * (1 - count.faulty_items / max(1, tried)):.3f}%")
    print(f"  P5: {100 * count.clean_spans / max(1, count.spans):.1f}% of {count.spans} random spans parse")
    if count.judged:
        held = count.judged - failed["P6"] - count.names
        print(
            f"  P6: the second parser accepts {held} of {count.judged} rendered programs, all but the name of something"
        )
        print(f"      taken out in {count.names} more; it refuses {count.refused_sources} sources")
    print(f"  P1, P2: {failed['P1, P2']} faults; {seconds:.0f} s")
    for path, what, fault in count.faults:
        print(f"    {path}: {what}: {fault}")


def draw_sources(parser: argparse.ArgumentParser) -> tuple[argparse.Namespace, Language, list[Path]]:
    """The arguments, with a language and files of it: some of those that are named, the same in each run."""
    parser.add_argument("language")
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--files", type=int, default=300, help="files at most, drawn at random")
    arguments = parser.parse_args()
    language = get_language(arguments.language)
    sources = list_sources(arguments.paths, language)
    if not sources:
        parser.error(f"no sources of {language.name}: name files, folders or lists (@list.txt)")
    random.Random(0).shuffle(sources)
    return arguments, language, sources[: arguments.files]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=int, default=4, help="random sets, and spines, a file")
    parser.add_argument("--tools", type=Path, default=Path("build/sources/.tools"), help="where parsers are put")
    arguments, language, sources = draw_sources(parser)
    tools = Toolchain(arguments.tools.resolve())
    count, begun = Count(), time.monotonic()
    for path in sources:
        measure_file(path, language, arguments.sets, count)
        if len(count.waiting) >= BATCH:
            judge_waiting(language, count, tools)
    if count.waiting:
        judge_waiting(language, count, tools)
    print_count(language.name, count, time.monotonic() - begun)
    return bool(count.faults)


if __name__ == "__main__":
    sys.exit(main())
