"""The loss of a network as a function of its parameters."""

import numpy as np
import pytest

from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.objective import Objective
from tests.engine.differences import NETWORK_STEP, assert_gradient

RNG = 7
PLAIN = Dense(3, "tanh")
NORMALISED = Dense(3, "tanh", batch_norm=True, dropout=0.5)
MAXOUT = Dense(3, "linear", bias=False, pieces=2)
CASES = [
    ("mse", "tanh", PLAIN),
    ("half_mse", "linear", PLAIN),
    ("categorical_cross_entropy", "softmax", PLAIN),
    ("mse", "linear", NORMALISED),
    ("mse", "tanh", MAXOUT),
]


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[Network, Objective]:
    loss, output, hidden = request.param
    rng = np.random.default_rng(RNG)
    network = Network(2, [hidden, Dense(2, output, bias=hidden.bias)])
    network.initialize(INITIALIZERS["xavier_normal"].with_settings(), rng)
    network.statistics += rng.uniform(0.1, 0.5, network.statistics.size)
    targets = np.eye(2)[:, rng.integers(0, 2, 10)]
    return network, Objective(network, LOSSES[loss], rng.standard_normal((2, 10)), targets)


def test_the_gradient_is_the_slope_of_the_value(case: tuple[Network, Objective]) -> None:
    network, objective = case
    point = network.parameters.copy()
    assert_gradient(objective.gradient(point), objective.value, point, NETWORK_STEP)


@pytest.mark.parametrize("hidden", [PLAIN, NORMALISED, MAXOUT])
def test_the_value_is_the_loss_of_what_the_network_predicts(hidden: Dense) -> None:
    """Dropout leaves nothing out, and batch normalisation uses what it remembers."""
    rng, loss = np.random.default_rng(RNG), LOSSES["mse"]
    network = Network(2, [hidden, Dense(1, "tanh")])
    network.parameters += rng.standard_normal(network.parameters.size)
    network.statistics += rng.uniform(0.1, 0.5, network.statistics.size)
    x, targets = rng.standard_normal((2, 10)), rng.standard_normal((1, 10))
    expected = loss.form.value(network.predict(x), targets, loss.settings())
    value = Objective(network, loss, x, targets).value(network.parameters)
    assert value == pytest.approx(expected, rel=1e-12)


def test_the_network_it_was_made_from_stays_as_it_was(case: tuple[Network, Objective]) -> None:
    network, objective = case
    before = network.parameters.copy()
    objective.gradient(before + 1)
    objective.value(before + 2)
    np.testing.assert_array_equal(network.parameters, before)
    assert not network.gradient.any()


def test_every_way_through_the_network_is_counted(case: tuple[Network, Objective]) -> None:
    network, objective = case
    objective.value(network.parameters)
    objective.gradient(network.parameters)
    objective.value(network.parameters)
    assert objective.evaluations == 3


def test_a_gradient_is_not_overwritten_by_the_next(case: tuple[Network, Objective]) -> None:
    network, objective = case
    first = objective.gradient(network.parameters)
    kept = first.copy()
    objective.gradient(network.parameters + 1)
    np.testing.assert_array_equal(first, kept)


def test_a_point_too_far_away_is_infinite_not_a_warning() -> None:
    network = Network(1, [Dense(1, "linear")])
    objective = Objective(network, LOSSES["mse"], np.ones((1, 2)), np.zeros((1, 2)))
    assert objective.value(np.full(2, 1e200)) == np.inf
    assert np.isfinite(objective.gradient(np.zeros(2))).all()
