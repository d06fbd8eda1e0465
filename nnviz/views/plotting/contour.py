"""Where a surface over a grid is zero: short line segments, found cell by cell."""

import numpy as np
from numpy.typing import NDArray

from nnviz.run_state import Array

# The two sides (0 bottom, 1 right, 2 top, 3 left) a line through a cell joins, by which corners
# are positive; saddles get one of their two lines, which is enough at the size of a cell.
_PAIRS = np.array([(0, 2), (0, 1), (0, 3), (1, 2), (1, 3), (2, 3)])


def zero_lines(values: Array, line: Array) -> tuple[Array, Array]:
    """Return the zero lines of surfaces as x and y of segments: points 2k and 2k + 1 are joined.

    `values` has the shape (surfaces, rows, columns) over the same `line` of places both ways.
    """
    xs, ys, crossed = _crossings(values, line)
    found_x, found_y = [], []
    taken = np.zeros(crossed.shape[1:], dtype=bool)
    for first, second in _PAIRS:
        cells = crossed[first] & crossed[second] & ~taken
        taken |= cells
        found_x.append(np.stack([xs[first][cells], xs[second][cells]], axis=1).ravel())
        found_y.append(np.stack([ys[first][cells], ys[second][cells]], axis=1).ravel())
    return np.concatenate(found_x), np.concatenate(found_y)


def _crossings(values: Array, line: Array) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Return for each cell's four sides where zero is crossed (x, y), and whether it is."""
    corners = (
        (values[:, :-1, :-1], values[:, :-1, 1:]),  # bottom, from left to right
        (values[:, :-1, 1:], values[:, 1:, 1:]),  # right, from bottom to top
        (values[:, 1:, :-1], values[:, 1:, 1:]),  # top, from left to right
        (values[:, :-1, :-1], values[:, 1:, :-1]),  # left, from bottom to top
    )
    step = line[1] - line[0]
    left = np.broadcast_to(line[:-1], corners[0][0].shape)
    bottom = np.broadcast_to(line[:-1, np.newaxis], corners[0][0].shape)
    shares = []
    for start, end in corners:
        difference = np.where(end == start, 1.0, end - start)
        shares.append(np.clip(-start / difference, 0, 1) * step)
    xs = np.stack([left + shares[0], left + step, left + shares[2], left])
    ys = np.stack([bottom, bottom + shares[1], bottom + step, bottom + shares[3]])
    crossed = np.stack([(start > 0) != (end > 0) for start, end in corners])
    return xs, ys, crossed
