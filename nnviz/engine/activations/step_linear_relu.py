"""Activations made of straight pieces. On a kink the slope is that of the flatter side."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from nnviz.engine.activations.activation import ActivationSettings, Programs
from nnviz.engine.arrays import HALF, ONE, ZERO, Array, scalar
from nnviz.engine.settings import setting


@dataclass(frozen=True)
class LeakyReLUSettings(ActivationSettings):
    slope: float = setting(0.01, "Slope below 0", 0.0, 1.0)


@dataclass(frozen=True)
class UnitStepSettings(ActivationSettings):
    at_zero: float = setting(0.5, "Value at 0 h₀", 0.0, 1.0, since=3)


def step(settings: UnitStepSettings, z: Array, a: Array, slope: Array) -> Programs:
    """The threshold of McCulloch & Pitts 1943; at 0 Heaviside's ½, or what the settings say."""
    return [(np.heaviside, (z, scalar(settings.at_zero), a))], [(slope.fill, (0.0,))]


def sign(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """The threshold of Rosenblatt 1958, with 0 at 0."""
    return [(np.sign, (z, a))], [(slope.fill, (0.0,))]


def linear(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    return [] if z is a else [(np.copyto, (a, z))], [(slope.fill, (1.0,))]


def piecewise_linear(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """0 below −½, z + ½ between, 1 above ½ (Haykin 1999, equation 1.9).

    The slope is 1 where 0 < a < 1, which is where a(1 − a) has a sign.
    """
    return [
        (np.add, (z, HALF, a)),
        (partial(np.maximum, out=a), (a, ZERO)),
        (partial(np.minimum, out=a), (a, ONE)),
    ], [
        (np.subtract, (ONE, a, slope)),
        (np.multiply, (slope, a, slope)),
        (np.sign, (slope, slope)),
    ]


def relu(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """Nair & Hinton 2010; Glorot, Bordes & Bengio 2011."""
    return [(partial(np.maximum, out=a), (z, ZERO))], [(np.sign, (a, slope))]


def leaky_relu(settings: LeakyReLUSettings, z: Array, a: Array, slope: Array) -> Programs:
    """max(s z, z) for a slope s of at most 1 (Maas, Hannun & Ng 2013)."""
    leak = scalar(settings.slope)
    return [
        (np.multiply, (z, leak, a)),
        (partial(np.maximum, out=a), (z, a)),
    ], [
        (np.sign, (z, slope)),
        (partial(np.maximum, out=slope), (slope, leak)),
    ]
