"""The numbers of a batch's way through a network, as lectures work them out by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from nnviz.engine.analysis.trace import Trace, trace
from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass

TOLERANCE = {"rtol": 1e-6, "atol": 1e-9}
NETWORKS = {
    "tanh": (Dense(4, "tanh"), Dense(1, "linear")),
    "no bias": (Dense(4, "sigmoid", bias=False), Dense(1, "linear", bias=False)),
    "maxout": (Dense(4, "linear", pieces=3), Dense(1, "linear")),
    "batch norm": (Dense(4, "tanh", batch_norm=True), Dense(1, "linear")),
    "norm of maxout": (Dense(4, "linear", pieces=2, batch_norm=True), Dense(1, "linear")),
    "softmax": (Dense(4, "relu"), Dense(3, "softmax")),
}


def traced(
    network: Network, loss: str, x: Array, targets: Array, rng: np.random.Generator | None = None
) -> Trace:
    batch = Pass(network, x.shape[1], rng)
    batch.inputs[...] = x
    batch.forward()
    batch.bind_backward(LOSSES[loss])(targets)
    return trace(batch, network.blocks)


def drawn(layers: Sequence[Dense]) -> tuple[Network, np.random.Generator]:
    """Return a network over two inputs with weights by chance, and more chance."""
    rng, count = np.random.default_rng(7), Network(2, layers).parameters.size
    return Network(2, layers, rng.normal(size=count)), rng


def chain(*weights: tuple[Sequence[float], ...], activation: str, inputs: int) -> Network:
    """Return a network with these rows of weights, a layer each, and a linear output."""
    *hidden, output = (len(rows) for rows in weights)
    layers = [*(Dense(units, activation) for units in hidden), Dense(output, "linear")]
    made = Network(inputs, layers)
    for block, rows in zip(made.blocks, weights, strict=True):
        block.weights[...] = rows
    return made


def test_three_layer_chain() -> None:
    """The lesson's L = y* − y is |y* − y| here, since y* is the larger one."""
    network = chain(((0.5, -1),), ((2, -0.5),), ((1.5, 0.25),), activation="sigmoid", inputs=1)
    found = traced(network, "mae", np.array([[2.0]]), np.array([[1.0]]))
    gradients = np.concatenate(found.gradients).ravel()
    wanted = [0.352506, 0.176253, 0.176253, 0.352506, 0.622459, 1]
    np.testing.assert_allclose(gradients, wanted, atol=5e-7)
    np.testing.assert_allclose(np.concatenate(found.sums), [0, 0.5, 1.183689], atol=5e-7)
    np.testing.assert_allclose(np.concatenate(found.values), [0.5, 0.622459, 1.183689], atol=5e-7)
    np.testing.assert_allclose(np.concatenate(found.deltas), [0.176253, 0.352506, 1], atol=5e-7)


def test_the_network_of_the_picture_of_the_stepper() -> None:
    first, second = ((-0.63, 0.16, 0.56), (0.57, -0.89, -0.72)), ((-0.26, 0.54, 0.22),)
    network = chain(first, second, activation="tanh", inputs=2)
    found = traced(network, "half_mse", np.array([[1.2], [-0.7]]), np.array([[1.0]]))
    np.testing.assert_allclose(found.sums[0], [-0.3080, 0.5870], atol=5e-5)
    np.testing.assert_allclose(found.values[0], [-0.2986, 0.5277], atol=5e-5)
    np.testing.assert_allclose(found.deltas[0], [0.0988, -0.1626], atol=5e-5)
    np.testing.assert_allclose(found.deltas[1], [-0.4174], atol=5e-5)
    np.testing.assert_allclose(found.gradients[0][1], [-0.1951, 0.1138, -0.1626], atol=5e-5)
    np.testing.assert_allclose(found.gradients[1], [[0.1246, -0.2203, -0.4174]], atol=5e-5)


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("name", NETWORKS)
def test_gradients_are_those_of_the_engine(name: str, training: bool, size: int) -> None:
    network, rng = drawn(NETWORKS[name])
    loss, outputs = ("categorical_cross_entropy", 3) if name == "softmax" else ("half_mse", 1)
    targets = np.eye(outputs)[:, rng.integers(0, outputs, size)]
    found = traced(network, loss, rng.normal(size=(2, size)), targets, rng if training else None)
    for one, other in zip(found.gradients, network.gradients, strict=True):
        np.testing.assert_array_equal(one, other)
    for values, layer in zip(found.values, network.layers, strict=True):
        assert values.shape == (layer.units,)


@pytest.mark.parametrize("name", NETWORKS)
def test_of_one_example_a_is_what_the_activation_makes_of_z(name: str) -> None:
    network, rng = drawn(NETWORKS[name])
    loss, outputs = ("categorical_cross_entropy", 3) if name == "softmax" else ("half_mse", 1)
    x = rng.normal(size=(2, 1))
    found = traced(network, loss, x, np.eye(outputs)[:, :1])
    np.testing.assert_array_equal(found.given[0][:-1], x[:, 0])
    np.testing.assert_array_equal(found.given[1][:-1], found.values[0])
    for sums, values, layer in zip(found.sums, found.values, network.layers, strict=True):
        alone = Network(layer.units, [Dense(layer.units, layer.activation)])
        alone.weights[0][:, :-1] = np.eye(layer.units)
        np.testing.assert_allclose(alone.predict(sums[:, None])[:, 0], values, **TOLERANCE)


def test_a_delta_is_how_the_loss_answers_to_a_shift_of_z_alike_for_all_examples() -> None:
    layers = (Dense(3, "tanh", batch_norm=True), Dense(2, "sigmoid"), Dense(1, "linear"))
    network, rng = drawn(layers)
    x, targets, step = rng.normal(size=(2, 6)), rng.normal(size=(1, 6)), 1e-6
    found = traced(network, "half_mse", x, targets)
    biases = [network.blocks[0].shift[:, 0], *(block[:, -1] for block in network.weights[1:])]
    for deltas, bias in zip(found.deltas, biases, strict=True):
        for unit, delta in enumerate(deltas):
            ends = []
            for shift in (step, -2 * step):
                bias[unit] += shift
                ends.append(LOSSES["half_mse"].form.value(network.predict(x), targets, None))
            bias[unit] += step
            assert delta == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-5, abs=1e-9)


def test_what_is_left_out_is_left_out_of_what_the_next_layer_is_given() -> None:
    network = Network(2, (Dense(50, "sigmoid", dropout=0.5), Dense(1, "linear")))
    found = traced(network, "half_mse", np.ones((2, 1)), np.ones((1, 1)), np.random.default_rng(3))
    assert set(found.values[0]) == {0.5}
    assert set(found.given[1][:-1]) == {0.0, 1.0}
    np.testing.assert_array_equal(found.gradients[1], network.gradients[1])


def test_means_are_taken_of_values_and_not_of_the_loss_that_is_differentiated() -> None:
    network = Network(1, (Dense(1, "linear"),), np.array([2.0, 0.0]))
    found = traced(network, "sse", np.array([[1.0, 3.0]]), np.array([[1.0, 5.0]]))
    assert (found.given[0][0], found.sums[0][0], found.values[0][0]) == (2.0, 4.0, 4.0)
    assert found.deltas[0][0] == 2 * (2 - 1) + 2 * (6 - 5)
    assert found.gradients[0][0, 0] == 2 * (2 - 1) * 1 + 2 * (6 - 5) * 3
