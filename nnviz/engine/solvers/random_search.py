"""Random search: try parameters blindly, keep the best."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array


@dataclass(frozen=True, eq=False)
class Try:
    """One random parameter vector, its loss, and whether none before was better."""

    parameters: Array
    loss: float
    is_best: bool


class RandomSearch:
    """Parameters drawn uniformly between two bounds, each try costing one evaluation of the loss.

    What it needs no gradient for, it pays with tries: to come within a given distance of the best
    parameters their number grows exponentially with the number of parameters. `best` is None until
    a try had a finite loss.
    """

    def __init__(
        self, loss: Callable[[Array], float], low: Array, high: Array, rng: np.random.Generator
    ):
        """Search for the smallest loss between `low` and `high`, both of the parameters' shape."""
        self._loss, self._low, self._high, self._rng = loss, low, high, rng
        self.best: Array | None = None
        self.best_loss = float("inf")
        self.evaluations = 0

    def step(self) -> Try:
        """Try one more parameter vector."""
        parameters = self._rng.uniform(self._low, self._high)
        loss = self._loss(parameters)
        self.evaluations += 1
        is_best = loss < self.best_loss
        if is_best:
            self.best, self.best_loss = parameters, loss
        return Try(parameters, loss, is_best)
