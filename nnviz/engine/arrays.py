"""Arrays of the engine, and scalars in the form that NumPy takes fastest."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Shape = tuple[int, ...]


def scalar(number: float) -> Array:
    """Return a number as a 0-d array: NumPy's ufuncs take it faster than a Python float."""
    return np.array(number, float)


ZERO, HALF, ONE, TWO = scalar(0), scalar(0.5), scalar(1), scalar(2)
