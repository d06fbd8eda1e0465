"""Networks: the flat vector and its views, forward, and gradients against central differences."""

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import CHUNK, Network, Pass
from tests.engine.awkward import BATCHES
from tests.engine.differences import assert_network_gradient


def filled(batch: Pass, x: np.ndarray) -> Pass:
    batch.inputs[...] = x
    batch.forward()
    return batch


def small(hidden: str = "tanh", output: str = "tanh", outputs: int = 2) -> Network:
    layers = [Dense(4, hidden), Dense(3, hidden), Dense(outputs, output)]
    count = 3 * 4 + 5 * 3 + 4 * outputs
    return Network(2, layers, np.random.default_rng(5).normal(0, 0.7, count))


def test_weights_are_views_into_one_vector() -> None:
    network = small()
    network.parameters[...] = np.arange(network.parameters.size)
    assert network.offsets == [0, 12, 27]
    assert network.weights[1][2, 4] == 12 + 2 * 5 + 4
    network.weights[2][0, 0] = -1
    assert network.parameters[27] == -1
    network.gradients[0][0, 1] = 7
    assert network.gradient[1] == 7


def test_the_parameters_given_are_copied() -> None:
    given = np.ones(3)
    Network(2, [Dense(1, "tanh")], given).parameters[0] = 5
    assert given[0] == 1


def test_a_network_that_is_only_looked_at_shares_the_vectors() -> None:
    layers = [Dense(2, "tanh", batch_norm=True)]
    made = Network(1, layers)
    parameters, statistics = made.parameters + 2.0, made.statistics + 3.0
    looked_at = Network(1, layers, parameters, statistics, shared=True)
    assert looked_at.parameters is parameters
    assert looked_at.statistics is statistics
    assert (parameters == made.parameters + 2.0).all()


def test_a_vector_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="3 parameters expected"):
        Network(2, [Dense(1, "tanh")], np.ones(4))


def test_is_learned_leaves_out_absent_biases() -> None:
    network = Network(2, [Dense(1, "tanh", bias=False), Dense(1, "linear")])
    np.testing.assert_array_equal(network.is_learned(), [1, 1, 0, 1, 1])


def test_is_weight_leaves_out_the_biases() -> None:
    network = Network(2, [Dense(2, "tanh"), Dense(1, "tanh")])
    np.testing.assert_array_equal(network.is_weight(), [1, 1, 0, 1, 1, 0, 1, 1, 0])


def test_forward_is_the_formula_worked_by_hand() -> None:
    network = Network(2, [Dense(2, "relu"), Dense(1, "linear")])
    network.weights[0][...] = [[1, 2, 3], [-1, 1, 0]]
    network.weights[1][...] = [[0.5, 2, -1]]
    x = np.array([[1.0, -4], [2, 1]])
    inputs, hidden, output = network.layer_values(x)
    np.testing.assert_array_equal(inputs, x)
    np.testing.assert_array_equal(hidden, [[8, 1], [1, 5]])
    np.testing.assert_array_equal(output, [[5, 9.5]])


@pytest.mark.parametrize("examples", [1, 5, CHUNK, CHUNK + 1, 2 * CHUNK + 7])
def test_predict_gives_the_last_layer_for_any_number_of_examples(examples: int) -> None:
    network = small("relu", "softmax", 3)
    x = np.random.default_rng(1).normal(size=(2, examples))
    expected = network.layer_values(x)[-1]
    np.testing.assert_allclose(network.predict(x), expected, rtol=1e-13)


FITTING = [(loss, output) for loss, row in LOSSES.items() for output in row.output_activations]
# Every hidden activation with every loss, and every output with every loss that it fits.
NETWORKS = [
    (row.output_activations[0], loss, hidden)
    for loss, row in LOSSES.items()
    for hidden in HIDDEN_ACTIVATIONS
] + [
    (output, loss, "tanh")
    for loss, output in FITTING
    if output != LOSSES[loss].output_activations[0]
]
# On every batch every hidden activation, and every loss with the output usual for it.
AWKWARD = [
    *(("linear", "half_mse", hidden) for hidden in HIDDEN_ACTIVATIONS),
    *((row.fused_with or row.output_activations[0], key, "tanh") for key, row in LOSSES.items()),
]
TRIED = [
    *((*network, batch) for network in NETWORKS for batch in ("ordinary", "one sample")),
    *((*network, batch) for network in AWKWARD for batch in BATCHES),
]


@pytest.mark.parametrize(("output", "loss", "hidden", "batch"), dict.fromkeys(TRIED))
def test_gradient_is_the_derivative_of_the_loss(
    loss: str, output: str, hidden: str, batch: str
) -> None:
    network, row, x = small(hidden, output), LOSSES[loss], BATCHES[batch]
    size = x.shape[1]
    targets = np.eye(2)[np.random.default_rng(11).integers(0, 2, size)].T.copy()
    if loss == "hinge":
        targets = 2 * targets - 1
    assert_network_gradient(network, Pass(network, size), x, targets, row)


def test_logits_are_the_sums_before_the_output_activation() -> None:
    network = small("tanh", "sigmoid")
    batch = filled(Pass(network, 3), np.ones((2, 3)))
    expected = ACTIVATIONS["sigmoid"].curve(batch.logits)[0]
    np.testing.assert_array_equal(batch.values[-1], expected)


def test_a_pass_leaves_the_inputs_of_the_biases_at_one() -> None:
    network = small()
    batch = filled(Pass(network, 4), np.zeros((2, 4)))
    network.parameters[...] = 0
    network.weights[0][:, -1] = 0.5
    batch.forward()
    np.testing.assert_array_equal(batch.values[0], np.tanh(0.5))


def test_a_layers_settings_are_those_of_its_activation() -> None:
    slope = LeakyReLUSettings(0.5)
    network = Network(1, [Dense(1, "leaky_relu", slope)], np.array([1.0, 0.0]))
    assert network.predict(np.array([[-2.0]]))[0, 0] == -1.0
    assert Dense(1, "elu", slope) == Dense(1, "elu")
    assert Dense(1, "leaky_relu") == Dense(1, "leaky_relu", LeakyReLUSettings(0.01))
