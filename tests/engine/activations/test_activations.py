"""Activations: values at points known by hand, slopes against central differences."""

import math
from dataclasses import fields

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from nnviz.engine.activations.activation import Activation, ActivationSettings
from nnviz.engine.activations.elu_softplus_silu import SELU_ALPHA, SELU_SCALE, ELUSettings
from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings
from nnviz.engine.program import carry_out
from tests.engine.awkward import AWKWARD, ORDINARY
from tests.engine.differences import assert_derivative, derivative

# Where there is no derivative, or no second one as in ELU, with the slope we take.
KINKS = {
    "relu": {0.0: 0.0},
    "leaky_relu": {0.0: 0.01},
    "elu": {0.0: 1.0},
    "selu": {0.0: SELU_SCALE * (1 + SELU_ALPHA) / 2},
    "piecewise_linear": {-0.5: 0.0, 0.5: 0.0},
    "step": {0.0: 0.0},
    "sign": {0.0: 0.0},
}
GELU_ERROR = 1e-12  # of its values, which come from a table
SETTINGS = {
    "leaky_relu": [LeakyReLUSettings(slope) for slope in (0.0, 0.01, 0.1, 1.0)],
    "elu": [ELUSettings(alpha) for alpha in (0.0, 0.5, 1.0, 2.0)],
}
CHOICES = [
    (key, settings)
    for key in HIDDEN_ACTIVATIONS
    for settings in SETTINGS.get(key, [ACTIVATIONS[key].settings()])
]


def value(
    activation: Activation, z: np.ndarray, settings: ActivationSettings | None = None
) -> np.ndarray:
    return activation.curve(z, settings)[0]


def slope(
    activation: Activation, z: np.ndarray, settings: ActivationSettings | None = None
) -> np.ndarray:
    return activation.curve(z, settings)[1]


def points_of(key: str) -> list[float]:
    """Return points of all kinds, those beside a kink included, those on one left out."""
    kinks = KINKS.get(key, {})
    beside = [kink + side for kink in kinks for side in (1e-12, -1e-12)]
    return [z for z in {*ORDINARY, *AWKWARD, *beside} if z not in kinks]


@pytest.mark.parametrize(("key", "settings"), CHOICES, ids=str)
def test_slope_is_the_derivative_of_value(key: str, settings: ActivationSettings) -> None:
    activation = ACTIVATIONS[key]

    def at(z: float) -> float:
        return float(value(activation, np.array([[z]]), settings)[0, 0])

    for z in points_of(key):
        found = slope(activation, np.array([[z]]), settings)[0, 0]
        error = GELU_ERROR if key == "gelu" else 0.0
        estimate = derivative(at, z, kinks=tuple(KINKS.get(key, {})), value_error=error)
        advice = f"If the slope of {key!r} near {z} jumps or has a corner, write that into KINKS."
        assert_derivative(found, estimate, advice=advice)


@pytest.mark.parametrize(("key", "kinks"), KINKS.items())
def test_slope_on_a_kink_is_that_of_the_flatter_side_or_the_mean(
    key: str, kinks: dict[float, float]
) -> None:
    for z, expected in kinks.items():
        assert slope(ACTIVATIONS[key], np.array([[z]]))[0, 0] == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("key", "z", "expected"),
    [
        ("linear", -2.5, -2.5),
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", np.log(3), 0.75),
        ("sigmoid", -40.0, 4.248354255291589e-18),
        ("tanh", 0.5, 0.46211715726000975),
        ("relu", -2.0, 0.0),
        ("relu", 2.0, 2.0),
        ("leaky_relu", -2.0, -0.02),
        ("leaky_relu", 2.0, 2.0),
        ("elu", -np.log(2), -0.5),
        ("elu", 2.0, 2.0),
        ("selu", -np.log(2), -SELU_SCALE * SELU_ALPHA / 2),
        ("selu", 2.0, 2 * SELU_SCALE),
        ("softplus", 0.0, np.log(2)),
        ("softplus", -40.0, 4.248354255291589e-18),
        ("softplus", 1000.0, 1000.0),
        ("silu", np.log(3), 0.75 * np.log(3)),
        ("gelu", 1.0, 0.8413447460685429),
        ("gelu", -1.0, -0.15865525393145705),
        ("sine", 0.0, 0.0),
        ("gaussian", 1.0, np.exp(-1)),
        ("piecewise_linear", -0.6, 0.0),
        ("piecewise_linear", 0.25, 0.75),
        ("piecewise_linear", 0.6, 1.0),
        ("step", -1e-12, 0.0),
        ("step", 0.0, 0.5),
        ("step", 1e-12, 1.0),
        ("sign", -3.0, -1.0),
        ("sign", 0.0, 0.0),
        ("sign", 3.0, 1.0),
    ],
)
def test_value_is_the_one_worked_by_hand(key: str, z: float, expected: float) -> None:
    assert value(ACTIVATIONS[key], np.array([[z]]))[0, 0] == pytest.approx(expected, rel=1e-15)


def test_gelu_is_exact_to_twelve_digits() -> None:
    z = np.concatenate([np.linspace(-10, 10, 100_001), [1e18, -1e18, 1e300, -1e300]])
    probability = np.array([math.erfc(-each / math.sqrt(2)) / 2 for each in z])
    with np.errstate(over="ignore"):
        density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    a, derivative = ACTIVATIONS["gelu"].curve(z)
    np.testing.assert_allclose(a, z * probability, rtol=4e-16, atol=1e-12)
    np.testing.assert_allclose(derivative, probability + z * density, rtol=4e-16, atol=1e-12)


def test_sine_and_its_slope_are_exact_to_the_last_digits() -> None:
    z = np.concatenate([np.linspace(-20, 20, 100_001), np.pi * np.arange(-9, 10), [1e3, -1e6]])
    a, derivative = ACTIVATIONS["sine"].curve(z)
    np.testing.assert_allclose(a, np.sin(z), rtol=0, atol=1e-15)
    np.testing.assert_allclose(derivative, np.cos(z), rtol=0, atol=2e-15)


def test_gelu_of_what_is_no_number_is_none() -> None:
    with np.errstate(invalid="ignore"):
        assert np.isnan(value(ACTIVATIONS["gelu"], np.array([[np.nan]]))).all()


@pytest.mark.parametrize("key", [key for key, row in ACTIVATIONS.items() if not row.trainable])
def test_what_cannot_be_trained_has_the_slope_0_everywhere(key: str) -> None:
    assert not slope(ACTIVATIONS[key], np.array([ORDINARY + AWKWARD])).any()


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_setting_has_a_name_and_a_range_around_its_default(key: str) -> None:
    settings = ACTIVATIONS[key].settings()
    for field in fields(settings):
        assert field.metadata["label"]
        assert field.metadata["low"] <= getattr(settings, field.name) <= field.metadata["high"]


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
    for program in activation.bind(activation.settings(), in_place, in_place, out):
        carry_out(program)
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

        def at(number: float, k: int = k) -> float:
            moved = z.copy()
            moved[k] = number
            return float(value(softmax, moved)[k, 0])

        assert_derivative(slope(softmax, z)[k, 0], derivative(at, z[k, 0]))
