"""How often an unlabelled snippet is told right: python benchmarks/detection.py FILE.jsonl[.gz] ... [--each N]

Each file holds records with Markdown in `response`. Of every fenced block whose info string names a
registered language, the text alone goes to detect_language. `family`: the answer is that language, or one of the same
base (`extends`).
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from rich.console import Console
from rich.table import Table

from codestruct.detection import detect_language
from codestruct.errors import UnknownLanguage
from codestruct.language import get_language

SHORTEST = 20
"""Bytes: less than that is mostly the same in many languages."""


def read_snippets(path: Path) -> Iterator[tuple[str, str]]:
    """(language, text) of each fenced block that says which language it is in."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            for token in MarkdownIt().parse(json.loads(line).get("response", "")):
                words = token.info.split()
                if token.type == "fence" and words and len(token.content) >= SHORTEST:
                    try:
                        yield get_language(words[0].strip("{}.")).name, token.content
                    except UnknownLanguage:
                        continue


def family(name: str) -> str:
    base = get_language(name).data.get("extends")
    return family(base) if base else name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=200, help="snippets of each language at most, drawn at random")
    arguments = parser.parse_args()
    found = defaultdict(list)
    for path in arguments.files:
        for language, text in read_snippets(path):
            found[language].append(text)
    table = Table("language", "snippets", "right", "family", "none", "taken for", box=None, header_style="bold")
    total, begun = Counter(), time.monotonic()
    for language, texts in sorted(found.items()):
        random.Random(0).shuffle(texts)
        told = Counter(detect_language(text + "\n") for text in texts[: arguments.each])
        near = sum(count for name, count in told.items() if name and family(name) == family(language))
        wrong = ", ".join(f"{name} {count}" for name, count in told.most_common() if name != language)
        count = told.total()
        table.add_row(
            language, str(count), f"{told[language] / count:.1%}", f"{near / count:.1%}", str(told[None]), wrong
        )
        total.update(all=count, right=told[language], near=near)
    table.add_row(
        "all", str(total["all"]), f"{total['right'] / total['all']:.1%}", f"{total['near'] / total['all']:.1%}"
    )
    Console(width=140).print(table)
    print(f"{1000 * (time.monotonic() - begun) / total['all']:.1f} ms a snippet")


if __name__ == "__main__":
    main()
