"""GELU: z·Φ(z), Φ the normal distribution function, which NumPy lacks (Hendrycks & Gimpel 2016).

Value and slope, Φ(z) + zφ(z), are tabulated as parabolas A + Bz + Cz² around nodes h = 1/2048
apart, by the exact erfc of Python's math module. The parabola that errs least by f'''d³/6 at the
distance d from a node is Taylor's with f'''a²/8 added to f', where a = h/2; it errs by f'''a³/24,
which is no more than 10⁻¹² for the slope and half of that for the value. From ±9 on the slope is
taken as 0 and 1.
"""

from functools import cache
from math import erfc, sqrt

import numpy as np

from nnviz.engine.activation import ActivationSettings, Programs
from nnviz.engine.arrays import Array, scalar

NODES_PER_UNIT, LIMIT = 2048, 9
# A sum with this number has no room for digits below one step: they are rounded away, and the sum's
# bits, read as a whole number, count the nodes. So do the bits at the first node.
ROUNDING = 1.5 * 2.0**52 / NODES_PER_UNIT
FIRST_BITS = int(np.array(ROUNDING - LIMIT).view(np.int64))


@cache
def _table() -> Array:
    """Return A, B and C of every node for the value and for the slope: (3, 2, nodes)."""
    x = np.arange(-LIMIT * NODES_PER_UNIT, LIMIT * NODES_PER_UNIT + 1) / NODES_PER_UNIT
    probability = np.array([erfc(-node / sqrt(2)) / 2 for node in x])
    density = np.exp(-x * x / 2) / sqrt(2 * np.pi)
    derivatives = [
        x * probability,
        probability + x * density,
        (2 - x * x) * density,
        x * (x * x - 4) * density,
        (7 * x * x - 4 - x**4) * density,
    ]
    table = np.stack([_parabola(x, *derivatives[k : k + 4]) for k in (0, 1)], axis=1)
    table[:, :, [0, -1]] = 0.0
    table[1, 0, -1] = table[0, 1, -1] = 1.0
    return table


def _parabola(x: Array, value: Array, first: Array, second: Array, third: Array) -> Array:
    """Return A, B and C of the parabolas around x that are closest to a function."""
    first = first + third / (32 * NODES_PER_UNIT**2)
    return np.array([value - first * x + second * x * x / 2, first - second * x, second / 2])


def gelu(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """Both are worked out at once, in arrays of one shape, up to the last sum: (Cz + B)z + A."""
    rounded, nodes = np.empty_like(z), np.empty(z.shape, np.int64)
    twice, found = np.empty((2, *z.shape)), np.empty((3, 2, *z.shape))
    constant, steepness, curvature = found
    return [
        (np.add, (z, scalar(ROUNDING), rounded)),
        # Floats read as whole numbers keep their order: any z finds its place or an end.
        (np.subtract, (rounded.view(np.int64), np.array(FIRST_BITS), nodes)),
        (_table().take, (nodes, 2, found, "clip")),
        (np.copyto, (twice, z)),
        (np.multiply, (curvature, twice, curvature)),
        (np.add, (curvature, steepness, curvature)),
        (np.multiply, (curvature, twice, curvature)),
        (np.add, (curvature[0], constant[0], a)),
    ], [(np.add, (curvature[1], constant[1], slope))]
