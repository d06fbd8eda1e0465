"""Points."""

import numpy as np

from nnviz.data.points import Points


def test_take_picks_columns_in_the_order_given() -> None:
    points = Points(np.array([[1.0, 2, 3], [4, 5, 6]]), np.array([0.0, 1, 0]))
    found = points.take(np.array([2, 0]))
    np.testing.assert_array_equal(found.x, [[3, 1], [6, 4]])
    np.testing.assert_array_equal(found.y, [0, 0])
    assert (points.count, found.count) == (3, 2)


def test_several_answers_stay_with_their_example() -> None:
    x = np.arange(6.0).reshape(2, 3)
    found = Points(x, 10 * x).take(np.array([1, 0]))
    np.testing.assert_array_equal(found.y, 10 * found.x)
    np.testing.assert_array_equal(found.values, found.y)


def test_values_of_one_target_are_a_row() -> None:
    points = Points(np.zeros((2, 3)), np.array([0.0, 1, 2]))
    np.testing.assert_array_equal(points.values, [[0, 1, 2]])
