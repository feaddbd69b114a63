"""What the checks are tried on: sets of items, mutilated sources, random bytes; the same draws at every run."""

import random
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from codestruct.items import Items

__all__ = ["draw_set", "mutilate"]

_DENSITIES = (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)


def draw_set(items: Items, draw: random.Random) -> npt.NDArray[np.bool_]:
    """A random set of items closed under ancestors, bool [n]: each item with equal chance, given the one around it.

    The chance is drawn anew for each set. Ours.

    >>> from codestruct.analysis import analyze
    >>> draw_set(analyze("if x:\\n  y()\\nz()", "python").items, random.Random(1)).tolist()
    [False, False, False]
    """
    chance = draw.choice(_DENSITIES)
    kept = np.zeros(len(items), dtype=bool)
    for i, parent in enumerate(items.parent.tolist()):
        kept[i] = (parent < 0 or kept[parent]) and draw.random() < chance
    return kept


def mutilate(data: bytes, draw: random.Random, count: int) -> Iterator[bytes]:
    """`count` broken versions of a source: cut off, pieces dropped, doubled or replaced by noise; then noise alone.

    >>> list(mutilate(b"", random.Random(0), 1))[0]
    b''
    """
    for _ in range(count):
        broken = bytearray(data)
        for _ in range(draw.randint(1, 3)):
            start, stop = sorted(draw.randrange(len(broken) + 1) for _ in range(2))
            match draw.choice(("cut", "behead", "drop", "double", "noise")):
                case "cut":
                    del broken[start:]
                case "behead":
                    del broken[:start]
                case "drop":
                    del broken[start:stop]
                case "double" if stop - start < 2_000:
                    broken[stop:stop] = broken[start:stop]
                case _:
                    broken[start : start + 3] = draw.randbytes(draw.randrange(4))
        yield bytes(broken)
    yield draw.randbytes(min(len(data), 200))
