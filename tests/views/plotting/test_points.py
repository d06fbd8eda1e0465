"""The data's points: each has the colour of its value or class, where its inputs are."""

from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, with_dataset
from nnviz.theme import Theme
from nnviz.training.prepare import Prepared, prepare
from nnviz.views.plotting.colors import Colormap
from nnviz.views.plotting.plot import make_plot
from nnviz.views.plotting.points import (
    LARGEST,
    RIM,
    THINNEST_RIM,
    VALUE_STEPS,
    PointsLayer,
    positions,
)


@pytest.fixture
def plot(qtbot: QtBot) -> Any:
    made = make_plot(Theme())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def layer(plot: Any) -> PointsLayer:
    return PointsLayer(Theme(), plot)


def drawn(layer: PointsLayer, dataset: str) -> Prepared:
    data = prepare(with_dataset(Experiment(), dataset))
    layer.show_data(data, Colormap(Theme()), data.target_range)
    return data


def fills(item: Any) -> list[str]:
    return [spot.brush().color().name() for spot in item.points()]


@pytest.mark.parametrize("dataset", ["plane", "sine"])
def test_a_points_colour_is_that_of_its_value(layer: PointsLayer, dataset: str) -> None:
    data, colors = drawn(layer, dataset), Colormap(Theme())
    low, high = data.target_range
    steps = np.linspace(low, high, VALUE_STEPS)
    for item, points in ((layer.train, data.train), (layer.test, data.test)):
        nearest = [steps[np.abs(steps - value).argmin()] for value in points.y]
        wanted = [colors.color(float(value), (low, high)).name() for value in nearest]
        assert fills(item) == wanted


def test_the_highest_value_is_positive_and_the_lowest_negative(layer: PointsLayer) -> None:
    data, theme = drawn(layer, "plane"), Theme()
    found = fills(layer.train)
    highest, lowest = found[data.train.y.argmax()], found[data.train.y.argmin()]
    assert _redness(highest) < _redness(lowest)
    assert (_redness(theme.positive.name()) < 0) == (_redness(highest) < 0)
    assert (_redness(theme.negative.name()) > 0) == (_redness(lowest) > 0)


def _redness(name: str) -> int:
    return int(name[1:3], 16) - int(name[5:7], 16)


def test_a_class_has_its_colour(layer: PointsLayer) -> None:
    data, wanted = drawn(layer, "three_blobs"), Theme().class_colors
    kinds = data.train.y.astype(int)
    assert fills(layer.train) == [wanted[kind].name() for kind in kinds]


def test_a_point_stands_at_its_inputs_or_at_its_input_and_target(layer: PointsLayer) -> None:
    plane = drawn(layer, "plane")
    np.testing.assert_array_equal(positions(plane.test, plane), plane.test.x)
    curve = drawn(layer, "sine")
    np.testing.assert_array_equal(positions(curve.test, curve)[1], curve.test.y)


def test_the_rim_is_as_thick_as_the_points_are_large(layer: PointsLayer) -> None:
    drawn(layer, "circle")
    widths = []
    for side in (250, 460, 2000):
        layer.fit(side)
        assert layer.train.opts["pen"].color() == Theme().color("rim")
        widths.append(layer.train.opts["pen"].widthF())
    assert widths[0] == THINNEST_RIM
    assert widths[1] <= widths[2] == pytest.approx(RIM * LARGEST)
