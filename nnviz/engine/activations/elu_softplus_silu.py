"""Smooth relatives of ReLU: ELU, SELU, softplus and SiLU; GELU has a file of its own."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from nnviz.engine.activations.activation import ActivationSettings, Programs
from nnviz.engine.activations.sigmoid_tanh_softmax import LARGEST_EXPONENT
from nnviz.engine.arrays import ONE, ZERO, Array, scalar
from nnviz.engine.settings import setting

# Klambauer et al. 2017, equation 14: with these, mean 0 and variance 1 are a fixed point.
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805


@dataclass(frozen=True)
class ELUSettings(ActivationSettings):
    alpha: float = setting(1.0, "α", 0.0, 10.0)


def elu(settings: ELUSettings, z: Array, a: Array, slope: Array) -> Programs:
    """z above 0, α(e^z − 1) below (Clevert, Unterthiner & Hochreiter 2016)."""
    if settings.alpha == 1:
        return _elu_without_kink(z, a, slope)
    return _exponential_linear(settings.alpha, 1.0, z, a, slope)


def selu(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    return _exponential_linear(SELU_ALPHA, SELU_SCALE, z, a, slope)


def _elu_without_kink(z: Array, a: Array, slope: Array) -> Programs:
    """With α = 1 the larger of z and e^min(z, 0) − 1."""
    return [
        (np.fmin, (z, ZERO, a)),
        (np.expm1, (a, a)),
        (partial(np.maximum, out=a), (z, a)),
    ], [
        (np.fmin, (a, ZERO, slope)),
        (np.add, (slope, ONE, slope)),
    ]


def _exponential_linear(alpha: float, factor: float, z: Array, a: Array, slope: Array) -> Programs:
    """λz above 0, λα(e^z − 1) below.

    The slope is λ above 0 and below it λα more than the value: mean ± half the difference of these
    two constants; at 0 it is their mean.
    """
    difference, mean = factor * (1 - alpha) / 2, scalar(factor * (1 + alpha) / 2)
    parts, factors = np.empty((3, *z.shape)), np.empty((3, *z.shape))
    for k, number in enumerate((factor, factor * alpha, difference)):
        factors[k] = number  # three products in one call, of arrays of one shape: the fastest
    above, below, sides = parts
    return [
        (np.fmin, (z, ZERO, below)),
        (np.subtract, (z, below, above)),
        (np.expm1, (below, below)),
        (np.sign, (z, sides)),
        (np.multiply, (parts, factors, parts)),
        (np.add, (above, below, a)),
    ], [
        (np.add, (below, sides, slope)),
        (np.add, (slope, mean, slope)),
    ]


def softplus(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """ln(1 + e^z) (Dugas et al. 2001), which is z where e^z overflows.

    Its slope is the sigmoid as 1 − e^−a, without the loss of digits at small a.
    """
    room = np.empty_like(z)
    return [
        (np.fmin, (z, LARGEST_EXPONENT, room)),
        (np.exp, (room, room)),
        (np.log1p, (room, room)),
        (partial(np.maximum, out=a), (z, room)),
    ], [
        (np.negative, (a, slope)),
        (np.expm1, (slope, slope)),
        (np.negative, (slope, slope)),
    ]


def silu(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """z·σ(z) (Elfwing, Uchibe & Doya 2018), σ = e^z / (e^z + 1); its slope is σ(1 + z − a)."""
    sigmoid, denominator = np.empty_like(z), np.empty_like(z)
    return [
        (np.fmin, (z, LARGEST_EXPONENT, sigmoid)),
        (np.exp, (sigmoid, sigmoid)),
        (np.add, (sigmoid, ONE, denominator)),
        (np.divide, (sigmoid, denominator, sigmoid)),
        (np.multiply, (z, sigmoid, a)),
    ], [
        (np.subtract, (z, a, slope)),
        (np.add, (slope, ONE, slope)),
        (np.multiply, (slope, sigmoid, slope)),
    ]
