"""The loss over a plane in the space of parameters."""

import tracemalloc

import numpy as np
import pytest

from nnviz.engine.analysis.landscape import Plane, loss_rows, parameter_plane, random_plane
from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.objective import Objective
from tests.engine.lecture_data import noisy_line


def network(seed: int = 1) -> Network:
    made = Network(2, [Dense(4, "tanh"), Dense(3, "tanh"), Dense(1, "linear")])
    made.parameters[...] = np.random.default_rng(seed).standard_normal(made.parameters.size)
    return made


def objective(of: Network) -> Objective:
    x = np.random.default_rng(2).standard_normal((2, 25))
    return Objective(of, LOSSES["mse"], x, x[:1] * x[1:])


def test_rows_hold_the_loss_at_each_point_of_the_grid() -> None:
    made = network()
    loss, plane = objective(made).value, random_plane(made, np.random.default_rng(3))
    across, up = np.linspace(-1, 1, 5), np.linspace(-2, 1, 4)
    grid = np.array(list(loss_rows(loss, plane, across, up)))
    expected = [[loss(plane.origin + s * plane.across + t * plane.up) for s in across] for t in up]
    np.testing.assert_allclose(grid, expected, rtol=1e-12)


def test_noisy_line_over_weight_and_bias_is_the_bowl_of_its_formula() -> None:
    x, y = noisy_line()
    line = Network(1, [Dense(1, "linear")], np.array([7.0, 8]))
    loss = Objective(line, LOSSES["mse"], x, y).value
    slopes, biases = np.linspace(-1, 5, 7), np.linspace(0, 6, 7)
    grid = np.array(list(loss_rows(loss, parameter_plane(line.parameters, 0, 1), slopes, biases)))
    expected = [[np.square(w * x + b - y).mean() for w in slopes] for b in biases]
    np.testing.assert_allclose(grid, expected, rtol=1e-12)
    row, column = np.unravel_index(grid.argmin(), grid.shape)
    assert (slopes[column], biases[row]) == (2, 3)


def test_over_two_parameters_the_others_stay() -> None:
    made = network()
    plane = parameter_plane(made.parameters, 4, 9)
    point = plane.origin + 0.5 * plane.across - 2 * plane.up
    expected = made.parameters.copy()
    expected[[4, 9]] = 0.5, -2
    np.testing.assert_array_equal(point, expected)


def test_a_row_is_computed_only_when_it_is_asked_for() -> None:
    made = network()
    counted = objective(made)
    plane = parameter_plane(made.parameters, 0, 1)
    rows = loss_rows(counted.value, plane, np.zeros(6), np.zeros(100))
    assert counted.evaluations == 0
    next(rows)
    next(rows)
    rows.close()
    assert counted.evaluations == 12


