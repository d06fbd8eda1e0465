"""L1 and L2."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment, with_dataset, with_optimizer
from nnviz.run_state import Array
from nnviz.training.regularisation import penalty, with_penalty, with_soft_threshold
from nnviz.training.run import TrainingRun
from tests.engine.differences import assert_gradient

PARAMETERS = np.array([1.0, -2.0, 3.0, 0.5, -0.5, -4.0])  # every third one is a bias


def network() -> Network:
    made = Network(2, [Dense(2, "tanh")], PARAMETERS)
    made.gradient[...] = 0.0
    return made


def test_penalty_is_the_formula_worked_by_hand_without_biases() -> None:
    assert penalty(network(), 0.1, 0.0) == pytest.approx(0.1 * (1 + 2 + 0.5 + 0.5))
    assert penalty(network(), 0.0, 0.1) == pytest.approx(0.05 * (1 + 4 + 0.25 + 0.25))


@pytest.mark.parametrize(("l1", "l2", "expected"), [(1.0, 0.0, 4.0), (0.0, 1.0, 2.75)])
def test_a_strength_of_1_leaves_the_sums_as_they_are(l1: float, l2: float, expected: float) -> None:
    assert penalty(network(), l1, l2) == pytest.approx(expected)


@pytest.mark.parametrize(("l1", "l2"), [(0.1, 0.0), (0.0, 0.3), (0.2, 0.7), (1.0, 0.0), (0.0, 1.0)])
def test_the_gradient_added_is_the_derivative_of_the_penalty(l1: float, l2: float) -> None:
    made, called = network(), []
    with_penalty(made, l1, l2, lambda: called.append(made.gradient.copy()))()

    def at(parameters: np.ndarray) -> float:
        made.parameters[...] = parameters
        return penalty(made, l1, l2)

    assert_gradient(called[0], at, PARAMETERS)


def test_without_penalty_the_update_is_left_as_it_is() -> None:
    def update() -> None:
        """Do nothing."""

    assert with_penalty(network(), 0.0, 0.0, update) is update


def test_a_weight_at_zero_is_not_pulled() -> None:
    made = network()
    made.parameters[...] = 0.0
    with_penalty(made, 1.0, 1.0, lambda: None)()
    assert (made.gradient == 0).all()


# L1 as a soft threshold

THRESHOLDED = [key for key, row in OPTIMIZERS.items() if row.reach is not None]
L1 = 0.3


def test_weights_are_drawn_towards_0_but_not_past_it_and_biases_left_alone() -> None:
    made = network()
    with_soft_threshold(made, 1.0, np.array(0.75), 1.0, None, lambda: None)()
    assert made.parameters.tolist() == [0.25, -1.25, 3.0, 0.0, 0.0, -4.0]


def test_without_l1_there_is_no_threshold() -> None:
    def update() -> None:
        """Do nothing."""

    assert with_soft_threshold(network(), 0.0, np.array(0.1), 1.0, None, update) is update


def test_what_the_threshold_takes_is_a_gradient_for_the_velocity() -> None:
    made, velocity, rate = network(), np.zeros(6), np.array(0.5)
    with_soft_threshold(made, 2.0, rate, 1.9, velocity, lambda: None)()
    assert made.parameters.tolist() == [0.0, -2.0 + 1.9, 3.0, 0.0, 0.0, -4.0]
    np.testing.assert_allclose(velocity * 0.5 * 1.9, PARAMETERS - made.parameters, rtol=1e-15)


def test_at_a_rate_of_0_nothing_changes() -> None:
    made, velocity = network(), np.ones(6)
    with_soft_threshold(made, 1.0, np.array(0.0), 1.0, velocity, lambda: None)()
    assert made.parameters.tolist() == PARAMETERS.tolist()
    assert velocity.tolist() == [1.0] * 6


def lasso_run(key: str, x: Array, y: Array, **choices: object) -> TrainingRun:
    """Return a run for ½ mean (w·x − y)² + L1 Σ|w| with these x (inputs, n) and y (1, n)."""
    start = with_optimizer(with_dataset(Experiment(), "plane"), key)
    start = replace(
        start,
        features=("x1", "x2", "x1_squared", "x2_squared")[: len(x)],
        hidden_layers=(),
        output_bias=False,
        batch_size=None,
        l1=L1,
        learning_rate=0.05,
        **choices,
    )
    made = TrainingRun(start).data
    data = replace(made, train_inputs=x, train_targets=y)
    data = replace(data, train=replace(made.train, x=x[:2], y=y[0]))
    return TrainingRun(start, data)


def least_squares_gradient(w: Array, x: Array, y: Array) -> Array:
    return np.asarray((w @ x - y[0]) @ x.T / x.shape[1])


@pytest.mark.parametrize("key", THRESHOLDED)
def test_on_orthogonal_inputs_the_closed_form_of_the_lasso_comes_out(key: str) -> None:
    """Tibshirani 1996, equation 3: the least squares' weights, each through the threshold."""
    x = np.array([[1.0, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
    alone = np.array([2.0, -0.5, 0.2, -0.25])
    run = lasso_run(key, x, alone[np.newaxis] @ x)
    run.advance(2000)
    found = run.network.weights[0][0, :-1]
    expected = np.sign(alone) * np.maximum(np.abs(alone) - L1, 0)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    assert (found == 0).tolist() == [False, False, True, True]


@pytest.mark.parametrize("key", THRESHOLDED)
def test_on_any_inputs_the_conditions_of_the_least_penalised_loss_hold(key: str) -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(4, 40)) + rng.normal(size=40)
    y = np.array([[1.0, 0.0, 0.3, -0.4]]) @ x + rng.normal(0, 0.3, (1, 40))
    run = lasso_run(key, x, y)
    run.advance(5000)
    w = run.network.weights[0][0, :-1]
    pull = least_squares_gradient(w, x, y)
    zero = w == 0
    assert 0 < zero.sum() < 4
    assert (np.abs(pull[zero]) <= L1).all()
    np.testing.assert_allclose(pull[~zero], -L1 * np.sign(w[~zero]), rtol=0, atol=1e-9)


@pytest.mark.parametrize("key", THRESHOLDED)
def test_a_weight_at_0_comes_back_when_the_loss_pulls_harder(key: str) -> None:
    x = np.array([[1.0, 1, 1, 1], [1, -1, 1, -1]])
    run = lasso_run(key, x, np.array([[0.2, 1.0]]) @ x)
    run.advance(2000)
    assert run.network.weights[0][0, 0] == 0
    again = run.changed_to(replace(run.experiment, l1=0.05))
    again.advance(2000)
    assert again.network.weights[0][0, 0] == pytest.approx(0.15)


@pytest.mark.parametrize("key", THRESHOLDED)
def test_in_a_network_weights_become_exactly_0_and_stay_it(key: str) -> None:
    start = with_optimizer(replace(Experiment(), l1=0.01, learning_rate=0.03), key)
    run = TrainingRun(start)
    run.advance(300 * run.batches_left)
    weights = np.concatenate([matrix[:, :-1].ravel() for matrix in run.network.weights])
    assert 0 < (weights == 0).sum() < weights.size


@pytest.mark.parametrize("key", ["adagrad", "rmsprop", "adam", "adamw"])
def test_rates_of_ones_own_keep_the_subgradient_and_come_near_0_only(key: str) -> None:
    x = np.array([[1.0, 1, 1, 1], [1, -1, 1, -1]])
    run = lasso_run(key, x, np.array([[0.2, 1.0]]) @ x)
    run.advance(2000)
    near = run.network.weights[0][0, 0]
    assert near != 0
    assert abs(near) < 0.1
