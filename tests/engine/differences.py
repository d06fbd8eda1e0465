"""Derivatives by differences, to hold against those that the engine works out.

The formulas are of order four, so that steps can be large enough for rounding to leave the seven
digits that are asked for. How much it leaves uncertain is told with every derivative.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from nnviz.engine.arrays import Array

STEP = 2.0**-10  # powers of two: adding them to numbers of their size rounds nothing
RELATIVE = 1e-7
TINY = 1e-300  # what is left where an exponent is cut off before e^z underflows
ROUNDINGS = 32  # of half a unit in the last place that values may be wrong by
CENTRAL = {-2: 1, -1: -8, 1: 8, 2: -1}  # in twelfths, at so many steps from the point
ONE_SIDED = {0: -25, 1: 48, 2: -36, 3: 16, 4: -3}


class Estimate(NamedTuple):
    """A derivative, and what rounding may have added to it or taken away."""

    value: float
    error: float


def derivative(
    function: Callable[[float], float],
    at: float,
    step: float = STEP,
    kinks: Sequence[float] = (),
    value_error: float = 0.0,
) -> Estimate:
    """Return the function's derivative; beside a kink, by looking away from it.

    `value_error` is what its values may be wrong by, beyond some units in the last place.
    """
    near = [kink for kink in kinks if abs(at - kink) < 2.5 * step]
    assert at not in near, "there is no derivative on a kink"
    weights = ONE_SIDED if near else CENTRAL
    if near and at < near[0]:
        step = -step
    values = {steps: function(at + steps * step) for steps in weights}
    total = sum(weights[steps] * value for steps, value in values.items())
    wrong = ROUNDINGS / 2 * np.finfo(float).eps * max(map(abs, values.values())) + value_error
    scale = sum(map(abs, weights.values())) / 12 / abs(step)
    return Estimate(total / 12 / step, float(wrong * scale))


def assert_derivative(found: float, estimate: Estimate, resolution: float = TINY) -> None:
    """Check seven digits, or as many as rounding leaves.

    `resolution` is the least difference that what was found can tell, such as the distance from 1
    to the next number for what comes from 1 − a.
    """
    allowed = RELATIVE * abs(estimate.value) + estimate.error + resolution
    assert abs(found - estimate.value) <= allowed, (found, estimate)


def assert_gradient(
    found: Array,
    function: Callable[[Array], float],
    point: Array,
    step: float | Array = STEP,
    resolution: float = TINY,
) -> None:
    """Check every component of a gradient; each may have a step of its own."""
    steps = np.broadcast_to(step, point.shape)
    for index in np.ndindex(point.shape):

        def along(number: float, index: tuple[int, ...] = index) -> float:
            moved = point.copy()
            moved[index] = number
            return function(moved)

        assert_derivative(found[index], derivative(along, point[index], steps[index]), resolution)
