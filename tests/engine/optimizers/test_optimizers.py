"""Optimizers against the textbook's formulas, written out once more by hand."""

from dataclasses import fields

import numpy as np
import pytest

from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.optimizers.adagrad_rmsprop_adam import (
    AdaGradSettings,
    AdamSettings,
    AdamWSettings,
    RMSpropSettings,
)
from nnviz.engine.optimizers.optimizer import OptimizerSettings
from nnviz.engine.optimizers.sgd_momentum import MomentumSettings

RATE = 0.05
CURVATURE = np.array([1.0, 3.0, 0.2])
START = np.array([1.0, -2.0, 0.5])
STEPS = 50


def descend(key: str, settings: OptimizerSettings, steps: int = STEPS) -> np.ndarray:
    """Minimise ½ Σ c w² from START."""
    parameters, gradient = START.copy(), np.empty(3)
    optimizer = OPTIMIZERS[key]
    state = optimizer.new_state(3)
    step = optimizer.bind(parameters, gradient, np.array(RATE), state, settings)
    for _ in range(steps):
        gradient[...] = CURVATURE * parameters
        step()
    return parameters


def test_sgd_is_the_textbook() -> None:
    expected = START * (1 - RATE * CURVATURE) ** STEPS
    np.testing.assert_allclose(descend("sgd", OptimizerSettings()), expected, rtol=1e-12)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_momentum_is_the_textbook(momentum: float) -> None:
    w, v = START.copy(), np.zeros(3)
    for _ in range(STEPS):
        v = momentum * v + CURVATURE * w
        w = w - RATE * v
    found = descend("momentum", MomentumSettings(momentum))
    np.testing.assert_allclose(found, w, rtol=1e-12)


def test_momentum_zero_is_sgd() -> None:
    plain = descend("sgd", OptimizerSettings())
    np.testing.assert_array_equal(descend("momentum", MomentumSettings(0.0)), plain)


@pytest.mark.parametrize(
    "settings", [AdamSettings(), AdamSettings(0.0, 0.0), AdamSettings(0.5, 0.9, 1e-3)]
)
def test_adam_is_the_textbook(settings: AdamSettings) -> None:
    w, m, v = START.copy(), np.zeros(3), np.zeros(3)
    for t in range(1, STEPS + 1):
        g = CURVATURE * w
        m = settings.beta1 * m + (1 - settings.beta1) * g
        v = settings.beta2 * v + (1 - settings.beta2) * g**2
        corrected = m / (1 - settings.beta1**t), v / (1 - settings.beta2**t)
        w = w - RATE * corrected[0] / (np.sqrt(corrected[1]) + settings.epsilon)
    np.testing.assert_allclose(descend("adam", settings), w, rtol=1e-9)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_nesterov_is_the_textbook(momentum: float) -> None:
    """Sutskever et al. 2013, equations 3 and 4: the gradient at θ + μv, then θ + v."""
    theta, v = START.copy(), np.zeros(3)
    for _ in range(STEPS):
        v = momentum * v - RATE * CURVATURE * (theta + momentum * v)
        theta = theta + v
    found = descend("nesterov", MomentumSettings(momentum))
    np.testing.assert_allclose(found, theta + momentum * v, rtol=1e-9)


@pytest.mark.parametrize("epsilon", [1e-10, 0.1])
def test_adagrad_is_the_textbook(epsilon: float) -> None:
    w, total = START.copy(), np.zeros(3)
    for _ in range(STEPS):
        g = CURVATURE * w
        total = total + g**2
        w = w - RATE * g / (np.sqrt(total) + epsilon)
    np.testing.assert_allclose(descend("adagrad", AdaGradSettings(epsilon)), w, rtol=1e-12)


@pytest.mark.parametrize("settings", [RMSpropSettings(), RMSpropSettings(0.5, 0.01)])
def test_rmsprop_is_the_textbook(settings: RMSpropSettings) -> None:
    w, mean = START.copy(), np.zeros(3)
    for _ in range(STEPS):
        g = CURVATURE * w
        mean = settings.decay * mean + (1 - settings.decay) * g**2
        w = w - RATE * g / (np.sqrt(mean) + settings.epsilon)
    np.testing.assert_allclose(descend("rmsprop", settings), w, rtol=1e-9)


def test_adamw_without_decay_is_adam() -> None:
    found = descend("adamw", AdamWSettings(weight_decay=0.0))
    np.testing.assert_array_equal(found, descend("adam", AdamSettings()))


def test_adamw_decays_beside_the_gradient() -> None:
    found = descend("adamw", AdamWSettings(weight_decay=0.5), steps=1)
    expected = START * (1 - RATE * 0.5) - RATE * np.sign(START)
    np.testing.assert_allclose(found, expected, rtol=1e-7)


def test_gradient_descent_is_sgd_on_all_samples() -> None:
    assert [key for key, row in OPTIMIZERS.items() if row.all_samples] == ["gradient_descent"]
    plain = descend("sgd", OptimizerSettings())
    np.testing.assert_array_equal(descend("gradient_descent", OptimizerSettings()), plain)


def test_the_first_step_of_adam_is_the_learning_rate() -> None:
    found = descend("adam", AdamSettings(), steps=1)
    np.testing.assert_allclose(found, START - RATE * np.sign(START), rtol=1e-7)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_where_a_step_is_linear_in_the_gradient_it_is_said_how_far_it_reaches(key: str) -> None:
    optimizer, gradients = OPTIMIZERS[key], np.array([1.0, -2.0, 4.0])
    settings, parameters, gradient = optimizer.settings(), np.zeros(3), gradients.copy()
    state = optimizer.new_state(3)
    optimizer.bind(parameters, gradient, np.array(RATE), state, settings)()
    moved = -parameters / RATE
    if optimizer.reach is None:
        linear = np.allclose(moved / gradients, moved[0] / gradients[0])
        assert not linear, f"{key} moves all parameters alike: its row should have a reach"
    else:
        np.testing.assert_allclose(moved, optimizer.reach(settings) * gradients, rtol=1e-12)
        np.testing.assert_array_equal(state.get("velocity", gradients), gradients)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_state_put_back_goes_on_to_the_same_bits(key: str) -> None:
    optimizer = OPTIMIZERS[key]
    parameters, gradient = START.copy(), np.empty(3)
    state = optimizer.new_state(3)
    for part in range(2):
        if part == 1:  # another state, with a copy of the numbers
            state = {name: array.copy() for name, array in state.items()}
        step = optimizer.bind(parameters, gradient, np.array(RATE), state, optimizer.settings())
        for _ in range(STEPS // 2):
            gradient[...] = CURVATURE * parameters
            step()
    np.testing.assert_array_equal(parameters, descend(key, optimizer.settings()))


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_learning_rate_of_zero_changes_nothing(key: str) -> None:
    optimizer, parameters = OPTIMIZERS[key], START.copy()
    state = optimizer.new_state(3)
    step = optimizer.bind(parameters, np.ones(3), np.array(0.0), state, optimizer.settings())
    step()
    np.testing.assert_array_equal(parameters, START)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_setting_has_a_name_and_a_range_around_its_default(key: str) -> None:
    settings = OPTIMIZERS[key].settings()
    for field in fields(settings):
        assert field.metadata["label"]
        value = getattr(settings, field.name)
        assert field.metadata["low"] <= value <= field.metadata["high"]
