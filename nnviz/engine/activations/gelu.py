"""GELU: z·Φ(z), Φ the normal distribution function, which NumPy lacks (Hendrycks & Gimpel 2016).

Its slope s = Φ(z) + zφ(z) is tabulated, by the exact erfc of Python's math module, as a parabola
A + 2Bz + 3Cz² around every node; nodes stand h = 1/4096 apart. The value is the parabola's
integral D + Az + Bz² + Cz³. Taylor's parabola errs by s'''d³/6 at the distance d from a node; the
one that errs least has s'''a²/8 added to s', where a = h/2, and errs by s'''a³/24, no more than
1.3·10⁻¹³. In the integral rounding is all that is left. From ±9 on the slope is taken as 0 and 1.
"""

from functools import cache
from math import erfc, sqrt

import numpy as np

from nnviz.engine.activations.activation import ActivationSettings, Programs
from nnviz.engine.arrays import Array, scalar

NODES_PER_UNIT, LIMIT = 4096, 9
# A sum with this number has no room for digits below one step: they are rounded away, and the sum's
# bits, read as a whole number, count the nodes. So do the bits at the first node.
ROUNDING = 1.5 * 2.0**52 / NODES_PER_UNIT
FIRST_BITS = int(np.array(ROUNDING - LIMIT).view(np.int64))


@cache
def _table() -> Array:
    """Return A, B, C and D of every node, (4, nodes)."""
    x = np.arange(-LIMIT * NODES_PER_UNIT, LIMIT * NODES_PER_UNIT + 1) / NODES_PER_UNIT
    probability = np.array([erfc(-node / sqrt(2)) / 2 for node in x])
    density = np.exp(-x * x / 2) / sqrt(2 * np.pi)
    slope, bend = probability + x * density, (2 - x * x) * density
    second, third = x * (x * x - 4) * density, (7 * x * x - 4 - x**4) * density
    bend += third / (32 * NODES_PER_UNIT**2)
    a = slope - bend * x + second * x * x / 2
    b, c = (bend - second * x) / 2, second / 6
    d = x * probability - a * x - b * x * x - c * x**3
    table = np.array([a, b, c, d])
    table[:, [0, -1]] = 0.0
    table[0, -1] = 1.0
    return table


def gelu(_settings: ActivationSettings, z: Array, a: Array, slope: Array) -> Programs:
    """The value is ((Cz + B)z + A)z + D, the slope Cz² + (Cz² + Bz) + (Cz² + Bz + A)."""
    rounded, nodes = np.empty_like(z), np.empty(z.shape, np.int64)
    found = np.empty((4, *z.shape))
    outer, middle, inner, constant = found
    return [
        (np.add, (z, scalar(ROUNDING), rounded)),
        # Floats read as whole numbers keep their order: any z finds its place or an end.
        (np.subtract, (rounded.view(np.int64), np.array(FIRST_BITS), nodes)),
        (_table().take, (nodes, 1, found, "clip")),
        (np.multiply, (inner, z, inner)),  # Cz
        (np.add, (inner, middle, middle)),  # Cz + B
        (np.multiply, (middle, z, middle)),  # Cz² + Bz
        (np.add, (middle, outer, outer)),  # Cz² + Bz + A
        (np.multiply, (outer, z, a)),
        (np.add, (a, constant, a)),
    ], [
        (np.multiply, (inner, z, slope)),  # Cz²
        (np.add, (slope, middle, slope)),
        (np.add, (slope, outer, slope)),
    ]
