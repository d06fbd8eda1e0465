"""The graph of a dense network has the network's numbers: values, loss and gradient."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.activations import HIDDEN_ACTIVATIONS
from nnviz.engine.activations.elu_softplus_silu import ELUSettings
from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings, UnitStepSettings
from nnviz.engine.graph.graph import GraphError
from nnviz.engine.graph.network_graph import (
    ACTIVATION_FORMS,
    LOSS_FORMS,
    MAX_PARAMETERS,
    network_graph,
    parameter_names,
)
from nnviz.engine.graph.stepping import Walk, differentiate
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.loss import Loss, LossSettings
from nnviz.engine.losses.squared_absolute_huber import HuberSettings
from nnviz.engine.network import Network, Pass

PAIRS = [
    (LOSSES[key], output)
    for key in LOSS_FORMS
    for output in LOSSES[key].output_activations
    if output in {*ACTIVATION_FORMS, "softmax"}
]
WITH_SETTINGS = [
    Dense(1, "leaky_relu", LeakyReLUSettings(0.5)),
    Dense(1, "leaky_relu", LeakyReLUSettings(0.0)),
    Dense(1, "step", UnitStepSettings(0.0)),
    Dense(1, "step", UnitStepSettings(1.0)),
    Dense(1, "elu", ELUSettings(0.5)),
    Dense(1, "elu", ELUSettings(3.0)),
]


def network(inputs: int, *layers: tuple[int, str], seed: int = 1) -> Network:
    return drawn(Network(inputs, [Dense(*layer) for layer in layers]), seed)


def drawn(made: Network, seed: int = 1) -> Network:
    made.parameters[:] = np.random.default_rng(seed).normal(size=made.parameters.size)
    return made


def backward(
    made: Network,
    sample: list[float],
    targets: list[float],
    loss: Loss,
    settings: LossSettings | None,
) -> Pass:
    batch = Pass(made, 1)
    batch.inputs[:, 0] = sample
    batch.forward()
    batch.bind_backward(loss, settings)(np.array(targets)[:, None])
    return batch


def gradient(walk: Walk, made: Network) -> list[float]:
    """The gradient in the order of the parameters; absent biases, which are not drawn, have 0."""
    drawn_names = walk.graph.numbers.keys()
    names = parameter_names(made)
    return [walk.gradient(name) if name in drawn_names else 0.0 for name in names]


def assert_same(
    made: Network,
    sample: list[float],
    targets: list[float],
    loss: Loss,
    settings: LossSettings | None = None,
) -> None:
    walk = differentiate(network_graph(made, sample, targets, loss, settings))
    batch = backward(made, sample, targets, loss, settings)
    form = loss.form_for(made.layers[-1].activation)
    outputs = batch.logits if form.from_logits else batch.values[-1]
    value = form.value(outputs, np.array(targets)[:, None], settings or loss.settings())
    assert walk.output == pytest.approx(value, rel=1e-12, abs=1e-12)
    assert gradient(walk, made) == pytest.approx(made.gradient.tolist(), rel=1e-12, abs=1e-12)
    layers = [*(f"h{k}_" for k in range(1, len(made.layers))), "y"]
    for prefix, values in zip(layers, batch.values, strict=True):
        shown = [walk.value(f"{prefix}{unit}") for unit in range(1, values.size + 1)]
        assert shown == pytest.approx(values[:, 0].tolist(), rel=1e-12, abs=1e-12)


def test_every_elementwise_activation_and_every_loss_has_a_form() -> None:
    forms = {
        "ACTIVATION_FORMS": set(HIDDEN_ACTIVATIONS) ^ ACTIVATION_FORMS.keys(),
        "LOSS_FORMS": LOSSES.keys() ^ LOSS_FORMS.keys(),
    }
    for table, apart in forms.items():
        rows = f"how {sorted(apart)} is made of operations, in {table} of network_graph.py"
        assert not apart, f"say, or take out, {rows}"


@pytest.mark.parametrize("activation", ACTIVATION_FORMS)
def test_every_hidden_activation_has_the_gradient_of_the_network(activation: str) -> None:
    for seed in range(5):
        made = network(2, (4, activation), (3, activation), (1, "tanh"), seed=seed)
        assert_same(made, [0.7, -1.2], [0.5], LOSSES["half_mse"])


@pytest.mark.parametrize("layer", WITH_SETTINGS, ids=repr)
@pytest.mark.parametrize("sample", [[0.7, -1.2], [-2.0, 0.1]])
def test_an_activation_is_drawn_with_its_settings(layer: Dense, sample: list[float]) -> None:
    made = drawn(Network(2, [replace(layer, units=3), Dense(1, "linear")]))
    assert_same(made, sample, [0.5], LOSSES["mse"])


@pytest.mark.parametrize("z", [0.0, 0.5, -0.5])
@pytest.mark.parametrize(
    "layer", [*(Dense(1, key) for key in ACTIVATION_FORMS), *WITH_SETTINGS], ids=repr
)
def test_on_a_kink_the_graph_has_the_slope_of_the_network(layer: Dense, z: float) -> None:
    made = Network(1, [layer, Dense(1, "linear")], np.array([1.0, 0.0, 1.0, 0.0]))
    assert_same(made, [z], [5.0], LOSSES["mse"])


@pytest.mark.parametrize(("loss", "output"), PAIRS, ids=lambda part: getattr(part, "key", part))
@pytest.mark.parametrize("targets", [[0.0, 1.0, 0.0], [0.2, 0.5, 0.3]])
def test_every_loss_has_the_gradient_of_the_network(
    loss: Loss, output: str, targets: list[float]
) -> None:
    for seed in range(5):
        made = network(2, (3, "tanh"), (3, output), seed=seed)
        if output == "piecewise_linear" and loss.for_classes_only:
            made.parameters *= 0.1  # away from 0 and 1, where a probability has no logarithm
        assert_same(made, [0.7, -1.2], targets, loss)


@pytest.mark.parametrize("delta", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("residual", [0.0, 0.05, -0.1, 0.1, 1.0, -1.0, 3.0])
def test_huber_is_drawn_with_its_delta_and_has_the_networks_slope_at_it(
    delta: float, residual: float
) -> None:
    made = Network(1, [Dense(1, "linear")], np.array([1.0, 0.0]))
    assert_same(made, [residual], [0.0], LOSSES["huber"], HuberSettings(delta))


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_binary_cross_entropy_leaves_out_the_term_of_the_other_class(target: float) -> None:
    made = network(2, (1, "sigmoid"))
    made.parameters *= 10
    assert_same(made, [0.9, 0.8], [target], LOSSES["binary_cross_entropy"])
    graph = network_graph(made, [0.9, 0.8], [target], LOSSES["binary_cross_entropy"])
    assert [gate.operation.key for gate in graph.gates].count("ln") == 1


def test_nodes_have_readable_names() -> None:
    graph = network_graph(network(2, (2, "tanh"), (1, "linear")), [1, 2], [3], LOSSES["half_mse"])
    named = [gate.name for gate in graph.gates if gate.is_named]
    assert named == ["z1_1", "z1_2", "h1_1", "h1_2", "y1", "loss"]
    assert [leaf.name for leaf in graph.leaves] == [
        *("x1", "x2", "w1_11", "w1_12", "b1_1", "w1_21", "w1_22", "b1_2"),
        *("w2_11", "w2_12", "b2_1", "t1"),
    ]
    assert graph.nodes[graph.output].name == "loss"


def test_wide_layers_keep_their_weights_apart() -> None:
    names = parameter_names(network(11, (12, "tanh")))
    assert len(set(names)) == len(names)
    assert names[:2] == ("w1_1_1", "w1_1_2")


def test_mean_squared_error_of_one_output_is_not_divided() -> None:
    graph = network_graph(network(1, (1, "linear")), [1], [3], LOSSES["mse"])
    assert [gate.operation.key for gate in graph.gates][-2:] == ["subtract", "square"]


def test_a_network_that_is_too_large_is_refused_with_a_sentence() -> None:
    made = network(20, (10, "tanh"))
    with pytest.raises(GraphError, match=rf"210 parameters .* up to {MAX_PARAMETERS} can be"):
        network_graph(made, [0.0] * 20, [0.0] * 10, LOSSES["half_mse"])


def test_a_loss_without_a_form_is_refused_by_its_name() -> None:
    loss = replace(LOSSES["mse"], key="other", label="Other loss")
    with pytest.raises(GraphError, match="Other loss cannot be drawn"):
        network_graph(network(1, (1, "linear")), [1], [3], loss)


def test_an_activation_without_a_form_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(ACTIVATION_FORMS, "tanh")
    with pytest.raises(GraphError, match="tanh cannot be drawn"):
        network_graph(network(1, (1, "tanh")), [1], [3], LOSSES["mse"])


@pytest.mark.parametrize(
    "layer",
    [
        Dense(2, "tanh", bias=False),
        Dense(2, "linear", pieces=2),
        Dense(3, "tanh", pieces=3),
        Dense(2, "relu", pieces=4, bias=False),
        Dense(12, "linear", pieces=2),
    ],
    ids=repr,
)
def test_maxout_and_absent_biases_have_the_gradient_of_the_network(layer: Dense) -> None:
    for seed in range(5):
        made = drawn(Network(2, [layer, Dense(2, "linear", pieces=2, bias=False)]), seed)
        for block, one in zip(made.blocks, made.layers, strict=True):
            block.weights[:, -1] *= one.bias
        assert_same(made, [0.7, -1.2], [0.5, 1.5], LOSSES["half_mse"])


def test_a_maxouts_pieces_have_readable_names() -> None:
    made = drawn(Network(1, [Dense(2, "tanh", pieces=2), Dense(1, "linear", pieces=2)]))
    graph = network_graph(made, [1], [3], LOSSES["half_mse"])
    named = [gate.name for gate in graph.gates if gate.is_named]
    assert named == [
        *("z1_1_1", "z1_2_1", "z1_1_2", "z1_2_2", "z1_1", "z1_2", "h1_1", "h1_2"),
        *("z2_1_1", "z2_1_2", "y1", "loss"),
    ]
    assert parameter_names(made) == (
        *("w1_11_1", "b1_1_1", "w1_21_1", "b1_2_1", "w1_11_2", "b1_1_2", "w1_21_2", "b1_2_2"),
        *("w2_11_1", "w2_12_1", "b2_1_1", "w2_11_2", "w2_12_2", "b2_1_2"),
    )


def test_a_tie_of_a_maxout_goes_to_its_first_piece() -> None:
    made = Network(1, [Dense(1, "linear", pieces=2)], np.array([1.0, 0, 1, 0]))
    walk = differentiate(network_graph(made, [1], [3], LOSSES["half_mse"]))
    assert (walk.gradient("w1_11_1"), walk.gradient("w1_11_2")) == (-2, 0)


def test_a_saturated_output_is_refused_by_its_gate() -> None:
    made = network(1, (1, "sigmoid"))
    made.parameters[:] = [100.0, 0.0]
    with pytest.raises(GraphError, match=r"ln .* has no value"):
        differentiate(network_graph(made, [1.0], [0.0], LOSSES["binary_cross_entropy"]))
