"""Level lines of surfaces over a grid, and what lies above one, by contourpy."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from pyqtgraph import arrayToQPath
from PySide6.QtGui import QPainterPath

from nnviz.run_state import Array

_GAP = np.full((1, 2), np.nan)  # from the end of a line to the start of the next


def level_lines(surfaces: Array, x: Array, y: Array, level: float) -> tuple[Array, Array]:
    """Return where surfaces of shape (surfaces, y, x) have this level, as one curve's x and y.

    NaN stands between two lines: the curve is to be drawn with connect="finite". Places that are
    not finite are in no line.
    """
    found = [part for surface in surfaces for part in _lines(surface, x, y, level)]
    points = np.concatenate(found[:-1] or [np.empty((0, 2))])
    return points[:, 0], points[:, 1]


def _lines(surface: Array, x: Array, y: Array, level: float) -> Iterator[Array]:
    """Return one surface's lines, of shape (points, 2), and a gap after each."""
    import contourpy  # not for the first paint

    generator = contourpy.contour_generator(
        x, y, surface, name="serial", line_type=contourpy.LineType.Separate
    )
    for line in generator.lines(level):
        yield np.asarray(line)
        yield _GAP


def path_above(surface: Array, x: Array, y: Array, level: float) -> QPainterPath:
    """Return where a surface of shape (y, x) is above a level; all of it must be finite.

    It is to be filled by Qt's usual rule, by which holes stay open.
    """
    import contourpy  # not for the first paint

    generator = contourpy.contour_generator(
        x, y, surface, name="serial", fill_type=contourpy.FillType.ChunkCombinedOffset
    )
    found: Any = generator.filled(level, np.inf)
    ((points,), (starts,)) = found
    if points is None:
        return QPainterPath()
    goes_on = np.ones(len(points), dtype=np.int32)
    goes_on[starts[1:].astype(np.int64) - 1] = 0
    path: QPainterPath = arrayToQPath(points[:, 0], points[:, 1], connect=goes_on)
    return path
