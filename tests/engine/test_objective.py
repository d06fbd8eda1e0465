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
CASES = [("mse", "tanh"), ("half_mse", "linear"), ("categorical_cross_entropy", "softmax")]


@pytest.fixture(params=CASES, ids=lambda case: case[0])
def case(request: pytest.FixtureRequest) -> tuple[Network, Objective]:
    loss, output = request.param
    rng = np.random.default_rng(RNG)
    network = Network(2, [Dense(3, "tanh"), Dense(2, output)])
    network.initialize(INITIALIZERS["xavier_normal"].with_settings(), rng)
    targets = np.eye(2)[:, rng.integers(0, 2, 10)]
    return network, Objective(network, LOSSES[loss], rng.standard_normal((2, 10)), targets)


def test_the_gradient_is_the_slope_of_the_value(case: tuple[Network, Objective]) -> None:
    network, objective = case
    point = network.parameters.copy()
    assert_gradient(objective.gradient(point), objective.value, point, NETWORK_STEP)


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
