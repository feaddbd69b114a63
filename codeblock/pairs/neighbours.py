"""Vectors -> the nearest neighbours of each, and how rare each one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from codeblock.pairs.embedding import Embedder, embed_tfidf
from codeblock.progress import track

__all__ = ["Neighbours", "find_neighbours", "measure_rarity"]

_ROWS = 512  # whose neighbours are looked up at a time


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The nearest others of each vector, the nearest first.

    `index`, int64 [n, k], their rows; `distance`, float64 [n, k], cosine distances in [0, 2]. No vector is its own
    neighbour.
    """

    index: NDArray[np.int64]
    distance: NDArray[np.float64]


def find_neighbours(vectors: Any, count: int, *, show: bool = False) -> Neighbours:
    """The `count` nearest others of each row of `vectors` by cosine distance; all others where there are fewer.

    `vectors` is a dense array or a scipy sparse matrix [n, d]. Every pair is compared: time grows with the square of n.

    >>> find_neighbours(np.array([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]]), 1).index.tolist()
    [[1], [0], [1]]
    """
    # Imported here: a second of start-up that only this function needs.
    from sklearn.neighbors import NearestNeighbors

    rows = vectors.shape[0]
    count = min(count, rows - 1)
    index = np.zeros((rows, max(count, 0)), dtype=np.int64)
    distance = np.zeros((rows, max(count, 0)))
    if count < 1:
        return Neighbours(index, distance)
    search = NearestNeighbors(n_neighbors=count + 1, metric="cosine", algorithm="brute").fit(vectors)
    for first in track(range(0, rows, _ROWS), "finding neighbours", unit="blocks", show=show):
        far, near = search.kneighbors(vectors[first : first + _ROWS])
        own = near == np.arange(first, first + len(near))[:, None]
        own[~own.any(axis=1), -1] = True  # among many at distance 0 a row may miss itself: its last one goes instead
        index[first : first + _ROWS] = near[~own].reshape(len(near), count)
        distance[first : first + _ROWS] = far[~own].reshape(len(near), count)
    return Neighbours(index, distance)


def measure_rarity(
    texts: Sequence[str], neighbours: int = 10, embedder: Embedder = embed_tfidf, *, show: bool = False
) -> NDArray[np.float64]:
    """Mean cosine distance of each text to its nearest neighbours among the other distinct texts; float64 [n].

    Equal texts count as one, so that a text's copies do not hide how lonely it is. Where there are fewer neighbours,
    all count; a text without any has rarity 0. DS2 states 2 / (1 + exp(-d)) - 1 of this distance d, which orders texts
    alike; its program searches a pool in which every text stands twice, so that about half of its ten neighbours are
    the text itself and copies of others.

    >>> measure_rarity(["a b", "a b", "x y"], 1).tolist()
    [1.0, 1.0, 1.0]
    """
    distinct = list(dict.fromkeys(texts))
    place = {text: number for number, text in enumerate(distinct)}
    rarity = np.zeros(len(distinct))
    if len(distinct) > 1:
        rarity = find_neighbours(embedder(distinct), neighbours, show=show).distance.mean(axis=1)
    return rarity[[place[text] for text in texts]]
