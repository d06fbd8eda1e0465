"""The normal distribution function Φ, which NumPy lacks, for whole arrays and to the last digit.

Φ(z) and (zΦ(z))' = Φ(z) + zφ(z) are tabulated at steps of h = 1/512 by the exact erfc of Python's
math module. Between the steps Taylor's series from the nearest one is used up to the 4th degree;
what is left out is below 10 (h/2)⁵/5! < 10⁻¹⁶. From ±9 on both are taken as 0 and 1.
"""

from collections.abc import Callable
from functools import cache
from math import erfc, factorial, sqrt

import numpy as np

from nnviz.engine.arrays import Array, Shape, scalar

STEPS_PER_UNIT, LIMIT, DEGREE = 512, 9, 4
# A sum with 1.5·2⁵² has no room for digits after the point: they are rounded away, and the sum's
# bits, read as a whole number, are this one more than the rounded number.
ROUNDING, ROUNDING_BITS = 1.5 * 2.0**52, 0x4338000000000000


@cache
def _coefficients() -> Array:
    """Return Taylor's coefficients of both functions, (2, DEGREE + 1, nodes), in steps."""
    nodes = np.arange(-LIMIT * STEPS_PER_UNIT, LIMIT * STEPS_PER_UNIT + 1) / STEPS_PER_UNIT
    probability = np.array([erfc(-node / sqrt(2)) / 2 for node in nodes])
    density = np.exp(-nodes * nodes / 2) / sqrt(2 * np.pi)
    # Derivatives of φ: φ⁽ᵏ⁺¹⁾ = −zφ⁽ᵏ⁾ − kφ⁽ᵏ⁻¹⁾; then (zΦ)⁽ᵏ⁺¹⁾ = zΦ⁽ᵏ⁺¹⁾ + (k + 1)Φ⁽ᵏ⁾.
    normal = [probability, density, -nodes * density]
    for k in range(1, DEGREE + 1):
        normal.append(-nodes * normal[-1] - k * normal[-2])
    degrees = range(DEGREE + 1)
    rows = [
        [normal[k] for k in degrees],
        [nodes * normal[k + 1] + (k + 1) * normal[k] for k in degrees],
    ]
    scale = [1 / (factorial(k) * STEPS_PER_UNIT**k) for k in degrees]
    table = np.array(rows) * np.reshape(scale, (-1, 1))
    table[:, :, [0, -1]] = 0.0
    table[:, 0, -1] = 1.0
    return table


def bind_normal(shape: Shape) -> tuple[Callable[[Array], None], Array, Array]:
    """Return a function of z, and the arrays it fills: Φ(z) and (zΦ(z))', all of this shape."""
    table, per_unit = _coefficients(), scalar(STEPS_PER_UNIT)
    rounding = scalar(ROUNDING + LIMIT * STEPS_PER_UNIT)  # the first node gets the place 0
    bits, rounded, nodes = np.array(ROUNDING_BITS), np.empty(shape), np.empty(shape, np.int64)
    rounded_bits = rounded.view(np.int64)
    powers = np.ones((DEGREE + 1, *shape))
    _, distance, squared, cubed, fourth = powers
    terms, sums = np.empty((2, DEGREE + 1, *shape)), np.empty((2, *shape))

    def look_up(z: Array) -> None:
        np.multiply(z, per_unit, distance)
        np.add(distance, rounding, rounded)
        # Floats read as whole numbers keep their order: any z finds its place or an end.
        np.subtract(rounded_bits, bits, nodes)
        np.subtract(rounded, rounding, rounded)
        np.subtract(distance, rounded, distance)
        table.take(nodes, 2, terms, "clip")
        np.multiply(distance, distance, squared)
        np.multiply(squared, distance, cubed)
        np.multiply(squared, squared, fourth)
        np.multiply(terms[0], powers, terms[0])
        np.multiply(terms[1], powers, terms[1])
        np.add.reduce(terms, 1, out=sums)

    return look_up, sums[0], sums[1]
