"""Cells between lines: as many as the theory says, each with the code of its own side."""

import numpy as np
import pytest

from nnviz.views.boundaries.arrangement import cells_of, held, segment_of

SPANS = ((-6.0, 6.0), (-6.0, 6.0))


def area(corners: tuple[tuple[float, float], ...]) -> float:
    x, y = np.array(corners).T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


@pytest.mark.parametrize("count", [0, 1, 2, 5, 8])
def test_lines_in_general_position_make_as_many_cells_as_schlaefli_says(count: int) -> None:
    angles = np.linspace(0, np.pi, count, endpoint=False) + 0.1
    lines = [(np.cos(a), np.sin(a), 0.3 * np.sin(7 * a) + 0.05) for a in angles.tolist()]
    cells = cells_of(lines, ((-1e4, 1e4), (-1e4, 1e4)))
    assert len(cells) == 1 + count + count * (count - 1) // 2
    assert len({cell.code for cell in cells}) == len(cells)


def test_cells_fill_the_rectangle_and_their_middles_have_their_code() -> None:
    lines = np.random.default_rng(3).normal(size=(8, 3)) * [1, 1, 2]
    cells = cells_of([tuple(line) for line in lines.tolist()], SPANS)
    assert sum(area(cell.corners) for cell in cells) == pytest.approx(144)
    for cell in cells:
        code = lines @ [*cell.middle, 1] > 0
        assert cell.code == tuple(code.tolist())


@pytest.mark.parametrize(("c", "side"), [(9.0, True), (-9.0, False)])
def test_a_line_outside_cuts_nothing(c: float, side: bool) -> None:
    (cell,) = cells_of([(1.0, 0.0, c)], SPANS)
    assert cell.code == (side,)
    assert segment_of((1.0, 0.0, c), SPANS) is None


def test_a_neuron_without_weights_has_no_line() -> None:
    (cell,) = cells_of([(0.0, 0.0, 1.0)], SPANS)
    assert cell.code == (True,)
    (cell,) = cells_of([(0.0, 0.0, 0.0)], SPANS)
    assert cell.code == (False,)


def test_a_line_ends_at_the_edges() -> None:
    ends = segment_of((1.0, -1.0, 2.0), SPANS)
    assert ends is not None
    assert sorted(ends) == [pytest.approx((-6, -4)), pytest.approx((4, 6))]


def test_cells_with_points_are_counted() -> None:
    codes = np.array([[True, True, False, False], [True, True, True, False]])
    assert held(codes, np.array([0, 1, 1, 1])) == (3, 1)
