"""Scaling of features."""

import numpy as np
import pytest

from nnviz.data.scaling import SCALINGS

X = np.array([[1.0, 2, 3, 6], [-4, 0, 4, 0]])


def scaled(key: str, x: np.ndarray) -> np.ndarray:
    return SCALINGS[key].fit(x).apply(x)


def test_none_changes_nothing() -> None:
    np.testing.assert_array_equal(scaled("none", X), X)


def test_min_max_reaches_from_zero_to_one() -> None:
    expected = [[0, 0.2, 0.4, 1], [0, 0.5, 1, 0.5]]
    np.testing.assert_allclose(scaled("min_max", X), expected, rtol=1e-15)


def test_z_score_has_mean_zero_and_deviation_one_of_the_population() -> None:
    found = scaled("z_score", X)
    np.testing.assert_allclose(found.mean(axis=1), 0, atol=1e-15)
    np.testing.assert_allclose(found.std(axis=1), 1, rtol=1e-15)
    np.testing.assert_allclose(found[1], [-np.sqrt(2), 0, np.sqrt(2), 0], atol=1e-15)


@pytest.mark.parametrize("constant", [0.0, 0.1, -1e9, 1e100, 5e-324])
@pytest.mark.parametrize("key", SCALINGS)
def test_a_constant_feature_stays_harmless(key: str, constant: float) -> None:
    x = np.full((1, 7), constant)  # the deviation of seven times 0.1 is 1.4e-17, not 0
    scaler = SCALINGS[key].fit(x)
    assert scaler.factor == 1
    assert np.abs(scaler.apply(x)).max() <= abs(constant)


@pytest.mark.parametrize("key", SCALINGS)
def test_other_data_are_scaled_by_what_was_fitted(key: str) -> None:
    scaler = SCALINGS[key].fit(X)
    np.testing.assert_array_equal(scaler.apply(X[:, :1]), scaler.apply(X)[:, :1])
