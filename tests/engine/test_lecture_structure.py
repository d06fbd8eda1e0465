"""The figures of the lectures on neurons, layers and what networks can form, by lesson key."""

from collections.abc import Callable
from math import inf

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.elu_softplus_silu import ELUSettings
from nnviz.engine.analysis.affine import chain_difference, chain_product
from nnviz.engine.analysis.decision_line import decision_lines
from nnviz.engine.arrays import Array
from nnviz.engine.graph.network_graph import network_graph, parameter_names
from nnviz.engine.graph.stepping import differentiate
from nnviz.engine.layers.dense import Dense
from nnviz.engine.layers.flatten import Flatten
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.solvers.separation import SeparationSearch

CORNERS = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
XOR = np.array([0.0, 1, 1, 0])


def neuron(weights: list[float], activation: str) -> Network:
    return Network(len(weights) - 1, [Dense(1, activation)], np.array(weights))


def drawn(*layers: Dense, inputs: int) -> Network:
    network = Network(inputs, layers)
    network.parameters[...] = np.random.default_rng(4).normal(size=network.parameters.size)
    return network


def trained(network: Network, x: Array, y: Array, steps: int, optimizer: str, rate: float) -> float:
    """Train on all examples at once; return the mean squared error."""
    rule, batch = OPTIMIZERS[optimizer], Pass(network, x.shape[1])
    batch.inputs[...] = x
    backward, state = batch.bind_backward(LOSSES["mse"]), rule.new_state(network.parameters.size)
    vectors = network.parameters, network.gradient
    update = rule.bind(*vectors, np.array(rate), state, rule.settings())
    for _ in range(steps):
        batch.forward()
        backward(y)
        update()
    return float(np.square(network.predict(x) - y).mean())


# A. Neuron and perceptron


@pytest.mark.parametrize(("h", "y"), [("linear", -0.5), ("step", 0.0), ("sign", -1.0)])
def test_neuron(h: str, y: float) -> None:
    """y = h(b + w1 x1 + w2 x2), every product and the sum a number of its own."""
    network = neuron([2.0, -1.0, 0.5], h)
    graph = network_graph(network, [1.5, 4.0], [0.0], LOSSES["mse"])
    walk = differentiate(graph)
    products = [
        walk.values[number]
        for number, gate in enumerate(graph.gates, len(graph.leaves))
        if gate.operation.key == "multiply"
    ]
    assert products == [3.0, -4.0]
    assert walk.value("y1" if h == "linear" else "z1_1") == 0.5 + 3 - 4
    assert walk.value("y1") == network.predict(np.array([[1.5], [4.0]]))[0, 0] == y


@pytest.mark.parametrize(
    ("weights", "answers"),
    [([1, 1, -1.5], [0, 0, 0, 1]), ([1, 1, -0.5], [0, 1, 1, 1]), ([-1, -1, 1.5], [1, 1, 1, 0])],
    ids=["and", "or", "nand"],
)
def test_perceptron_gates_by_hand(weights: list[float], answers: list[float]) -> None:
    assert neuron(weights, "step").predict(CORNERS)[0].tolist() == answers


def test_perceptron_gates_leave_at_least_one_point_of_xor_wrong() -> None:
    steps = np.linspace(-2, 2, 17) + 0.03
    wrong = [
        np.count_nonzero((w1 * CORNERS[0] + w2 * CORNERS[1] + b > 0) != XOR)
        for w1 in steps
        for w2 in steps
        for b in steps
    ]
    assert min(wrong) == 1
    assert SeparationSearch(np.vstack([CORNERS, np.ones(4)]).T, XOR > 0).go_on(inf)


def test_multilayer_xor() -> None:
    """Two neurons draw OR and NAND, the output takes what is on the right side of both."""
    network = Network(2, [Dense(2, "step"), Dense(1, "step")])
    network.weights[0][...] = [[1, 1, -0.5], [-1, -1, 1.5]]
    network.weights[1][...] = [[1, 1, -1.5]]
    _, hidden, output = network.layer_values(CORNERS)
    assert hidden.tolist() == [[0, 1, 1, 1], [1, 1, 1, 0]]
    assert output[0].tolist() == XOR.tolist()
    lines = decision_lines(network, (-1.0, -1.0), (2.0, 2.0), np.zeros(2), np.ones(2))
    for line, total in zip(lines, (0.5, 1.5), strict=True):
        assert line is not None
        np.testing.assert_allclose(line.sum(axis=1), total)  # x1 + x2 on the boundary


