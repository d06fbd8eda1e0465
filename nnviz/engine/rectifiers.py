"""Smooth relatives of ReLU: ELU, SELU, softplus, SiLU and GELU."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.engine.activation import ActivationSettings, Functions
from nnviz.engine.arrays import ONE, ZERO, Array, Shape, scalar
from nnviz.engine.bounded import LARGEST_EXPONENT
from nnviz.engine.normal import bind_normal
from nnviz.engine.settings import setting

LOWEST_EXPONENT = scalar(-709)
# Klambauer et al. 2017, equation 14: with these, mean 0 and variance 1 are a fixed point.
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805


@dataclass(frozen=True)
class ELUSettings(ActivationSettings):
    alpha: float = setting(1.0, "α", 0.0, 10.0)


def bind_elu(settings: ELUSettings, shape: Shape) -> Functions:
    """z above 0, α(e^z − 1) below (Clevert, Unterthiner & Hochreiter 2016)."""
    if settings.alpha == 1:
        return _elu_without_kink, _elu_slope_without_kink
    return _bind_exponential_linear(settings.alpha, 1.0, shape)


def bind_selu(_settings: ActivationSettings, shape: Shape) -> Functions:
    return _bind_exponential_linear(SELU_ALPHA, SELU_SCALE, shape)


def _elu_without_kink(z: Array, out: Array) -> None:
    """With α = 1 the larger of z and e^min(z, 0) − 1."""
    np.minimum(z, ZERO, out=out)
    np.expm1(out, out)
    np.maximum(z, out, out=out)


def _elu_slope_without_kink(_z: Array, a: Array, out: Array) -> None:
    np.minimum(a, ZERO, out=out)
    np.add(out, ONE, out)


def _bind_exponential_linear(alpha: float, factor: float, shape: Shape) -> Functions:
    """λz above 0, λα(e^z − 1) below; the slope at 0 is the mean of both sides'."""
    side, mean = factor * (1 - alpha) / 2, scalar(factor * (1 + alpha) / 2)
    parts, factors = np.empty((3, *shape)), np.empty((3, *shape))
    for k, number in enumerate((factor, factor * alpha, side)):
        factors[k] = number  # three products in one call, of arrays of one shape: the fastest
    above, below, sides = parts

    def value(z: Array, out: Array) -> None:
        np.fmin(z, ZERO, below)
        np.subtract(z, below, above)
        np.expm1(below, below)
        np.sign(z, sides)
        np.multiply(parts, factors, parts)
        np.add(above, below, out)

    def slope(_z: Array, _a: Array, out: Array) -> None:
        """λ above 0, below + λα below: mean ± side for the two constants."""
        np.add(below, sides, out)
        np.add(out, mean, out)

    return value, slope


def bind_softplus(_settings: ActivationSettings, shape: Shape) -> Functions:
    """ln(1 + e^z) (Dugas et al. 2001), which is z where e^z overflows; its slope is the sigmoid."""
    room = np.empty(shape)

    def softplus(z: Array, out: Array) -> None:
        np.fmin(z, LARGEST_EXPONENT, room)
        np.exp(room, room)
        np.log1p(room, room)
        np.maximum(z, room, out=out)

    def softplus_slope(_z: Array, a: Array, out: Array) -> None:
        """1 − e^−a, without the loss of digits at small a."""
        np.negative(a, out)
        np.expm1(out, out)
        np.negative(out, out)

    return softplus, softplus_slope


def bind_silu(_settings: ActivationSettings, shape: Shape) -> Functions:
    """z·σ(z) = z / (1 + e^−z) (Elfwing, Uchibe & Doya 2018); its slope is σ + a(1 − σ)."""
    inverse = np.empty(shape)  # 1 / σ

    def silu(z: Array, out: Array) -> None:
        np.fmax(z, LOWEST_EXPONENT, inverse)
        np.negative(inverse, inverse)
        np.exp(inverse, inverse)
        np.add(inverse, ONE, inverse)
        np.divide(z, inverse, out)

    def silu_slope(_z: Array, a: Array, out: Array) -> None:
        """(1 − a)σ + a, which is the same."""
        np.subtract(ONE, a, out)
        np.divide(out, inverse, out)
        np.add(out, a, out)

    return silu, silu_slope


def bind_gelu(_settings: ActivationSettings, shape: Shape) -> Functions:
    """z·Φ(z), Φ the normal distribution (Hendrycks & Gimpel 2016); its slope is Φ + zφ."""
    look_up: Callable[[Array], None]
    look_up, probability, derivative = bind_normal(shape)

    def gelu(z: Array, out: Array) -> None:
        look_up(z)
        np.multiply(z, probability, out)

    def gelu_slope(_z: Array, _a: Array, out: Array) -> None:
        np.copyto(out, derivative)

    return gelu, gelu_slope
