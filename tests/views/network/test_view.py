"""The network view: what is drawn, pointed at, edited and built."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment
from nnviz.selection import BiasNode, Edge, NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.views.network.layer_headers import HiddenHeader
from nnviz.views.network.names import summary
from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import LEFT, click, drawn, layers, middle, point_at, text_of_card
from tests.views.drawn_views import is_like, seen, shown, snapshot


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    return drawn(qtbot)


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((4, 3), "2–4–3–1 · 3 dense layers, 2 hidden: deep · 31 parameters"),
        ((4,), "2–4–1 · 2 dense layers, 1 hidden: shallow · 17 parameters"),
        ((), "2–1 · 1 dense layer, none hidden · 3 parameters"),
    ],
)
def test_the_network_is_told_in_words(units: tuple[int, ...], words: str) -> None:
    assert summary(Experiment(hidden_layers=layers(*units))) == words


@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "sine"])
@pytest.mark.parametrize("size", [(500, 380), (1600, 1000)])
@pytest.mark.parametrize("units", [(), (4, 3), (16,) * 8, (128,)])
def test_no_neuron_hides_another_or_leaves_the_canvas(
    qtbot: QtBot, dataset: str, size: tuple[int, int], units: tuple[int, ...]
) -> None:
    view = drawn(qtbot, size, dataset=dataset, hidden_layers=layers(*units))
    canvas = view.canvas
    columns = canvas.layout_.columns
    neurons = [rect for column in columns for rect in column.neurons]
    assert all(QRectF(canvas.rect()).contains(rect) for rect in neurons)
    assert not any(a.intersects(b) for k, a in enumerate(neurons) for b in neurons[k + 1 :])
    nodes = [column.bias for column in columns if column.bias is not None]
    assert all(not rect.contains(node) for rect in neurons for node in nodes)


def test_every_parameter_of_a_shown_neuron_has_its_edge(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    assert sorted(view.canvas.plan.indices) == list(range(31))


def test_a_wide_layer_is_drawn_in_part_and_says_so(qtbot: QtBot) -> None:
    view = drawn(qtbot, (900, 800), hidden_layers=layers(128))
    column = view.canvas.layout_.columns[1]
    assert (column.shown, column.units) == (16, 128)


def test_many_layers_scroll_sideways(qtbot: QtBot) -> None:
    view = drawn(qtbot, (500, 380), hidden_layers=layers(*(4,) * 8))
    assert view.area.horizontalScrollBar().maximum() > 0
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    for _ in range(9):
        QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.area.horizontalScrollBar().value() > 0


def test_an_edge_has_the_colour_of_its_sign(view: NetworkView) -> None:
    plan, parameters = view.canvas.plan, snapshot(steps=20).parameters
    picture = seen(view.canvas)
    for sign in (-1, 1):
        strongest = plan.edges[int((sign * parameters[plan.indices]).argmax())]
        place = middle(view, strongest)
        near = [picture.pixelColor(place + QPoint(x, y)) for x in range(-9, 10) for y in (-1, 0, 1)]
        assert any(is_like(color, Theme().signed_line(sign), 60) for color in near)


def test_pointing_at_a_weight_tells_its_number(view: NetworkView) -> None:
    point_at(view, Edge(2, 0, 1))
    value = snapshot(steps=20).network.weights[1][0, 1]
    assert text_of_card(view).startswith(f"w  h₁,₂ → h₂,₁ {value:.4f} ".replace("-", "−"))
    assert view.canvas.card.isVisible()


def test_pointing_at_a_bias_tells_its_number(view: NetworkView) -> None:
    point_at(view, Edge(3, 0, 3))
    assert text_of_card(view).startswith("b  ŷ ")


def test_the_number_ticks_while_training(view: NetworkView) -> None:
    point_at(view, Edge(2, 0, 1))
    before = text_of_card(view)
    view.draw(snapshot(steps=60))
    assert text_of_card(view) != before


def test_pointing_at_a_neuron_is_told_to_the_other_views(view: NetworkView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.selected) as heard:
        point_at(view, NeuronPlace(1, 2))
    assert heard.args == [Selection().pointing_at(NeuronPlace(1, 2))]
    assert text_of_card(view).startswith("h₁,₃  ·  tanh b  ")
    with qtbot.waitSignal(view.selected) as heard:
        QTest.mouseMove(view.canvas, QPoint(2, view.canvas.height() - 2))
    assert heard.args == [Selection()]
    assert not view.canvas.card.isVisible()


def test_a_neuron_pointed_at_elsewhere_stands_out(view: NetworkView) -> None:
    before = seen(view.canvas)
    view.show_selection(Selection().pointing_at(NeuronPlace(1, 0)))
    assert seen(view.canvas) != before
    view.show_selection(Selection())
    assert seen(view.canvas) == before


def test_a_click_edits_and_enter_commits(view: NetworkView, qtbot: QtBot) -> None:
    click(view, Edge(2, 0, 1))
    edit = view.canvas.card.edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "1/3")
    with qtbot.waitSignal(view.parameter_edited) as heard:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert heard.args == [12 + 0 * 5 + 1, 1 / 3]
    assert view.canvas.hasFocus()


def test_clicking_away_commits(view: NetworkView, qtbot: QtBot) -> None:
    click(view, NeuronPlace(1, 1))  # a neuron's own number is its bias
    QTest.keyClicks(view.canvas.card.edit, "0,5")
    with qtbot.waitSignal(view.parameter_edited) as heard:
        QTest.mouseClick(view.canvas, LEFT, pos=QPoint(2, view.canvas.height() - 2))
    assert heard.args == [1 * 3 + 2, 0.5]
    assert not view.canvas.card.editing


def test_escape_changes_nothing(view: NetworkView, qtbot: QtBot) -> None:
    click(view, Edge(2, 0, 1))
    QTest.keyClicks(view.canvas.card.edit, "3")
    with qtbot.assertNotEmitted(view.parameter_edited):
        QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Escape)
    assert not view.canvas.card.editing


def test_frames_do_not_disturb_typing(view: NetworkView) -> None:
    click(view, Edge(2, 0, 1))
    QTest.keyClicks(view.canvas.card.edit, "1.2")
    view.draw(snapshot(steps=60))
    assert view.canvas.card.edit.text() == "1.2"
    assert view.canvas.card.edit.hasFocus()


def test_another_structure_ends_an_edit(view: NetworkView, qtbot: QtBot) -> None:
    click(view, Edge(2, 2, 3))
    QTest.keyClicks(view.canvas.card.edit, "1.2")
    with qtbot.assertNotEmitted(view.parameter_edited):
        view.draw(snapshot(steps=20, hidden_layers=layers(2)))
    assert not view.canvas.card.editing


def test_the_keyboard_reaches_every_weight(view: NetworkView, qtbot: QtBot) -> None:
    canvas = view.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_E):
        QTest.keyClick(canvas, key)
    assert canvas.target == Edge(2, 0, 0)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClicks(canvas.card.edit, "2")
    with qtbot.waitSignal(view.parameter_edited) as heard:
        QTest.keyClick(canvas.card.edit, Qt.Key.Key_Return)
    assert heard.args == [13, 2.0]
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.target == NeuronPlace(1, 1)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.target is None


@pytest.fixture
def pictures_while(
    view: NetworkView, monkeypatch: pytest.MonkeyPatch
) -> Callable[[float], list[QImage]]:
    """Return pictures of the same numbers, drawn every 50 ms at this speed of training."""
    seconds = iter(np.arange(0.0, 10.0, 0.05))
    monkeypatch.setattr("nnviz.views.network.dash_motion.perf_counter", lambda: next(seconds))

    def draw(steps_per_second: float) -> list[QImage]:
        frame = replace(snapshot(steps=20), steps_per_second=steps_per_second)
        pictures = []
        for _ in range(4):
            view.draw(frame)
            pictures.append(seen(view.canvas))
        return pictures

    return draw


def test_dashes_move_while_training(pictures_while: Callable[[float], list[QImage]]) -> None:
    assert all(a != b for a, b in pairwise(pictures_while(100.0)))


def test_dashes_stand_still_without_training(
    pictures_while: Callable[[float], list[QImage]],
) -> None:
    assert all(a == b for a, b in pairwise(pictures_while(0.0)))


def test_nothing_moves_with_reduced_motion(
    view: NetworkView, pictures_while: Callable[[float], list[QImage]]
) -> None:
    view.reduced_motion = True
    assert all(a == b for a, b in pairwise(pictures_while(100.0)))


def test_very_many_edges_are_renewed_over_several_frames(qtbot: QtBot) -> None:
    view = drawn(qtbot, (1100, 720), hidden_layers=layers(16, 16, 16, 16))
    later = snapshot(steps=400, hidden_layers=layers(16, 16, 16, 16))
    view.draw(replace(later, steps_per_second=100.0))
    partly = seen(view.canvas)
    view.draw(later)
    whole = seen(view.canvas)
    assert partly != whole
    view.draw(later)
    assert seen(view.canvas) == whole


def test_a_picture_leaves_out_the_controls_but_not_the_choices(view: NetworkView) -> None:
    view.hide_controls()
    assert not view.more_layers.isVisible()
    assert not view.headers[1].bar.isVisible()
    assert view.headers[1].plain.text() == "4 · tanh"


def test_the_diagram_is_drawn_as_vectors_too(view: NetworkView, tmp_path: Any) -> None:
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "network.svg"))
    view.render(generator)
    assert (tmp_path / "network.svg").read_text("utf-8").count("<path") > 31


def test_numbers_that_are_not_finite_are_drawn(view: NetworkView) -> None:
    frame = snapshot(steps=20)
    broken = replace(frame, parameters=np.full_like(frame.parameters, np.nan))
    view.draw(broken)
    assert not seen(view.canvas).isNull()


@pytest.mark.parametrize(("width", "whole"), [(900, True), (330, False)])
def test_a_line_without_room_ends_in_an_ellipsis(qtbot: QtBot, width: int, whole: bool) -> None:
    view = drawn(qtbot, (width, 400))
    for line in (view.hint, view.summary):
        view.grab()
        assert line.fontMetrics().horizontalAdvance(line.shown_text) <= line.width()
        assert (line.shown_text == line.text()) is whole
        assert line.toolTip() == ("" if whole else line.text())
        assert whole or line.shown_text.endswith("…")


def test_an_output_of_a_class_is_drawn_in_the_colours_of_that_class(qtbot: QtBot) -> None:
    view = drawn(qtbot, dataset="three_blobs")
    view.draw(snapshot(steps=800, dataset="three_blobs"))
    picture = seen(view.canvas)
    for unit, rect in enumerate(view.canvas.layout_.columns[-1].neurons):
        inside = rect.toAlignedRect().adjusted(3, 3, -3, -3)
        places = [
            (x, y)
            for x in range(inside.left(), inside.right(), 2)
            for y in range(inside.top(), inside.bottom(), 2)
        ]
        colors = [picture.pixelColor(*place) for place in places]
        for number, wanted in enumerate(Theme().class_colors[:3]):
            assert any(is_like(color, wanted, 30) for color in colors) == (number == unit)


def test_the_nodes_fixed_at_1_say_what_they_are(view: NetworkView) -> None:
    column = view.canvas.layout_.columns[1]
    QTest.mouseMove(view.canvas, column.bias.toPoint())
    assert view.canvas.target == BiasNode(1)
    assert text_of_card(view).startswith("bias input, fixed at 1")
    view.canvas.edit()
    assert not view.canvas.card.editing


def test_the_keyboard_reaches_the_nodes_fixed_at_1(view: NetworkView) -> None:
    canvas = view.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.target == BiasNode(0)
    QTest.keyClick(canvas, Qt.Key.Key_E)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.target == NeuronPlace(0, 1)


def test_what_cannot_be_read_as_a_number_is_said_on_the_card(view: NetworkView) -> None:
    click(view, Edge(2, 0, 1))
    card = view.canvas.card
    height = card.height()
    QTest.keyClicks(card.edit, "abc")
    assert card.last_line == card.edit.fault
    assert "abc" in card.last_line
    assert card.height() > height
    assert view.canvas.rect().contains(card.geometry())
    QTest.keyClick(card.edit, Qt.Key.Key_Escape)
    assert "abc" not in card.last_line


def selected_by_keyboard(view: NetworkView) -> None:
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.canvas.card.isVisible()


def test_what_the_keyboard_selected_is_let_go_with_the_focus(view: NetworkView) -> None:
    selected_by_keyboard(view)
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    view.more_layers.setFocus(Qt.FocusReason.TabFocusReason)  # from the number being typed
    assert not view.canvas.card.isVisible()
    selected_by_keyboard(view)
    view.more_layers.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not view.canvas.card.isVisible()


@pytest.mark.parametrize("choices", [{"hidden_layers": layers(4, 3, 2)}, {"dataset": "xor"}])
def test_what_the_keyboard_selected_is_let_go_with_the_network(
    view: NetworkView, choices: dict[str, Any]
) -> None:
    selected_by_keyboard(view)
    view.draw(snapshot(**choices))
    assert not view.canvas.card.isVisible()


@pytest.mark.parametrize("size", [(760, 420), (900, 800)])
@pytest.mark.parametrize("units", [(2, 8), (16, 4), (128, 1, 3)])
def test_all_neurons_have_one_size(
    qtbot: QtBot, size: tuple[int, int], units: tuple[int, ...]
) -> None:
    columns = drawn(qtbot, size, hidden_layers=layers(*units)).canvas.layout_.columns
    sides = {column.side for column in columns[:-1]}
    assert len(sides) == 1
    assert min(sides) >= 24
    assert min(sides) <= columns[-1].side <= 1.25 * min(sides)


def test_neurons_of_many_inputs_have_a_bar_for_every_example(qtbot: QtBot) -> None:
    view = drawn(qtbot, dataset="one_hot", hidden_layers=layers(3))
    image = view.canvas.grab().toImage()
    places = view.canvas.layout_.columns[0].neurons
    for unit, place in enumerate(places):
        height = place.center().y() - place.height() / 4
        colors = [
            image.pixelColor(round(place.left() + place.width() * (k + 0.5) / 8), round(height))
            for k in range(8)
        ]
        blue = [color.blue() > color.red() + 40 for color in colors]
        assert blue == [k == unit for k in range(8)]


def test_headers_of_a_deep_network_are_made_one_at_a_time_before_it_is_drawn(qtbot: QtBot) -> None:
    made: NetworkView = shown(qtbot, NetworkView, (900, 500))
    frame = snapshot(hidden_layers=layers(2, 2, 2, 2, 2))
    counts = [len(made.findChildren(HiddenHeader)) for _ in made.prepared(frame)]
    assert counts == [1, 2, 3, 4, 5]
    headers = made.findChildren(HiddenHeader)
    made.draw(frame)
    assert made.headers[1:-1] == headers
    assert list(made.prepared(frame)) == []
