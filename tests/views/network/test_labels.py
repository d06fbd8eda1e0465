"""What is written in the diagram, and how much room it needs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from nnviz.selection import NeuronPlace
from nnviz.theme import Theme, load_fonts
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.labels import GAP, MARKER, Labels, neuron_line
from nnviz.views.network.layout import Frame, Layout, arrange
from tests.views.drawn_networks import layers
from tests.views.drawn_views import snapshot

THEME = Theme("light")
GROUND = QColor("white")
FRAME = Frame(900.0, 600.0, 60.0, (60.0, 120.0), 1.0)
ONE = snapshot(hidden_layers=layers(3))
THREE = snapshot("three_blobs", hidden_layers=layers(3))


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    assert qapp is not None
    load_fonts()


def layout_of(shot: Snapshot, frame: Frame = FRAME) -> Layout:
    return arrange(shot.network.sizes, [True] * len(shot.network.layers), frame)


def painted(shot: Snapshot, layout: Layout) -> QImage:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    Labels(THEME).paint_names(painter, shot, layout)
    painter.end()
    return image


def written(image: QImage, left: float, top: float, right: float, bottom: float) -> list[QPointF]:
    """Return every place in a rectangle that is not of the ground."""
    return [
        QPointF(x, y)
        for x in range(max(0, round(left)), min(image.width(), round(right)))
        for y in range(max(0, round(top)), min(image.height(), round(bottom)))
        if image.pixelColor(x, y) != GROUND
    ]


def rows_of(image: QImage, color: QColor, left: int) -> list[int]:
    """Return the rows in which a colour is, right of a place."""
    places = ((x, y) for x in range(left, image.width()) for y in range(image.height()))
    return sorted({y for x, y in places if image.pixelColor(x, y) == color})


def width(text: str) -> float:
    return QFontMetricsF(THEME.font("title")).horizontalAdvance(text)


def test_names_stand_left_of_the_inputs_and_right_of_the_outputs() -> None:
    layout = layout_of(ONE)
    image = painted(ONE, layout)
    for rect in layout.columns[0].neurons:
        edge = rect.left() - GAP
        assert written(image, edge - width("x₁"), rect.top(), edge, rect.bottom())
    (output,) = layout.columns[-1].neurons
    words = written(image, output.right(), output.top(), 900, output.bottom())
    assert min(place.x() for place in words) >= output.right() + GAP - 1
    assert not written(image, layout.columns[1].x - 40, 0, layout.columns[1].x + 40, 600)


def test_every_output_of_a_class_has_its_mark_below_its_name() -> None:
    layout = layout_of(THREE)
    image = painted(THREE, layout)
    for rect, color in zip(layout.columns[-1].neurons, THEME.class_colors, strict=False):
        rows = rows_of(image, color, round(rect.right()))
        assert min(rows) > rect.center().y()
        assert max(rows) < rect.bottom()
        assert max(rows) - min(rows) <= MARKER
        above = written(image, rect.right(), rect.top(), 900, rect.center().y())
        assert above  # its name


def test_beside_small_outputs_the_mark_is_in_the_line_of_the_name() -> None:
    layout = layout_of(THREE, replace(FRAME, height=290.0))
    image = painted(THREE, layout)
    for rect, color in zip(layout.columns[-1].neurons, THEME.class_colors, strict=False):
        rows = rows_of(image, color, round(rect.right()))
        assert (min(rows) + max(rows)) / 2 == pytest.approx(rect.center().y(), abs=1.5)


def test_a_single_output_has_no_mark() -> None:
    layout = layout_of(ONE)
    image = painted(ONE, layout)
    right = round(layout.columns[-1].neurons[0].right())
    assert [rows_of(image, color, right) for color in THEME.class_colors[:2]] == [[], []]


def test_there_is_room_for_the_longest_feature_used_or_not_and_the_output() -> None:
    left, right = Labels(THEME).room(ONE)
    assert left == pytest.approx(max(width("sin x₁"), width("sin x₂")) + GAP)
    assert right == pytest.approx(width("ŷ") + GAP)


def test_there_is_room_for_the_classes_names_and_marks() -> None:
    named = QFontMetricsF(THEME.font("small")).horizontalAdvance("class 1") + MARKER + 4
    assert Labels(THEME).room(THREE)[1] == pytest.approx(max(named, width("ŷ₁") + MARKER + 4) + GAP)


@pytest.mark.parametrize(
    ("shot", "place", "line"),
    [
        (ONE, NeuronPlace(0, 0), "x₁"),
        (ONE, NeuronPlace(1, 1), "h₁,₂  ·  tanh"),
        (ONE, NeuronPlace(2, 0), "ŷ  ·  tanh"),
        (THREE, NeuronPlace(2, 1), "ŷ₂  ·  Softmax  ·  class 2"),
    ],
)
def test_the_card_says_what_a_neuron_is(shot: Snapshot, place: NeuronPlace, line: str) -> None:
    assert neuron_line(shot, place) == line
