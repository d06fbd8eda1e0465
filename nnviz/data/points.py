"""Points: examples with their answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Points:
    """Examples as columns.

    `x` has the shape (inputs, count). `y` has the shape (count,): class numbers from 0 for a
    classification, values for a regression; with several values an example (targets, count).
    """

    x: Array
    y: Array

    @property
    def count(self) -> int:
        return int(self.x.shape[1])

    @property
    def values(self) -> Array:
        """The answers of a regression, always of shape (targets, count)."""
        return np.atleast_2d(self.y)

    def take(self, columns: NDArray[np.int_]) -> "Points":
        """Return the points with these column numbers, in this order."""
        return Points(self.x[:, columns], self.y[..., columns])
