"""Activation: what there is to know of one activation function h, and how a layer binds it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.program import Program, carry_out
from nnviz.engine.settings import Settings

INFINITY = float("inf")
Limits = tuple[float, float]
Programs = tuple[Program, Program]


@dataclass(frozen=True)
class ActivationSettings(Settings):
    """The settings of an activation that has none; the others add their numbers as fields."""


@dataclass(frozen=True)
class Activation:
    """One activation function h: z → a, element by element (softmax: column by column).

    `bind(settings, z, a, slope)` takes three arrays of the shape (units, batch) and returns the
    calls that write a = h(z), and those that write slope = h'(z) after them, from what they left.
    Where the slope can be had from a alone the row says so (`slope_from_value`), and z and a may
    then be one array.
    """

    key: str
    label: str
    formula: str
    bind: Callable[[Any, Array, Array, Array], Programs]
    limits: Limits  # the interval the values stay in, whatever the settings
    class_targets: Limits  # what "no" and "yes" are when it is the output
    settings: type[ActivationSettings] = ActivationSettings
    slope_from_value: bool = True
    elementwise: bool = True
    trainable: bool = True  # False: the slope is 0 everywhere, so no gradient gets through

    def curve(self, z: Array, settings: ActivationSettings | None = None) -> tuple[Array, Array]:
        """Return h(z) and h'(z) as new arrays; softmax takes the columns of (units, batch)."""
        z = np.array(z, float)
        a, slope = np.empty_like(z), np.empty_like(z)
        for program in self.bind(settings or self.settings(), z, a, slope):
            carry_out(program)
        return a, slope
