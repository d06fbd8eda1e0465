"""The neurons' pictures: always those of the responses that are shown."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Responses, Snapshot
from nnviz.views.network.layout import Frame, arrange
from nnviz.views.network.nodes import BiasNodes, NeuronPictures, _bars, _thinned
from nnviz.views.plotting.colors import Colormap
from tests.snapshots import with_parts
from tests.views.drawn_views import snapshot

SIDE = 48


def picture(pictures: NeuronPictures, layer: int, unit: int) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    pictures.paint_picture(painter, layer, unit, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    return image


def all_pictures(pictures: NeuronPictures, shot: Snapshot) -> list[QImage]:
    return [
        picture(pictures, layer, unit)
        for layer, units in enumerate(shot.network.sizes)
        for unit in range(units)
    ]


def shown(*shots: Snapshot) -> list[QImage]:
    """Return all neurons' pictures after these snapshots, one after the other."""
    pictures = NeuronPictures(Theme())
    for shot in shots:
        pictures.show(shot)
    return all_pictures(pictures, shots[-1])


def snapshot_of(experiment: Experiment) -> Snapshot:
    return TrainingRun(experiment).snapshot({"responses"})


BEFORE = replace(Experiment(), features=("x1", "x2"))
DATA_CHANGES = {
    "other features": replace(BEFORE, features=("x1_squared", "x1_x2")),
    "more features": replace(BEFORE, features=("x1", "x2", "sin_x1")),
    "features scaled": replace(BEFORE, features=("x1_squared", "x2"), scaling="z_score"),
    "one input": with_dataset(BEFORE, "sine"),
    "many inputs": with_dataset(BEFORE, "one_hot"),
}


@pytest.mark.parametrize("after", DATA_CHANGES.values(), ids=DATA_CHANGES)
def test_after_a_change_of_the_data_all_pictures_are_of_the_new_ones(after: Experiment) -> None:
    first, second = snapshot_of(BEFORE), snapshot_of(after)
    assert shown(first, second) == shown(second)
    assert shown(second, first) == shown(first)


def test_training_changes_the_pictures_of_neurons_but_not_of_inputs() -> None:
    run = TrainingRun(Experiment())
    first = run.snapshot({"responses"})
    run.advance(300)
    second = run.snapshot({"responses"})
    before, after = shown(first), shown(first, second)
    assert before[:2] == after[:2]
    assert all(one != other for one, other in zip(before[2:], after[2:], strict=True))
    assert after == shown(second)


def test_the_same_responses_are_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shot = snapshot()
    pictures = NeuronPictures(Theme())
    pictures.show(shot)
    monkeypatch.setattr(NeuronPictures, "_pictures", None)  # whoever calls it fails
    pictures.show(replace(shot, iteration=shot.iteration + 1))


def test_without_responses_there_are_no_pictures() -> None:
    shot = snapshot(hidden_layers=(LayerChoice(2),))
    bare = replace(shot, parts={key: shot.parts[key] for key in ("metrics", "warning")})
    neutral = shown(bare)
    assert shown(shot, bare) == neutral
    assert shown(bare, shot) == shown(shot) != neutral
    assert np.unique([image == neutral[0] for image in neutral]).tolist() == [True]


def test_responses_that_come_back_are_shown_again() -> None:
    shot = snapshot(steps=300)
    other = with_parts(shot, responses=snapshot(steps=5).parts["responses"])
    assert shown(shot, other, shot) == shown(shot) != shown(other)


def curve_of(values: "np.ndarray[tuple[int], np.dtype[np.float64]]", units: int = 1) -> QImage:
    """Return the picture, a pixel for each value, of a tanh neuron of one input."""
    shot = snapshot("sine", hidden_layers=(LayerChoice(units),))
    sizes = shot.network.sizes
    layers = tuple(np.tile(values, (count, 1)) for count in sizes)
    pictures = NeuronPictures(Theme("light"))
    pictures.show(with_parts(shot, responses=Responses(layers)))
    side = len(values)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pictures.paint_picture(painter, 1, 0, QRectF(0, 0, side, side))
    painter.end()
    return image


