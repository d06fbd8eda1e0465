"""A step of plain SGD for a tanh network, written out by hand: what the engine is measured by.

It is for one activation, one loss (half of the mean squared error) and one optimizer, and goes from
layer to layer: 24 NumPy calls for 2-4-2-1. It gathers nothing, judges nothing and cannot be changed
under way.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np


def make_step(
    sizes: tuple[int, ...], batch: int, learning_rate: float
) -> Callable[[np.ndarray, np.ndarray], None]:
    """Return step(x, y) for x of shape (sizes[0], batch) and y of shape (sizes[-1], batch)."""
    shapes = [(units, units_in + 1) for units_in, units in pairwise(sizes)]
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    weights = np.random.default_rng(0).normal(0, 0.5, ends[-1])
    gradient = np.zeros_like(weights)
    w, g = (
        [part.reshape(shape) for part, shape in zip(np.split(v, ends[:-1]), shapes, strict=True)]
        for v in (weights, gradient)
    )
    rows = [np.ones((units + 1, batch)) for units in sizes]
    values = [row[:-1] for row in rows]
    deltas = [np.empty((units, batch)) for units in sizes]
    slopes = [np.empty((units, batch)) for units in sizes]
    one, rate = np.array(1.0), np.array(learning_rate / batch / sizes[-1])
    layers = range(1, len(sizes))
    ahead = [(w[k - 1].dot, rows[k - 1], values[k]) for k in layers]
    back = [
        (
            *(deltas[k], slopes[k], values[k], deltas[k].dot, rows[k - 1].T, g[k - 1]),
            *(w[k - 1][:, :-1].T.dot if k > 1 else None, deltas[k - 1]),
        )
        for k in reversed(layers)
    ]
    multiply, subtract, tanh = np.multiply, np.subtract, np.tanh
    inputs, outputs, error = values[0], values[-1], deltas[-1]

    def step(x: np.ndarray, y: np.ndarray) -> None:
        inputs[...] = x
        for dot, given, a in ahead:
            dot(given, a)
            tanh(a, a)
        subtract(outputs, y, error)
        for delta, slope, a, dot, given, grad, to_given, previous in back:
            multiply(a, a, slope)
            subtract(one, slope, slope)
            multiply(delta, slope, delta)
            dot(given, grad)
            if to_given is not None:
                to_given(delta, previous)
        multiply(gradient, rate, gradient)
        subtract(weights, gradient, weights)

    return step
