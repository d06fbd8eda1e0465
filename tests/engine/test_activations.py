"""Activations: values at points known by hand, slopes against central differences."""

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS, Activation

ORDINARY = [-3.0, -1.7, -0.5, -0.1, 0.1, 0.3, 1.0, 2.5]
AWKWARD = [0.0, 1e-12, -1e-12, 30.0, -30.0, 1000.0, -1000.0]
KINKED = {"relu", "leaky_relu"}  # no derivative at 0
STEP = 1e-5


def value(activation: Activation, z: np.ndarray) -> np.ndarray:
    out = np.empty_like(z)
    activation.value(z, out)
    return out


def slope(activation: Activation, z: np.ndarray) -> np.ndarray:
    out = np.empty_like(z)
    activation.slope(z, value(activation, z), out)
    return out


@pytest.mark.parametrize("z", ORDINARY + AWKWARD)
@pytest.mark.parametrize("key", HIDDEN_ACTIVATIONS)
def test_slope_is_the_derivative_of_value(key: str, z: float) -> None:
    if key in KINKED and abs(z) < STEP:
        pytest.skip("central differences reach over the kink at 0; its sides are tested below")
    activation, at = ACTIVATIONS[key], np.array([[z]])
    step = STEP * max(1.0, abs(z))
    numeric = (value(activation, at + step) - value(activation, at - step)) / (2 * step)
    assert slope(activation, at) == pytest.approx(numeric, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("z", [1e-12, -1e-12])
@pytest.mark.parametrize("key", sorted(KINKED))
def test_slope_beside_a_kink_is_that_of_its_side(key: str, z: float) -> None:
    activation, at = ACTIVATIONS[key], np.array([[z]])
    one_sided = (value(activation, at * 2) - value(activation, at)) / at
    assert slope(activation, at) == pytest.approx(one_sided, rel=1e-7, abs=1e-15)


@pytest.mark.parametrize(("key", "at_zero"), [("relu", 0.0), ("leaky_relu", 0.01)])
def test_slope_on_a_kink_is_that_of_its_left_side(key: str, at_zero: float) -> None:
    assert slope(ACTIVATIONS[key], np.zeros((1, 1)))[0, 0] == at_zero


@pytest.mark.parametrize(
    ("key", "z", "expected"),
    [
        ("linear", -2.5, -2.5),
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", np.log(3), 0.75),
        ("tanh", 0.5, 0.46211715726000975),
        ("relu", -2.0, 0.0),
        ("relu", 2.0, 2.0),
        ("leaky_relu", -2.0, -0.02),
        ("leaky_relu", 2.0, 2.0),
    ],
)
def test_value_is_the_one_worked_by_hand(key: str, z: float, expected: float) -> None:
    assert value(ACTIVATIONS[key], np.array([[z]]))[0, 0] == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_values_stay_finite_and_within_the_limits(key: str) -> None:
    z = np.array([[*ORDINARY, *AWKWARD], [*AWKWARD, *ORDINARY]])
    a = value(ACTIVATIONS[key], z)
    low, high = ACTIVATIONS[key].limits
    assert np.isfinite(a).all()
    assert low <= a.min()
    assert a.max() <= high


@pytest.mark.parametrize(
    "key", [key for key, row in ACTIVATIONS.items() if row.slope_from_value and row.elementwise]
)
def test_value_and_slope_need_one_array_where_the_row_says_so(key: str) -> None:
    activation = ACTIVATIONS[key]
    z = np.array([[*ORDINARY, *AWKWARD]])
    in_place, out = z.copy(), np.empty_like(z)
    activation.value(in_place, in_place)
    activation.slope(in_place, in_place, out)
    np.testing.assert_array_equal(in_place, value(activation, z))
    np.testing.assert_array_equal(out, slope(activation, z))


def test_softmax_columns_sum_to_one_at_any_logit() -> None:
    z = np.array([[1e4, -1e4, 0.0, 30.0], [0.0, -1e4, 1e-12, -30.0], [-1e4, 1e4, 0.0, 0.0]])
    a = value(ACTIVATIONS["softmax"], z)
    np.testing.assert_allclose(a.sum(axis=0), 1.0, rtol=1e-15)
    np.testing.assert_allclose(a[:, 2], 1 / 3, rtol=1e-12)


def test_softmax_slope_is_the_diagonal_of_its_jacobian() -> None:
    softmax, z = ACTIVATIONS["softmax"], np.array([[0.3], [-1.2], [2.0]])
    for k in range(3):
        up, down = z.copy(), z.copy()
        up[k] += STEP
        down[k] -= STEP
        numeric = (value(softmax, up)[k] - value(softmax, down)[k]) / (2 * STEP)
        assert slope(softmax, z)[k] == pytest.approx(numeric, rel=1e-7)
