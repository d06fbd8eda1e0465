"""Clipping shortens a gradient that is too long, and only that."""

import numpy as np
import pytest
from numpy.typing import ArrayLike

from nnviz.training.clipping import with_clipping
from tests.engine.torch_training import reference


def clipped(gradient: ArrayLike, longest: float | None) -> np.ndarray:
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


def test_clipping_is_that_of_pytorch_but_for_what_it_adds_to_the_norm() -> None:
    """See tests/reference/make_torch_reference.py."""
    stored = reference("torch_settings.npz")
    for gradient, expected in zip(stored["gradients"], stored["clipped"], strict=True):
        norm = float(np.linalg.norm(gradient))
        added = norm / (norm + 1e-6) if norm > 1 else 1.0
        np.testing.assert_allclose(clipped(gradient, 1.0) * added, expected, rtol=1e-9)
