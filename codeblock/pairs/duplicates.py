"""Pairs that say nearly the same as an earlier one."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from codeblock.progress import track

__all__ = ["find_duplicates"]

_WORD = re.compile(r"\w+|[^\w\s]")
_WORDS = 3  # in a shingle
_PERMUTATIONS = 128


def find_duplicates(texts: Sequence[str], threshold: float = 0.8, *, show: bool = False) -> NDArray[np.int64]:
    """The first text that each one nearly equals, -1 where it is the first of its kind; int64 [n].

    Two texts are near duplicates if the Jaccard likeness of their sets of three words in a row (marks are words, case
    does not count) is at least `threshold`. Candidates come from MinHash buckets, which miss a few that lie close to
    the threshold; each is then compared exactly. Only texts that are no duplicates themselves are compared with.

    >>> find_duplicates(["one two three four", "One two three four!", "five six seven"], 0.5).tolist()
    [-1, 0, -1]
    """
    # Imported here: a second of start-up that only this function needs.
    from datasketch import MinHash, MinHashLSH

    # Bands and rows of MinHash buckets: a pair at the threshold is missed in fewer than 1 of 200 cases.
    size = 4 if threshold >= 0.7 else 3 if threshold >= 0.5 else 2
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_PERMUTATIONS // size, size))
    kept: dict[int, frozenset[str]] = {}
    exact: dict[bytes, int] = {}
    found = np.full(len(texts), -1, dtype=np.int64)
    for number, text in enumerate(track(texts, "finding duplicates", show=show)):
        shingles = _shingle(text)
        key = hashlib.sha256("\0".join(sorted(shingles)).encode()).digest()
        if key in exact:
            found[number] = exact[key]
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([s.encode() for s in shingles])
        for other in sorted(index.query(sketch)):
            if len(shingles & kept[other]) >= threshold * len(shingles | kept[other]):
                found[number] = other
                break
        else:
            index.insert(number, sketch)
            kept[number] = shingles
            exact[key] = number
    return found


def _shingle(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    return frozenset(" ".join(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1)))
