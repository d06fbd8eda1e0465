"""How weights are spread at moments from the beginning to now: one smooth ridge a moment."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnviz.run_state import Array
from nnviz.views.plotting.axis_ticks import nice_above

BINS = 64
SMOOTHING = 2.0  # bins: the standard deviation of the kernel
MOST_RIDGES = 9
LEAST_REACH, MOST_REACH = 1.0, 1e12


def reach_of(*values: Array) -> float:
    """Return where the axis of weights ends, from −reach to reach: a round number."""
    largest = max(
        (float(np.abs(part[np.isfinite(part)]).max(initial=0.0)) for part in values), default=0.0
    )
    return nice_above(min(max(largest, LEAST_REACH), MOST_REACH), (1, 2, 5))


def densities(moments: Array, reach: float) -> Array:
    """Return for each row of weights, (moments, weights), its density in BINS bins.

    A histogram over −reach…reach smoothed by a Gaussian kernel (Parzen 1962); the highest of each
    row is 1. What is no number is left out.
    """
    rows = len(moments)
    there = np.isfinite(moments)
    safe = np.where(there, moments, 0.0)
    bins = np.clip((safe / reach + 1) * (BINS / 2), 0, BINS - 1).astype(np.int64)
    bins += np.arange(rows)[:, np.newaxis] * BINS
    counts = np.bincount(bins[there], minlength=rows * BINS).reshape(rows, BINS)
    smooth = counts @ _kernel()
    highest = smooth.max(axis=1, keepdims=True, initial=0.0)
    shares: Array = smooth / np.where(highest > 0, highest, 1.0)
    return shares


@lru_cache(maxsize=1)
def _kernel() -> Array:
    places = np.arange(BINS)
    distances = (places[:, np.newaxis] - places) / SMOOTHING
    kernel: Array = np.exp(-0.5 * distances**2)
    return kernel


def chosen_moments(epochs: Array, most: int = MOST_RIDGES) -> NDArray[np.int64]:
    """Return which moments get a ridge: the first, and others evenly spread up to the last."""
    if len(epochs) <= most:
        return np.arange(len(epochs))
    return np.linspace(0, len(epochs) - 1, most).round().astype(np.int64)
