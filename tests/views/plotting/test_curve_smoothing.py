"""Curves made fit to be drawn: as few points as needed, smooth where they are noisy."""

import numpy as np
import pytest

from nnviz.views.plotting.curve_smoothing import at_most, is_noisy, smoothed, thinned


def test_every_stretch_keeps_its_lowest_and_its_highest() -> None:
    y = np.array([0.0, 3, 1, 2, 9, 4, 5, 7, 6, 8, 2, 1])
    kept_x, kept_y = thinned(np.arange(12.0) * 10, y, 3)
    assert kept_x.tolist() == [0, 10, 40, 50, 90, 110]
    assert kept_y.tolist() == [0, 3, 9, 4, 8, 1]


def test_the_last_stretch_may_be_shorter() -> None:
    x = np.arange(11.0)
    kept_x, kept_y = thinned(x, -x, 3)
    assert kept_x.tolist() == [0, 3, 4, 7, 8, 10]
    assert kept_y.tolist() == (-kept_x).tolist()


@pytest.mark.parametrize(("count", "kept"), [(6, 6), (7, 5)])
def test_few_points_stay_as_they_are(count: int, kept: int) -> None:
    assert len(thinned(np.arange(count), np.arange(count, dtype=float), 3)[0]) == kept


def test_smoothing_takes_the_mean_of_a_window_narrower_at_the_ends() -> None:
    y = np.array([0.0, 6, 3, 9, 12, 0, 6])
    assert smoothed(y).tolist() == pytest.approx([0, 3, 6, 6, 6, 6, 6])


def test_the_window_is_about_a_thirtieth() -> None:
    y = np.zeros(600)
    y[300] = 21.0
    assert np.flatnonzero(smoothed(y)).tolist() == list(range(290, 311))
    assert smoothed(y)[300] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("y", "noisy"),
    [
        (np.tile([0.0, 1.0], 10), True),
        (np.tile([0.0, 1.0], 9), False),  # too short to tell
        (np.repeat([0.0, 1.0, 0.0, 1.0, 0.0], 5), False),  # four times its range
        (np.repeat([0.0, 1.0, 0.0, 1.0, 0.0, 1.0], 5), True),
        (np.ones(30), False),
    ],
)
def test_a_curve_is_noisy_that_goes_up_and_down_much(
    y: "np.ndarray[int, np.dtype[np.float64]]", noisy: bool
) -> None:
    assert is_noisy(y) is noisy


def test_a_smooth_curve_keeps_points_evenly_and_both_ends() -> None:
    x, y = at_most(np.arange(101.0), np.arange(101.0) ** 2, 5)
    assert x.tolist() == [0, 25, 50, 75, 100]
    assert y.tolist() == (x**2).tolist()
    assert len(at_most(np.arange(5), np.arange(5.0), 5)[0]) == 5
