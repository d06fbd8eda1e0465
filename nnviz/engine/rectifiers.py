"""Smooth relatives of ReLU: ELU, SELU, softplus, SiLU and GELU."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.engine.activation import ActivationSettings, Functions
from nnviz.engine.arrays import ONE, ZERO, Array, Shape, scalar
from nnviz.engine.bounded import bind_sigmoid
from nnviz.engine.normal import bind_normal
from nnviz.engine.settings import setting

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
    scale, depth, below = scalar(factor), scalar(factor * alpha), np.empty(shape)
    mean, half = scalar(factor * (1 + alpha) / 2), scalar(factor * (1 - alpha) / 2)

    def value(z: Array, out: Array) -> None:
        np.minimum(z, ZERO, out=below)
        np.expm1(below, below)
        np.multiply(below, depth, below)
        np.maximum(z, ZERO, out=out)
        np.multiply(out, scale, out)
        np.add(out, below, out)

    def slope(z: Array, _a: Array, out: Array) -> None:
        """λ above 0, below + λα below: mean ± half for the two constants."""
        np.sign(z, out)
        np.multiply(out, half, out)
        np.add(out, mean, out)
        np.add(out, below, out)

    return value, slope


def bind_softplus(_settings: ActivationSettings, shape: Shape) -> Functions:
    """ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|) (Dugas et al. 2001); its slope is the sigmoid."""
    above = np.empty(shape)

    def softplus(z: Array, out: Array) -> None:
        np.maximum(z, ZERO, out=above)
        np.abs(z, out)
        np.negative(out, out)
        np.exp(out, out)
        np.log1p(out, out)
        np.add(out, above, out)

    def softplus_slope(_z: Array, a: Array, out: Array) -> None:
        """1 − e^−a, without the loss of digits at small a."""
        np.negative(a, out)
        np.expm1(out, out)
        np.negative(out, out)

    return softplus, softplus_slope


def bind_silu(settings: ActivationSettings, shape: Shape) -> Functions:
    """z·σ(z) (Elfwing, Uchibe & Doya 2018); its slope is σ + a(1 − σ)."""
    gate, (sigmoid, _) = np.empty(shape), bind_sigmoid(settings, shape)

    def silu(z: Array, out: Array) -> None:
        sigmoid(z, gate)
        np.multiply(z, gate, out)

    def silu_slope(_z: Array, a: Array, out: Array) -> None:
        np.subtract(ONE, gate, out)
        np.multiply(out, a, out)
        np.add(out, gate, out)

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
