"""Curves made fit to be drawn: fewer points, and smoothed where they are noisy."""

import numpy as np
from numpy.typing import NDArray

from nnviz.run_state import Array

NOISY = 4.0  # how many times its own range a curve goes up and down
SMOOTHEST = 256  # points a smoothed curve is drawn with


def thinned(x: Array, y: Array, bins: int) -> tuple[Array, Array]:
    """Return at most 2·bins + 2 points: both ends, and each stretch’s lowest and highest."""
    count = len(y)
    if count <= 2 * bins:
        return x, y
    size = -(-count // bins)
    padded = np.append(y, np.full(-count % size, y[-1])).reshape(-1, size)
    start = np.arange(len(padded)) * size
    both = np.stack([padded.argmin(axis=1) + start, padded.argmax(axis=1) + start], axis=1)
    both.sort(axis=1)
    kept = np.minimum(np.concatenate([[0], both.ravel(), [count - 1]]), count - 1)
    kept = kept[np.append(True, np.diff(kept) > 0)]
    return x[kept], y[kept]


def is_noisy(y: Array) -> bool:
    """Say whether a curve goes up and down so much that a smoothed one reads better."""
    if len(y) < 20:
        return False
    spread = float(np.ptp(y))
    return spread > 0 and float(np.abs(np.diff(y)).sum()) > NOISY * spread


def smoothed(y: Array) -> Array:
    """Return the mean over a window of about a thirtieth, narrower towards both ends."""
    count = len(y)
    half = max(2, count // 60)
    sums = np.append(0.0, np.cumsum(y))
    here = np.arange(count)
    reach = np.minimum(half, np.minimum(here, count - 1 - here))
    return np.asarray((sums[here + reach + 1] - sums[here - reach]) / (2 * reach + 1))


def at_most(x: Array, y: Array, points: int) -> tuple[Array, Array]:
    """Return evenly chosen points of a smooth curve, the last one among them."""
    if len(x) <= points:
        return x, y
    kept: NDArray[np.int64] = np.linspace(0, len(x) - 1, points).astype(np.int64)
    return x[kept], y[kept]
