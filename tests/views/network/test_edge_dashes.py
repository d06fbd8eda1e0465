"""Straight lines in great numbers: where they are, and that Qt has them as they are handed over."""

import numpy as np
import pytest
from PySide6.QtCore import QLineF

from nnviz.run_state import Array
from nnviz.views.network import edge_dashes
from nnviz.views.network.edge_dashes import (
    AT_ONCE,
    LinePool,
    arc_lengths,
    curve_points,
    dashes,
    lines_are_rows,
)
from nnviz.views.network.edges import POINTS

ROWS = np.arange(400.0).reshape(100, 4)


def numbers(lines: list[QLineF]) -> Array:
    return np.array([[line.x1(), line.y1(), line.x2(), line.y2()] for line in lines]).reshape(-1, 4)


def test_lines_of_qt_are_rows_of_numbers_here() -> None:
    assert lines_are_rows()


@pytest.mark.parametrize("are_rows", [True, False])
def test_lines_are_the_rows_that_were_given_last(
    monkeypatch: pytest.MonkeyPatch, are_rows: bool
) -> None:
    monkeypatch.setattr(edge_dashes, "lines_are_rows", lambda: are_rows)
    pool = LinePool()
    for rows in (ROWS[:3], ROWS, ROWS[50:60] + 0.5, ROWS[:0]):
        drawn = [numbers(lines) for lines in pool.parts(rows)]
        np.testing.assert_array_equal(np.concatenate([np.empty((0, 4)), *drawn]), rows)


def test_very_many_lines_come_in_parts() -> None:
    rows = np.tile(ROWS, (AT_ONCE // 40, 1))
    drawn = [numbers(lines) for lines in LinePool().parts(rows)]
    assert [len(part) for part in drawn] == [AT_ONCE, AT_ONCE, len(rows) - 2 * AT_ONCE]
    np.testing.assert_array_equal(np.concatenate(drawn), rows)


def test_lines_are_made_once() -> None:
    pool = LinePool()
    first, second = next(pool.parts(ROWS)), next(pool.parts(ROWS[:10] + 1))
    assert first[7] is second[7]


SWAPPED = [QLineF(0, 2, 1, 3), QLineF(4, 6, 5, 7), QLineF()]
ELSEWHERE = [QLineF(0, 1, 2, 3), QLineF(4, 5, 6, 7), QLineF()]


@pytest.mark.parametrize("lines", [SWAPPED, ELSEWHERE])
def test_other_forms_of_lines_are_noticed(
    monkeypatch: pytest.MonkeyPatch, lines: list[QLineF]
) -> None:
    monkeypatch.setattr(edge_dashes, "_lines_over", lambda _memory: lines)
    assert not lines_are_rows.__wrapped__()


def between(points: Array, t: float) -> Array:
    """Return the point of a Bézier curve with these handles, as de Casteljau finds it."""
    while len(points) > 1:
        points = (1 - t) * points[:-1] + t * points[1:]
    return points[0]


@pytest.mark.parametrize("count", [9, 25])
def test_curves_leave_and_arrive_horizontally_with_their_handles_half_way(count: int) -> None:
    ends = np.array([[2.0, 3.0, 12.0, 33.0], [-4.0, 9.0, 6.0, 1.0]])
    for (x0, y0, x1, y1), points in zip(ends, curve_points(ends, count), strict=True):
        half = (x0 + x1) / 2
        handles = np.array([[x0, y0], [half, y0], [half, y1], [x1, y1]])
        along = (points[:, 1] - y0) / (y1 - y0)
        for point, share in zip(points, along, strict=True):  # 3t² - 2t³ is the share of the way
            t = next(r.real for r in np.roots([-2, 3, 0, -share]) if -1e-6 <= r.real <= 1 + 1e-6)
            np.testing.assert_allclose(point, between(handles, t), atol=1e-6)


@pytest.mark.parametrize("end", [(150.0, 400.0), (60.0, 500.0), (200.0, 100.0), (300.0, -20.0)])
def test_no_piece_is_far_from_its_curve(end: tuple[float, float]) -> None:
    """Middles of the pieces are compared, with a curve of so many points that it is smooth."""
    ends = np.array([[0.0, 0.0, *end]])
    coarse, fine = curve_points(ends, POINTS)[0], curve_points(ends, 4001)[0]
    middles = (coarse[1:] + coarse[:-1]) / 2
    distances = [np.hypot(*(fine - middle).T).min() for middle in middles]
    assert max(distances) < 0.3
    assert max(distances[1:-1]) < 0.3


def straight(*lengths: float) -> Array:
    """Return lines from the left edge to the right, in two pieces each."""
    return np.array([[[0.0, 5.0], [length / 3, 5.0], [length, 5.0]] for length in lengths])


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (0.0, [[0, 6], [10, 16], [20, 26]]),
        (3.0, [[3, 9], [13, 19], [23, 29]]),
        (9.0, [[0, 5], [9, 15], [19, 25], [29, 30]]),  # the outer ones in part
        (29.0, [[0, 5], [9, 15], [19, 25], [29, 30]]),
    ],
)
def test_dashes_and_gaps_take_turns(shift: float, expected: list[list[float]]) -> None:
    line = straight(30.0)
    rows, owner = dashes(line, arc_lengths(line), 6.0, 4.0, shift)
    np.testing.assert_allclose(rows[:, ::2], expected)
    assert (rows[:, 1::2] == 5).all()
    assert not owner.any()


def test_a_dash_belongs_to_the_line_it_is_on() -> None:
    lines = straight(12.0, 30.0)
    rows, owner = dashes(lines, arc_lengths(lines), 6.0, 4.0, 0.0)
    assert owner.tolist() == [0, 0, 1, 1, 1]
    np.testing.assert_allclose(rows[:2, ::2], [[0, 6], [10, 12]])


def test_no_lines_have_no_dashes() -> None:
    rows, owner = dashes(np.empty((0, 3, 2)), np.empty((0, 3)), 6.0, 4.0, 0.0)
    assert (rows.shape, owner.shape) == ((0, 4), (0,))
