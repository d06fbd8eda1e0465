"""What can be said about a network: norms, the product of a chain, lines, confusions."""

import numpy as np
import pytest

from nnviz.data.scaling import SCALINGS
from nnviz.engine.analysis.affine import (
    apply_affine,
    chain_difference,
    chain_product,
    in_original_units,
    layer_map,
)
from nnviz.engine.analysis.confusion import confusion_matrix
from nnviz.engine.analysis.decision_line import decision_line, decision_lines, first_sums
from nnviz.engine.analysis.gradients import layer_norms, update_ratios
from nnviz.engine.arrays import Array
from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.objective import Objective
from tests.engine.lecture_data import BODIES

LOW, HIGH = (-1.0, -1.0), (1.0, 1.0)


def drawn(*layers: Dense, inputs: int = 2, seed: int = 1) -> Network:
    network = Network(inputs, layers)
    network.parameters[...] = np.random.default_rng(seed).standard_normal(network.parameters.size)
    return network


# Norms of gradients and updates


def test_a_layer_norm_is_that_of_its_matrix_with_the_biases() -> None:
    network = drawn(Dense(4, "tanh"), Dense(3, "relu"), Dense(1, "linear"))
    expected = [np.linalg.norm(weights) for weights in network.weights]
    np.testing.assert_allclose(layer_norms(network, network.parameters), expected)


def test_update_ratios_compare_the_step_with_the_weights_before() -> None:
    network = drawn(Dense(4, "tanh"), Dense(1, "linear"))
    before = network.parameters.copy()
    after = before.copy()
    after[: network.offsets[1]] *= 1.01
    np.testing.assert_allclose(update_ratios(network, before, after), [0.01, 0], atol=1e-12)


def test_the_update_ratio_of_weights_that_were_zero_is_infinite_or_zero() -> None:
    network = Network(1, [Dense(1, "tanh"), Dense(1, "linear")])
    ratios = update_ratios(network, np.zeros(4), np.array([0.1, 0, 0, 0]))
    np.testing.assert_array_equal(ratios, [np.inf, 0])


@pytest.mark.parametrize(("activation", "shrinks"), [("sigmoid", True), ("relu", False)])
def test_the_gradient_vanishes_through_sigmoids_and_not_through_relus(
    activation: str, shrinks: bool
) -> None:
    rng = np.random.default_rng(1)
    network = Network(2, [*[Dense(16, activation)] * 6, Dense(1, "linear")])
    network.initialize(INITIALIZERS["he_normal"].with_settings(), rng)
    x = rng.standard_normal((2, 100))
    objective = Objective(network, LOSSES["mse"], x, x[:1] * x[1:])
    norms = layer_norms(network, objective.gradient(network.parameters))
    assert bool(norms[0] < norms[-1] * 0.25**4) == shrinks


# Affine maps


def test_linear_stack_equals_one_linear_layer() -> None:
    x = np.linspace(-2, 2, 101)[np.newaxis]
    network = Network(1, [Dense(8, "linear"), Dense(1, "linear")])
    network.initialize(INITIALIZERS["xavier_normal"].with_settings(), np.random.default_rng(1))
    network.weights[0][:, -1] = 0.1
    assert chain_difference(network, x) < 1e-15


def test_a_deep_linear_chain_with_biases_equals_its_product() -> None:
    network = drawn(*[Dense(units, "linear") for units in (4, 3, 5, 2)], inputs=3)
    x = np.random.default_rng(2).standard_normal((3, 20))
    assert chain_product(network).shape == (2, 4)
    np.testing.assert_allclose(
        network.predict(x), apply_affine(chain_product(network), x), atol=1e-12
    )


def test_the_product_of_one_layer_is_a_copy_of_it() -> None:
    network = drawn(Dense(2, "linear"))
    chain_product(network)[...] = 0
    assert network.parameters.all()


def test_with_activations_between_the_network_is_no_product() -> None:
    network = drawn(Dense(4, "tanh"), Dense(1, "linear"))
    assert chain_difference(network, np.linspace(-2, 2, 20).reshape(2, 10)) > 0.1


@pytest.mark.parametrize(
    "extras", [{"bias": False}, {"batch_norm": True}, {"bias": False, "batch_norm": True}]
)
def test_absent_biases_and_batch_normalisation_are_in_the_product(extras: dict[str, bool]) -> None:
    network = drawn(Dense(4, "linear", **extras), Dense(2, "linear"))
    network.statistics[...] = np.random.default_rng(4).uniform(0.5, 2, network.statistics.size)
    x = np.linspace(-2, 2, 20).reshape(2, 10)
    assert chain_difference(network, x) < 1e-12


def test_a_chain_with_maxout_is_no_product() -> None:
    network = drawn(Dense(4, "linear"), Dense(2, "linear", pieces=3))
    with pytest.raises(ValueError, match="layer 2 is maxout, which is not linear"):
        chain_product(network)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_a_map_in_original_units_takes_unscaled_inputs(scaling: str) -> None:
    scaler = SCALINGS[scaling].fit(BODIES)
    weights = np.random.default_rng(1).standard_normal((3, 3))
    raw = in_original_units(weights, scaler.offset, scaler.factor)
    np.testing.assert_allclose(
        apply_affine(raw, BODIES), apply_affine(weights, scaler.apply(BODIES)), rtol=1e-9
    )


# Decision lines


