"""Keeping the weights that still fit."""

import numpy as np
import pytest

from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.training.transplant import transplanted

X = ("x1", "x2")


def network(*sizes: int, start: float) -> Network:
    made = Network(sizes[0], [Dense(units, "tanh") for units in sizes[1:]])
    made.parameters[...] = start + np.arange(made.parameters.size)
    return made


def kept(
    old: Network,
    fresh: Network,
    old_features: tuple[str, ...] = X,
    fresh_features: tuple[str, ...] = X,
) -> list[np.ndarray]:
    parameters = transplanted(old.parameters, old, fresh, old_features, fresh_features)
    return Network(fresh.inputs, fresh.layers, parameters).weights


def test_the_same_network_keeps_everything() -> None:
    old, fresh = network(2, 4, 3, 1, start=0), network(2, 4, 3, 1, start=1000)
    for found, expected in zip(kept(old, fresh), old.weights, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_the_networks_themselves_stay_as_they_are() -> None:
    old, fresh = network(2, 4, 1, start=0), network(2, 5, 1, start=1000)
    kept(old, fresh)
    assert fresh.parameters[0] == 1000


@pytest.mark.parametrize("units", [3, 5])
def test_neurons_in_both_networks_keep_their_weights(units: int) -> None:
    old, fresh = network(2, 4, 1, start=0), network(2, units, 1, start=1000)
    both = min(4, units)
    first, output = kept(old, fresh)
    np.testing.assert_array_equal(first[:both], old.weights[0][:both])
    np.testing.assert_array_equal(first[both:], fresh.weights[0][both:])
    np.testing.assert_array_equal(output[:, :both], old.weights[1][:, :both])
    np.testing.assert_array_equal(output[:, both:-1], fresh.weights[1][:, both:-1])
    assert output[0, -1] == old.weights[1][0, -1]


def test_features_are_matched_by_their_keys() -> None:
    old, fresh = network(2, 3, 1, start=0), network(3, 3, 1, start=1000)
    first, output = kept(old, fresh, ("x1", "x2"), ("x2", "x1_x2", "x1"))
    np.testing.assert_array_equal(first[:, 0], old.weights[0][:, 1])
    np.testing.assert_array_equal(first[:, 1], fresh.weights[0][:, 1])
    np.testing.assert_array_equal(first[:, 2], old.weights[0][:, 0])
    np.testing.assert_array_equal(first[:, -1], old.weights[0][:, -1])
    np.testing.assert_array_equal(output, old.weights[1])


@pytest.mark.parametrize(("before", "after"), [((4, 3), (4,)), ((4,), (4, 3)), ((4, 3), ())])
def test_another_number_of_layers_keeps_the_first_ones(
    before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    old, fresh = network(2, *before, 1, start=0), network(2, *after, 1, start=1000)
    found = kept(old, fresh)
    for k in range(min(len(before), len(after))):
        np.testing.assert_array_equal(found[k], old.weights[k])
    np.testing.assert_array_equal(found[-1], fresh.weights[-1])


@pytest.mark.parametrize(("before", "after"), [(True, False), (False, True)])
def test_biases_are_kept_where_both_layers_have_them(before: bool, after: bool) -> None:
    old = Network(2, [Dense(3, "tanh", bias=before), Dense(1, "tanh")])
    fresh = Network(2, [Dense(3, "tanh", bias=after), Dense(1, "tanh")])
    old.parameters[...], fresh.parameters[...] = 1.0, 2.0
    for network in (old, fresh):
        network.weights[0][:, -1] *= network.layers[0].bias
    hidden, output = kept(old, fresh)
    assert hidden[:, -1].tolist() == [2.0 if after else 0.0] * 3
    assert (hidden[:, :-1] == 1).all()
    assert (output == 1).all()
