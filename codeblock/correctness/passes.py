"""pass@k: how often at least one of k answers is right."""

import math

import numpy as np
import numpy.typing as npt

__all__ = ["estimate_pass_at_k"]


def estimate_pass_at_k(
    answers: npt.NDArray[np.int64], correct: npt.NDArray[np.int64], k: int
) -> npt.NDArray[np.float64]:
    """The unbiased estimate of pass@k of each problem: 1 - C(n - c, k) / C(n, k) (Chen et al. 2021, arXiv 2107.03374).

    `answers` (n) and `correct` (c) count answers a problem, int64 [problems]; the result is float64 [problems], NaN
    where fewer than k answers were given. ValueError where c > n or k < 1.

    >>> estimate_pass_at_k(np.array([2, 4]), np.array([1, 0]), 1).tolist()
    [0.5, 0.0]
    """
    if k < 1:
        raise ValueError(f"k is {k}; it must be at least 1")
    if (correct > answers).any() or (correct < 0).any():
        raise ValueError("more answers are correct than were given")
    found = [
        math.nan if n < k else 1.0 - math.comb(n - c, k) / math.comb(n, k)
        for n, c in zip(answers.tolist(), correct.tolist(), strict=True)
    ]
    return np.array(found, dtype=np.float64)
