"""Batch normalisation, maxout and dropout against PyTorch (reference/make_torch_layers.py)."""

import numpy as np
import pytest

from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from tests.engine.torch_training import BATCH, GivenMasks, reference, train

REFERENCE = reference("torch_layers.npz")
RATE = 0.05
# Bias, pieces, batch normalisation and dropout of the two hidden layers; their activation.
NETWORKS = {
    "batch_norm": ((True, 1, True, 0.0), (True, 1, True, 0.0), "tanh"),
    "batch_norm_sigmoid": ((False, 1, True, 0.0), (True, 1, True, 0.0), "sigmoid"),
    "maxout": ((True, 3, False, 0.0), (True, 2, False, 0.0), "linear"),
    "maxout_batch_norm": ((True, 2, True, 0.0), (False, 3, True, 0.0), "linear"),
    "dropout": ((True, 1, False, 0.5), (True, 1, False, 0.25), "tanh"),
    "no_bias": ((False, 1, False, 0.0), (False, 1, False, 0.0), "tanh"),
    "everything": ((False, 2, True, 0.25), (True, 2, True, 0.5), "linear"),
}


def network_of(name: str, parameters: str) -> Network:
    *hidden, activation = NETWORKS[name]
    layers = [
        Dense(units, activation, bias=bias, pieces=pieces, batch_norm=norm, dropout=dropout)
        for units, (bias, pieces, norm, dropout) in zip((4, 3), hidden, strict=True)
    ]
    return Network(3, [*layers, Dense(2, "tanh")], REFERENCE[f"{name}/{parameters}"])


def masks_of(name: str) -> GivenMasks:
    dropped = [number for number, layer in enumerate(NETWORKS[name][:2]) if layer[3]]
    return GivenMasks([REFERENCE[f"{name}/mask{number}"] for number in dropped])


def assert_as_measured(batch: Pass, y: np.ndarray, name: str) -> None:
    loss = LOSSES["half_mse"]
    batch.forward()
    batch.bind_backward(loss)(y)
    np.testing.assert_allclose(batch.values[-1], REFERENCE[f"{name}/outputs"], 1e-9, 1e-13)
    value = np.square(batch.values[-1] - y).mean() / 2
    np.testing.assert_allclose(value, REFERENCE[f"{name}/loss"], 1e-9)


@pytest.mark.parametrize("name", NETWORKS)
def test_in_training_values_gradients_and_statistics_are_those_of_pytorch(name: str) -> None:
    network, masks = network_of(name, "initial"), masks_of(name)
    masks.part = slice(BATCH)
    batch = Pass(network, BATCH, masks)
    batch.inputs[...] = REFERENCE["x"][:, :BATCH]
    assert_as_measured(batch, REFERENCE["y"][:, :BATCH], f"{name}/train")
    np.testing.assert_allclose(network.gradient, REFERENCE[f"{name}/train/gradient"], 1e-9, 1e-14)
    np.testing.assert_allclose(network.statistics, REFERENCE[f"{name}/train/statistics"], 1e-12)


@pytest.mark.parametrize("name", NETWORKS)
def test_outside_training_values_and_gradients_are_those_of_pytorch(name: str) -> None:
    network = network_of(name, "trained")
    network.statistics[...] = REFERENCE[f"{name}/statistics"]
    batch = Pass(network, REFERENCE["x"].shape[1])
    batch.inputs[...] = REFERENCE["x"]
    assert_as_measured(batch, REFERENCE["y"], f"{name}/eval")
    np.testing.assert_allclose(network.gradient, REFERENCE[f"{name}/eval/gradient"], 1e-9, 1e-14)


@pytest.mark.parametrize("name", NETWORKS)
def test_steps_end_where_those_of_pytorch_do(name: str) -> None:
    network, masks = network_of(name, "initial"), masks_of(name)

    def update() -> None:
        network.parameters -= RATE * network.gradient

    loss = LOSSES["half_mse"]
    train(network, REFERENCE["x"], REFERENCE["y"], loss, update, masks=masks)
    np.testing.assert_allclose(network.parameters, REFERENCE[f"{name}/trained"], 1e-9, 1e-12)
    np.testing.assert_allclose(network.statistics, REFERENCE[f"{name}/statistics"], 1e-9)
