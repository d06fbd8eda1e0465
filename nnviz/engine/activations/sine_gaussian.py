"""Sine and the Gaussian e^−z²: smooth, bounded, and not monotonic."""

import numpy as np

from nnviz.engine.activations.activation import ActivationSettings, Programs
from nnviz.engine.arrays import HALF, ONE, TWO, Array, scalar

LARGEST_EXPONENT = scalar(709)  # e^710 overflows a float64
MINUS_TWO = scalar(-2)


def sine(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """Sitzmann et al. 2020, with ω₀ = 1.

    With t = tan(z/2), sin z = 2t/(1 + t²) and cos z = 2/(1 + t²) − 1: one function for both, and
    one that NumPy computes several times faster than its sine.
    """
    tangent, cosine_and_one = np.empty_like(z), np.empty_like(z)
    return [
        (np.multiply, (z, HALF, tangent)),
        (np.tan, (tangent, tangent)),
        (np.multiply, (tangent, tangent, cosine_and_one)),
        (np.add, (cosine_and_one, ONE, cosine_and_one)),
        (np.divide, (TWO, cosine_and_one, cosine_and_one)),
        (np.multiply, (tangent, cosine_and_one, a)),
    ], [(np.subtract, (cosine_and_one, ONE, slope))]


def gaussian(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """e^−z² (Broomhead & Lowe 1988, for radial basis functions); the slope is −2z·a."""
    return [
        (np.multiply, (z, z, a)),
        (np.negative, (a, a)),
        (np.exp, (a, a)),
    ], [
        (np.multiply, (z, a, slope)),
        (np.multiply, (slope, MINUS_TWO, slope)),
    ]
