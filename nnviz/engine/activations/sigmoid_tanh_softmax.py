"""Sigmoid, tanh and softmax."""

import numpy as np

from nnviz.engine.activations.activation import ActivationSettings, Programs
from nnviz.engine.arrays import ONE, Array, scalar
from nnviz.engine.program import Program

LARGEST_EXPONENT = scalar(709)  # e^710 overflows a float64
MINUS_TWO = scalar(-2)


def sigmoid(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """1 / (1 + e^−z) = e^z / (e^z + 1), whose every digit is right far to the left, too."""
    denominator = np.empty_like(z)
    value: Program = [
        (np.fmin, (z, LARGEST_EXPONENT, a)),
        (np.exp, (a, a)),
        (np.add, (a, ONE, denominator)),
        (np.divide, (a, denominator, a)),
    ]
    return value, _sigmoid_slope(a, slope)


def _sigmoid_slope(a: Array, slope: Array) -> Program:
    """a(1 − a); for softmax the diagonal of its Jacobian."""
    return [(np.subtract, (ONE, a, slope)), (np.multiply, (slope, a, slope))]


def tanh(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """The slope is 1 − a²."""
    return [(np.tanh, (z, a))], [
        (np.multiply, (a, a, slope)),
        (np.subtract, (ONE, slope, slope)),
    ]


def softmax(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """e^zᵢ / Σ e^zⱼ over a column, with the largest z taken out of all (Bridle 1990)."""
    of_column = np.empty(z.shape[1:])
    value: Program = [
        (np.maximum.reduce, (z, 0, None, of_column)),
        (np.subtract, (z, of_column, a)),
        (np.exp, (a, a)),
        (np.add.reduce, (a, 0, None, of_column)),
        (np.divide, (a, of_column, a)),
    ]
    return value, _sigmoid_slope(a, slope)
