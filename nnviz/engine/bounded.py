"""Activations that are smooth and bounded: sigmoid, tanh, sine, Gaussian and softmax."""

import numpy as np

from nnviz.engine.activation import ActivationSettings, Functions
from nnviz.engine.arrays import HALF, ONE, TWO, Array, Shape, scalar

LARGEST_EXPONENT = scalar(709)  # e^710 overflows a float64
MINUS_TWO = scalar(-2)


def bind_sigmoid(_settings: ActivationSettings, shape: Shape) -> Functions:
    """1 / (1 + e^−z) = e^z / (e^z + 1), whose every digit is right far to the left, too."""
    denominator = np.empty(shape)

    def sigmoid(z: Array, out: Array) -> None:
        np.minimum(z, LARGEST_EXPONENT, out=out)
        np.exp(out, out)
        np.add(out, ONE, denominator)
        np.divide(out, denominator, out)

    return sigmoid, sigmoid_slope


def sigmoid_slope(_z: Array, a: Array, out: Array) -> None:
    """a(1 − a); for softmax the diagonal of its Jacobian."""
    np.subtract(ONE, a, out)
    np.multiply(out, a, out)


def tanh_slope(_z: Array, a: Array, out: Array) -> None:
    """1 − a²."""
    np.multiply(a, a, out)
    np.subtract(ONE, out, out)


def bind_sine(_settings: ActivationSettings, shape: Shape) -> Functions:
    """Sitzmann et al. 2020, with ω₀ = 1.

    With t = tan(z/2), sin z = 2t/(1 + t²) and cos z = 2/(1 + t²) − 1: one function for both, and
    one that NumPy computes several times faster than its sine.
    """
    tangent, cosine_and_one = np.empty(shape), np.empty(shape)

    def sine(z: Array, out: Array) -> None:
        np.multiply(z, HALF, tangent)
        np.tan(tangent, tangent)
        np.multiply(tangent, tangent, cosine_and_one)
        np.add(cosine_and_one, ONE, cosine_and_one)
        np.divide(TWO, cosine_and_one, cosine_and_one)
        np.multiply(tangent, cosine_and_one, out)

    def sine_slope(_z: Array, _a: Array, out: Array) -> None:
        np.subtract(cosine_and_one, ONE, out)

    return sine, sine_slope


def gaussian(z: Array, out: Array) -> None:
    """e^−z² (Broomhead & Lowe 1988, for radial basis functions)."""
    np.multiply(z, z, out)
    np.negative(out, out)
    np.exp(out, out)


def gaussian_slope(z: Array, a: Array, out: Array) -> None:
    """−2z·a."""
    np.multiply(z, a, out)
    np.multiply(out, MINUS_TWO, out)


def bind_softmax(_settings: ActivationSettings, shape: Shape) -> Functions:
    """e^zᵢ / Σ e^zⱼ over a column, with the largest z taken out of all (Bridle 1990)."""
    of_column = np.empty(shape[1:])

    def softmax(z: Array, out: Array) -> None:
        np.maximum.reduce(z, 0, out=of_column)
        np.subtract(z, of_column, out)
        np.exp(out, out)
        np.add.reduce(out, 0, out=of_column)
        np.divide(out, of_column, out)

    return softmax, sigmoid_slope
