"""The largest slopes of activations, and what they let through together."""

from math import exp, sqrt

import numpy as np
import pytest

from nnviz.engine.activations import HIDDEN_ACTIVATIONS
from nnviz.engine.analysis.slope_ceiling import largest_slope, slope_ceilings
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass

SQUARES = LOSSES["half_mse"]


@pytest.mark.parametrize(
    ("activation", "slope"),
    [
        ("sigmoid", 0.25),
        ("tanh", 1.0),
        ("relu", 1.0),
        ("linear", 1.0),
        ("gaussian", sqrt(2) * exp(-0.5)),
        ("step", 0.0),
        ("softplus", 1 / (1 + exp(-8.0))),
    ],
)
def test_the_largest_slope_is_that_of_the_closed_form(activation: str, slope: float) -> None:
    assert largest_slope(activation) == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("activation", HIDDEN_ACTIVATIONS)
def test_no_slope_is_beyond_it(activation: str) -> None:
    assert 0.0 <= largest_slope(activation) < 1.76  # SELU: λα just below 0


def test_sigmoids_make_a_staircase_of_powers_of_a_quarter() -> None:
    layers = [Dense(3, "sigmoid")] * 4 + [Dense(1, "sigmoid")]
    found = slope_ceilings(layers, SQUARES)
    np.testing.assert_allclose(found, 0.25 ** np.arange(5, 0, -1.0))


def test_a_loss_from_logits_takes_the_output_s_slope_away() -> None:
    layers = [Dense(3, "sigmoid"), Dense(1, "sigmoid")]
    cross_entropy = next(row for row in LOSSES.values() if row.fused_with == "sigmoid")
    np.testing.assert_allclose(slope_ceilings(layers, cross_entropy), [0.25, 1.0])


def test_layers_without_a_ceiling_are_flat_in_the_staircase() -> None:
    layers = [Dense(3, "relu"), Dense(3, "sigmoid"), Dense(3, "tanh"), Dense(1, "linear")]
    np.testing.assert_allclose(slope_ceilings(layers, SQUARES), [0.25, 0.25, 1.0, 1.0])


@pytest.mark.parametrize(
    "layers",
    [
        [Dense(3, "relu"), Dense(1, "linear")],
        [Dense(3, "tanh"), Dense(1, "tanh")],
        [Dense(3, "step"), Dense(1, "sigmoid")],
        [Dense(3, "selu"), Dense(1, "sigmoid")],
        [Dense(3, "sigmoid", batch_norm=True), Dense(1, "sigmoid")],
        [Dense(3, "linear", pieces=2), Dense(1, "sigmoid")],
        [Dense(3, "softmax"), Dense(1, "sigmoid")],
    ],
    ids=["relu", "tanh", "no slope", "slopes above 1", "batch norm", "maxout", "softmax"],
)
def test_where_it_is_not_true_there_is_none(layers: list[Dense]) -> None:
    assert slope_ceilings(layers, SQUARES) is None


def test_no_delta_of_a_sigmoid_network_is_above_its_ceiling() -> None:
    """With weights whose absolute values sum up to 1 towards each unit, ∂L/∂z obeys it strictly."""
    rng = np.random.default_rng(3)
    network = Network(2, [Dense(4, "sigmoid")] * 3 + [Dense(1, "sigmoid")])
    for block in network.blocks:
        block.weights[...] = rng.uniform(-1, 1, block.weights.shape)
        block.weights[:, :-1] /= np.abs(block.weights[:, :-1]).sum(axis=0)
    batch = Pass(network, 1)
    batch.inputs[...] = rng.uniform(-1, 1, (2, 1))
    batch.forward()
    batch.bind_backward(SQUARES)(np.array([[1.0]]))
    ceilings = slope_ceilings(network.layers, SQUARES)
    assert ceilings is not None
    for deltas, ceiling in zip(batch.deltas, ceilings, strict=True):
        assert np.abs(deltas).max() <= ceiling
