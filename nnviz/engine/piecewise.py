"""Activations made of straight pieces. On a kink the slope is that of the flatter side."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.activation import ActivationSettings, Functions
from nnviz.engine.arrays import HALF, ONE, ZERO, Array, Shape, scalar
from nnviz.engine.settings import setting


@dataclass(frozen=True)
class LeakyReLUSettings(ActivationSettings):
    slope: float = setting(0.01, "Slope below 0", 0.0, 1.0)


def step(z: Array, out: Array) -> None:
    """The threshold of McCulloch & Pitts 1943, with ½ at 0 (Heaviside)."""
    np.heaviside(z, HALF, out)


def flat(_z: Array, _a: Array, out: Array) -> None:
    """The slope of what is constant on either side of a jump."""
    out.fill(0.0)


def linear(z: Array, out: Array) -> None:
    if out is not z:
        np.copyto(out, z)


def linear_slope(_z: Array, _a: Array, out: Array) -> None:
    out.fill(1.0)


def piecewise_linear(z: Array, out: Array) -> None:
    """0 below −½, z + ½ between, 1 above ½ (Haykin 1999, equation 1.9)."""
    np.add(z, HALF, out)
    np.maximum(out, ZERO, out=out)
    np.minimum(out, ONE, out=out)


def piecewise_linear_slope(_z: Array, a: Array, out: Array) -> None:
    """1 where 0 < a < 1, which is where a(1 − a) has a sign."""
    np.subtract(ONE, a, out)
    np.multiply(out, a, out)
    np.sign(out, out)


def relu(z: Array, out: Array) -> None:
    """Nair & Hinton 2010; Glorot, Bordes & Bengio 2011."""
    np.maximum(z, ZERO, out=out)


def relu_slope(_z: Array, a: Array, out: Array) -> None:
    np.sign(a, out)


def bind_leaky_relu(settings: LeakyReLUSettings, _shape: Shape) -> Functions:
    """max(s z, z) for a slope s of at most 1 (Maas, Hannun & Ng 2013)."""
    leak = scalar(settings.slope)

    def leaky_relu(z: Array, out: Array) -> None:
        np.multiply(z, leak, out)
        np.maximum(z, out, out=out)

    def leaky_relu_slope(z: Array, _a: Array, out: Array) -> None:
        np.sign(z, out)
        np.maximum(out, leak, out=out)

    return leaky_relu, leaky_relu_slope
