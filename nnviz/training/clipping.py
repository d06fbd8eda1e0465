"""Gradient clipping: a gradient that is too long is shortened, its direction kept."""

from collections.abc import Callable
from math import sqrt

import numpy as np

from nnviz.run_state import Array


def with_clipping(
    gradient: Array, longest: float | None, update: Callable[[], None]
) -> Callable[[], None]:
    """Return `update` preceded by shortening the gradient to the norm `longest`; None: as it is.

    Pascanu, Mikolov & Bengio 2013, algorithm 1. (PyTorch divides by the norm + 10⁻⁶ instead.)
    """
    if longest is None:
        return update
    limit, scale, dot = longest, np.zeros(()), gradient.dot

    def clipped_update() -> None:
        norm = sqrt(dot(gradient))
        if norm > limit:
            scale[...] = limit / norm
            np.multiply(gradient, scale, gradient)
        update()

    return clipped_update
