"""Clipping shortens a gradient that is too long, and only that."""

import numpy as np
import pytest

from nnviz.training.clipping import with_clipping


def clipped(gradient: list[float], longest: float | None) -> np.ndarray:
    vector, updates = np.array(gradient), []
    with_clipping(vector, longest, lambda: updates.append(1))()
    assert updates == [1]
    return vector


@pytest.mark.parametrize(
    ("longest", "expected"), [(None, [3, 4]), (5.0, [3, 4]), (6.0, [3, 4]), (1.0, [0.6, 0.8])]
)
def test_only_what_is_too_long_is_shortened(longest: float | None, expected: list[float]) -> None:
    np.testing.assert_allclose(clipped([3.0, 4.0], longest), expected, rtol=1e-15)


def test_what_is_no_number_stays_so() -> None:
    assert np.isnan(clipped([np.nan, 1.0], 1.0)[0])
