"""Texts to measure on: snippets of about 2 KB and whole files, from any folders, else from what is installed."""

import random
import sysconfig
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import codestruct as cs

SNIPPET = range(1_200, 2_800)
FILE = range(4_000, 100_000)
LARGE = range(100_000, 3_000_000)
OWN_EXAMPLES = Path(__file__).parent.parent.parent / "tests" / "languages"


def find_texts(language: str, folders: Iterable[Path]) -> list[bytes]:
    """The sources of a language below some folders, in an order that is always the same and follows no folder.

    Without folders: the standard library for Python, this project's own examples for any other language.
    """
    roots = list(folders)
    if not roots:
        roots = [Path(sysconfig.get_path("stdlib"))] if language == "python" else [OWN_EXAMPLES / language]
    extensions = cs.get_language(language).extensions
    found = [path for root in roots for path in sorted(root.rglob("*")) if path.suffix in extensions]
    paths = [path for path in found if path.is_file() and "site-packages" not in path.parts]
    random.Random(1).shuffle(paths)
    return [path.read_bytes() for path in paths]


def choose_texts(texts: list[bytes], count: int, *, language: str) -> dict[str, list[bytes]]:
    """At most `count` texts of each size: snippets, files, large files (a few only)."""
    kinds = {
        "snippet": list(islice(cut_snippets(texts, language), count)),
        "file": [text for text in texts if len(text) in FILE][: count // 4],
        "large": [text for text in texts if len(text) in LARGE][:5],
    }
    if not kinds["file"]:  # small examples, put together
        kinds["file"] = [b"\n".join(texts)[: FILE.stop - 1]] if texts else []
    return {kind: found for kind, found in kinds.items() if found}


def cut_snippets(texts: Iterable[bytes], language: str) -> Iterator[bytes]:
    """Runs of whole neighbouring items of a snippet's size, at most three a text."""
    for text in texts:
        if len(text) in SNIPPET:
            yield text
            continue
        items = cs.analyze(text[: FILE.stop], language).items
        begin, cut = -1, 0
        for start, end, parent in zip(items.start.tolist(), items.end.tolist(), items.parent.tolist(), strict=True):
            if parent >= 0 and items.parent[parent] >= 0:
                continue
            begin = start if begin < 0 or end - begin >= SNIPPET.stop else begin
            if end - begin in SNIPPET and cut < 3:
                yield text[begin:end] + b"\n"
                begin, cut = -1, cut + 1
