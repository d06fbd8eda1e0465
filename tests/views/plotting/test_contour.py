"""Level lines: on the level, whole, and in one curve with gaps."""

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from nnviz.run_state import Array
from nnviz.views.plotting.contour import level_lines, path_above
from tests.translations import ROOT

ACROSS, ALONG = np.linspace(-6.0, 6.0, 65), np.linspace(0.0, 3.0, 65)
X, Y = np.meshgrid(ACROSS, ALONG)


def parts(x: Array, y: Array) -> list[Array]:
    """Return the lines of a curve, each of shape (points, 2)."""
    points = np.stack([x, y], axis=1)
    gaps = np.flatnonzero(np.isnan(points).any(axis=1))
    return [part[np.isfinite(part).all(axis=1)] for part in np.split(points, gaps)]


def test_a_plane_is_met_exactly_in_a_single_cell() -> None:
    ends = np.array([-6.0, 6.0])
    surface = ends + 2 * ends[:, np.newaxis] + 1
    x, y = level_lines(surface[np.newaxis], ends, ends, 0.0)
    assert np.allclose(x + 2 * y, -1)
    assert len(x) == 2


@pytest.mark.parametrize("level", [-1.0, 0.0, 2.5])
def test_all_points_are_on_the_level(level: float) -> None:
    x, y = level_lines((X + 2 * Y)[np.newaxis], ACROSS, ALONG, level)
    assert np.allclose(x + 2 * y, level)
    assert np.ptp(y) >= 2.5


def test_a_ring_is_one_line_that_ends_where_it_starts() -> None:
    (ring,) = parts(*level_lines(((X / 2) ** 2 + (Y - 1.5) ** 2 - 1)[np.newaxis], ACROSS, ALONG, 0))
    assert ring[0].tolist() == ring[-1].tolist()
    length = np.hypot(*np.diff(ring / (2, 1), axis=0).T).sum()
    assert length == pytest.approx(2 * np.pi, rel=0.01)


def test_both_lines_of_a_saddle_are_there() -> None:
    ends = np.array([0.0, 1.0])
    lines = parts(*level_lines(np.array([[[1.0, -1.0], [-1.0, 1.0]]]), ends, ends, 0.0))
    assert [len(line) for line in lines] == [2, 2]


def test_surfaces_are_apart() -> None:
    lines = parts(*level_lines(np.stack([X, X - 1, Y - 1]), ACROSS, ALONG, 0.0))
    assert [np.ptp(line, axis=0).tolist() for line in lines] == [[0, 3], [0, 3], [12, 0]]


@pytest.mark.parametrize("surface", [np.ones_like(X), np.zeros_like(X), np.full_like(X, np.nan)])
def test_there_may_be_no_line(surface: Array) -> None:
    x, y = level_lines(surface[np.newaxis], ACROSS, ALONG, 0.0)
    assert len(x) == len(y) == 0


def test_what_is_not_finite_is_left_out() -> None:
    surface = X.copy()
    surface[10:20] = np.inf
    lines = parts(*level_lines(surface[np.newaxis], ACROSS, ALONG, 0.0))
    assert len(lines) == 2
    assert all(np.isfinite(line).all() for line in lines)


def test_what_is_above_a_level_is_enclosed_and_its_holes_are_not() -> None:
    away = (X / 2) ** 2 + (Y - 1.5) ** 2
    path = path_above(1 - np.abs(away - 1.1), ACROSS, ALONG, 0.0)  # a ring from 0.1 to 2.1
    assert not path.contains(QPointF(0, 1.5))
    assert path.contains(QPointF(2, 1.5))
    assert path.contains(QPointF(0, 2.5))
    assert not path.contains(QPointF(5, 1.5))


@pytest.mark.parametrize(("value", "inside"), [(1.0, True), (-1.0, False)])
def test_all_or_nothing_may_be_above(value: float, inside: bool) -> None:
    path = path_above(np.full_like(X, value), ACROSS, ALONG, 0.0)
    assert path.contains(QPointF(1, 1)) is inside


def test_contourpy_is_not_imported_before_there_is_a_line_to_draw() -> None:
    program = "import sys, nnviz.views; sys.exit('contourpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