DEEP = (Dense(8, "tanh"), Dense(8, "tanh"), Dense(1, "tanh"))
HARD_CASES: dict[str, Callable[[Array], Array]] = {
    "parity quadrants": lambda x: x[0] * x[1] > 0,
    "ring": lambda x: (np.hypot(*x) >= 1) & (np.hypot(*x) <= 2),
    "three modes": lambda x: np.any(
        [np.hypot(x[0] - a, x[1] - b) < 0.8 for a, b in ((-2, -2), (0, 2), (2, -1))], axis=0
    ),
}


@pytest.mark.parametrize("case", HARD_CASES.values(), ids=HARD_CASES)
def test_hard_cases_have_no_separating_line_but_a_network(case: Callable[[Array], Array]) -> None:
    axis = np.linspace(-2.9, 2.9, 12)
    x = np.array([np.repeat(axis, axis.size), np.tile(axis, axis.size)])
    y = np.where(case(x), 1.0, -1.0)[np.newaxis]
    assert SeparationSearch(np.vstack([x, np.ones(y.size)]).T, y[0] > 0).go_on(inf)
    line, network = neuron([0.1, 0.1, 0.0], "tanh"), drawn(*DEEP, inputs=2)
    trained(line, x, y, 300, "adam", 0.03)
    trained(network, x, y, 600, "adam", 0.03)
    wrong_line, wrong = (np.mean((each.predict(x) > 0) != (y > 0)) for each in (line, network))
    assert wrong_line > 0.1
    assert wrong < 0.05


# C. Why activations


def test_linear_stack() -> None:
    """However trained, y = x² with two linear layers is the straight line of their product."""
    x = np.linspace(-2, 2, 101)[np.newaxis]
    network = drawn(Dense(8, "linear"), Dense(1, "linear"), inputs=1)
    error = trained(network, x, x**2, 500, "adam", 0.02)
    assert f"{error:.4f}" == "1.4792"
    assert error >= 1.479245 - 5e-7
    assert chain_product(network).shape == (1, 2)
    assert chain_difference(network, x) < 2e-15


def test_activation_bends() -> None:
    x = np.linspace(-2, 2, 101)[np.newaxis]
    network = drawn(Dense(8, "tanh"), Dense(1, "linear"), inputs=1)
    assert trained(network, x, x**2, 1000, "adam", 0.02) < 0.01


def test_activation_gallery_maxout() -> None:
    """max(w1ᵀx + b1, w2ᵀx + b2)."""
    network = Network(2, [Dense(1, "linear", pieces=2)], np.array([1.0, 2, 3, -1, 0.5, 2]))
    x = np.array([[1.0, -4.0], [2.0, 1.0]])
    assert network.predict(x)[0].tolist() == [max(1 + 4 + 3, -1 + 1 + 2), max(1, 4 + 0.5 + 2)]


@pytest.mark.parametrize("alpha", [1.0, 0.5, 2.0])
def test_activation_gallery_elu_and_leaky_relu_adjust(alpha: float) -> None:
    z = np.array([-2.0, 2.0])
    values, slopes = ACTIVATIONS["elu"].curve(z, ELUSettings(alpha))
    np.testing.assert_allclose(values, [alpha * (np.exp(-2) - 1), 2], rtol=1e-15)
    np.testing.assert_allclose(slopes, [alpha * np.exp(-2), 1], rtol=1e-15)


