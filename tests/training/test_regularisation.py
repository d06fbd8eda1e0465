"""L1 and L2."""

import numpy as np
import pytest

from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.training.regularisation import penalty, with_penalty
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
