"""Activation: what there is to know of one activation function h, and how a layer binds it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.settings import Settings

INFINITY = float("inf")
Limits = tuple[float, float]

Value = Callable[[Array, Array], object]  # (z, out) writes h(z)
Slope = Callable[[Array, Array, Array], object]  # (z, a, out) writes h'(z), where a = h(z)
Functions = tuple[Value, Slope]


@dataclass(frozen=True)
class ActivationSettings(Settings):
    """The settings of an activation that has none; the others add their numbers as fields."""


@dataclass(frozen=True)
class Activation:
    """One activation function h: z → a, element by element (softmax: column by column).

    `bind(settings, shape)` returns value and slope for arrays of that shape, (units, batch), with
    all the room they need. The slope is asked for after the value, for the same arrays, and may
    use what the value left. Where it can be had from a alone the row says so (`slope_from_value`),
    and z and a may then be one array.
    """

    key: str
    label: str
    formula: str
    bind: Callable[[Any, Shape], Functions]
    limits: Limits  # the interval the values stay in, whatever the settings
    class_targets: Limits  # what "no" and "yes" are when it is the output
    settings: type[ActivationSettings] = ActivationSettings
    slope_from_value: bool = True
    elementwise: bool = True
    trainable: bool = True  # False: the slope is 0 everywhere, so no gradient gets through

    def curve(self, z: Array, settings: ActivationSettings | None = None) -> tuple[Array, Array]:
        """Return h(z) and h'(z) as new arrays; softmax takes the columns of (units, batch)."""
        z = np.array(z, float)
        a, derivative = np.empty_like(z), np.empty_like(z)
        value, slope = self.bind(settings or self.settings(), z.shape)
        value(z, a)
        slope(z, a, derivative)
        return a, derivative


def plain(value: Value, slope: Slope) -> Callable[[ActivationSettings, Shape], Functions]:
    """Return the `bind` of functions that need neither settings nor room."""

    def bind(_settings: ActivationSettings, _shape: Shape) -> Functions:
        return value, slope

    return bind
