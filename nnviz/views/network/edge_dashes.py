"""Many straight lines at once: curves as pieces and dashes, in NumPy, and handed to Qt uncopied."""

from collections.abc import Iterator
from functools import cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF
from shiboken6 import Shiboken

from nnviz.run_state import Array

_BYTES = 32  # of a QLineF: x1, y1, x2, y2 as float64
_SHORTEST = 0.3  # pixels of a dash that are worth drawing
AT_ONCE = 2048  # lines that are handed to Qt


class LinePool:
    """Lines over one array: new ones for every frame would cost more than drawing them.

    Where Qt has its lines otherwise than as rows of four float64, new ones are made all the same.
    """

    def __init__(self) -> None:
        self._memory = np.empty((0, 4))
        self._lines: list[QLineF] = []  # every one is at its row of the memory

    def parts(self, rows: Array) -> Iterator[list[QLineF]]:
        """Return lines for rows of x1, y1, x2, y2, of shape (n, 4), AT_ONCE at the most at a time.

        They are good until the next are asked for.
        """
        if not lines_are_rows():
            yield [QLineF(*row) for row in rows.tolist()]
            return
        if not self._lines:
            self._memory = np.empty((AT_ONCE, 4))
            self._lines = _lines_over(self._memory)
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            self._memory[: len(part)] = part
            yield self._lines[: len(part)]


@cache
def lines_are_rows() -> bool:
    """Say whether a line of Qt's is four float64 in a row, as it is wherever qreal is a double."""
    memory = np.arange(12.0).reshape(3, 4)
    lines = _lines_over(memory)
    read = [[line.x1(), line.y1(), line.x2(), line.y2()] for line in lines[:2]]
    lines[0].setLine(20.0, 21.0, 22.0, 23.0)
    return read == [[0, 1, 2, 3], [4, 5, 6, 7]] and memory[0].tolist() == [20, 21, 22, 23]


def _lines_over(memory: Array) -> list[QLineF]:
    """Return lines that lie in the rows of an array, of shape (n, 4)."""
    start = memory.ctypes.data
    addresses = range(start, start + memory.nbytes, _BYTES)
    return [cast(QLineF, Shiboken.wrapInstance(address, QLineF)) for address in addresses]


def curve_points(ends: Array, count: int) -> Array:
    """Return points of the curves between ends (x0, y0, x1, y1) of shape (n, 4), as (n, count, 2).

    They are cubic Béziers that leave and arrive horizontally, with both handles half way. The
    points are the closer to each other the more the curves bend, which is most at their ends.
    """
    u = np.linspace(-1, 1, count)
    t = (1 + np.sign(u) * np.abs(u) ** (2 / 3)) / 2
    x0, y0, x1, y1 = ends.T[:, :, None]
    x = (1 - t) ** 3 * x0 + 3 * t * (1 - t) * (x0 + x1) / 2 + t**3 * x1
    return np.stack([x, y0 + (y1 - y0) * t * t * (3 - 2 * t)], axis=2)


def arc_lengths(points: Array) -> Array:
    """Return how long each polyline, of shape (n, points, 2), is up to each point."""
    steps = np.hypot(*np.moveaxis(np.diff(points, axis=1), 2, 0))
    return np.concatenate([np.zeros((len(points), 1)), np.cumsum(steps, axis=1)], axis=1)


def dashes(
    points: Array, lengths: Array, dash: float, gap: float, shift: float
) -> tuple[Array, NDArray[np.intp]]:
    """Return the dashes along polylines as rows, and whose each is; `shift` moves them on."""
    if not len(points):
        return np.empty((0, 4)), np.empty(0, np.intp)
    period, total = dash + gap, lengths[:, -1:]
    starts = np.arange(shift % period - period, float(total.max()), period)
    first, last = np.clip(starts, 0, total), np.clip(starts + dash, 0, total)
    there = last - first > _SHORTEST
    owner = np.nonzero(there)[0]
    both = [_along(points, lengths, owner, distances[there]) for distances in (first, last)]
    return np.concatenate(both, axis=1), owner


def _along(points: Array, lengths: Array, owner: NDArray[np.intp], distances: Array) -> Array:
    """Return the points at these distances along the polylines they belong to, as (n, 2)."""
    before = (lengths[owner, 1:-1] <= distances[:, None]).sum(axis=1)
    start, end = lengths[owner, before], lengths[owner, before + 1]
    share = (distances - start) / np.maximum(end - start, 1e-9)
    a, b = points[owner, before], points[owner, before + 1]
    return np.asarray(a + (b - a) * share[:, None])
