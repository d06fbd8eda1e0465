"""Forward values, gradients and 100 steps against PyTorch (reference/make_torch_reference.py)."""

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers import OPTIMIZERS
from tests.engine.torch_training import assert_rows, reference, train

REFERENCE = reference("torch.npz")
CASES = [tuple(map(str, case)) for case in REFERENCE["cases"]]
TRAINED = [str(key) for key in REFERENCE["optimizers"]]
CASE = pytest.mark.parametrize("case", range(len(CASES)), ids=["-".join(case) for case in CASES])


def part(name: str, number: int) -> np.ndarray:
    return np.split(REFERENCE[name], REFERENCE[f"{name}_ends"][:-1])[number]


def targets_of(loss: str, output: str) -> np.ndarray:
    y = np.eye(3)[REFERENCE["labels"]].T[: 3 if output == "softmax" else 2].copy()
    return 2 * y - 1 if loss == "hinge" else y


def network_of(hidden: str, output: str) -> Network:
    outputs = Dense(3 if output == "softmax" else 2, output)
    layers = [Dense(4, hidden), Dense(3, hidden), outputs]
    return Network(2, layers, REFERENCE["initial"][: 39 if output == "softmax" else 35])


def test_every_row_that_can_be_trained_is_there() -> None:
    trainable = {key for key, row in ACTIVATIONS.items() if row.trainable}
    pairs = [
        ({hidden for hidden, _, _ in CASES}, trainable - {"softmax"}),
        ({output for _, _, output in CASES}, trainable),
        ({loss for _, loss, _ in CASES}, LOSSES.keys()),
        ({*TRAINED, "gradient_descent"}, OPTIMIZERS.keys()),  # it is SGD on all samples
    ]
    for there, wanted in pairs:
        assert_rows(there, wanted, "make_torch_reference.py")


@CASE
def test_values_and_gradients_are_those_of_pytorch(case: int) -> None:
    hidden, loss, output = CASES[case]
    network, row, targets = network_of(hidden, output), LOSSES[loss], targets_of(loss, output)
    batch = Pass(network, targets.shape[1])
    batch.inputs[...] = REFERENCE["x"]
    batch.forward()
    batch.bind_backward(row)(targets)
    form = row.form_for(output)
    predictions = batch.logits if form.from_logits else batch.values[-1]
    value = form.value(predictions, targets, row.settings())
    outputs = batch.values[-1].ravel()
    np.testing.assert_allclose(outputs, part("outputs", case), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(value, part("loss", case)[0], rtol=1e-9)
    np.testing.assert_allclose(network.gradient, part("gradient", case), rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("optimizer", TRAINED)
@CASE
def test_a_hundred_steps_end_where_those_of_pytorch_do(case: int, optimizer: str) -> None:
    hidden, loss, output = CASES[case]
    network, rule = network_of(hidden, output), OPTIMIZERS[optimizer]
    number = TRAINED.index(optimizer)
    rate = np.array(REFERENCE["rates"][case, number])
    state = rule.new_state(network.parameters.size)
    update = rule.bind(network.parameters, network.gradient, rate, state, rule.settings())
    train(network, REFERENCE["x"], targets_of(loss, output), LOSSES[loss], update)
    expected = part("trained", case * len(TRAINED) + number)
    np.testing.assert_allclose(network.parameters, expected, rtol=1e-9, atol=1e-11)