def test_a_point_costs_no_copy_of_the_network() -> None:
    made = Network(2, [Dense(100, "tanh"), Dense(100, "tanh"), Dense(1, "linear")])
    plane, small = random_plane(made, np.random.default_rng(1)), 8 * made.parameters.size // 10
    rows = loss_rows(lambda _: 0.0, plane, np.linspace(-1, 1, 20), np.linspace(-1, 1, 3))
    next(rows)
    tracemalloc.start()
    next(rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < small


def test_the_network_stays_as_it_was() -> None:
    made = network()
    before = made.parameters.copy()
    plane = random_plane(made, np.random.default_rng(3))
    list(loss_rows(objective(made).value, plane, np.ones(2), np.ones(2)))
    np.testing.assert_array_equal(made.parameters, before)
    np.testing.assert_array_equal(plane.origin, before)


def lengths(direction: Array, like: Network) -> Array:
    layers = Network(like.inputs, like.layers, direction).weights
    return np.concatenate([np.linalg.norm(weights, axis=1) for weights in layers])


def test_filter_normalised_directions_are_as_long_as_each_neurons_weights() -> None:
    made = network()
    made.weights[0][1] = 0  # a neuron without weights moves nowhere
    plane = random_plane(made, np.random.default_rng(3))
    for direction in (plane.across, plane.up):
        expected = lengths(made.parameters, made)
        np.testing.assert_allclose(lengths(direction, made), expected, rtol=1e-12)


def test_filter_normalised_losses_do_not_see_the_scale_of_relu_layers() -> None:
    """Li et al. 2018, section 4: 10 W₁ and W₂ / 10 are the same network of ReLUs."""
    made = Network(2, [Dense(6, "relu"), Dense(1, "linear")])
    made.parameters[...] = np.random.default_rng(4).standard_normal(made.parameters.size)
    made.weights[1][:, -1] = 0
    grids = []
    for factor in (1.0, 10.0):
        scaled = Network(2, made.layers, made.parameters)
        scaled.weights[0][...] *= factor
        scaled.weights[1][...] /= factor
        plane = random_plane(scaled, np.random.default_rng(5))
        plane.across[-1] = plane.up[-1] = 0  # the last bias, which has no scale of its own
        steps = np.linspace(-1, 1, 4)
        grids.append(np.array(list(loss_rows(objective(scaled).value, plane, steps, steps))))
    np.testing.assert_allclose(grids[0], grids[1], rtol=1e-9)


def test_directions_that_are_not_normalised_by_neuron_have_length_1() -> None:
    plane = random_plane(network(), np.random.default_rng(3), by_neuron=False)
    assert np.linalg.norm(plane.across) == pytest.approx(1)
    assert np.linalg.norm(plane.up) == pytest.approx(1)
    assert abs(plane.across @ plane.up) < 0.9


@pytest.mark.parametrize("by_neuron", [True, False])
def test_directions_leave_absent_biases_alone_and_by_neuron_batch_normalisation_too(
    by_neuron: bool,
) -> None:
    made = Network(2, [Dense(4, "tanh", bias=False, batch_norm=True), Dense(1, "linear")])
    made.parameters[...] = np.random.default_rng(1).standard_normal(made.parameters.size)
    made.weights[0][:, -1] = 0.0
    plane = random_plane(made, np.random.default_rng(3), by_neuron)
    for direction in (plane.across, plane.up):
        block, output = made.views(direction)
        assert (block.weights[:, -1] == 0).all()
        assert np.concatenate([block.weights[:, :-1].ravel(), output.weights.ravel()]).all()
        learned = np.concatenate([block.scale, block.shift])
        assert (learned == 0).all() if by_neuron else learned.all()
        if by_neuron:
            lengths = [np.linalg.norm(each.weights, axis=1) for each in (block, made.blocks[0])]
            np.testing.assert_allclose(*lengths, rtol=1e-12)


def test_the_same_seed_gives_the_same_plane() -> None:
    one, other = (random_plane(network(), np.random.default_rng(6)) for _ in range(2))
    np.testing.assert_array_equal(one.across, other.across)
    np.testing.assert_array_equal(one.up, other.up)


@pytest.mark.parametrize("by_neuron", [True, False])
def test_a_point_of_the_plane_is_its_own_shadow(by_neuron: bool) -> None:
    plane = random_plane(network(), np.random.default_rng(3), by_neuron)
    point = plane.origin + 0.25 * plane.across - 3 * plane.up
    np.testing.assert_allclose(plane.project(point), [0.25, -3], rtol=1e-9)


def test_on_two_parameters_a_shadow_is_the_parameters_themselves() -> None:
    plane = parameter_plane(np.zeros(5), 3, 1)
    np.testing.assert_allclose(plane.project(np.array([9.0, 4, 9, 7, 9])), [7, 4], rtol=1e-12)


def test_where_the_loss_overflows_it_is_infinite_not_a_warning() -> None:
    plane = Plane(np.zeros(2), np.array([1e200, 0]), np.array([0.0, 1]))
    line = Network(1, [Dense(1, "linear")])
    loss = Objective(line, LOSSES["mse"], np.ones((1, 3)), np.zeros((1, 3))).value
    (row,) = loss_rows(loss, plane, np.array([0.0, 1]), np.zeros(1))
    np.testing.assert_array_equal(row, [0, np.inf])
