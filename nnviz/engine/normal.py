"""The normal distribution function Φ, which NumPy lacks, for whole arrays and to 12 digits.

Φ(z) and (zΦ(z))' = Φ(z) + zφ(z) are tabulated at steps of h = 1/4096 by the exact erfc of Python's
math module. Between the steps Taylor's series from the nearest one is used up to the 2nd degree;
what is left out is below 1.6 (h/2)³/3! < 5·10⁻¹³. From ±9 on both are taken as 0 and 1.
"""

from collections.abc import Callable
from functools import cache
from math import erfc, sqrt

import numpy as np

from nnviz.engine.arrays import Array, Shape, scalar

STEPS_PER_UNIT, LIMIT = 4096, 9
# A sum with this number has no room for digits below one step: they are rounded away, and the sum's
# bits, read as a whole number, count the steps. So do the bits at the first node.
ROUNDING = 1.5 * 2.0**52 / STEPS_PER_UNIT
ROUNDING_BITS = int(np.array(ROUNDING - LIMIT).view(np.int64))


@cache
def _coefficients() -> Array:
    """Return Taylor's coefficients, (degree, function, node), for both functions."""
    nodes = np.arange(-LIMIT * STEPS_PER_UNIT, LIMIT * STEPS_PER_UNIT + 1) / STEPS_PER_UNIT
    probability = np.array([erfc(-node / sqrt(2)) / 2 for node in nodes])
    density = np.exp(-nodes * nodes / 2) / sqrt(2 * np.pi)
    squared = nodes * nodes
    table = np.array(
        [
            [probability, probability + nodes * density],
            [density, (2 - squared) * density],
            [-nodes * density / 2, nodes * (squared - 4) * density / 2],
        ]
    )
    table[:, :, [0, -1]] = 0.0
    table[0, :, -1] = 1.0
    return table


def bind_normal(shape: Shape) -> tuple[Callable[[Array], None], Array, Array]:
    """Return a function of z, and the arrays it fills: Φ(z) and (zΦ(z))', all of this shape."""
    table, rounding, bits = _coefficients(), scalar(ROUNDING), np.array(ROUNDING_BITS)
    rounded, nodes = np.empty(shape), np.empty(shape, np.int64)
    rounded_bits = rounded.view(np.int64)
    terms = np.empty((3, 2, *shape))
    distance = np.empty((2, *shape))  # the same for both functions: arrays of one shape are fastest
    level, gradient, curvature = terms

    def look_up(z: Array) -> None:
        np.add(z, rounding, rounded)
        # Floats read as whole numbers keep their order: any z finds its place or an end.
        np.subtract(rounded_bits, bits, nodes)
        np.subtract(rounded, rounding, rounded)
        np.subtract(z, rounded, distance)
        table.take(nodes, 2, terms, "clip")
        np.multiply(curvature, distance, curvature)
        np.add(curvature, gradient, curvature)
        np.multiply(curvature, distance, curvature)
        np.add(curvature, level, level)

    return look_up, level[0], level[1]
