"""Batch normalisation: its six gradients, its running statistics, and awkward batches."""

import numpy as np
import pytest

from nnviz.engine.layers.batch_norm import BatchNorm
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass

EPSILON = 1e-5


def stage_of(x: np.ndarray, in_training: bool = True) -> tuple[BatchNorm, Pass, Network]:
    """Return the stage of a network that hands x, of shape (units, size), to it unchanged."""
    units, size = x.shape
    layers = [Dense(units, "linear", bias=False, batch_norm=True), Dense(1, "linear")]
    network, rng = Network(units, layers), np.random.default_rng(4)
    network.parameters[...] = rng.normal(size=network.parameters.size)
    network.weights[0][...] = np.eye(units, units + 1)
    batch = Pass(network, size, rng if in_training else None)
    batch.inputs[...] = x
    batch.forward()
    stage = batch.layers[0].stages["batch_norm"]
    assert isinstance(stage, BatchNorm)
    return stage, batch, network


def backward(batch: Pass) -> np.ndarray:
    """Go back from an error of 1 a sample; return what arrives at the stage."""
    targets = batch.values[-1] - 1
    batch.bind_backward(LOSSES["half_mse"])(targets)
    return batch.layers[0].result.errors.copy()


X = np.array([[1.0, 2, 4, 5], [-3.0, 0, 0.5, 7]])


def test_batch_normalisation_forward_is_the_formula() -> None:
    stage, batch, network = stage_of(X)
    mean, variance = X.mean(axis=1, keepdims=True), X.var(axis=1, keepdims=True)
    np.testing.assert_allclose(stage.mean, mean)
    np.testing.assert_allclose(stage.variance, variance)
    np.testing.assert_allclose(stage.deviations, X - mean)
    np.testing.assert_allclose(stage.inverse, 1 / np.sqrt(variance + EPSILON))
    normalised = (X - mean) / np.sqrt(variance + EPSILON)
    np.testing.assert_allclose(stage.normalised, normalised)
    block = network.blocks[0]
    np.testing.assert_allclose(batch.values[0], block.scale * normalised + block.shift)


def test_batch_normalisation_six_gradients_are_those_of_the_lecture() -> None:
    stage, batch, network = stage_of(X)
    dy = backward(batch)
    m, scale = X.shape[1], network.blocks[0].scale
    mean, variance = X.mean(axis=1, keepdims=True), X.var(axis=1, keepdims=True) + EPSILON
    d_normalised = dy * scale
    d_variance = (d_normalised * (X - mean) * -0.5 * variance**-1.5).sum(axis=1, keepdims=True)
    d_mean = (-d_normalised / np.sqrt(variance)).sum(axis=1, keepdims=True)
    d_mean += d_variance * (-2 * (X - mean)).sum(axis=1, keepdims=True) / m
    d_x = d_normalised / np.sqrt(variance) + d_variance * 2 * (X - mean) / m + d_mean / m
    found = stage.gradients
    np.testing.assert_allclose(
        found.scale, (dy * stage.normalised).sum(axis=1, keepdims=True), atol=1e-15
    )
    np.testing.assert_allclose(found.shift, dy.sum(axis=1, keepdims=True))
    np.testing.assert_allclose(found.normalised, d_normalised)
    np.testing.assert_allclose(found.variance, d_variance, atol=1e-15)
    np.testing.assert_allclose(found.mean, d_mean, atol=1e-15)
    np.testing.assert_allclose(found.given, d_x, atol=1e-12)
    np.testing.assert_array_equal(found.scale, network.gradient_blocks[0].scale)


def test_outside_training_the_running_statistics_are_fixed_numbers() -> None:
    stage, batch, network = stage_of(X, in_training=False)
    network.remembered[0].mean[...] = 1.0
    network.remembered[0].variance[...] = 4.0
    before = network.statistics.copy()
    batch.forward()
    np.testing.assert_allclose(stage.normalised, (X - 1) / np.sqrt(4 + EPSILON))
    dy = backward(batch)
    expected = dy * network.blocks[0].scale / np.sqrt(4 + EPSILON)
    np.testing.assert_allclose(stage.gradients.given, expected)
    assert not stage.gradients.mean.any()
    assert not stage.gradients.variance.any()
    np.testing.assert_array_equal(network.statistics, before)


def test_a_training_step_moves_the_running_statistics_a_tenth_of_the_way() -> None:
    _stage, batch, network = stage_of(X)
    mean, variance = X.mean(axis=1), X.var(axis=1, ddof=1)
    once = np.concatenate([0.1 * mean, 0.9 + 0.1 * variance])
    np.testing.assert_allclose(network.statistics, once)
    batch.forward()
    twice = 0.9 * once + 0.1 * np.concatenate([mean, variance])
    np.testing.assert_allclose(network.statistics, twice)


def test_a_batch_of_one_gives_the_shift_and_no_variance_to_learn_from() -> None:
    stage, batch, network = stage_of(np.array([[3.0], [-1000.0]]))
    np.testing.assert_array_equal(batch.values[0], network.blocks[0].shift)
    backward(batch)
    assert (stage.gradients.given == 0).all()
    np.testing.assert_allclose(network.statistics, [0.3, -100, 1, 1])


@pytest.mark.parametrize("value", [0.0, 1e-12, -1e-12, 0.1, 30.0, -1000.0])
def test_a_column_that_is_constant_gives_the_shift(value: float) -> None:
    stage, batch, network = stage_of(np.full((2, 7), value))
    shifts = np.broadcast_to(network.blocks[0].shift, (2, 7))
    np.testing.assert_allclose(batch.values[0], shifts, rtol=1e-9)
    backward(batch)
    np.testing.assert_allclose(stage.gradients.given, 0, atol=1e-9)
