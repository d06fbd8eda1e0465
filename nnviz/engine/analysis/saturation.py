"""Saturation: at which share of the examples a bounded activation's slope has all but gone."""

import numpy as np

from nnviz.engine.arrays import Array

SATURATED = 0.97  # of the way from the middle of a bounded activation to its limits


def saturated_shares(values: Array, limits: tuple[float, float]) -> Array:
    """Return for each unit the share of examples that are close to a limit.

    `values` has the shape (units, examples), the limits are finite.
    """
    middle, reach = sum(limits) / 2, (limits[1] - limits[0]) / 2
    beyond = np.abs(values - middle) > SATURATED * reach
    return np.asarray(np.count_nonzero(beyond, axis=1) / values.shape[1])
