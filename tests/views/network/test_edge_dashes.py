"""Straight lines in great numbers: where they are, and that Qt has them as they are handed over."""

import numpy as np
import pytest
from PySide6.QtCore import QLineF

from nnviz.run_state import Array
from nnviz.views.network import edge_dashes
from nnviz.views.network.edge_dashes import LinePool, arc_lengths, dashes, lines_are_rows

ROWS = np.arange(400.0).reshape(100, 4)


def numbers(lines: list[QLineF]) -> Array:
    return np.array([[line.x1(), line.y1(), line.x2(), line.y2()] for line in lines])


def test_lines_of_qt_are_rows_of_numbers_here() -> None:
    assert lines_are_rows()


@pytest.mark.parametrize("are_rows", [True, False])
def test_lines_are_the_rows_that_were_given_last(
    monkeypatch: pytest.MonkeyPatch, are_rows: bool
) -> None:
    monkeypatch.setattr(edge_dashes, "lines_are_rows", lambda: are_rows)
    pool = LinePool()
    for rows in (ROWS[:3], ROWS, ROWS[50:60] + 0.5, ROWS[:0]):
        np.testing.assert_array_equal(numbers(pool.fill(rows)).reshape(-1, 4), rows)


def test_other_forms_of_lines_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    swapped = [QLineF(0, 2, 1, 3), QLineF(4, 6, 5, 7), QLineF()]
    monkeypatch.setattr(edge_dashes, "_lines_over", lambda _memory: swapped)
    assert not lines_are_rows.__wrapped__()


def starts(shift: float) -> Array:
    """Return where the dashes along a straight line start, but for the one that is cut off."""
    line = np.array([[[0.0, 5.0], [50.0, 5.0], [100.0, 5.0]]])
    rows, owner = dashes(line, arc_lengths(line), 6.0, 4.0, shift)
    assert not owner.any()
    return np.asarray(rows[rows[:, 0] > 0, 0])


@pytest.mark.parametrize("shift", [0.5, 3.0, 9.0])
def test_a_shift_moves_dashes_on_along_the_line(shift: float) -> None:
    moved, after = starts(0.0) + shift, starts(shift)
    assert np.isin(moved[moved < 100].round(6), after.round(6)).all()
    assert starts(shift + 10.0).tolist() == after.tolist()
