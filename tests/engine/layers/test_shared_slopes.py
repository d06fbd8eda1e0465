"""Which layers share the calls for their slopes, and that it changes no bit of the gradient."""

import numpy as np
import pytest

from nnviz.engine.activations import HIDDEN_ACTIVATIONS
from nnviz.engine.layers import shared_slopes
from nnviz.engine.layers.dense import Dense
from nnviz.engine.layers.shared_slopes import SharedSlopes
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass

OWN_SLOPES = {"linear", "leaky_relu", "elu", "selu", "silu", "gelu", "sine", "gaussian"}


def sharing(*layers: Dense, training: bool = True) -> list[bool]:
    rows = sum(layer.units + 1 for layer in layers)
    slopes = SharedSlopes(layers, np.ones((rows, 2)), training)
    return [part is not None for part in slopes.of]


def gradient(*layers: Dense) -> np.ndarray:
    network = Network(2, layers)
    rng = np.random.default_rng(3)
    network.parameters[...] = rng.normal(size=network.parameters.size)
    batch = Pass(network, 5, np.random.default_rng(1))
    batch.inputs[...] = rng.normal(size=(2, 5))
    batch.forward()
    batch.bind_backward(LOSSES["half_mse"])(rng.normal(size=(layers[-1].units, 5)))
    return network.gradient


@pytest.mark.parametrize("key", HIDDEN_ACTIVATIONS)
def test_neighbours_share_what_can_be_had_from_their_values(key: str) -> None:
    assert sharing(Dense(3, key), Dense(2, key)) == [key not in OWN_SLOPES] * 2


def test_only_neighbours_of_the_same_activation_share() -> None:
    tanh, relu = Dense(2, "tanh"), Dense(3, "relu")
    assert sharing(tanh, tanh, relu, tanh, relu, relu) == [True, True, False, False, True, True]
    assert sharing(tanh) == [False]


def test_what_dropout_leaves_out_cannot_be_had_from_the_values() -> None:
    layers = Dense(2, "tanh"), Dense(2, "tanh"), Dense(2, "tanh", dropout=0.5)
    assert sharing(*layers) == [True, True, False]
    assert sharing(*layers, training=False) == [True, True, True]


@pytest.mark.parametrize("key", HIDDEN_ACTIVATIONS)
def test_the_gradient_is_the_same_to_the_bit(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    layers = (
        Dense(4, key, bias=False),
        Dense(3, key, batch_norm=True),
        Dense(3, key),
        Dense(2, "tanh", dropout=0.3),
        Dense(2, "tanh"),
        Dense(1, "tanh"),
    )
    found = gradient(*layers)
    monkeypatch.setattr(shared_slopes, "_what_to_share", lambda *_: None)
    assert found.tobytes() == gradient(*layers).tobytes()


def test_tanh_layers_have_two_calls_for_all_their_slopes() -> None:
    layers = [Dense(units, "tanh") for units in (4, 2, 1)]
    batch = Pass(Network(2, layers), 10)
    program = batch.bind_program(LOSSES["half_mse"])(np.ones((2, 10)), np.ones((1, 10)))
    assert sum(call is np.subtract for call, _ in program) == 1
    assert len(program) == 18  # and the gradient of the loss is one of two; SGD has another two
