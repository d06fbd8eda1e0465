"""A sample's way through the network view: its values, its target and its loss."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from pytestqt.qtbot import QtBot

from nnviz.experiment import LayerChoice
from nnviz.selection import NeuronPlace, Picked, Selection
from nnviz.theme import Theme
from nnviz.views.network.sample_values import PLATE_HEIGHT, Plates, answer_lines, walk_of
from nnviz.views.network.view import NetworkView
from nnviz.widgets.decimals import decimal_text
from tests.views.drawn_networks import drawn, point_at, text_of_card
from tests.views.drawn_views import seen, shown, snapshot


def test_between_samples_the_card_tells_the_value_for_the_sample(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    point_at(view, NeuronPlace(2, 1))
    assert "this sample" not in text_of_card(view)
    frame = snapshot(steps=20, samples=3)
    view.draw(frame)
    column = frame.sample_column
    value = frame.parts["values"][2][1, column]
    assert f"a {decimal_text(value, 4)}" in text_of_card(view)
    assert text_of_card(view).endswith("this sample alone")
    point_at(view, NeuronPlace(3, 0))
    wanted = f"{frame.data.train_targets[0, column]:g}".replace("-", "−")
    assert f", y {wanted}, " in text_of_card(view)


@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "sine"])
def test_a_sample_is_walked_through_the_diagram_with_its_own_loss(dataset: str) -> None:
    frame = snapshot(dataset, steps=20, samples=2)
    walk = walk_of(frame, frame.sample_column or 0)
    assert walk is not None
    column = frame.sample_column
    for found, values in zip(walk.values, frame.parts["values"], strict=True):
        assert found == pytest.approx(values[:, column])
    target, output = frame.data.train_targets[:, column], frame.parts["values"][-1][:, column]
    if dataset == "three_blobs":
        assert walk.loss == pytest.approx(-np.log(output[target.argmax()]))
    else:
        assert walk.loss == pytest.approx(((output - target) ** 2).sum() / 2)


def test_between_batches_no_sample_is_walked(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    before = seen(view.canvas)
    view.draw(snapshot(steps=20, samples=1))
    assert seen(view.canvas) != before
    view.draw(snapshot(steps=20))
    assert seen(view.canvas) == before


def test_a_sample_says_what_it_should_have_been() -> None:
    frame = snapshot("three_blobs", samples=1)
    walk = walk_of(frame, frame.sample_column or 0)
    assert walk is not None
    kind = int(frame.data.train.y[frame.sample_column]) + 1
    lines = answer_lines(frame, walk, 3)
    assert lines == [f"y = class {kind}", f"loss {walk.loss:.3f}"]


def test_several_targets_stand_in_one_line() -> None:
    frame = snapshot("one_hot", samples=1)
    walk = walk_of(frame, frame.sample_column or 0)
    assert walk is not None
    wanted = ["0"] * 8
    wanted[int(walk.targets.argmax())] = "1"
    assert answer_lines(frame, walk, 3)[0] == f"y = {' '.join(wanted)}"


def test_the_sample_selected_is_walked_instead_of_the_one_looked_at(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    view.draw(snapshot(steps=20, samples=1))
    looked_at = seen(view.canvas)
    view.show_selection(Selection(chosen=Picked(sample=7)))
    selected = seen(view.canvas)
    assert selected != looked_at
    view.draw(snapshot(steps=20))
    assert seen(view.canvas) == selected
    view.show_selection(Selection(chosen=Picked(sample=100_000)))  # of other data
    view.draw(snapshot(steps=20, samples=1))
    assert seen(view.canvas) == looked_at


def test_a_single_target_has_as_many_decimals_as_are_asked_for() -> None:
    frame = snapshot("sine", samples=1)
    walk = walk_of(frame, frame.sample_column or 0)
    assert answer_lines(frame, walk, 1)[0] == f"y = {decimal_text(float(walk.targets[0]), 1)}"
    assert answer_lines(frame, walk, 6)[0] == f"y = {decimal_text(float(walk.targets[0]), 6)}"


def plates(monkeypatch: pytest.MonkeyPatch, view: NetworkView) -> list[tuple[list[str], str, bool]]:
    """Return what is written on plates: lines, the gradient, and whether it stands under them."""
    found: list[tuple[list[str], str, bool]] = []

    def note(*given: object) -> None:
        _self, _painter, _middle, lines, _layout, gradient, under = (*given, "", True)[:7]
        found.append((lines, gradient, under))  # type: ignore[arg-type]

    monkeypatch.setattr(Plates, "_plate", note)
    seen(view.canvas)
    return found


def test_gradients_stand_under_the_values_in_the_diagram(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, frame = drawn(qtbot, (1000, 700)), snapshot(steps=20, samples=2)
    view.draw(frame)
    deltas = walk_of(frame, frame.sample_column or 0).trace.deltas
    *neurons, answer = plates(monkeypatch, view)
    assert [gradient for _, gradient, _ in neurons[:2]] == ["", ""]  # of the inputs
    hidden = [decimal_text(delta, 3) for delta in (*deltas[0], *deltas[1])]
    output = f"δ = {decimal_text(deltas[2][0], 3)}"
    assert [gradient for _, gradient, _ in neurons[2:]] == [*hidden, output]
    assert all(under for _, _, under in neurons)
    assert answer[1] == ""


def test_where_neurons_are_dense_gradients_stand_behind_the_values_or_on_the_card_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = snapshot(steps=20, samples=2, hidden_layers=(LayerChoice(10), LayerChoice(10)))
    placed = []
    for theme, height in ((Theme(), 560), (Theme(factor=1.5, decimals=6, projected=True), 800)):
        view: NetworkView = shown(qtbot, NetworkView, (900, height), theme)
        view.draw(frame)
        with monkeypatch.context() as patch:
            hidden = plates(patch, view)[2:12]
        placed.append({(gradient != "", under) for _, gradient, under in hidden})
    assert placed == [{(True, False)}, {(False, False)}]


@pytest.mark.parametrize("under", [True, False])
def test_a_gradient_is_painted_in_its_colour_beside_the_value(qtbot: QtBot, under: bool) -> None:
    theme, view = Theme(), drawn(qtbot)
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(theme.color("background"))
    painter = QPainter(image)
    layout = replace(view.canvas.layout_, width=300.0)
    Plates(theme)._plate(painter, QPointF(150, 40), ["0.888"], layout, "−0.777", under)  # noqa: SLF001
    painter.end()
    places: dict[str, list[tuple[int, int]]] = {}
    for x in range(300):
        for y in range(100):
            places.setdefault(image.pixelColor(x, y).name(), []).append((x, y))
    value, gradient = (
        np.mean(places[theme.color(role).name()], axis=0) for role in ("text", "gradient")
    )
    assert (abs(gradient - value) > 10).tolist() == [not under, under]
    assert (gradient - value)[int(under)] > 0


@pytest.mark.parametrize(
    ("theme", "size"),
    [(Theme(), (1000, 700)), (Theme(), (700, 520)), (Theme(factor=2, projected=True), (1100, 900))],
)
def test_plates_of_two_lines_leave_the_next_neuron_and_the_node_below_free(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, theme: Theme, size: tuple[int, int]
) -> None:
    view: NetworkView = shown(qtbot, NetworkView, size, theme)
    view.draw(snapshot(steps=20, samples=2))
    grounds: list[QRectF] = []
    monkeypatch.setattr(
        Plates, "_paint_ground", lambda _self, _painter, place: grounds.append(place)
    )
    seen(view.canvas)
    layout = view.canvas.layout_
    assert layout is not None
    for column in layout.columns[1:3]:
        tops = [rect.top() for rect in column.neurons[1:]]
        assert column.bias is not None
        tops.append(column.bias.y() - layout.bias_radius)
        own = [ground for ground in grounds if ground.contains(column.x, ground.center().y())]
        lines = [round(plate.height() / (PLATE_HEIGHT * theme.factor)) for plate in own]
        assert lines == [2] * len(column.neurons)
        for plate, top in zip(own, tops, strict=True):
            assert plate.bottom() <= top + 1


@pytest.mark.usefixtures("qapp")
def test_a_plate_may_be_a_little_wider_than_its_neuron() -> None:
    plates, text = Plates(Theme()), "x₁ = 0.12"
    width = QFontMetricsF(Theme().font("small")).horizontalAdvance(text)
    assert plates._fitting(text, "0.12", width) == text  # noqa: SLF001
    assert plates._fitting(text, "0.12", width / 2) == "0.12"  # noqa: SLF001


@pytest.mark.usefixtures("qapp")
def test_a_small_neuron_s_plate_is_below_it_and_its_name() -> None:
    side = 1.9 * PLATE_HEIGHT
    column: Any = SimpleNamespace(side=side, pitch=200.0)
    place = Plates(Theme())._middle(column, QRectF(0, 0, side, side), "0.12", 1)  # noqa: SLF001
    assert place.y() == pytest.approx(side + PLATE_HEIGHT / 2)