@pytest.mark.parametrize(
    ("weights", "ends"),
    [
        ([1, 0, 0], [[0, 1], [0, -1]]),  # positive on the right: to its left when going down
        ([-1, 0, 0], [[0, -1], [0, 1]]),
        ([0, 1, 0.5], [[-1, -0.5], [1, -0.5]]),
        ([1, 1, -1], [[0, 1], [1, 0]]),
        ([2e-9, 2e-9, -2e-9], [[0, 1], [1, 0]]),
        ([1, 0, 1], [[-1, 1], [-1, -1]]),  # along the rectangle's edge
    ],
)
def test_a_decision_line_ends_at_the_rectangle(weights: list[float], ends: Array) -> None:
    line = decision_line(np.array(weights, float), LOW, HIGH)
    assert line is not None
    np.testing.assert_allclose(line, ends, atol=1e-12)


@pytest.mark.parametrize(
    "weights",
    [
        [0, 0, 1],  # always positive
        [0, 0, 0],
        [1, 0, 1.5],  # beside the rectangle
        [1, 1, -2.5],
        [1, 1, -2],  # touches a corner only
        [1, 0.01, -1.2],
        [1e-300, 0, 1e300],
        [np.inf, 1, 0],
        [np.nan, 1, 0],
    ],
)
def test_where_there_is_no_line_there_is_none(weights: list[float]) -> None:
    assert decision_line(np.array(weights, float), LOW, HIGH) is None


def test_a_line_parallel_to_a_side_and_beside_the_rectangle_is_none() -> None:
    assert decision_line(np.array([0.0, 1, -1.2]), (-5.0, -1.0), (5.0, 1.0)) is None


def test_the_positive_side_lies_to_the_left_of_the_line() -> None:
    rng = np.random.default_rng(1)
    for weights in rng.normal(0, (1, 1, 0.5), (200, 3)):
        line = decision_line(weights, LOW, HIGH)
        if line is None:
            corners = np.array([[-1, -1, 1, 1], [-1, 1, -1, 1]])
            assert np.ptp(np.sign(weights[:2] @ corners + weights[2])) == 0
            continue
        np.testing.assert_allclose(line @ weights[:2] + weights[2], 0, atol=1e-9)
        across = line[1] - line[0]
        left = line.mean(axis=0) + 0.1 * np.array([-across[1], across[0]])
        assert left @ weights[:2] + weights[2] > 0


@pytest.mark.parametrize("scaling", SCALINGS)
def test_on_a_neurons_line_its_sum_is_zero_whatever_the_scaling(scaling: str) -> None:
    scaler = SCALINGS[scaling].fit(BODIES)
    network = drawn(Dense(5, "linear"), Dense(1, "tanh"), seed=4)
    network.weights[0][:, -1] = -np.sum(
        network.weights[0][:, :-1] * scaler.apply(BODIES.mean(axis=1, keepdims=True)).T, axis=1
    )  # so that every line goes through the middle of the data
    low, high = tuple(BODIES.min(axis=1).tolist()), tuple(BODIES.max(axis=1).tolist())
    lines = decision_lines(network, low, high, scaler.offset, scaler.factor)
    assert len(lines) == 5
    for unit, line in enumerate(lines):
        assert line is not None
        sums = network.layer_values(scaler.apply(line.T))[1][unit]
        np.testing.assert_allclose(sums, 0, atol=1e-9)


def test_lines_need_two_inputs() -> None:
    with pytest.raises(ValueError, match="two inputs, not 3"):
        decision_lines(drawn(Dense(1, "tanh"), inputs=3), LOW, HIGH, np.zeros(3), np.ones(3))


# Confusions


def test_the_confusion_matrix_counts_answers_in_the_row_of_their_class() -> None:
    actual, predicted = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 0, 2, 2])
    expected = [[1, 1, 0], [0, 1, 0], [1, 0, 2]]
    np.testing.assert_array_equal(confusion_matrix(actual, predicted, 3), expected)


def test_classes_that_never_occur_and_no_examples_at_all_are_counted_too() -> None:
    nothing = np.array([], dtype=int)
    np.testing.assert_array_equal(confusion_matrix(nothing, nothing, 4), np.zeros((4, 4)))


@pytest.mark.parametrize(
    ("actual", "predicted"), [([0, 3], [0, 1]), ([0, -1], [0, 1]), ([0, 1], [0])]
)
def test_impossible_classes_are_refused(actual: list[int], predicted: list[int]) -> None:
    with pytest.raises(ValueError, match="class"):
        confusion_matrix(np.array(actual), np.array(predicted), 3)


@pytest.mark.parametrize("extras", [{}, {"bias": False}, {"batch_norm": True}])
def test_first_sums_are_those_of_the_layers_map(extras: dict[str, bool]) -> None:
    network = drawn(Dense(3, "tanh", **extras), Dense(1, "tanh", batch_norm=True))
    network.statistics[...] = np.random.default_rng(4).uniform(0.5, 2, network.statistics.size)
    x = np.linspace(-2, 2, 20).reshape(2, 10)
    sums = first_sums(network, x)
    np.testing.assert_allclose(sums, apply_affine(layer_map(network, 0), x), atol=1e-12)
    np.testing.assert_allclose(np.tanh(sums), network.layer_values(x)[1], atol=1e-12)


def test_first_sums_of_maxout_are_the_largest_of_its_pieces() -> None:
    network = drawn(Dense(3, "linear", pieces=2), Dense(1, "tanh"))
    x = np.linspace(-2, 2, 20).reshape(2, 10)
    pieces = apply_affine(network.weights[0], x).reshape(2, 3, 10)
    np.testing.assert_allclose(first_sums(network, x), pieces.max(axis=0), atol=1e-12)
    with pytest.raises(ValueError, match="maxout"):
        decision_lines(network, LOW, HIGH, np.zeros(2), np.ones(2))
