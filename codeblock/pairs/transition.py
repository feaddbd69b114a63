"""How often raters err, without anybody to ask: the score-transition matrix that neighbours' agreement implies."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from codeblock.pairs.neighbours import Neighbours

__all__ = ["Transition", "estimate_transition"]


@dataclass(frozen=True, slots=True, eq=False)
class Transition:
    """How true scores become ratings, both in the classes 0 to n-1.

    `matrix`, float64 [n, n]: the probability that a pair of true score i is rated j; rows sum to 1. `prior`, float64
    [n]: how frequent true scores are.
    """

    matrix: NDArray[np.float64]
    prior: NDArray[np.float64]

    @property
    def reliability(self) -> NDArray[np.float64]:
        """The probability that a rating j is the true score; float64 [n], 1 for a rating that is never given."""
        given = self.prior @ self.matrix
        return np.divide(self.prior * self.matrix.diagonal(), given, out=np.ones_like(given), where=given > 1e-9)


def estimate_transition(ratings: NDArray[np.integer], neighbours: Neighbours, classes: int) -> Transition:
    """Fit a transition matrix and a prior to how often a pair and its two nearest neighbours agree.

    Where near pairs have equal true scores and err independently (clusterability), the frequencies of ratings, of
    pairs and of triples of ratings are p T, sums of p_i T_ia T_ib, and sums of p_i T_ia T_ib T_ic; three orders
    determine p and T (Zhu, Song and Liu, ICML 2021, which DS2 uses). Least squares over all three by L-BFGS, from a
    matrix that favours its diagonal. `ratings` are classes 0 to `classes` - 1. Fewer than two neighbours, or a single
    class, say nothing: the matrix is then the identity.

    >>> near = Neighbours(np.array([[1, 2], [0, 2], [0, 1]]), np.zeros((3, 2)))
    >>> estimate_transition(np.array([1, 1, 1]), near, classes=2).matrix.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    frequent = np.bincount(ratings, minlength=classes) / max(len(ratings), 1)
    if neighbours.index.shape[1] < 2 or np.count_nonzero(frequent) < 2:
        return Transition(np.eye(classes), frequent)
    first, second = ratings[neighbours.index[:, 0]], ratings[neighbours.index[:, 1]]
    seen = np.zeros((classes, classes, classes))
    np.add.at(seen, (ratings, first, second), 1 / len(ratings))
    triples = torch.from_numpy(seen)
    # The order of two neighbours carries nothing, so their pairs count alike.
    pairs = (triples.sum(2) + triples.sum(1)) / 2
    matrix = (3.0 * torch.eye(classes, dtype=torch.float64)).requires_grad_()
    prior = torch.from_numpy(np.log(frequent + 1e-3)).requires_grad_()
    search = torch.optim.LBFGS([matrix, prior], max_iter=500, line_search_fn="strong_wolfe", tolerance_change=1e-12)

    def measure() -> torch.Tensor:
        search.zero_grad()
        t, p = matrix.softmax(1), prior.softmax(0)
        loss = (p @ t - triples.sum((1, 2))).square().sum()
        loss = loss + (torch.einsum("i,ia,ib->ab", p, t, t) - pairs).square().sum()
        loss = loss + (torch.einsum("i,ia,ib,ic->abc", p, t, t, t) - triples).square().sum()
        torch.autograd.backward(loss)
        return loss

    search.step(measure)
    with torch.no_grad():
        return Transition(matrix.softmax(1).numpy(), prior.softmax(0).numpy())
