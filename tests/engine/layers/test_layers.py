"""Layers: parameters and their places, stages, and gradients against central differences."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.layers.batch_norm import EPSILON
from nnviz.engine.layers.dense import Dense, is_learned
from nnviz.engine.layers.stages import STAGES
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from tests.engine.awkward import BATCHES
from tests.engine.differences import assert_network_gradient

LAYERS = {
    "dense": Dense(4, "tanh"),
    "no bias": Dense(4, "tanh", bias=False),
    "maxout": Dense(4, "linear", pieces=3),
    "maxout, bent": Dense(3, "tanh", pieces=2, bias=False),
    "batch norm": Dense(4, "tanh", batch_norm=True),
    "batch norm, slope from the sums": Dense(4, "softplus", batch_norm=True),
    "maxout, batch norm": Dense(4, "linear", pieces=2, batch_norm=True, bias=False),
    "dropout": Dense(4, "tanh", dropout=0.5),
    "dropout, all left out": Dense(4, "tanh", dropout=1 - 1e-12),
    "everything": Dense(4, "linear", pieces=2, batch_norm=True, dropout=0.3),
}


def drawn(*layers: Dense, inputs: int = 2) -> Network:
    network, rng = Network(inputs, layers), np.random.default_rng(5)
    network.parameters[...] = rng.normal(0, 0.7, network.parameters.size)
    for layer, block in zip(layers, network.blocks, strict=True):
        block.weights[:, -1] *= layer.bias
    for remembered in network.remembered:
        remembered.mean[...] = rng.normal(size=remembered.mean.shape)
        remembered.variance[...] = rng.uniform(0.5, 2, remembered.variance.shape)
    return network


def training(network: Network, x: np.ndarray, seed: int | None = 3) -> Pass:
    batch = Pass(network, x.shape[1], None if seed is None else np.random.default_rng(seed))
    batch.inputs[...] = x
    return batch


# Parameters and their places


def test_a_layers_block_has_its_weights_row_by_row_then_scale_and_shift() -> None:
    network = Network(2, [Dense(2, "linear", pieces=2, batch_norm=True), Dense(1, "tanh")])
    network.parameters[...] = np.arange(network.parameters.size)
    assert network.offsets == [0, 16]
    assert network.weights[0].tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    assert network.blocks[0].scale.tolist() == [[12], [13]]
    assert network.blocks[0].shift.tolist() == [[14], [15]]
    assert network.weights[1].tolist() == [[16, 17, 18]]


@pytest.mark.parametrize(
    ("layer", "count", "learned"),
    [
        (Dense(3, "tanh"), 9, 9),
        (Dense(3, "tanh", bias=False), 9, 6),
        (Dense(3, "linear", pieces=2), 18, 18),
        (Dense(3, "linear", pieces=2, bias=False), 18, 12),
        (Dense(3, "tanh", batch_norm=True), 15, 15),
        (Dense(3, "tanh", batch_norm=True, bias=False), 15, 12),
        (Dense(3, "tanh", dropout=0.5), 9, 9),
    ],
)
def test_absent_biases_have_a_place_but_are_no_parameters(
    layer: Dense, count: int, learned: int
) -> None:
    assert (layer.count(2), layer.learned(2)) == (count, learned)
    layers = (layer, Dense(1, "tanh"))
    places = [is_learned(layers, 2, index) for index in range(-1, count + 4 + 1)]
    assert places[0] is places[-1] is False
    assert sum(places) == learned + 4
    weights = [True, True, layer.bias] * layer.rows
    assert places[1 : 1 + len(weights)] == weights


def test_new_networks_scale_by_one_and_have_seen_variance_one() -> None:
    network = Network(2, [Dense(3, "tanh", batch_norm=True), Dense(1, "tanh")])
    assert network.blocks[0].scale.tolist() == [[1]] * 3
    assert network.statistics.tolist() == [0, 0, 0, 1, 1, 1]


def test_statistics_are_copied_and_of_the_right_length() -> None:
    layers, given = [Dense(1, "tanh", batch_norm=True)], np.array([2.0, 3])
    network = Network(1, layers, None, given)
    network.remembered[0].mean[...] = 7
    assert given.tolist() == [2, 3]
    with pytest.raises(ValueError, match="2 parameters expected"):
        Network(1, layers, None, np.ones(3))


def test_drawing_leaves_absent_biases_at_zero_and_batch_norm_at_its_beginning() -> None:
    layers = [Dense(3, "linear", bias=False, pieces=2, batch_norm=True), Dense(2, "tanh")]
    network = Network(2, layers, np.full(40 - 8, 9.0))
    draw = INITIALIZERS["constant"].with_settings()
    network.initialize(draw, np.random.default_rng(0), biases=draw)
    assert (network.weights[0][:, :-1] == 0.1).all()
    assert (network.weights[0][:, -1] == 0).all()
    assert (network.weights[1] == 0.1).all()
    assert (network.blocks[0].scale == 1).all()
    assert (network.blocks[0].shift == 0).all()


def test_each_piece_of_a_maxout_is_drawn_as_a_layer_of_its_own() -> None:
    network, rng = Network(50, [Dense(40, "linear", pieces=2)]), np.random.default_rng(0)
    network.initialize(INITIALIZERS["xavier_normal"].with_settings(), rng)
    assert network.weights[0][:, :-1].std() == pytest.approx(np.sqrt(2 / 90), rel=0.05)


def test_regularisation_takes_weights_only() -> None:
    network = Network(1, [Dense(1, "linear", pieces=2, batch_norm=True)])
    assert network.is_weight().tolist() == [1, 0, 1, 0, 0, 0]


# What the stages do


def test_a_layer_without_bias_passes_through_the_origin() -> None:
    network = drawn(LAYERS["no bias"], Dense(1, "linear", bias=False))
    network.weights[0][:, -1] = 5.0  # what stands in the place of an absent bias does nothing
    assert (network.predict(np.zeros((2, 3))) == 0).all()


def test_maxout_is_the_largest_piece() -> None:
    network = drawn(Dense(2, "linear", pieces=3), Dense(1, "tanh"))
    x = np.random.default_rng(0).normal(size=(2, 6))
    sums = network.weights[0] @ np.vstack([x, np.ones(6)])
    np.testing.assert_allclose(network.layer_values(x)[1], sums.reshape(3, 2, 6).max(axis=0))


def test_a_tie_in_a_maxout_is_shared_out_evenly() -> None:
    network = Network(1, [Dense(1, "linear", pieces=2), Dense(1, "linear")], np.ones(6))
    batch = training(network, np.ones((1, 1)))
    batch.forward()
    batch.bind_backward(LOSSES["half_mse"])(np.zeros((1, 1)))
    assert batch.layers[0].sums.errors.tolist() == [[1.5], [1.5]]


def test_dropout_leaves_out_the_share_chosen_and_enlarges_the_rest() -> None:
    network = Network(1, [Dense(50, "linear", dropout=0.3), Dense(1, "linear")])
    network.weights[0][:, -1] = 1.0
    batch = training(network, np.zeros((1, 2000)))
    batch.forward()
    values = batch.values[0]
    assert set(np.unique(values)) == {0.0, 1 / 0.7}
    assert (values == 0).mean() == pytest.approx(0.3, abs=0.01)
    assert values.mean() == pytest.approx(1.0, abs=0.01)
    first = values.copy()
    batch.forward()
    assert not np.array_equal(values, first)


def test_dropout_does_nothing_outside_training() -> None:
    network = drawn(LAYERS["dropout"], Dense(1, "tanh"))
    plain = Network(2, [Dense(4, "tanh"), Dense(1, "tanh")], network.parameters)
    x = np.random.default_rng(0).normal(size=(2, 9))
    np.testing.assert_array_equal(network.predict(x), plain.predict(x))


def test_dropout_is_refused_where_it_cannot_be() -> None:
    network = Network(1, [Dense(1, "tanh", dropout=0.5)])
    with pytest.raises(ValueError, match="the output layer"):
        Pass(network, 1, np.random.default_rng(0))
    layer = training(Network(1, [Dense(1, "tanh"), Dense(1, "tanh")]), np.ones((1, 1))).layers[0]
    place = replace(layer.place, rng=None)
    with pytest.raises(ValueError, match="in training only"):
        STAGES["dropout"].bind(place, layer.result)


@pytest.mark.parametrize("row", STAGES.values(), ids=STAGES)
def test_a_stage_names_settings_that_a_layer_has(row) -> None:
    assert all(hasattr(LAYERS["dense"], name) for name in row.settings)
    assert row.label
    assert row.formula


def test_a_layer_has_the_stages_chosen_in_their_order() -> None:
    network = drawn(LAYERS["everything"], Dense(1, "tanh"))
    used = list(training(network, np.ones((2, 3))).layers[0].stages)
    assert {"maxout", "batch_norm", "activation", "dropout"} <= set(used)
    assert used == [key for key in STAGES if key in used]
    assert list(Pass(network, 3).layers[0].stages) == [key for key in used if key != "dropout"]


# Gradients


@pytest.mark.parametrize("in_training", [True, False])
@pytest.mark.parametrize("name", BATCHES)
@pytest.mark.parametrize("place", ["first", "second"])
@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_gradient_is_the_derivative_of_the_loss(
    layer: Dense, place: str, name: str, in_training: bool
) -> None:
    hidden = [layer, Dense(3, "tanh")] if place == "first" else [Dense(3, "tanh"), layer]
    network, x = drawn(*hidden, Dense(2, "linear")), BATCHES[name]
    targets, rng = np.full((2, x.shape[1]), 0.5), np.random.default_rng(3)
    masks = rng.bit_generator.state

    def leave_out_the_same() -> None:
        rng.bit_generator.state = masks

    batch = Pass(network, x.shape[1], rng if in_training else None)
    constant = layer.batch_norm and name in ("all samples equal", "all zero", "tiny")
    assert_network_gradient(
        network,
        batch,
        x,
        targets,
        LOSSES["half_mse"],
        leave_out_the_same,
        # Without variance deviations, which are rounding alone, are divided by √ε.
        magnified=float(1 / np.sqrt(EPSILON)) if constant else 1.0,
    )


def test_a_tie_of_two_pieces_has_the_mean_of_both_sides_as_its_slope() -> None:
    """Which is what a central difference finds where the loss is straight on both sides."""
    network = Network(1, [Dense(1, "linear", pieces=2), Dense(1, "linear")], np.ones(6))
    ones = np.ones((1, 1))
    assert_network_gradient(network, Pass(network, 1), ones, 9 * ones, LOSSES["sae"])


def test_what_is_left_out_altogether_learns_nothing() -> None:
    network = drawn(LAYERS["dropout, all left out"], Dense(2, "linear"))
    batch = training(network, BATCHES["ordinary"])
    batch.forward()
    assert (batch.values[0] == 0).all()
    batch.bind_backward(LOSSES["half_mse"])(np.ones((2, batch.size)))
    assert (network.gradients[0] == 0).all()
    assert network.gradients[1][:, -1].all()
