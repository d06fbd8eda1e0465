"""The data's points: each has the colour of its value or class, where its inputs are."""

from typing import Any, get_args

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, with_dataset
from nnviz.run_state import Array
from nnviz.theme import LEAST_CONTRAST, Shade, Theme
from nnviz.training.prepare import Prepared, prepare
from nnviz.views.output.view import OutputView
from nnviz.views.plotting.colors import Colormap
from nnviz.views.plotting.plot import make_plot
from nnviz.views.plotting.points import (
    LARGEST,
    POINTS_ACROSS,
    PROJECTED_ACROSS,
    RIM,
    THINNEST_RIM,
    VALUE_STEPS,
    PointsLayer,
    positions,
    train_marker,
)
from tests.views.drawn_views import place_of, seen, shown, snapshot


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


def test_the_projector_has_larger_points_in_the_same_plot(plot: Any) -> None:
    sizes = []
    for projected in (False, True):
        layer = PointsLayer(Theme(factor=2.0, projected=projected), plot)
        drawn(layer, "circle")
        layer.fit(540)
        sizes.append(layer.train.opts["size"])
    assert sizes == [round(540 / POINTS_ACROSS), round(540 / PROJECTED_ACROSS)]


THEMES = [
    Theme(shade, factor, projected=factor > 1) for shade in get_args(Shade) for factor in (1.0, 1.6)
]


def luminance(image: QImage) -> Array:
    """Return the relative luminance of every pixel, of shape (rows, columns)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1, 4)
    share = pixels[..., 2::-1] / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def test_a_triangle_stands_on_its_base() -> None:
    corners = [number for number in range(4) if train_marker(number).elementCount() == 4]
    assert len(corners) == 1
    triangle = train_marker(corners[0])
    heights = [triangle.elementAt(corner).y for corner in range(3)]
    assert heights[0] < heights[1] == pytest.approx(heights[2])  # downwards is positive


def test_the_sample_looked_at_has_a_ring(layer: PointsLayer) -> None:
    shot = snapshot("circle", 3)
    layer.show_data(shot.data, Colormap(Theme()), shot.data.target_range)
    layer.mark(shot, 5)
    assert layer.sample.isVisible()
    place = layer.sample.getData()
    np.testing.assert_allclose(np.ravel(place), shot.data.train.x[:, 5])
    layer.mark(shot, None)
    assert not layer.sample.isVisible()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: f"{theme.shade} {theme.factor}")
@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "plane"])
@pytest.mark.parametrize("kind", ["train", "test"])
@pytest.mark.parametrize("discretised", [False, True])
def test_every_point_stands_out_from_its_region(
    qtbot: QtBot, theme: Theme, dataset: str, kind: str, discretised: bool
) -> None:
    view = shown(qtbot, OutputView, (500, 560), theme)
    view.set_options({"discretise": discretised})
    shot = snapshot(dataset, 600)
    view.draw(shot)
    both = {"train": view.points.train, "test": view.points.test}
    for name, item in both.items():
        item.setVisible(name == kind)
    with_points = luminance(seen(view))
    both[kind].hide()
    ground = luminance(seen(view))
    lighter, darker = np.maximum(with_points, ground), np.minimum(with_points, ground)
    stands_out = (lighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST
    half = int(both[kind].opts["size"] / 2) + 1
    points = shot.data.train if kind == "train" else shot.data.test
    for x, y in points.x[:, np.abs(points.x).max(axis=0) < 5.5].T:
        at = place_of(view, view.plot, x, y)
        part = stands_out[at.y() - half : at.y() + half + 1, at.x() - half : at.x() + half + 1]
        assert part.sum() >= 2 * np.pi * half * 0.4  # much of a line around it