def line_rows(image: QImage, column: int) -> list[int]:
    """Return where in a column the line of a curve is."""
    text = Theme("light").color("text")
    return [y for y in range(2, image.height() - 2) if image.pixelColor(column, y) == text]


@pytest.mark.parametrize(("value", "share"), [(1.0, 0.07), (0.5, 0.285), (0.0, 0.5), (-1.0, 0.93)])
def test_a_curve_has_its_limits_a_little_within_the_picture(value: float, share: float) -> None:
    rows = line_rows(curve_of(np.full(64, value)), 32)
    assert sum(rows) / len(rows) == pytest.approx(share * 64, abs=1.5)
    assert len(rows) <= 3


@pytest.mark.parametrize("value", [0.9, -0.9])
def test_the_area_between_a_curve_and_0_has_the_colour_of_its_value(value: float) -> None:
    theme = Theme("light")
    image = curve_of(np.full(64, value))
    towards_zero, beyond = (22, 40) if value > 0 else (40, 22)
    filled = image.pixelColor(32, towards_zero)
    assert filled == Colormap(theme).color(value, (-1.0, 1.0))
    assert image.pixelColor(32, beyond) == theme.color("surface")


def test_a_curve_has_no_gaps_where_it_is_steep() -> None:
    step = np.where(np.arange(64) < 32, -1.0, 1.0)
    rows = line_rows(curve_of(step), 31)
    assert rows == list(range(rows[0], rows[-1] + 1))
    assert len(rows) > 50


@pytest.mark.parametrize(
    ("points", "neurons", "side"),
    [(128, 3, 128), (256, 3, 128), (64, 3, 64), (128, 30, 64), (130, 30, 44)],
)
def test_pictures_of_curves_are_finer_where_there_are_few(
    points: int, neurons: int, side: int
) -> None:
    values = np.arange(points * 2.0).reshape(2, points)
    assert _thinned(values, neurons).tolist() == values[:, :: -(-points // side)].tolist()
    assert _thinned(values, neurons).shape == (2, side)


@pytest.mark.parametrize(("points", "side"), [(32, 32), (64, 64), (65, 33), (128, 64)])
def test_pictures_of_planes_are_no_finer_than_can_be_seen(points: int, side: int) -> None:
    values = np.arange(2.0 * points * points).reshape(2, points, points)
    stride = -(-points // side)
    assert _thinned(values, 3).tolist() == values[:, ::stride, ::stride].tolist()
    assert _thinned(values, 3).shape == (2, side, side)


@pytest.mark.parametrize(("examples", "bar"), [(4, 13), (8, 6), (64, 1)])
def test_every_example_has_a_bar_in_the_middle_of_its_room(examples: int, bar: int) -> None:
    line = _bars(np.ones((1, examples)))[0].reshape(examples, -1)
    there = np.flatnonzero(line[0])
    left, right = there[0], line.shape[1] - 1 - there[-1]
    assert line.sum(axis=1).tolist() == [bar] * examples
    assert 0 <= right - left <= 1


@pytest.mark.usefixtures("qapp")
def test_a_bias_node_is_a_ring_around_its_1() -> None:
    layout = arrange([2, 3, 1], [True, True], Frame(600.0, 400.0, 60.0, (40.0, 70.0), 1.0))
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    BiasNodes(Theme()).paint(painter, layout)
    painter.end()
    places = [column.bias for column in layout.columns if column.bias is not None]
    assert len(places) == 2
    for place in places:
        left, middle = round(place.x() - layout.bias_radius), round(place.y())
        around = [image.pixelColor(x, middle).lightness() for x in range(left - 3, left + 4)]
        assert min(around) < 128
