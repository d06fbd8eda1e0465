"""Forward values, gradients and 100 steps against PyTorch (reference/make_torch_reference.py)."""

from pathlib import Path

import numpy as np
import pytest

from nnviz.engine.activations import HIDDEN_ACTIVATIONS
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Dense, Network, Pass
from nnviz.engine.optimizers import OPTIMIZERS

FILE = Path(__file__).parent.parent / "reference" / "torch.npz"
RATES = {"sgd": 0.05, "momentum": 0.02, "adam": 0.01}
BATCH, STEPS = 5, 100
COMBINATIONS = [
    (hidden, output, loss)
    for hidden in HIDDEN_ACTIVATIONS
    for loss, row in LOSSES.items()
    for output in row.output_activations
]


@pytest.fixture(scope="module")
def reference() -> dict[str, np.ndarray]:
    with np.load(FILE, allow_pickle=False) as stored:
        return dict(stored)


def targets_of(reference: dict[str, np.ndarray], output: str) -> np.ndarray:
    return np.eye(3)[reference["labels"]].T[: 3 if output == "softmax" else 2].copy()


def network_of(reference: dict[str, np.ndarray], hidden: str, output: str, loss: str) -> Network:
    outputs = Dense(3 if output == "softmax" else 2, output)
    layers = [Dense(4, hidden), Dense(3, hidden), outputs]
    return Network(2, layers, reference[f"{hidden}/{output}/{loss}/initial"])


@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
def test_values_and_gradients_are_those_of_pytorch(
    reference: dict[str, np.ndarray], hidden: str, output: str, loss: str
) -> None:
    network, row = network_of(reference, hidden, output, loss), LOSSES[loss]
    targets, name = targets_of(reference, output), f"{hidden}/{output}/{loss}"
    batch = Pass(network, targets.shape[1])
    batch.inputs[...] = reference["x"]
    batch.forward()
    batch.bind_backward(row)(targets)
    predictions = batch.logits if row.from_logits else batch.values[-1]
    np.testing.assert_allclose(batch.values[-1], reference[f"{name}/outputs"], rtol=1e-9)
    np.testing.assert_allclose(row.value(predictions, targets), reference[f"{name}/loss"], 1e-9)
    np.testing.assert_allclose(network.gradient, reference[f"{name}/gradient"], 1e-9, 1e-14)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
def test_a_hundred_steps_end_where_those_of_pytorch_do(
    reference: dict[str, np.ndarray], hidden: str, output: str, loss: str, optimizer: str
) -> None:
    network, rule = network_of(reference, hidden, output, loss), OPTIMIZERS[optimizer]
    x, y = reference["x"], targets_of(reference, output)
    state = rule.new_state(network.parameters.size)
    rate, vectors = np.array(RATES[optimizer]), (network.parameters, network.gradient)
    update = rule.bind(*vectors, rate, state, rule.settings())
    passes = {size: Pass(network, size) for size in (BATCH, x.shape[1] % BATCH)}
    backward = {size: batch.bind_backward(LOSSES[loss]) for size, batch in passes.items()}
    starts = range(0, x.shape[1], BATCH)
    for step in range(STEPS):
        part = slice(starts[step % len(starts)], starts[step % len(starts)] + BATCH)
        batch = passes[x[:, part].shape[1]]
        batch.inputs[...] = x[:, part]
        batch.forward()
        backward[batch.size](y[:, part])
        update()
    expected = reference[f"{hidden}/{output}/{loss}/{optimizer}"]
    np.testing.assert_allclose(network.parameters, expected, rtol=1e-9, atol=1e-9)
