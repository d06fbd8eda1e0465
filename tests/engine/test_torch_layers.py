"""Batch normalisation, maxout and dropout against PyTorch (reference/make_torch_layers.py)."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass

FILE = Path(__file__).parent.parent / "reference" / "torch_layers.npz"
BATCH, STEPS, RATE = 5, 40, 0.05
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
Reference = dict[str, np.ndarray]


class GivenMasks:
    """Stands for a generator whose draws leave out what the masks of a batch leave out."""

    def __init__(self, masks: list[np.ndarray]):
        self.masks = masks
        self.part = slice(None)
        self._turn = 0

    def random(self, _size: None, _dtype: type, out: np.ndarray) -> None:
        out[...] = self.masks[self._turn][:, self.part] > 0
        self._turn = (self._turn + 1) % len(self.masks)


@pytest.fixture(scope="module")
def reference() -> Reference:
    with np.load(FILE, allow_pickle=False) as stored:
        return dict(stored)


def network_of(reference: Reference, name: str, parameters: str) -> Network:
    *hidden, activation = NETWORKS[name]
    layers = [
        Dense(units, activation, bias=bias, pieces=pieces, batch_norm=norm, dropout=dropout)
        for units, (bias, pieces, norm, dropout) in zip((4, 3), hidden, strict=True)
    ]
    return Network(3, [*layers, Dense(2, "tanh")], reference[f"{name}/{parameters}"])


def masks_of(reference: Reference, name: str) -> Any:
    dropped = [number for number, layer in enumerate(NETWORKS[name][:2]) if layer[3]]
    return GivenMasks([reference[f"{name}/mask{number}"] for number in dropped])


def assert_as_measured(batch: Pass, y: np.ndarray, reference: Reference, name: str) -> None:
    loss = LOSSES["half_mse"]
    batch.forward()
    batch.bind_backward(loss)(y)
    np.testing.assert_allclose(batch.values[-1], reference[f"{name}/outputs"], 1e-9, 1e-13)
    value = np.square(batch.values[-1] - y).mean() / 2
    np.testing.assert_allclose(value, reference[f"{name}/loss"], 1e-9)


@pytest.mark.parametrize("name", NETWORKS)
def test_in_training_values_gradients_and_statistics_are_those_of_pytorch(
    reference: Reference, name: str
) -> None:
    network, masks = network_of(reference, name, "initial"), masks_of(reference, name)
    masks.part = slice(BATCH)
    batch = Pass(network, BATCH, masks)
    batch.inputs[...] = reference["x"][:, :BATCH]
    assert_as_measured(batch, reference["y"][:, :BATCH], reference, f"{name}/train")
    np.testing.assert_allclose(network.gradient, reference[f"{name}/train/gradient"], 1e-9, 1e-14)
    np.testing.assert_allclose(network.statistics, reference[f"{name}/train/statistics"], 1e-12)


@pytest.mark.parametrize("name", NETWORKS)
def test_outside_training_values_and_gradients_are_those_of_pytorch(
    reference: Reference, name: str
) -> None:
    network = network_of(reference, name, "trained")
    network.statistics[...] = reference[f"{name}/statistics"]
    batch = Pass(network, reference["x"].shape[1])
    batch.inputs[...] = reference["x"]
    assert_as_measured(batch, reference["y"], reference, f"{name}/eval")
    np.testing.assert_allclose(network.gradient, reference[f"{name}/eval/gradient"], 1e-9, 1e-14)


@pytest.mark.parametrize("name", NETWORKS)
def test_steps_end_where_those_of_pytorch_do(reference: Reference, name: str) -> None:
    network, masks = network_of(reference, name, "initial"), masks_of(reference, name)
    x, y = reference["x"], reference["y"]
    passes = {size: Pass(network, size, masks) for size in (BATCH, x.shape[1] % BATCH)}
    backward = {size: batch.bind_backward(LOSSES["half_mse"]) for size, batch in passes.items()}
    starts = range(0, x.shape[1], BATCH)
    for step in range(STEPS):
        masks.part = slice(starts[step % len(starts)], starts[step % len(starts)] + BATCH)
        batch = passes[x[:, masks.part].shape[1]]
        batch.inputs[...] = x[:, masks.part]
        batch.forward()
        backward[batch.size](y[:, masks.part])
        network.parameters -= RATE * network.gradient
    np.testing.assert_allclose(network.parameters, reference[f"{name}/trained"], 1e-9, 1e-12)
    np.testing.assert_allclose(network.statistics, reference[f"{name}/statistics"], 1e-9)
