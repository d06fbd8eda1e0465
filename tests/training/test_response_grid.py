"""The neurons' response pictures."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.form import Column, DataForm
from nnviz.data.points import Points
from nnviz.data.sources import keep_points
from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.training.prepare import build_network, prepare
from nnviz.training.response_grid import (
    CURVE_POINTS,
    affordable_resolution,
    compute_responses,
    grid_points,
)
from nnviz.training.run import TrainingRun
from nnviz.training.shown_units import SHOWN_UNITS
from tests.own_data import of_bodies

DEFAULT = Experiment()


@pytest.mark.parametrize("side", [9, 33])  # 33²: more than one chunk of points
def test_pictures_are_the_networks_values_over_the_plane(side: int) -> None:
    run = TrainingRun(replace(DEFAULT, features=("x1", "x2_squared"), scaling="z_score"))
    responses = compute_responses(run.network, run.data, resolution=side)
    low, high = run.data.form.spans[0]
    line = np.linspace(low, high, side)
    assert [layer.shape for layer in responses.layers] == [
        (units, side, side) for units in run.network.sizes
    ]
    for row, column in ((0, 0), (2, 7), (8, 8)):
        point = np.array([[line[column]], [line[row]]])
        values = run.network.layer_values(run.data.inputs(point))
        for found, expected in zip(responses.layers, values, strict=True):
            np.testing.assert_allclose(found[:, row, column], expected[:, 0], rtol=1e-12)


def test_one_input_has_curves() -> None:
    experiment = with_dataset(DEFAULT, "sine")
    data = prepare(experiment)
    responses = compute_responses(build_network(experiment, data), data)
    assert [layer.shape for layer in responses.layers] == [
        (units, CURVE_POINTS) for units in experiment.layer_sizes
    ]
    np.testing.assert_allclose(responses.layers[0][0], np.linspace(-6, 6, CURVE_POINTS))


def test_the_line_is_as_long_as_the_data() -> None:
    experiment = with_dataset(DEFAULT, "square")
    data = prepare(experiment)
    responses = compute_responses(build_network(experiment, data), data)
    np.testing.assert_allclose(responses.layers[0][0], np.linspace(-2, 2, CURVE_POINTS))


def test_many_inputs_have_the_values_for_the_examples() -> None:
    experiment = with_dataset(DEFAULT, "one_hot")
    data = prepare(experiment)
    network = build_network(experiment, data)
    responses = compute_responses(network, data)
    wanted = network.layer_values(data.train_inputs[:, data.examples])
    for found, values in zip(responses.layers, wanted, strict=True):
        np.testing.assert_allclose(found, values, rtol=1e-12)


def test_large_layers_show_their_first_neurons() -> None:
    experiment = replace(DEFAULT, hidden_layers=(LayerChoice(40),))
    data = prepare(experiment)
    responses = compute_responses(build_network(experiment, data), data)
    assert [len(layer) for layer in responses.layers] == [2, SHOWN_UNITS, 1]


def test_large_layers_can_show_others_than_their_first_neurons() -> None:
    experiment = replace(DEFAULT, hidden_layers=(LayerChoice(20), LayerChoice(4)))
    data = prepare(experiment)
    network = build_network(experiment, data)
    first, later = (compute_responses(network, data, 9, firsts) for firsts in ((), (0, 7, 0, 0)))
    assert [later.first(layer) for layer in range(4)] == [0, 7, 0, 0]
    assert [first.first(layer) for layer in range(4)] == [0] * 4
    assert len(later.layers[1]) == 13
    np.testing.assert_array_equal(later.layers[1][:9], first.layers[1][7:16])
    np.testing.assert_array_equal(later.layers[2], first.layers[2])


@pytest.mark.parametrize(
    ("layers", "side"),
    [((4, 3), 128), ((16,) * 6, 64), ((128, 128), 32), ((512,) * 8, 16)],
)
def test_larger_networks_have_coarser_pictures(layers: tuple[int, ...], side: int) -> None:
    chosen = tuple(LayerChoice(units) for units in layers)
    experiment = replace(DEFAULT, hidden_layers=chosen)
    assert affordable_resolution(build_network(experiment, prepare(experiment))) == side


def test_two_pixels_are_a_picture_and_no_plane() -> None:
    columns = tuple(Column(name, "pixel", (0.0, 1.0)) for name in ("left", "right"))
    form = DataForm(columns, class_names=("dark", "bright"), picture_shape=(1, 2))
    points = Points(np.tile(np.arange(10) / 9, (2, 1)), np.repeat([0.0, 1.0], 5))
    experiment = with_dataset(DEFAULT, keep_points(points, form))
    data = prepare(experiment)
    responses = compute_responses(build_network(experiment, data), data)
    assert [layer.shape for layer in responses.layers] == [
        (units, 2) for units in experiment.layer_sizes
    ]


def test_a_plane_runs_over_the_columns_of_own_points() -> None:
    data = prepare(of_bodies())
    x = grid_points(data.form.spans, 3)
    np.testing.assert_array_equal(x[0], [140, 170, 200] * 3)
    np.testing.assert_array_equal(x[1], np.repeat([40, 75, 110], 3))