@pytest.mark.parametrize("inputs", [1, 2])
def test_universal_approximation(inputs: int) -> None:
    """F(x) = Σ vᵢ φ(x·wᵢ + bᵢ), i = 1…5: five curves and their sum."""
    network = drawn(Dense(5, "sigmoid"), Dense(1, "linear", bias=False), inputs=inputs)
    x = np.random.default_rng(1).normal(size=(inputs, 20))
    (w, b), v = np.split(network.weights[0], [inputs], axis=1), network.weights[1][0, :-1]
    curves = [v[i] / (1 + np.exp(-(w[i] @ x + b[i]))) for i in range(5)]
    _, hidden, output = network.layer_values(x)
    np.testing.assert_allclose(v[:, np.newaxis] * hidden, curves, rtol=1e-13)
    np.testing.assert_allclose(output[0], np.sum(curves, axis=0), rtol=1e-13)


# D. Structure of a network


def test_layers() -> None:
    """2–4–2–1: 3 dense layers, 2 hidden: deep, 25 parameters."""
    network = Network(2, [Dense(4, "tanh"), Dense(2, "tanh"), Dense(1, "tanh")])
    assert network.sizes == (2, 4, 2, 1)
    assert (len(network.layers), len(network.layers) - 1) == (3, 2)
    learned = [
        layer.learned(units) for layer, units in zip(network.layers, network.sizes, strict=False)
    ]
    assert (learned, network.parameters.size) == ([12, 10, 3], 25)


def test_matrix_shapes() -> None:
    """(3×4)(4×4)(4×2): three examples as rows go through two layers."""
    network = drawn(Dense(4, "linear", bias=False), Dense(2, "linear", bias=False), inputs=4)
    first, second = (weights[:, :-1].T for weights in network.weights)
    rows = np.random.default_rng(2).normal(size=(3, 4))
    assert (rows.shape, first.shape, second.shape) == ((3, 4), (4, 4), (4, 2))
    np.testing.assert_allclose(network.predict(rows.T).T, rows @ first @ second, rtol=1e-12)


def test_flatten_shuffled_pixels_are_learnt_just_as_well() -> None:
    rng, layer = np.random.default_rng(3), Flatten()
    x, y = layer.forward(rng.normal(size=(8, 8, 10))), rng.normal(size=(1, 10))
    order = rng.permutation(layer.units)
    plain = drawn(Dense(5, "tanh"), Dense(1, "linear"), inputs=layer.units)
    shuffled = Network(layer.units, plain.layers, plain.parameters)
    shuffled.weights[0][:, :-1] = plain.weights[0][:, order]
    errors = [
        trained(plain, x, y, 30, "momentum", 0.01),
        trained(shuffled, x[order], y, 30, "momentum", 0.01),
    ]
    assert errors[0] == pytest.approx(errors[1], rel=1e-9)
    np.testing.assert_allclose(shuffled.weights[0][:, :-1], plain.weights[0][:, order], rtol=1e-9)


# E. Training


def test_forward_backward() -> None:
    """One sample, gate by gate: forward the loss, backward the gradients, then the update."""
    network, loss = drawn(Dense(3, "tanh"), Dense(1, "sigmoid"), inputs=2), LOSSES["mse"]
    sample, target, rate = [0.5, -1.0], 1.0, 0.1
    before = network.parameters.copy()
    walk = differentiate(network_graph(network, sample, [target], loss))
    slopes = np.array([walk.gradient(name) for name in parameter_names(network)])
    trained(network, np.array([sample]).T, np.array([[target]]), 1, "sgd", rate)
    np.testing.assert_allclose(network.parameters, before - rate * slopes, rtol=1e-13)


def test_optimizers_momentum_and_adam_are_through_a_slow_valley_sooner() -> None:
    """½(w1² + 100 w2²): what is steep across limits the rate, what is flat along needs it."""
    curvature, left = np.array([1.0, 100.0]), {}
    for key, rate in (("sgd", 0.018), ("momentum", 0.018), ("adam", 0.1)):
        w, gradient, rule = np.array([10.0, 1.0]), np.empty(2), OPTIMIZERS[key]
        step = rule.bind(w, gradient, np.array(rate), rule.new_state(2), rule.settings())
        for _ in range(300):
            gradient[...] = curvature * w
            step()
        left[key] = float(curvature @ w**2)
    assert max(left["momentum"], left["adam"]) < left["sgd"] / 10
