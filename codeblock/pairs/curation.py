"""Ratings that their neighbours contradict -> the ratings that the neighbours suggest."""

import numpy as np
from numpy.typing import NDArray

from codeblock.pairs.neighbours import Neighbours
from codeblock.pairs.transition import Transition

__all__ = ["curate_ratings"]

_SAMPLE = 0.9  # of the pool, a round, as published
_CLIP = (0.05, 0.95)  # of a class's share of errors, as published


def curate_ratings(
    ratings: NDArray[np.integer],
    neighbours: Neighbours,
    transition: Transition,
    *,
    count: int = 10,
    rounds: int = 51,
    confidence: float = 0.5,
    seed: int = 0,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Curated ratings, int64 [n], and how sure it is that each rating is wrong, float64 [n].

    DS2's rule (after Zhu, Dong and Liu, ICML 2022). In each round a random nine tenths of the pool vote: a pair's
    neighbours in it, at most `count`, weighted by 1 - distance, together with the pair itself at the weight of a point
    as far beyond its first neighbour as the second is behind it. Of each class, those with the least support are called
    wrong, as many as the transition matrix expects among its ratings (between 5% and 95%); the class with most votes
    is suggested. A rating becomes the class suggested most often if that share times the share of rounds that called
    it wrong (both with add-one smoothing) reaches `confidence`.

    >>> ratings, others = np.array([0, 0, 0, 1]), np.array([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]])
    >>> noisy = Transition(np.array([[0.7, 0.3], [0.1, 0.9]]), np.array([0.9, 0.1]))
    >>> curate_ratings(ratings, Neighbours(others, np.full((4, 3), 0.1)), noisy)[0].tolist()
    [0, 0, 0, 0]
    """
    rows, classes = len(ratings), len(transition.prior)
    sampler = np.random.default_rng(seed)
    wrong, drawn = np.zeros(rows), np.zeros(rows)
    suggested = np.zeros((rows, classes))
    expected = np.clip(1 - transition.reliability, *_CLIP)
    for _ in range(rounds):
        inside = np.zeros(rows, dtype=np.bool_)
        inside[sampler.choice(rows, max(1, int(_SAMPLE * rows)), replace=False)] = True
        members = np.flatnonzero(inside)
        votes = _count_votes(ratings, neighbours, inside, members, count, classes)
        support = votes[np.arange(len(members)), ratings[members]]
        called = np.zeros(len(members), dtype=np.bool_)
        for kind in range(classes):
            mine = ratings[members] == kind
            if mine.any():
                called |= mine & (support <= np.quantile(support[mine], expected[kind]))
        wrong[members[called]] += 1
        drawn[members] += 1
        suggested[members[called], votes[called].argmax(axis=1)] += 1
    error = (wrong + 1) / (drawn + 2)
    share = (suggested + 1) / (suggested.sum(axis=1, keepdims=True) + classes)
    share[np.arange(rows), ratings] = -1  # another class than its own
    best = share.argmax(axis=1)
    sure = share[np.arange(rows), best] * error
    curated = np.where((np.round(error) == 1) & (sure >= confidence), best, ratings)
    return curated.astype(np.int64), error


def _count_votes(
    ratings: NDArray[np.integer],
    neighbours: Neighbours,
    inside: NDArray[np.bool_],
    members: NDArray[np.int64],
    count: int,
    classes: int,
) -> NDArray[np.float64]:
    """The votes for each class, as unit vectors; float64 [members, classes]."""
    index, distance = neighbours.index[members], neighbours.distance[members]
    present = inside[index]
    present &= np.cumsum(present, axis=1) <= count
    votes = np.zeros((len(members), classes))
    at = np.broadcast_to(np.arange(len(members))[:, None], index.shape)
    np.add.at(votes, (at[present], ratings[index[present]]), (1 - distance)[present])
    near = np.sort(np.where(present, distance, np.inf), axis=1)[:, :2]
    own = 2 * near[:, 0] - near[:, 1] if near.shape[1] == 2 else np.full(len(members), np.nan)
    own = np.where(np.isfinite(own), own, 0.0)
    votes[np.arange(len(members)), ratings[members]] += 1 - own
    length = np.linalg.norm(votes, axis=1, keepdims=True)
    return votes / np.where(length > 0, length, 1.0)
